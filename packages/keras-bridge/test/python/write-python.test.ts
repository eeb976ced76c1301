import { describe, expect, it } from 'vitest';
import { readKeras } from '../../src/files/index.js';
import { writeNotebook, writePython } from '../../src/python/index.js';
import { everyLayer, makeModel } from '../files/sample-models.js';
import { scheduleFixture } from '../files/saved-schedules.js';
import { kerasCase } from '../lockstep/keras-reference.js';
import { notebookModel } from './notebook-model.js';
import { hasPython, python } from './run-python.js';

const KERAS = kerasCase('notebook regression, not shuffled');
const { x, y, batch_size: batchSize, epochs } = KERAS.spec;
const TRAINING = { x, y, batchSize, epochs };

describe('writePython', () => {
  it('writes the notebook as a program that a person would write', () => {
    expect(writePython(notebookModel(), TRAINING)).toMatchInlineSnapshot(`
      "# Runs on Keras 3: pip install keras tensorflow
      import keras
      import numpy as np
      from keras import layers

      # The model
      model = keras.Sequential(
          [
              keras.Input(shape=(2,)),
              layers.Dense(units=2, name="dense"),
              layers.Dense(units=1, name="dense_1"),
          ],
          name="sequential",
      )

      # The weights
      model.get_layer("dense").set_weights([
          np.array([[0.1, 0.1], [0.1, 0.1]], dtype="float32"),
          np.array([0, 0], dtype="float32"),
      ])
      model.get_layer("dense_1").set_weights([
          np.array([[0.1], [0.1]], dtype="float32"),
          np.array([0], dtype="float32"),
      ])

      # How it learns
      model.compile(
          optimizer=keras.optimizers.Adam(learning_rate=0.001),
          loss="mean_squared_error",
      )

      # The same training, in the same order
      x = np.array([[8, 8], [7, 9], [6, 10], [5, 12]], dtype="float32")
      y = np.array([[4], [5], [6], [7]], dtype="float32")
      history = model.fit(x, y, batch_size=1, epochs=75, shuffle=False, verbose=0)
      for epoch, loss in enumerate(history.history["loss"], start=1):
          print(epoch, loss)
      "
    `);
  });

  it("writes the settings of every layer that differ from Keras's defaults", () => {
    const lines = writePython(everyLayer())
      .split('\n')
      .filter((line) => line.includes('layers.'));
    expect(lines.map((line) => line.trim())).toMatchInlineSnapshot(`
      [
        "layers.Conv2D(filters=4, kernel_size=(3, 3), padding="same", activation="relu", name="conv2d_0"),",
        "layers.BatchNormalization(name="batchnormalization_1"),",
        "layers.MaxPooling2D(name="maxpooling2d_2"),",
        "layers.Conv2D(filters=5, kernel_size=(2, 2), use_bias=False, name="conv2d_3"),",
        "layers.LeakyReLU(negative_slope=0.1, name="leakyrelu_4"),",
        "layers.AveragePooling2D(pool_size=(2, 2), strides=(1, 1), name="averagepooling2d_5"),",
        "layers.Reshape(target_shape=(4, 5), name="reshape_6"),",
        "layers.ELU(name="elu_7"),",
        "layers.LayerNormalization(epsilon=0.01, name="layernormalization_8"),",
        "layers.Flatten(name="flatten_9"),",
        "layers.Dropout(rate=0.25, name="dropout_10"),",
        "layers.Dense(units=6, activation="tanh", kernel_regularizer=keras.regularizers.L2(l2=0.01), name="dense_11"),",
        "layers.Reshape(target_shape=(1, 2, 3), name="reshape_12"),",
        "layers.GlobalMaxPooling2D(name="globalmaxpooling2d_13"),",
        "layers.ReLU(max_value=6, name="relu_14"),",
        "layers.Activation(activation="softplus", name="activation_15"),",
        "layers.Dense(units=4, name="dense_16"),",
        "layers.Reshape(target_shape=(2, 1, 2), name="reshape_17"),",
        "layers.GlobalAveragePooling2D(name="globalaveragepooling2d_18"),",
        "layers.Dense(units=3, name="dense_19"),",
        "layers.Softmax(name="softmax_20"),",
      ]
    `);
  });

  it('writes an integer learning rate with a point, which Keras wants', () => {
    expect(writePython(everyLayer())).toContain('Adam(learning_rate=1.0, amsgrad=True)');
  });

  it('writes a schedule as a call, its rates with a point, and that it begins anew', () => {
    const learning = (file: string) => {
      const text = writePython(readKeras(scheduleFixture(file), { file }));
      return /# How it learns\n(.*)\nmodel.compile\(\n {4}optimizer=(.*),\n/.exec(text)!.slice(1);
    };
    const comment = '# The optimizer and its schedule begin anew, not after the 3 steps made.';
    expect(learning('polynomial-adam.keras')).toEqual([
      comment,
      'keras.optimizers.Adam(learning_rate=keras.optimizers.schedules.PolynomialDecay(initial_learning_rate=0.1, decay_steps=4, end_learning_rate=0.01, power=2.0, cycle=True))',
    ]);
    expect(learning('piecewise-sgd.keras')).toEqual([
      comment,
      'keras.optimizers.SGD(learning_rate=keras.optimizers.schedules.PiecewiseConstantDecay(boundaries=[1, 4], values=[0.1, 0.05, 0.01]), momentum=0.9)',
    ]);
  });

  it('writes numbers that give the same float32 again', () => {
    const model = makeModel([null, 40], [['Dense', { units: 25 }]]);
    const text = writePython(model);
    const kernel = text.slice(text.indexOf('set_weights'), text.indexOf('dtype'));
    const numbers = kernel.match(/-?\d[\d.e-]*/g)!.map((number) => Math.fround(Number(number)));
    expect(numbers).toEqual(Array.from(model.layers[0]!.weights[0]!.values));
  });

  it('does not let a name become code', () => {
    const model = makeModel([null, 1], [['Dense', { units: 1, name: 'a"); import os; ("' }]]);
    expect(writePython(model)).toContain('name="a\\"); import os; (\\""');
  });

  it('refuses what nobody could read, and training without a loss', () => {
    const large = makeModel([null, 300], [['Dense', { units: 100 }]]);
    expect(() => writePython(large)).toThrow(
      'writePython: expected at most 20000 weights to write out, received 30100; save as .keras',
    );
    expect(() => writePython({ ...notebookModel(), compile: null }, TRAINING)).toThrow(
      'call compile first',
    );
  });

  it('is valid Python', (context) => {
    const parse = 'import ast, sys; ast.parse(sys.stdin.read())';
    if (!hasPython('ast')) context.skip();
    for (const text of [writePython(notebookModel(), TRAINING), writePython(everyLayer())]) {
      expect(python(parse, text).stderr).toBe('');
    }
  });
});

describe('writeNotebook', () => {
  it('has the same code in its cells', () => {
    const notebook = JSON.parse(writeNotebook(notebookModel(), TRAINING)) as {
      cells: { cell_type: string; source: string[] }[];
    };
    const code = notebook.cells.filter(({ cell_type }) => cell_type === 'code');
    const text = writePython(notebookModel(), TRAINING);
    expect(code).toHaveLength(5);
    for (const { source } of code) expect(text).toContain(source.join(''));
  });
});
