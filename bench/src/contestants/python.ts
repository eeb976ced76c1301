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

  constructor(python: string) {
    this.#child = spawn(python, [PROGRAM], { stdio: 'pipe' });
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
    if (done) throw new Error(`Python ended: ${this.#complaint.trim().split('\n').at(-1)}`);
    return JSON.parse(value) as Answer;
  }

  end(): void {
    this.#child.stdin!.end();
  }
}

const base64 = (values: Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function start(python: string, library: string, workload: NetWorkload): Trainer {
  const trainer = new Conversation(python);
  const weights = workload.weights.map(({ shape, values }) => ({ shape, values: base64(values) }));
  const [x, y] = [base64(workload.x), base64(workload.y)];
  trainer.tell({ ...workload, library, weights, x, y, adam: ADAM });
  return {
    step: () => {
      throw new Error('python: expected remote(steps) to be called; it runs in another process');
    },
    remote: async (steps) => (await trainer.ask({ steps })).microseconds!,
    loss: async () => (await trainer.ask({ loss: true })).loss!,
    dispose: () => trainer.end(),
  };
}

/** Where a Python may be: the reader's own, then the system's, which may have other packages. */
const PYTHONS = ['python3', '/usr/bin/python3', 'python'];

/** The first Python that can import a library, and the library's version; or why there is none. */
function findPython(library: string): { python: string; version: string } | string {
  let found = false;
  for (const python of PYTHONS) {
    const check = `import numpy, ${library}; print(${library}.__version__)`;
    const { error, status, stdout } = spawnSync(python, ['-c', check], { encoding: 'utf8' });
    if (status === 0) return { python, version: stdout.trim() };
    found ||= error === undefined;
  }
  return found ? `no Python on this machine has ${library}` : 'there is no python3 on this machine';
}

type Found = ReturnType<typeof findPython>;

/** PyTorch's fused Adam came to processors with 2.4; train.py takes the plain one before that. */
function describe(library: 'numpy' | 'torch', version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const older = library === 'torch' && (major < 2 || (major === 2 && minor < 4));
  return older ? `version ${version}, whose Adam is not fused` : `version ${version}`;
}

function pythonLibrary(name: string, library: 'numpy' | 'torch'): Contestant {
  let found: Found | undefined; // looked for once: importing PyTorch takes seconds
  return {
    name,
    async prepare(workload) {
      if (workload.kind === 'scalar') return CANNOT_SCALAR;
      found ??= findPython(library);
      if (typeof found === 'string') return found;
      if (library === 'numpy' && denseSizes(workload) === null) return 'has no convolutions';
      return {
        trainer: start(found.python, library, workload),
        remark: describe(library, found.version),
      };
    },
  };
}

export const numPy = pythonLibrary('NumPy by hand', 'numpy');
export const pyTorch = pythonLibrary('PyTorch, 1 thread', 'torch');
