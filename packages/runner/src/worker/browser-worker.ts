/** The script of the worker in the frame: it loads libraries, runs one program and ends. */
import type { ToWorker } from '../frame/messages.js';
import { apply } from '../intrinsics.js';
import type { Program, Said } from './messages.js';
import { asModule, type Modules } from './modules.js';
import { ProgramRun } from './run-program.js';
import { TimerWatch } from './timers.js';
import { withdraw } from './withdraw.js';

type Require = (id: string) => unknown;
type Factory = (module: { exports: unknown }, exports: unknown, require: Require) => void;

/** Batches that may be under way; the page gives each back when it has taken it. */
const CREDITS = 32;

const globals = globalThis as unknown as Record<string, unknown>;
const loadScript = globals.importScripts as (url: string) => void;
const { now } = performance;
const clock = performance;
const later = setTimeout;
const { postMessage } = MessagePort.prototype;

const factories: Record<string, Factory> = { __proto__: null } as never;
const exported: Record<string, unknown> = { __proto__: null } as never;
let port: MessagePort;
let started: ProgramRun | null = null;
let loadError: unknown = null;

Error.stackTraceLimit = 50;
const timers = new TimerWatch(globals);
withdraw(globals);

/** Library scripts hand themselves in by this name; edited code comes after it is gone. */
globals.__backprop_define = (id: string, factory: Factory) => {
  factories[id] = factory;
};

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
      void run(message.program);
  }
}

function load(libraries: { id: string; url: string }[]): void {
  try {
    for (const { url } of libraries) loadScript.call(globals, url);
    for (const { id } of libraries) requireLibrary(id);
  } catch (error) {
    loadError ??= error;
  }
}

function requireLibrary(id: string): unknown {
  if (id in exported) return exported[id];
  const factory = factories[id];
  if (!factory) throw new TypeError(`load: expected a loaded library, received '${id}'`);
  const module = { exports: {} as unknown };
  exported[id] = module.exports;
  factory(module, module.exports, requireLibrary);
  exported[id] = module.exports;
  return module.exports;
}

function post(message: Said): void {
  apply(postMessage, port, [message]);
}

async function run(program: Program): Promise<void> {
  if (loadError !== null) {
    const { message } = loadError as Error;
    const error = {
      name: 'ImportError',
      message: `A library failed to load: ${message}`,
      stack: [],
    };
    return post({ say: 'ended', ending: { how: 'failed', error, milliseconds: 0 } });
  }
  Reflect.deleteProperty(globals, '__backprop_define');
  const modules: Modules = { __proto__: null } as never;
  for (const name of program.imports) modules[name] = asModule(exported[name]);
  const host = {
    post,
    now: () => apply(now, clock, []),
    later: (action: () => void, milliseconds: number) =>
      apply(later, globals, [action, milliseconds]),
    credits: CREDITS,
  };
  started = new ProgramRun(program, modules, host, timers, globals);
  await started.start();
}
