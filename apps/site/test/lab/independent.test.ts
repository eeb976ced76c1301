import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const LAB = join(__dirname, '../../src/lab');

/** Every import of a file: what it names, and where that lies if it is a file of ours. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(LAB, file), 'utf8');
  const names = Array.from(text.matchAll(/(?:from|import|require)[\s(]*'([^']+)'/g), ([, name]) => {
    return name!.startsWith('.') ? relative(LAB, join(LAB, dirname(file), name!)) : name!;
  });
  return names.map((name) => `${file} imports ${name}`);
}

test('the lab, but for its exercises, knows nothing of this course: it could serve another site', () => {
  const files = readdirSync(LAB, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(?:tsx?|cjs)$/.test(file) && !file.startsWith('exercise/'));
  expect(files.length).toBeGreaterThan(50);
  const all = files.flatMap(importsOf);
  expect(all.some((one) => one.endsWith(' imports @backprop/runner'))).toBe(true);
  const ours = /imports (?:@site|@backprop\/(?!runner)|\.\.\/|exercise\/)/;
  expect(all.filter((one) => ours.test(one))).toEqual([]);
});
