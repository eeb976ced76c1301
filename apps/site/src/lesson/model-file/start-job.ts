import type { JobKind, Jobs, Message, Results } from './jobs';
import { type Trouble, troubleOf } from './trouble';

/** How a job ended. */
export type Outcome<K extends JobKind> =
  | { kind: 'done'; result: Results[K] }
  | { kind: 'failed'; trouble: Trouble }
  | { kind: 'cancelled' };

/** A job that is being done. */
export interface RunningJob<K extends JobKind> {
  outcome: Promise<Outcome<K>>;
  cancel(): void;
}

/** The part of a worker that the page uses. */
export type JobWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface JobSettings {
  onProgress?(done: number, total: number): void;
  /** The most milliseconds that a job may take. */
  deadline?: number;
  makeWorker?(): JobWorker;
}

/** Even the largest model is read in a fraction of it. */
const DEADLINE = 30_000;

/** The bundler finds a worker by this form of words, so each has a line of its own. */
const WORKERS: Record<JobKind, () => JobWorker> = {
  read: () => new Worker(new URL('./read-worker.ts', import.meta.url)),
  write: () => new Worker(new URL('./write-worker.ts', import.meta.url)),
  predict: () => new Worker(new URL('./predict-worker.ts', import.meta.url)),
};

/** Has one job done by a worker of its own, which is ended whatever happens. */
export function startJob<K extends JobKind>(
  job: Jobs[K],
  { onProgress, deadline = DEADLINE, makeWorker = WORKERS[job.kind] }: JobSettings = {},
): RunningJob<K> {
  const worker = makeWorker();
  const { promise, resolve } = withResolvers<Outcome<K>>();
  const end = (outcome: Outcome<K>): void => {
    clearTimeout(timer);
    worker.onmessage = null;
    worker.terminate();
    resolve(outcome);
  };
  const file = job.kind === 'read' ? job.model.name : job.file;
  const fail = (expected: string, received: string, hint: string) =>
    end({ kind: 'failed', trouble: { file, place: 'unknown', expected, received, hint } });
  const timer = setTimeout(() => {
    fail(
      `an answer within ${deadline / 1000} s`,
      'none',
      'the file is too complicated, or damaged',
    );
  }, deadline);
  worker.onmessage = ({ data }: MessageEvent<Message<K>>) => {
    if (data.kind === 'progress') onProgress?.(data.done, data.total);
    else end(data);
  };
  worker.onerror = (event) => {
    const received = (event as ErrorEvent).message || 'it could not be loaded or ran out of memory';
    fail('a worker that reads files', received, 'try again, or reload the page');
  };
  try {
    worker.postMessage(job);
  } catch (error) {
    end({ kind: 'failed', trouble: troubleOf(error, file) });
  }
  return { outcome: promise, cancel: () => end({ kind: 'cancelled' }) };
}

/** Promise.withResolvers, which the oldest browsers of the course lack. */
function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((found) => {
    resolve = found;
  });
  return { promise, resolve };
}
