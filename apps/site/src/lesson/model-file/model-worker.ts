import { doJob } from './do-job';
import type { JobKind, Jobs, Message, Results } from './jobs';
import { troubleOf } from './trouble';

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Jobs[JobKind]>) => void) | null;
  postMessage(message: Message<JobKind>, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data: job }) => {
  const progress = (done: number, total: number) =>
    scope.postMessage({ kind: 'progress', done, total });
  try {
    const result = await doJob(job, progress);
    scope.postMessage({ kind: 'done', result }, buffersOf(result));
  } catch (error) {
    const file = job.kind === 'read' ? job.model.name : job.file;
    scope.postMessage({ kind: 'failed', trouble: troubleOf(error, file) });
  }
};

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
