import { SHOW_LIMITS, show } from '../display/show.js';
import { append, toText } from '../intrinsics.js';
import type { Output, Shown } from '../protocol.js';
import { tableOf } from './console-table.js';

type Level = Extract<Output, { kind: 'console' }>['level'];

/** The console of edited code: every call becomes an output. */
export function makeConsole(say: (output: Output) => void, now: () => number): object {
  const counts: Record<string, number> = { __proto__: null } as never;
  const starts: Record<string, number> = { __proto__: null } as never;

  const log = (level: Level, args: unknown[]) => {
    const values: Shown[] = [];
    // Each value has its own bounds; many arguments share what one value may take.
    const limits = { ...SHOW_LIMITS, nodes: SHOW_LIMITS.nodes / (args.length || 1) };
    for (let at = 0; at < args.length && at < 100; at++) append(values, show(args[at], limits));
    say({ kind: 'console', level, values });
  };
  const note = (text: string) => log('log', [text]);
  const label = (name: unknown) => (name === undefined ? 'default' : toText(name));

  return {
    log: (...args: unknown[]) => log('log', args),
    info: (...args: unknown[]) => log('info', args),
    warn: (...args: unknown[]) => log('warn', args),
    error: (...args: unknown[]) => log('error', args),
    debug: (...args: unknown[]) => log('debug', args),
    trace: (...args: unknown[]) => log('debug', args),
    dir: (value: unknown) => log('log', [value]),
    dirxml: (...args: unknown[]) => log('log', args),
    table: (data: unknown, columns?: unknown) => {
      const table = tableOf(data, columns);
      if (table === null) log('log', [data]);
      else say({ kind: 'display', value: table });
    },
    group: (...args: unknown[]) => (args.length > 0 ? log('log', args) : undefined),
    groupCollapsed: (...args: unknown[]) => (args.length > 0 ? log('log', args) : undefined),
    groupEnd: () => undefined,
    clear: () => undefined,
    // For a browser's tools alone.
    profile: () => undefined,
    profileEnd: () => undefined,
    timeStamp: () => undefined,
    assert: (condition: unknown, ...args: unknown[]) => {
      if (condition) return;
      const all: unknown[] = ['Assertion failed'];
      for (let at = 0; at < args.length; at++) append(all, args[at]);
      log('error', all);
    },
    count: (name?: unknown) => {
      const key = label(name);
      counts[key] = (counts[key] ?? 0) + 1;
      note(`${key}: ${counts[key]}`);
    },
    countReset: (name?: unknown) => {
      counts[label(name)] = 0;
    },
    time: (name?: unknown) => {
      starts[label(name)] = now();
    },
    timeLog: (name?: unknown) =>
      note(`${label(name)}: ${now() - (starts[label(name)] ?? now())} ms`),
    timeEnd: (name?: unknown) =>
      note(`${label(name)}: ${now() - (starts[label(name)] ?? now())} ms`),
  };
}
