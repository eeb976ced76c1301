import type { ModelFile as SavedModel } from '@backprop/keras-bridge/files';
import type { ReactNode } from 'react';
import type { TakeHome } from './jobs';
import styles from './model-file.module.css';
import { saveFile } from './save-file';
import { TroubleList } from './TroubleList';
import { useJob } from './use-job';

const CHOICES: readonly { as: TakeHome; label: string }[] = [
  { as: 'keras', label: 'Keras file' },
  { as: 'model.json', label: 'TensorFlow.js: model.json' },
  { as: 'weights.bin', label: 'TensorFlow.js: weights.bin' },
  { as: 'py', label: 'Python program' },
  { as: 'ipynb', label: 'Notebook' },
];

/** The name under which a model is saved: TensorFlow.js's two files know each other by name. */
export function nameOf(file: string, as: TakeHome): string {
  if (as === 'model.json' || as === 'weights.bin') return as;
  return `${file.replace(/\.[^.]*$/, '') || 'model'}.${as}`;
}

/** Saves the model in another format; the page sends it nowhere. */
export function Downloads({ file, model }: { file: string; model: SavedModel }): ReactNode {
  const { state, start } = useJob<'write'>();
  const save = async (as: TakeHome): Promise<void> => {
    const outcome = await start({ kind: 'write', file, model, as });
    if (outcome.kind === 'done') saveFile(nameOf(file, as), outcome.result.content);
  };
  return (
    <>
      <h3>Take it home</h3>
      <div className={styles.buttons}>
        {CHOICES.map(({ as, label }) => (
          <button
            key={as}
            type="button"
            className="button button--secondary button--sm"
            onClick={() => void save(as)}
          >
            {label}
          </button>
        ))}
      </div>
      <div role="status">
        {state.kind === 'working' && 'Writing the file'}
        {state.kind === 'done' && ['Saved.', ...state.result.notes].join(' ')}
        {state.kind === 'failed' && <TroubleList trouble={state.trouble} />}
      </div>
    </>
  );
}
