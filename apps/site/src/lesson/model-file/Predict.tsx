import type { ModelFile as SavedModel } from '@backprop/keras-bridge/files';
import { type ReactNode, useId, useState } from 'react';
import type { Nested } from './jobs';
import styles from './model-file.module.css';
import { exampleRows, parseRows, sampleSize } from './parse-rows';
import { TroubleList } from './TroubleList';
import { useJob } from './use-job';

/** So many outputs are shown. */
const MOST_ROWS = 100;

/** Has the model answer for what the reader types. */
export function Predict({ file, model }: { file: string; model: SavedModel }): ReactNode {
  const [text, setText] = useState(() => exampleRows(model.inputShape));
  const { state, start, show } = useJob<'predict'>();
  const id = useId();
  const count = sampleSize(model.inputShape);
  const predict = (): void => {
    const parsed = parseRows(text, model.inputShape);
    if ('hint' in parsed) show({ kind: 'failed', trouble: parsed });
    else void start({ kind: 'predict', file, model, rows: parsed.rows });
  };
  return (
    <>
      <h3>Predict</h3>
      <label htmlFor={id}>
        Samples, {count === null ? 'as JSON' : `one a line with its ${count} numbers, or as JSON`}
      </label>
      <textarea
        id={id}
        className={styles.rows}
        rows={4}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="button" className="button button--secondary" onClick={predict}>
        Predict
      </button>
      <div role="status">
        {state.kind === 'working' && 'Predicting'}
        {state.kind === 'done' && `Outputs: ${state.result.length}`}
        {state.kind === 'failed' && <TroubleList trouble={state.trouble} />}
      </div>
      {state.kind === 'done' && <Outputs outputs={state.result} />}
    </>
  );
}

function Outputs({ outputs }: { outputs: Nested[] }): ReactNode {
  return (
    <table data-outputs>
      <thead>
        <tr>
          <th scope="col">sample</th>
          <th scope="col">
            output{outputs.length > MOST_ROWS && ` (the first ${MOST_ROWS} samples)`}
          </th>
        </tr>
      </thead>
      <tbody>
        {outputs.slice(0, MOST_ROWS).map((output, i) => (
          <tr key={String(i)}>
            <th scope="row">{i + 1}</th>
            <td>{JSON.stringify(output)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
