import { type ModelFile as SavedModel, trainableWeights } from '@backprop/keras-bridge/files';
import type { ReactNode } from 'react';
import styles from './model-file.module.css';
import { size } from './size';

/** The columns and the totals of Keras's `summary()`. */
export function Summary({ model }: { model: SavedModel }): ReactNode {
  return (
    <div data-summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label="Layers">
        <table>
          <thead>
            <tr>
              <th scope="col">Layer (type)</th>
              <th scope="col">Output shape</th>
              <th scope="col">Param #</th>
            </tr>
          </thead>
          <tbody>
            {model.layers.map(({ name, className, outputShape, weights }) => (
              <tr key={name}>
                <th scope="row">
                  {name} ({className})
                </th>
                <td>{tuple(outputShape)}</td>
                <td>{countOf(weights).toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Totals model={model} />
    </div>
  );
}

function Totals({ model: { layers, compile, optimizerState } }: { model: SavedModel }): ReactNode {
  const all = layers.flatMap(({ weights }) => weights);
  const trainable = countOf(trainableWeights(layers));
  const slots = optimizerState?.slots.flatMap(({ tensors }) => tensors);
  // Besides the slots, the optimizer keeps its iteration, and its rate unless that has a schedule.
  const numbers = compile?.optimizer.schedule ? 1 : 2;
  return (
    <ul>
      <Total name="Total params" count={countOf(all)} />
      <Total name="Trainable params" count={trainable} />
      <Total name="Non-trainable params" count={countOf(all) - trainable} />
      {slots && <Total name="Optimizer params" count={countOf(slots) + numbers} />}
    </ul>
  );
}

function Total({ name, count }: { name: string; count: number }): ReactNode {
  return <li>{`${name}: ${count.toLocaleString('en')} (${size(count * BYTES)})`}</li>;
}

/** Bytes of a float32. */
const BYTES = 4;

const countOf = (tensors: readonly { values: ArrayLike<number> }[]): number =>
  tensors.reduce((sum, { values }) => sum + values.length, 0);

/** A shape as Python writes a tuple. */
const tuple = (shape: readonly (number | null)[]): string => {
  const sizes = shape.map((length) => length ?? 'None').join(', ');
  return shape.length === 1 ? `(${sizes},)` : `(${sizes})`;
};
