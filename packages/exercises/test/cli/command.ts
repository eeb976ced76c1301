import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/exercises.js', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as a process of its own, without a terminal. */
export class Command {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  readonly #process: ChildProcess;
  #heard: () => void = () => {};

  constructor(cwd: string, args: readonly string[]) {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    this.#process = spawn(process.execPath, [BIN, ...args], { cwd, env, stdio: 'pipe' });
    this.#process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#heard();
    });
    this.#process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((end) =>
      this.#process.on('close', (code) => {
        end({ code, stdout: this.stdout, stderr: this.stderr });
        this.#heard();
      }),
    );
  }

  type(keys: string): void {
    this.#process.stdin!.write(keys);
  }

  kill(signal?: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** The lines of JSON so far, once there is one that `wanted` accepts after the first `skip`. */
  async line<T>(wanted: (line: T) => boolean, skip = 0, patience = 20_000): Promise<T> {
    const until = Date.now() + patience;
    for (;;) {
      const lines = this.stdout.split('\n').slice(0, -1);
      const found = lines.map((line) => JSON.parse(line) as T).filter(wanted)[skip];
      if (found) return found;
      const gone = this.#process.exitCode !== null;
      if (gone || Date.now() > until) {
        throw new Error(`no such line; stdout: ${this.stdout}; stderr: ${this.stderr}`);
      }
      await new Promise<void>((heard) => {
        this.#heard = heard;
        setTimeout(heard, 100);
      });
    }
  }
}

/** Runs the command line to its end. */
export const command = (cwd: string, ...args: string[]): Promise<Ended> =>
  new Command(cwd, args).ended;
