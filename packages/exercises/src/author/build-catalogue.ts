import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExerciseSummary } from '../catalogue/exercise.js';
import { listFolders } from './folders.js';
import { bundleExercise, readExercise, summaryOf } from './read-exercise.js';

/**
 * Writes the catalogue that page and command line read: `index.js` with the summaries, and one
 * module for each exercise, fetched when it is opened.
 *
 * @param root The folder with the exercises' topics.
 * @param target Where to write; emptied first.
 * @returns The summaries, in the order of the folders.
 * @example
 * // The exercises of this package, where its folder is the working directory.
 * const summaries = await buildCatalogue('exercises', mkdtempSync(join(tmpdir(), 'catalogue-')));
 * summaries.find(({ id }) => id === 'one-update').lesson //=> 'regression-by-hand'
 */
export async function buildCatalogue(root: string, target: string): Promise<ExerciseSummary[]> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const summaries: ExerciseSummary[] = [];
  for (const folder of listFolders(root).folders) {
    summaries.push(summaryOf(folder, await readExercise(folder)));
    const module = await bundleExercise(folder, 'by-name');
    writeFileSync(join(target, `${folder.own.slug}.js`), module);
  }
  const loaders = summaries.map(({ id }) => `  '${id}': () => import('./${id}.js'),`);
  writeFileSync(
    join(target, 'index.js'),
    `export const summaries = ${JSON.stringify(summaries, null, 2)};
export const loaders = {
${loaders.join('\n')}
};
`,
  );
  return summaries;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../exercises', import.meta.url));
  await buildCatalogue(root, fileURLToPath(new URL('../catalogue/generated', import.meta.url)));
}
