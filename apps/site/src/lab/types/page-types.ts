import { TypeClient, type TypeWorker } from './type-client';
import workerUrl from './type-worker?address';

let client: TypeClient | undefined;

/** The page's one type service. Its worker, a file of the site's own, starts when first asked. */
export function pageTypes(): TypeClient {
  client ??= new TypeClient(() => new Worker(workerUrl) as TypeWorker);
  return client;
}
