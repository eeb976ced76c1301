import { type ReactNode, useId } from 'react';
import styles from './lockstep.module.css';

/** Chooses one step of a run, by a slider or one at a time. */
export function StepChoice(props: {
  step: number;
  total: number;
  onStep(step: number): void;
}): ReactNode {
  const { step, total, onStep } = props;
  const id = useId();
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>
        Step {step} of {total}
      </label>
      <input
        id={id}
        type="range"
        min={1}
        max={total}
        value={step}
        onChange={(event) => onStep(event.currentTarget.valueAsNumber)}
      />
      <button
        type="button"
        className="button button--secondary button--sm"
        disabled={step === 1}
        onClick={() => onStep(step - 1)}
      >
        Back
      </button>
      <button
        type="button"
        className="button button--secondary button--sm"
        disabled={step === total}
        onClick={() => onStep(step + 1)}
      >
        Next
      </button>
    </div>
  );
}
