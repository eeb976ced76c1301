/** The script of the worker in the frame: it loads libraries, runs one program and ends. */
import type { ToWorker } from '../frame/messages.js';
import { apply } from '../intrinsics.js';
import { makeAfterTask } from './after-task.js';
import { describeLoadError, LibraryShelf } from './library-shelf.js';
import type { Program, Said } from './messages.js';
import { preflight } from './preflight.js';
import { ProgramRun } from './run-program.js';
import { TimerWatch } from './timers.js';
import { withdraw } from './withdraw.js';

/** Batches that may be under way; the page gives each back when it has taken it. */
const CREDITS = 32;

const globals = globalThis as unknown as Record<string, unknown>;
const loadScript = globals.importScripts as (url: string) => void;
const { now } = performance;
const clock = performance;
const later = setTimeout;
const { postMessage } = MessagePort.prototype;

const afterTask = makeAfterTask();
const libraries = new LibraryShelf(globals);
let port: MessagePort;
let started: ProgramRun | null = null;
/** What went wrong with a library. A worker loads some ahead of need, for a program unlike this one. */
const broken: Record<string, unknown> = { __proto__: null } as never;

Error.stackTraceLimit = 50;
const timers = new TimerWatch(globals);
withdraw(globals);

addEventListener('message', function receivePort(event: MessageEvent) {
  removeEventListener('message', receivePort);
  port = event.ports[0]!;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => told(data);
});
addEventListener('error', (event) => {
  event.preventDefault();
  started?.stray(event.error);
});
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  started?.stray(event.reason);
});

function told(message: ToWorker): void {
  switch (message.do) {
    case 'load':
      return load(message.libraries);
    case 'taken':
      return started?.taken();
    case 'run':
      void run(message.program, message.load);
  }
}

function load(scripts: { id: string; url: string }[]): void {
  for (const { id, url } of scripts) attempt(id, () => loadScript.call(globals, url));
  for (const { id } of scripts) if (!(id in broken)) attempt(id, () => libraries.require(id));
}

function attempt(id: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    broken[id] = error;
  }
}

function post(message: Said): void {
  apply(postMessage, port, [message]);
}

async function run(program: Program, needed: string[]): Promise<void> {
  const missing = needed.find((id) => id in broken);
  if (missing !== undefined) {
    return post({ say: 'ended', ending: describeLoadError(broken[missing]) });
  }
  libraries.close();
  const modules = libraries.modules(program.imports);
  const host = {
    post,
    now: () => apply(now, clock, []),
    later: (action: () => void, milliseconds: number) =>
      apply(later, globals, [action, milliseconds]),
    afterTask,
    present: async (exported: unknown) => {
      preflight(libraries, exported);
      return false;
    },
    credits: CREDITS,
  };
  started = new ProgramRun(program, modules, host, timers, globals);
  await started.start();
}
