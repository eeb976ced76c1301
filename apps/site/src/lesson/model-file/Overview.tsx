import type { FileCompile, ModelFile as SavedModel } from '@backprop/keras-bridge/files';
import type { ReactNode } from 'react';
import type { OpenedModel } from './jobs';
import styles from './model-file.module.css';
import { Summary } from './Summary';

const FORMATS = { keras: 'Keras 3', 'keras-h5': 'legacy HDF5', tfjs: 'TensorFlow.js' };

/** What a model file holds: its layers, how it was compiled, and its weights' shapes. */
export function Overview({ opened }: { opened: OpenedModel }): ReactNode {
  const { model } = opened;
  const { format, kerasVersion, compile, optimizerState, notes } = model;
  const writer = kerasVersion === null ? '' : `, written by Keras ${kerasVersion}`;
  return (
    <>
      <h3>Summary</h3>
      <Summary model={model} />
      <h3>Settings</h3>
      <dl className={styles.facts}>
        <dt>format</dt>
        <dd>
          {FORMATS[format]}
          {writer}
        </dd>
        <Compiled compile={compile} />
        {optimizerState && (
          <>
            <dt>optimizer state</dt>
            <dd>after {optimizerState.iteration} steps</dd>
          </>
        )}
      </dl>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <h3>Weights</h3>
      <Weights model={model} />
    </>
  );
}

function Compiled({ compile }: { compile: FileCompile | null }): ReactNode {
  if (compile === null) {
    return (
      <>
        <dt>compile</dt>
        <dd>not compiled</dd>
      </>
    );
  }
  const { optimizer, loss, metrics } = compile;
  const { schedule } = optimizer;
  const rate = schedule && `learning_rate ${schedule.className}(${settingsOf(schedule.config)})`;
  const settings = [rate, settingsOf(optimizer.config)].filter(Boolean).join(', ');
  return (
    <>
      <dt>optimizer</dt>
      <dd>
        {optimizer.className} ({settings})
      </dd>
      <dt>loss</dt>
      <dd>{loss.name}</dd>
      <dt>metrics</dt>
      <dd>{metrics.join(', ') || 'none'}</dd>
    </>
  );
}

type Setting = number | boolean | null | readonly number[];

const settingsOf = (config: { readonly [name: string]: Setting }): string =>
  Object.entries(config)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => `${name} ${listed(value)}`)
    .join(', ');

const listed = (value: Setting): string =>
  Array.isArray(value) ? `[${value.map(shortest).join(', ')}]` : shortest(value as number);

/** Files keep rates in float32, whose 0.01 would read 0.009999999776482582. */
const shortest = (value: number | boolean): string =>
  String(typeof value === 'number' ? Number(value.toPrecision(7)) : value);

function Weights({ model }: { model: SavedModel }): ReactNode {
  return (
    <table data-weights>
      <thead>
        <tr>
          <th scope="col">weight</th>
          <th scope="col">shape</th>
          <th scope="col">numbers</th>
        </tr>
      </thead>
      <tbody>
        {model.layers.flatMap(({ name: layer, weights }) =>
          weights.map(({ name, shape, values }) => (
            <tr key={`${layer}/${name}`}>
              <th scope="row">
                {layer} {name}
              </th>
              <td>[{shape.join(', ')}]</td>
              <td>{values.length.toLocaleString('en')}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
