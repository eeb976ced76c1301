import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const scripts = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).scripts;

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-if-missing-'));
  mkdirSync(join(root, 'scripts'));
  for (const file of ['install-if-missing.cjs', 'check-node.cjs']) {
    copyFileSync(join(folder, file), join(root, 'scripts', file));
  }
  writeFileSync(join(root, 'pnpm-lock.yaml'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs it in a repository whose installation is the given program. */
function run(bootstrap) {
  writeFileSync(join(root, 'bootstrap.cjs'), bootstrap);
  const manifest = { scripts: { bootstrap: 'node bootstrap.cjs' } };
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  return spawnSync(process.execPath, ['scripts/install-if-missing.cjs'], {
    cwd: root,
    encoding: 'utf8',
  });
}

const INSTALLS = `console.log('installing');
require('fs').mkdirSync('node_modules', { recursive: true });
require('fs').writeFileSync('node_modules/.modules.yaml', '');`;
const record = () => join(root, 'node_modules/.modules.yaml');

test('a fresh clone is installed once, and standard output stays clean', () => {
  const first = run(INSTALLS);
  assert.deepEqual([first.status, first.stdout], [0, '']);
  assert.match(first.stderr, /Installing .*\ninstalling/);
  assert.ok(existsSync(record()));
  const { status, stdout, stderr } = run(INSTALLS);
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('a list of packages that has changed is installed once, also where nothing was missing', () => {
  run(INSTALLS);
  utimesSync(record(), 1, 1);
  assert.match(run('').stderr, /Installing/);
  assert.equal(run('').stderr, '');
});

test('an installation that fails is said, with exit code 1', () => {
  const { status, stderr } = run("console.error('no network'); process.exit(7);");
  assert.equal(status, 1);
  assert.match(stderr, /no network[\s\S]*The installation failed/);
});

test('every script of the repository that needs an installation has one before it', () => {
  const tools = /^(?:turbo|biome) |run-built\.mjs|start\.mjs|scripts\/test\.mjs/;
  const needy = Object.keys(scripts).filter((name) => tools.test(scripts[name]));
  assert.ok(needy.length >= 8);
  for (const name of needy) {
    assert.match(scripts[`pre${name}`] ?? '', /bootstrap|install-if-missing\.cjs/, name);
  }
});
