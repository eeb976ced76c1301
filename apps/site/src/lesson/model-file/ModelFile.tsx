import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useAlive } from '../use-alive';
import { Downloads } from './Downloads';
import styles from './model-file.module.css';
import { Overview } from './Overview';
import { Predict } from './Predict';
import { MOST_BYTES, pickFiles } from './pick-files';
import { size } from './size';
import { TroubleList } from './TroubleList';
import type { Trouble } from './trouble';
import { useDroppedFiles } from './use-dropped-files';
import { type JobState, useJob } from './use-job';

/** The model that was asked for last; `turn` tells two of the same name apart. */
interface Chosen {
  name: string;
  bytes: number;
  turn: number;
}

/**
 * Opens a Keras or TensorFlow.js model that the reader drops or chooses. It is read in the browser,
 * by a worker that is ended afterwards, and stays there.
 */
export function ModelFile(): ReactNode {
  const [chosen, setChosen] = useState<Chosen>({ name: '', bytes: 0, turn: 0 });
  const job = useJob<'read'>();
  const latest = useRef(job);
  latest.current = job;
  const open = useCallback((files: File[] | Trouble): void => {
    if (Array.isArray(files) && files.length === 0) return;
    const picked = Array.isArray(files) ? pickFiles(files) : files;
    const bytes = Array.isArray(files) ? files.reduce((sum, file) => sum + file.size, 0) : 0;
    const name = 'model' in picked ? picked.model.name : picked.file;
    setChosen(({ turn }) => ({ name, bytes, turn: turn + 1 }));
    if ('model' in picked) void latest.current.start({ kind: 'read', ...picked });
    else latest.current.show({ kind: 'failed', trouble: picked });
  }, []);
  const isOver = useDroppedFiles(open);
  const { state, cancel } = job;
  return (
    <section aria-label="Model file" data-model-file={state.kind}>
      <Choice isOver={isOver} open={open} />
      <div role="status">
        {statusOf(state, chosen)}
        {state.kind === 'failed' && <TroubleList trouble={state.trouble} />}
      </div>
      {state.kind === 'working' && <Working {...state} cancel={cancel} />}
      {state.kind === 'done' && (
        <div key={chosen.turn}>
          <Overview opened={state.result} />
          <Predict file={chosen.name} model={state.result.model} />
          <Downloads file={chosen.name} model={state.result.model} />
        </div>
      )}
    </section>
  );
}

function Working(props: { done: number; total: number; cancel(): void }): ReactNode {
  const { done, total, cancel } = props;
  return (
    <p className={styles.buttons}>
      <progress aria-label="Reading" {...(total > 0 ? { value: done, max: total } : {})} />
      <button type="button" className="button button--secondary button--sm" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}

function Choice(props: { isOver: boolean; open(files: File[]): void }): ReactNode {
  const { isOver, open } = props;
  const alive = useAlive();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={isOver ? `${styles.drop} ${styles.over}` : styles.drop}>
      <p>
        Drop a <code>.keras</code> or <code>.h5</code> file here, or <code>model.json</code>{' '}
        together with its <code>.bin</code> files, or their folder: at most {size(MOST_BYTES)}.
      </p>
      <button
        type="button"
        className="button button--primary"
        disabled={!alive}
        onClick={() => field.current?.click()}
      >
        Choose files
      </button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label="Model files"
        onChange={({ currentTarget }) => {
          open([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was changed.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}

/** What is going on, in one sentence. */
export function statusOf(state: JobState<'read'>, { name, bytes }: Omit<Chosen, 'turn'>): string {
  if (state.kind === 'working') return `Reading ${name}, ${size(bytes)}.`;
  if (state.kind === 'failed') return 'The model was not opened.';
  if (state.kind === 'cancelled') return `${name} was not opened.`;
  if (state.kind === 'idle') return '';
  const { layers } = state.result.model;
  return `${name}, ${size(bytes)}: opened, ${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}.`;
}
