import { readModelFile } from '@backprop/keras-bridge/files';
import type { Progress } from './answer-job';
import type { Jobs, OpenedModel } from './jobs';
import { MOST_BYTES } from './pick-files';

/** Reads a model as a whole. @throws the typed errors of keras-bridge */
export async function readModel(
  { model, shards }: Jobs['read'],
  progress: Progress,
): Promise<OpenedModel> {
  const files = [model, ...shards];
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const contents: Uint8Array[] = [];
  for (const file of files) {
    const before = done;
    contents.push(await bytesOf(file, (at) => progress(before + at, total)));
    done += file.size;
  }
  const beside = shards.map(({ name }, i) => [name, contents[i + 1]!] as const);
  const found = readModelFile(contents[0]!, {
    file: model.name,
    shards: Object.fromEntries(beside),
    maxBytes: MOST_BYTES,
  });
  return { model: found };
}

async function bytesOf(file: File, progress: (done: number) => void): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let done = 0;
  const reader = file.stream().getReader();
  for (;;) {
    const { value, done: isEnd } = await reader.read();
    if (isEnd) return bytes;
    bytes.set(value, done);
    done += value.length;
    progress(done);
  }
}
