import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as assets from '../dist/assets/index.js';
import * as compiling from '../dist/compile/index.js';
import { describeError } from '../dist/display/describe-error.js';
import { show } from '../dist/display/show.js';
import { showAsWritten } from '../dist/display/show-text.js';
import * as main from '../dist/index.js';
import * as node from '../dist/node/index.js';
import { toPlain } from '../dist/plain-data.js';
import { claimFits, throwFits } from '../src/claims/claim-fits.js';
import { compile } from '../src/compile/index.js';
import { tableOf } from '../src/worker/console-table.js';
import { LoopGuard } from '../src/worker/loop-guard.js';
import { loadModule, type Modules } from '../src/worker/modules.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), 'runner-examples-'));

/** What an example may import; assets are written beside the other temporary files. */
const MODULES: Modules = {
  '@backprop/runner': main,
  '@backprop/runner/compile': compiling,
  '@backprop/runner/node': node,
  '@backprop/runner/assets': {
    reactLibraries: assets.reactLibraries,
    buildRunnerAssets: (options: assets.RunnerAssetsOptions) =>
      assets.buildRunnerAssets({ ...options, outDir }),
  },
  all: { describeError, show, showAsWritten, tableOf, toPlain, LoopGuard },
};

/** Examples start processes, which no program in a runner may: so this runs them right here. */
async function failedClaims(source: string): Promise<{ met: number; failed: string[] }> {
  const { code, claims } = compile(source, { kind: 'block', imports: Object.keys(MODULES) });
  const failed: string[] = [];
  let met = 0;
  const judge = (index: number, fits: boolean, value: unknown) => {
    met++;
    const { line, expected } = claims[index]!;
    if (!fits) failed.push(`line ${line}: ${expected}, received ${showAsWritten(show(value))}`);
    return value;
  };
  const body = new Function(`return ${code}`)() as (runtime: object) => Promise<void>;
  await body({
    get: (specifier: string) => loadModule(MODULES, specifier),
    result: (_quiet: boolean, value: unknown) => value,
    claim: (at: number, value: unknown) => judge(at, claimFits(claims[at]!.check, value), value),
    returned: (at: number) => judge(at, false, undefined),
    threw: (at: number, thrown: unknown) => judge(at, throwFits(claims[at]!.check, thrown), thrown),
  });
  expect(met, 'claims that were met').toBe(claims.length);
  return { met, failed };
}

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, text]) => text!);

describe('the README', () => {
  it.each(blocks.map((text) => [text.trim().split('\n').at(-1), text]))('… %s', async (_, text) => {
    const { met, failed } = await failedClaims(text!);
    expect(failed).toEqual([]);
    expect(met).toBeGreaterThan(0);
  });
});

const IMPORTS = Object.entries(MODULES)
  .map(([name, module]) => `import { ${Object.keys(module as object).join(', ')} } from '${name}';`)
  .join('');

/** `file: first line` and text of each docstring's example. */
const examples = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/@example\n((?: \* .*\n)+)/g)].map(
      ([, lines]) => [file, lines!.replace(/^ \* /gm, '')] as const,
    ),
  )
  // The page's runner needs a page: test/browser shows it at work.
  .filter(([file]) => !file.startsWith('browser'));

describe('the examples of docstrings', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(8));

  it.each(examples)('%s', async (_, text) => {
    const { met, failed } = await failedClaims(`${IMPORTS}\n${text}`);
    expect(failed).toEqual([]);
    expect(met).toBeGreaterThan(0);
  });
});
