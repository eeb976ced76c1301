/**
 * The program of the child process. It prepares itself, waits for one program, runs it, answers
 * on its own pipe and never does anything else.
 */
import { writeSync } from 'node:fs';
import { DefaultSerializer } from 'node:v8';
import { apply, uncurry } from '../intrinsics.js';
import type { Program, Said } from '../worker/messages.js';
import type { Modules } from '../worker/modules.js';
import { ProgramRun } from '../worker/run-program.js';
import { TimerWatch } from '../worker/timers.js';
import { TOKEN_BYTES } from './frames.js';

/** The pipe that only this file writes to. */
const ANSWERS = 3;

/** What the parent sends: modules to load ahead, or a program to run. */
export type ToChild =
  | { do: 'warm'; modules: Record<string, string> }
  | { do: 'run'; token: Uint8Array; program: Program; modules: Record<string, string> };

const write = writeSync;
const wait = Atomics.wait;
const { now } = performance;
const clock = performance;
const later = setTimeout;
const { writeHeader, writeValue, releaseBuffer } = DefaultSerializer.prototype;
const copyBytes = uncurry(
  Uint8Array.prototype.set as (from: ArrayLike<number>, at?: number) => void,
);
const writeLength = uncurry(DataView.prototype.setUint32);
const Bytes = Uint8Array;
const View = DataView;
const Serializer = DefaultSerializer;
const pause = new Int32Array(new SharedArrayBuffer(4));

const modules: Modules = { __proto__: null } as never;
const timers = new TimerWatch(globalThis as never);
Error.stackTraceLimit = 50;

process.on('message', (message: ToChild) => {
  if (message.do === 'warm') void load(message.modules).catch(() => {});
  else void run(message);
});
// Without a parent there is nobody to answer.
process.on('disconnect', () => process.exit());

async function load(urls: Record<string, string>): Promise<void> {
  await Promise.all(
    Object.entries(urls).map(async ([specifier, url]) => {
      const namespace: unknown = await import(url);
      modules[specifier] ??= namespace;
    }),
  );
}

async function run({
  token,
  program,
  modules: urls,
}: Extract<ToChild, { do: 'run' }>): Promise<void> {
  const post = (message: Said) => send(token, message);
  try {
    await load(urls);
  } catch (error) {
    const { message } = error as Error;
    post({
      say: 'ended',
      ending: {
        how: 'failed',
        error: { name: 'ImportError', message, stack: [] },
        milliseconds: 0,
      },
    });
    return;
  }
  const host = {
    post,
    now: () => apply(now, clock, []),
    later,
    afterTask: (action: () => void) => later(action, 0),
    credits: Number.POSITIVE_INFINITY,
  };
  const own = Object.assign(Object.create(null) as Modules, pick(modules, program.imports));
  const started = new ProgramRun(program, own, host, timers, globalThis as never);
  process.removeAllListeners('message');
  process.removeAllListeners('disconnect');
  process.on('uncaughtException', (error) => started.stray(error));
  process.on('unhandledRejection', (error) => started.stray(error));
  process.disconnect();
  Reflect.deleteProperty(process, 'send');
  await started.start();
}

function pick(all: Modules, names: string[]): Modules {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** Writes at once and completely, so that an exit right afterwards loses nothing. */
function send(token: Uint8Array, message: Said): void {
  const serializer = new Serializer();
  apply(writeHeader, serializer, []);
  apply(writeValue, serializer, [message]);
  const payload = apply(releaseBuffer, serializer, []) as Uint8Array;
  const frame = new Bytes(TOKEN_BYTES + 4 + payload.length);
  copyBytes(frame, token, 0);
  writeLength(new View(frame.buffer), TOKEN_BYTES, payload.length, true);
  copyBytes(frame, payload, TOKEN_BYTES + 4);
  for (let sent = 0; sent < frame.length; ) {
    try {
      sent += write(ANSWERS, frame, sent);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      wait(pause, 0, 0, 1);
    }
  }
}
