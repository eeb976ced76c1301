import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ADAM, denseSizes, type NetWorkload } from '../workloads/net.js';
import { CANNOT_SCALAR, type Contestant, type Trainer } from './contestant.js';

const PROGRAM = fileURLToPath(new URL('../../python/train.py', import.meta.url));

type Answer = { microseconds?: number; loss?: number };

/** A Python process that answers one line with one line. */
class Conversation {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaint = '';

  constructor() {
    this.#child = spawn('python3', [PROGRAM], { stdio: 'pipe' });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#child.stderr!.on('data', (text: Buffer) => {
      this.#complaint += text.toString();
    });
    this.#child.stdin!.on('error', () => {}); // told by ask(), when no answer comes
  }

  tell(message: unknown): void {
    this.#child.stdin!.write(`${JSON.stringify(message)}\n`);
  }

  async ask(message: unknown): Promise<Answer> {
    this.tell(message);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`python3 ended: ${this.#complaint.trim().split('\n').at(-1)}`);
    return JSON.parse(value) as Answer;
  }

  end(): void {
    this.#child.stdin!.end();
  }
}

const base64 = (values: Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function start(library: string, workload: NetWorkload): Trainer {
  const python = new Conversation();
  const weights = workload.weights.map(({ shape, values }) => ({ shape, values: base64(values) }));
  const [x, y] = [base64(workload.x), base64(workload.y)];
  python.tell({ ...workload, library, weights, x, y, adam: ADAM });
  return {
    step: () => {
      throw new Error('python: expected remote(steps) to be called; it runs in another process');
    },
    remote: async (steps) => (await python.ask({ steps })).microseconds!,
    loss: async () => (await python.ask({ loss: true })).loss!,
    dispose: () => python.end(),
  };
}

/** Why this machine's Python cannot import a library; null if it can. */
function whyMissing(library: string): string | null {
  const { error, status } = spawnSync('python3', ['-c', `import numpy, ${library}`]);
  if (error) return 'there is no python3 on this machine';
  return status === 0 ? null : `python3 on this machine has no ${library}`;
}

function pythonLibrary(name: string, library: 'numpy' | 'torch'): Contestant {
  return {
    name,
    async prepare(workload) {
      if (workload.kind === 'scalar') return CANNOT_SCALAR;
      const missing = whyMissing(library);
      if (missing !== null) return missing;
      if (library === 'numpy' && denseSizes(workload) === null) return 'has no convolutions';
      return { trainer: start(library, workload) };
    },
  };
}

export const numPy = pythonLibrary('NumPy by hand', 'numpy');
export const pyTorch = pythonLibrary('PyTorch, 1 thread', 'torch');
