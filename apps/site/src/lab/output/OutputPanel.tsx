import type { Output, Place } from '@backprop/runner';
import { memo, type ReactNode } from 'react';
import type { BlockRunState } from '../run/block-run';
import { Claims } from './Claims';
import { Controls } from './Controls';
import { EndingView } from './EndingView';
import { Fence } from './Fence';
import styles from './output.module.css';
import { Progress } from './Progress';
import { ShownValue } from './ShownValue';

export interface OutputPanelProps {
  state: BlockRunState;
  /** Whether the result is that of the text that is shown. */
  current: boolean;
  onControl(name: string, value: number | string | boolean): void;
  /** Go to a place in the code. */
  onPlace(place: Place): void;
}

/** Tensors in later lines are folded: hundreds of tables at once would hold the page up. */
const MOST_UNFOLDED = 50;

/** Everything that a run has to show: controls, output, last value, claims, how it ended. */
export default function OutputPanel(props: OutputPanelProps): ReactNode {
  const { state, current, onControl, onPlace } = props;
  const { ending, lines, controls, progress, phase } = state;
  const value = ending?.how === 'done' ? ending.value : null;
  return (
    <div className={styles.panel} data-lab-output={phase}>
      {!current && phase === 'ended' && (
        <p className={styles.remark}>The code has changed since this run.</p>
      )}
      <Controls controls={controls} onControl={onControl} />
      {progress && <Progress progress={progress} />}
      {lines.length > 0 && (
        <div className={styles.lines} data-lab-lines="">
          {lines.map((line, index) => (
            <Fence key={keyOf(line, index)} of={line}>
              <OutputLine line={line} folded={index >= MOST_UNFOLDED} onPlace={onPlace} />
            </Fence>
          ))}
        </div>
      )}
      {value && (
        <div className={styles.value} data-lab-value="">
          <span className={styles.label}>Result</span>{' '}
          <Fence of={value}>
            <ShownValue shown={value} open />
          </Fence>
        </div>
      )}
      {ending && <EndingView ending={ending} onPlace={onPlace} />}
      {ending && <Claims claims={ending.claims} onPlace={onPlace} />}
      {phase === 'running' && !ending && !state.shown && <p className={styles.remark}>Running…</p>}
      {state.shown && <p className={styles.remark}>Shown above. Stop takes it away.</p>}
    </div>
  );
}

const keyOf = (line: Output, index: number) =>
  line.kind === 'display' && line.key !== undefined ? `display ${line.key}` : index;

const LEVELS: Record<string, string> = { warn: '⚠ warning', error: '✗ error', debug: 'debug' };

/** A line that is shown stays as it is, so a thousand lines are not drawn again for the next one. */
const OutputLine = memo(function OutputLine({
  line,
  folded,
  onPlace,
}: {
  line: Output;
  folded: boolean;
  onPlace: (place: Place) => void;
}) {
  switch (line.kind) {
    case 'console':
      return (
        <div className={styles.line} data-level={line.level}>
          {LEVELS[line.level] && <span className={styles.level}>{LEVELS[line.level]} </span>}
          {line.values.map((shown, index) => (
            <ShownValue key={String(index)} shown={shown} bare folded={folded} onPlace={onPlace} />
          ))}
        </div>
      );
    case 'display':
      return (
        <div className={styles.line}>
          <ShownValue shown={line.value} open folded={folded} onPlace={onPlace} />
        </div>
      );
    case 'truncated':
      return (
        <p className={styles.remark}>
          Output truncated: at most{' '}
          {line.what === 'lines' ? `${line.limit} lines` : `${line.limit / 1024} KiB`} are shown.
        </p>
      );
    default:
      return null;
  }
});
