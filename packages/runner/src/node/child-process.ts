import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import type { Program, Said } from '../worker/messages.js';
import type { ToChild } from './child.js';
import { FrameReader, TOKEN_BYTES } from './frames.js';

const CHILD_FILE = fileURLToPath(new URL('./child.js', import.meta.url));
const ANSWERS = 3;
const LONGEST_COMPLAINT = 4000;

export interface ChildListener {
  said(message: Said): void;
  printed(level: 'log' | 'error', text: string): void;
  /** The process is gone, and everything that it wrote has been heard. */
  gone(reason: string): void;
}

/** One process that runs one program; it is started before there is one. */
export class Child {
  readonly #process: ChildProcess;
  readonly #memory: number;
  #listener: ChildListener | null = null;
  #complaint = '';

  constructor(memory: number) {
    this.#memory = memory;
    this.#process = spawn(process.execPath, [...nodeFlags(memory), CHILD_FILE], {
      cwd: tmpdir(),
      env: scrubbedEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#process.on('error', (error) => this.#gone(error.message));
    this.#process.on('close', (code, signal) => this.#gone(this.#farewell(code, signal)));
    this.#print(this.#process.stdout!, 'log');
    this.#print(this.#process.stderr!, 'error');
    // A spare child must not keep its parent from ending.
    this.#process.unref();
    this.#process.channel?.unref();
    for (const stream of this.#process.stdio) (stream as { unref?(): void } | null)?.unref?.();
    living.add(this.#process);
  }

  get alive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Loads modules ahead of a program that will probably want them. */
  warm(modules: Record<string, string>): void {
    this.#send({ do: 'warm', modules });
  }

  run(program: Program, modules: Record<string, string>, listener: ChildListener): void {
    const token = randomBytes(TOKEN_BYTES);
    this.#listener = listener;
    const frames = new FrameReader(token, (payload) => {
      // Only code that was there before the edited code knows the token.
      listener.said(deserialize(payload) as Said);
    });
    (this.#process.stdio[ANSWERS] as Readable).on('data', (chunk: Buffer) => frames.push(chunk));
    this.#send({ do: 'run', token: new Uint8Array(token), program, modules });
  }

  kill(): void {
    this.#listener = null;
    living.delete(this.#process);
    this.#process.kill('SIGKILL');
  }

  #send(message: ToChild): void {
    // A child that just died says so by its 'close'; the message has nobody to reach.
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  #print(stream: Readable, level: 'log' | 'error'): void {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (level === 'error') this.#complaint = (this.#complaint + text).slice(-LONGEST_COMPLAINT);
      this.#listener?.printed(level, text);
    });
  }

  #gone(reason: string): void {
    living.delete(this.#process);
    this.#listener?.gone(reason);
    this.#listener = null;
  }

  #farewell(code: number | null, signal: string | null): string {
    if (/heap out of memory|Array buffer allocation failed/.test(this.#complaint)) {
      return `it ran out of memory (${this.#memory} MB)`;
    }
    return signal ? `its process was ended by ${signal}` : `its process ended with code ${code}`;
  }
}

/** Children that still run; none may outlive this process. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

function nodeFlags(memory: number): string[] {
  return [`--max-old-space-size=${memory}`, '--no-warnings', ...permissionFlags()];
}

/**
 * Node's permission model, where this Node has it: the program can read files but write none and
 * start no process. It guards against accidents; it is no wall.
 */
function permissionFlags(): string[] {
  const flag = ['--permission', '--experimental-permission'].find((name) =>
    process.allowedNodeEnvironmentFlags.has(name),
  );
  return flag ? [flag, '--allow-fs-read=*'] : [];
}

/** Nothing of the user's environment, except what Windows needs to start a program. */
function scrubbedEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot, TZ } = process.env;
  return { ...(SystemRoot && { SystemRoot }), ...(TZ && { TZ }) };
}
