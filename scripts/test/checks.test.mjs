import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkBudgets } from '../check/budgets.mjs';
import { checkLayers, judge } from '../check/layers.mjs';
import { checkSupply, judgeLockfile, judgeManifest, judgeWorkflow } from '../check/supply.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A throw-away git repository with the given files. */
function plant(files) {
  const folder = mkdtempSync(join(tmpdir(), 'checks-'));
  folders.push(folder);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('imports of the repository follow the arrow of ARCHITECTURE.md', () => {
  assert.deepEqual(checkLayers(root), []);
});

test('checkLayers finds a static, lazy, re-exported and relative import against the arrow', () => {
  const folder = plant({
    'packages/core/src/a.ts': "import { tf } from '@backprop/keras-bridge';\n",
    'packages/core/src/b.ts': "\nexport const load = () => import('@tensorflow/tfjs');\n",
    'packages/runner/src/c.ts': "export * from '@backprop/core/scalar';\n",
    'packages/core/src/d.ts': "import type { X } from '../../runner/src/protocol.js';\n",
    'packages/core/src/nn/e.ts': "import { evaluate } from 'mathjs';\n",
  });
  const found = checkLayers(folder).sort();
  assert.equal(found.length, 5);
  assert.match(found[0], /^packages\/core\/src\/a\.ts:1: import '@backprop\/keras-bridge'/);
  assert.match(found[1], /^packages\/core\/src\/b\.ts:2: import '@tensorflow\/tfjs': only/);
  assert.match(found[2], /d\.ts:1: .*reaches into @backprop\/runner/);
  assert.match(found[3], /nn\/e\.ts:1: import 'mathjs'/);
  assert.match(found[4], /runner\/src\/c\.ts:1/);
});

test('judge lets a package import what lies below it', () => {
  assert.equal(judge('apps/site/src/a.tsx', '@backprop/exercises'), null);
  assert.equal(judge('packages/keras-bridge/src/tfjs.ts', '@tensorflow/tfjs'), null);
  assert.equal(judge('packages/core/src/symbolic/parse.ts', 'mathjs'), null);
});

test('files and functions of the repository keep to budgets.json', () => {
  assert.deepEqual(checkBudgets(root), []);
});

test('checkBudgets finds a long file, a long function, a missing reason and a stale exception', () => {
  const long = `export const f = () => {\n${'  f();\n'.repeat(50)}};\n`;
  const folder = plant({
    'budgets.json': JSON.stringify({
      source: {
        lines: 60,
        functionLines: 40,
        componentLines: 60,
        exceptions: { 'packages/a/src/long.ts': { lines: 500 }, 'gone.ts': { reason: 'x' } },
      },
    }),
    'packages/a/src/function.ts': long,
    'packages/a/src/markup.tsx': long,
    'packages/a/src/documented.ts': `${'// why\n\n'.repeat(100)}export {};\n`,
    'packages/a/src/file.ts': 'export {};\n'.repeat(61),
    'packages/a/src/long.ts': 'export {};\n'.repeat(400),
  });
  const found = checkBudgets(folder);
  assert.equal(found.length, 4);
  assert.ok(found.some((c) => /file\.ts: 61 lines, budget 60/.test(c)));
  assert.ok(found.some((c) => /function\.ts:1: function .* has 52 lines/.test(c)));
  assert.ok(found.some((c) => /long\.ts is excepted without a reason/.test(c)));
  assert.ok(found.some((c) => /gone\.ts is no source file/.test(c)));
});

test('actions, versions and the lockfile of the repository are pinned', () => {
  assert.deepEqual(checkSupply(root), []);
});

test('checkSupply finds an unpinned action, a write token, a range and a foreign package', () => {
  const workflow = 'on: pull_request_target\nsteps:\n  - uses: actions/checkout@v5\n';
  assert.equal(judgeWorkflow('w.yml', workflow).length, 3);
  assert.equal(judgeManifest('package.json', { dependencies: { a: '^1.0.0' } }).length, 1);
  assert.equal(
    judgeLockfile('  a@1:\n    resolution: {tarball: https://x.test/a.tgz}\n').length,
    1,
  );
});
