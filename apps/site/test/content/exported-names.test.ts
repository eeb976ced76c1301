import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportedNames } from '../../content/exported-names';

const folder = mkdtempSync(join(tmpdir(), 'exported-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

function namesIn(text: string): string[] {
  const file = join(folder, 'index.ts');
  writeFileSync(file, text);
  return exportedNames(file);
}

test('exportedNames reads what there is at run time, under the outer names', () => {
  const text = "export { a, type B, c as d } from './x';\nexport type { E } from './y';\n";
  expect(namesIn(text)).toEqual(['a', 'd']);
});

test('exportedNames finds the parts of the lessons', () => {
  const names = exportedNames(join(__dirname, '../../src/lesson/index.ts'));
  expect(names).toContain('TrainingPicture');
  expect(names).not.toContain('TrainingPlan');
});

test('exportedNames refuses what hides names, with its line', () => {
  const text = "export { a } from './x';\nexport * from './y';\n";
  expect(() => namesIn(text)).toThrow("index.ts:2, received `export * from './y';`");
});
