import type { JobKind, Jobs, Message, Results } from './jobs';
import { troubleOf } from './trouble';

/** Told while files are read: so many of all bytes. */
export type Progress = (done: number, total: number) => void;

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Jobs[JobKind]>) => void) | null;
  postMessage(message: Message<JobKind>, transfer?: Transferable[]): void;
}

/**
 * Has a worker do the one job that it is sent. Each kind of job is a worker of its own, so that it
 * loads what it needs and no more: reading a file has no use for an engine.
 */
export function answerJob<K extends JobKind>(
  doJob: (job: Jobs[K], progress: Progress) => Results[K] | Promise<Results[K]>,
): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = async ({ data: job }) => {
    const progress = (done: number, total: number) =>
      scope.postMessage({ kind: 'progress', done, total });
    try {
      const result = await doJob(job as Jobs[K], progress);
      scope.postMessage({ kind: 'done', result }, buffersOf(result));
    } catch (error) {
      const file = job.kind === 'read' ? job.model.name : job.file;
      scope.postMessage({ kind: 'failed', trouble: troubleOf(error, file) });
    }
  };
}

/** The memory that is handed over to the page, not copied. */
function buffersOf(result: Results[JobKind]): ArrayBuffer[] {
  const views = [];
  if ('model' in result) {
    const { layers, optimizerState } = result.model;
    const slots = optimizerState?.slots.flatMap(({ tensors }) => tensors) ?? [];
    const tensors = [...layers.flatMap(({ weights }) => weights), ...slots];
    views.push(...tensors.map(({ values }) => values));
  } else if ('content' in result && typeof result.content !== 'string') {
    views.push(result.content);
  }
  return [...new Set(views.map(({ buffer }) => buffer as ArrayBuffer))];
}
