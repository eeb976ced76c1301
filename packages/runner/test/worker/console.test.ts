import { describe, expect, it } from 'vitest';
import { showText } from '../../src/display/show-text.js';
import type { Output } from '../../src/protocol.js';
import { makeConsole } from '../../src/worker/console.js';

function heard(use: (console: Console) => void): string[] {
  const lines: string[] = [];
  let now = 0;
  const say = (output: Output) => {
    if (output.kind !== 'console') throw new TypeError(`expected a line, received ${output.kind}`);
    lines.push(`${output.level}: ${output.values.map(showText).join(' ')}`);
  };
  use(makeConsole(say, () => (now += 5)) as Console);
  return lines;
}

describe('the console of a program', () => {
  it('has its levels', () => {
    expect(
      heard((console) => {
        for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level](1);
        console.trace('t');
        console.dir({ a: 1 });
        console.table(1);
      }),
    ).toEqual([
      ...['log: 1', 'info: 1', 'warn: 1', 'error: 1', 'debug: 1'],
      ...['debug: t', 'log: {a: 1}', 'log: 1'],
    ]);
  });

  it('knows what only a browser’s tools would show', () => {
    expect(
      heard((console) => {
        console.dirxml(1, 2);
        console.profile();
        console.profileEnd();
        console.timeStamp();
      }),
    ).toEqual(['log: 1 2']);
  });

  it('counts, times and asserts', () => {
    expect(
      heard((console) => {
        console.count();
        console.count();
        console.countReset();
        console.count('x');
        console.count();
        console.time('t');
        console.timeEnd('t');
        console.assert(true, 'no');
        console.assert(false, 'yes', 1);
      }),
    ).toEqual([
      ...['log: default: 1', 'log: default: 2', 'log: x: 1', 'log: default: 1'],
      ...['log: t: 5 ms', 'error: Assertion failed yes 1'],
    ]);
  });

  it('has nothing that a page could miss: groups and clear are quiet', () => {
    expect(
      heard((console) => {
        console.group('a');
        console.groupCollapsed();
        console.groupEnd();
        console.clear();
      }),
    ).toEqual(['log: a']);
  });

  it('shares the bounds of one value among many arguments', () => {
    const many = Array.from({ length: 500 }, () => Array(200).fill(Array(200).fill(1)));
    const [line] = heard((console) => console.log(...many));
    expect(line!.length).toBeLessThan(30_000);
  });
});
