import { type ReactNode, useEffect, useRef } from 'react';
import { useAlive } from '../use-alive';
import { describeFit, describeLosses, describeProgress } from './describe';
import { FitPlot } from './FitPlot';
import { LossPlot } from './LossPlot';
import { Numbers } from './Numbers';
import type { TrainingPlan } from './train';
import styles from './training.module.css';
import { type Training, useTraining } from './use-training';

export interface TrainingPictureProps {
  /** Keep the object outside of the component: a new one starts a new run. */
  plan: TrainingPlan;
}

/**
 * A net that trains while the reader watches: predictions against targets, and the loss curve.
 * The engine is loaded when the picture comes into view or a button is pressed.
 */
export function TrainingPicture({ plan }: TrainingPictureProps): ReactNode {
  const training = useTraining(plan);
  const { snapshot, error, prepare } = training;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void prepare();
    });
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, [prepare]);
  const fit = snapshot ? describeFit(snapshot, plan) : 'Predictions against targets: loading.';
  const losses = snapshot ? describeLosses(snapshot) : 'Loss of each epoch: loading.';
  return (
    <figure className={styles.training} ref={place} data-training={snapshot?.updates ?? 'loading'}>
      <Buttons training={training} />
      <Progress training={training} plan={plan} />
      {error && <p role="alert">The training stopped. {error}</p>}
      <div className={styles.plots}>
        <FitPlot plan={plan} snapshot={snapshot} label={fit} />
        <LossPlot plan={plan} snapshot={snapshot} label={losses} />
      </div>
      <figcaption>
        {fit} {losses}
      </figcaption>
      {snapshot && <Numbers plan={plan} snapshot={snapshot} />}
    </figure>
  );
}

function Buttons({ training }: { training: Training }): ReactNode {
  const { playing, snapshot, togglePlay, step, reset } = training;
  const alive = useAlive();
  const finished = snapshot !== null && snapshot.updates === snapshot.total;
  const look = 'button button--secondary button--sm';
  return (
    <div className={styles.buttons}>
      <button type="button" className={look} onClick={togglePlay} disabled={!alive}>
        {playing ? 'Pause' : finished ? 'Play again' : 'Play'}
      </button>
      <button type="button" className={look} onClick={step} disabled={!alive || finished}>
        Step
      </button>
      <button type="button" className={look} onClick={reset} disabled={!alive}>
        Reset
      </button>
    </div>
  );
}

function Progress({ training, plan }: { training: Training; plan: TrainingPlan }): ReactNode {
  const { snapshot, playing } = training;
  const text = snapshot ? describeProgress(snapshot, plan) : 'loads when it comes into view';
  return (
    <div className={styles.progress}>
      <progress aria-label="Training" max={snapshot?.total ?? 1} value={snapshot?.updates ?? 0} />
      {/* While it plays, each update would be read out; the end is. */}
      <span role="status" aria-live={playing ? 'off' : 'polite'}>
        {text}
      </span>
    </div>
  );
}
