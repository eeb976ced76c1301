import type { JobKind, Jobs, Results } from './jobs';
import type { Progress } from './read-model';

/**
 * Does one job. It runs in a worker, where a file that takes too long or too much can be ended.
 * Each kind of job loads what it needs and no more: reading a file has no use for an engine.
 *
 * @throws the typed errors of keras-bridge and core; DOMException for a file that is gone
 */
export async function doJob(job: Jobs[JobKind], progress: Progress): Promise<Results[JobKind]> {
  if (job.kind === 'read') return (await import('./read-model')).readModel(job, progress);
  if (job.kind === 'write') return (await import('./write-model')).writeModel(job);
  return (await import('./predict-rows')).predictRows(job);
}
