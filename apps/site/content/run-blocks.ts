import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ClaimResult, type Ending, type Output, showText } from '@backprop/runner';
import { CompileError } from '@backprop/runner/compile';
import { createNodeRunner, type Runner } from '@backprop/runner/node';
import { libraryFiles } from '../plugins/libraries';
import { compileBlock, REACT, RENDER_ONCE } from './compile-block';
import type { Finding, LessonBlock } from './lesson';

/**
 * A runner for lessons' blocks, with the libraries that the page offers.
 *
 * @param siteDir the folder of the site's package.json
 */
export function createBlockRunner(siteDir: string): Runner {
  const site = createRequire(join(siteDir, 'package.json'));
  let libraries: ReturnType<typeof libraryFiles> | undefined;
  return createNodeRunner({
    resolve(name) {
      if (name === RENDER_ONCE) return new URL('render-once.mjs', import.meta.url).href;
      if (REACT.includes(name)) return pathToFileURL(site.resolve(name)).href;
      // Looked up when the first block imports something: only then must packages be built.
      libraries ??= libraryFiles(siteDir);
      const library = libraries[name]!;
      const file =
        typeof library === 'string'
          ? library
          : createRequire(join(library.resolveDir, 'package.json')).resolve(library.specifier);
      return pathToFileURL(file).href;
    },
  });
}

/** More than a block has in the page, whose own tests know its deadline: this machine is busy. */
const PATIENCE = 20_000;

/**
 * Run a block as the page would, and hold it to its claims; a component is rendered once.
 *
 * @param deadline milliseconds that it may go on without a sign of life
 * @returns what is wrong: it does not compile, does not end well, says more than the page
 *   shows, logs an error, or makes a claim that fails or is never reached
 */
export async function runBlock(
  block: LessonBlock,
  runner: Runner,
  deadline = PATIENCE,
): Promise<Finding[]> {
  const at = (line: number) => block.line + line - 1;
  const outputs: Output[] = [];
  let ending: Ending;
  try {
    ending = await runner.run(compileBlock(block), {
      limits: { deadline },
      onOutput: (output) => outputs.push(output),
    });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return [{ line: at(error.place.line), message: error.message }];
  }
  return [
    ...checkEnding(ending, block),
    ...ending.claims.filter(({ state }) => state !== 'holds').map((claim) => broken(claim, at)),
    ...outputs.flatMap((output) => checkOutput(output, block.line)),
  ];
}

function checkEnding(ending: Ending, { code, line }: LessonBlock): Finding[] {
  switch (ending.how) {
    case 'done':
      return [];
    case 'failed': {
      const { name, message, place } = ending.error;
      // An error of the rendering itself has no place in the block: it is about what is exported.
      const exported = code.split('\n').findIndex((text) => /\bexport\b.*\bdefault\b/.test(text));
      const offset = place ? place.line - 1 : Math.max(exported, 0);
      return [{ line: line + offset, message: `${name}: ${message}` }];
    }
    case 'timed-out':
      return [{ line, message: `no sign of life for ${ending.deadline} ms` }];
    case 'stopped':
      return [{ line, message: 'the run was stopped' }];
    case 'broken':
      return [{ line, message: ending.reason }];
  }
}

function broken(claim: ClaimResult, at: (line: number) => number): Finding {
  const { line, expected, received, state } = claim;
  const what = state === 'fails' ? `received ${received}` : 'it was never reached';
  return { line: at(line), message: `claim: expected ${expected}, ${what}` };
}

function checkOutput(output: Output, line: number): Finding[] {
  if (output.kind === 'truncated') {
    return [{ line, message: `the output was cut at ${output.limit} ${output.what}` }];
  }
  if (output.kind !== 'console' || output.level !== 'error') return [];
  return [{ line, message: `console.error: ${output.values.map((v) => showText(v)).join(' ')}` }];
}
