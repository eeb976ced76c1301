import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Exercise, ExerciseModule, Mistake } from '../catalogue/exercise.js';
import { ExerciseError } from '../errors.js';
import type { ExerciseFolder } from './folders.js';

const require = createRequire(import.meta.url);

/** Libraries that an `exercise.ts` may use; they are not copied into each exercise's module. */
const LIBRARY = /^(@backprop\/core|@backprop\/keras-bridge|mathjs)($|\/)/;

/** `// what to tell the learner`, on the first line of a file in wrong/; '' when there is none. */
export const readMessage = (text: string): string =>
  /^\/\/[ \t]*(.*)/.exec(text)?.[1]?.trim() ?? '';

/** The texts beside `exercise.ts`. */
export function readTexts({ path, files }: ExerciseFolder): Omit<ExerciseModule, 'definition'> {
  const read = (name: string) => readFileSync(join(path, name), 'utf8');
  const mistakes = files
    .filter((name) => /^wrong\/[^/]+\.ts$/.test(name))
    .map((name): Mistake => {
      const text = read(name);
      return { name: name.slice('wrong/'.length, -'.ts'.length), message: readMessage(text), text };
    });
  return {
    prompt: read('prompt.mdx'),
    starter: read('starter.ts'),
    solution: read('solution.ts'),
    mistakes,
  };
}

/**
 * Makes one exercise's folder into the source of one module, as a page or Node loads it.
 *
 * @param libraries Where libraries are found: by their names in a module that ships, by their
 * files in one that is loaded at once.
 * @throws ExerciseError when `exercise.ts` cannot be bundled.
 */
export async function bundleExercise(
  folder: ExerciseFolder,
  libraries: 'by-name' | 'by-file',
): Promise<string> {
  const texts = readTexts(folder);
  const lines = Object.entries(texts).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
  );
  try {
    const result = await build({
      stdin: {
        contents: `export { default as definition } from './exercise.ts';\n${lines.join('\n')}`,
        resolveDir: folder.path,
        sourcefile: 'module.js',
      },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      target: 'es2022',
      charset: 'utf8',
      logLevel: 'silent',
      plugins: [
        {
          name: 'exercise-imports',
          setup(bundler) {
            bundler.onResolve({ filter: /^@backprop\/exercises\/define$/ }, ({ path }) => ({
              path: require.resolve(path),
              sideEffects: false,
            }));
            bundler.onResolve({ filter: LIBRARY }, ({ path }) => ({
              path: libraries === 'by-name' ? path : pathToFileURL(require.resolve(path)).href,
              external: true,
            }));
          },
        },
      ],
    });
    return result.outputFiles[0]!.text;
  } catch (error) {
    throw new ExerciseError(
      'readExercise',
      'an exercise.ts that can be bundled',
      (error as Error).message.replace(/\s+/g, ' ').trim(),
      `see ${join(folder.path, 'exercise.ts')}`,
      { cause: error },
    );
  }
}

/** What the folders' names and the definition say of an exercise, without its texts. */
export const summaryOf = ({ own, topic }: ExerciseFolder, { definition }: ExerciseModule) => ({
  id: own.slug,
  title: definition.title,
  topic: topic.slug,
  lesson: definition.lesson,
  skills: definition.skills,
});

/** Loads an exercise from its folder, as the catalogue would. */
export async function readExercise(folder: ExerciseFolder): Promise<Exercise> {
  const source = await bundleExercise(folder, 'by-file');
  const module = await loadModule(source);
  return { ...summaryOf(folder, module), ...module };
}

export async function loadModule(source: string): Promise<ExerciseModule> {
  const url = `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;
  return { ...((await import(url)) as ExerciseModule) };
}
