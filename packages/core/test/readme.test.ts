// Runs every program of the README and holds it to what it claims.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runExample } from './examples/run-example.js';

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const programs = Array.from(text.matchAll(/```ts\n([\s\S]*?)```/g), ([, code]) => code!);

const ENTRIES: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  '@backprop/core': () => import('../src/index.js'),
  '@backprop/core/scalar': () => import('../src/scalar/index.js'),
};
const IMPORT = /^import \{ (.*) \} from '(.*)';$/gm;

/** What a program imports, by name; nothing else is in its scope. */
async function scopeOf(code: string): Promise<Record<string, unknown>> {
  const scope: Record<string, unknown> = {};
  for (const [, names, entry] of code.matchAll(IMPORT)) {
    const module = await ENTRIES[entry!]!();
    for (const name of names!.split(', ')) scope[name] = module[name];
  }
  return scope;
}

describe('the README', () => {
  test('has programs', () => {
    expect(programs.length).toBeGreaterThanOrEqual(6);
  });

  test.each(programs.map((code, i) => [i + 1, code] as const))(
    'program %i holds',
    async (_, code) => {
      const { claims, failures } = await runExample(code.replace(IMPORT, ''), await scopeOf(code));
      expect(failures).toEqual([]);
      expect(claims).toBeGreaterThan(0);
    },
  );
});
