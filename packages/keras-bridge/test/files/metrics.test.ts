import * as core from '@backprop/core';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile } from '../../src/convert/index.js';
import { type Json, writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { readMetrics } from '../../src/files/training/metrics.js';
import { writePython } from '../../src/python/index.js';
import { writeTypeScript } from '../../src/typescript/index.js';

const keras = (class_name: string, config: Record<string, Json> = {}) => ({
  module: 'keras.metrics',
  class_name,
  config: { dtype: 'float32', ...config },
  registered_name: null,
});
const fn = (config: string) => ({
  module: 'builtins',
  class_name: 'function',
  config,
  registered_name: 'function',
});

function read(...metrics: Json[]) {
  const notes: string[] = [];
  return { names: readMetrics(metrics, notes), notes };
}

describe('readMetrics', () => {
  it('goes by the class, not by the name that somebody gave it', () => {
    const { names, notes } = read(
      keras('BinaryAccuracy', { name: 'how_often_right', threshold: 0.5 }),
      keras('LogCoshError', { name: 'logcosh' }),
      keras('KLDivergence', { name: 'mse' }),
    );
    expect(names).toEqual(['binary_accuracy', 'log_cosh', 'kl_divergence']);
    expect(notes).toEqual([]);
  });

  it('reads functions, and how Keras 2 wraps them', () => {
    const wrapped = { name: 'mine', dtype: 'float32', fn: 'binary_accuracy' };
    const { names, notes } = read(fn('huber'), keras('MeanMetricWrapper', wrapped));
    expect(names).toEqual(['huber', 'binary_accuracy']);
    expect(notes).toEqual([]);
  });

  it('says which settings and which metrics are not kept', () => {
    const { names, notes } = read(
      keras('BinaryAccuracy', { name: 'binary_accuracy', threshold: 0.9 }),
      keras('F1Score', { name: 'f1_score' }),
      'auc',
      'crossentropy',
    );
    expect(names).toEqual(['binary_accuracy', 'auc']);
    expect(notes).toHaveLength(4);
    expect(notes[0]).toMatch(/^The settings of the metric .*BinaryAccuracy.* are not kept\.$/);
    expect(notes[1]).toMatch(/^The metric .*F1Score.* is not kept\.$/);
    expect(notes[2]).toBe('The metric auc is kept in files, but not computed here.');
    // Keras 2 had it; Keras 3 finds no metric of this name.
    expect(notes[3]).toBe('The metric "crossentropy" is not kept.');
  });
});

/** A model of core that is compiled with the metrics. */
function modelWith(metrics: string[]) {
  const model = core.sequential({ layers: [core.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics });
  return toModelFile(model);
}

describe('metrics that Keras 3 has under another name', () => {
  const file = modelWith(['huber', 'logCosh', 'kld', 'cosineProximity', 'mse', 'acc']);

  it('are written as Keras 3 finds them', () => {
    const config = JSON.parse(strFromU8(unzipSync(writeKeras(file))['config.json']!));
    const wrapped = { class_name: 'MeanMetricWrapper', config: { name: 'huber', fn: fn('huber') } };
    expect(config.compile_config.metrics).toEqual([
      { module: 'keras.metrics', ...wrapped, registered_name: null },
      'log_cosh_error',
      'kl_divergence',
      'cosine_similarity',
      'mse',
      'acc',
    ]);
    expect(strFromU8(writeKerasH5(file), true)).toContain('"log_cosh_error"');
  });

  it('are told so in a Python program', () => {
    expect(writePython(file)).toContain(
      'metrics=[keras.losses.huber, "log_cosh_error", "kl_divergence", "cosine_similarity", "mse", "acc"]',
    );
  });
});

describe('metrics that core lacks', () => {
  it('do not stop a model from loading, and are not in a program for core', () => {
    const file = modelWith(['accuracy']);
    file.compile!.metrics.push('auc');
    expect(toModelFile(fromModelFile(file)).compile!.metrics).toEqual(['accuracy']);
    const text = writeTypeScript(file, { library: '@backprop/core' });
    expect(text).toContain("metrics: ['accuracy']");
  });
});
