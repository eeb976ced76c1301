import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CHUNKS = join(import.meta.dirname, '../../build/assets/js');

/** What only code that evaluates text in the page's own thread would bring along. */
const EVALUATORS = [/LiveProvider/, /\bnew Function\(/];

const chunksWith = (evaluator: RegExp, folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .filter((file) => evaluator.test(readFileSync(join(folder, file), 'utf8')));

test('an evaluator would be found if the theme’s own live block were built', () => {
  const theme = join(import.meta.dirname, '../../node_modules/@docusaurus/theme-live-codeblock');
  const provider = join(theme, 'lib/theme/Playground/Provider');
  expect(chunksWith(EVALUATORS[0]!, provider)).toEqual(['index.js']);
});

test.runIf(existsSync(CHUNKS)).each(EVALUATORS)(
  'no built chunk evaluates text: %s',
  (evaluator) => {
    expect(chunksWith(evaluator, CHUNKS)).toEqual([]);
  },
);
