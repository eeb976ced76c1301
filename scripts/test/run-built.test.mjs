import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args) =>
  spawnSync('npx', ['--no-install', 'node', 'scripts/run-built.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

test('a package that is not there is said on standard error, with exit code 1', () => {
  const { status, stdout, stderr } = run('@backprop/nonsense', 'nowhere.js');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /@backprop\/nonsense does not build/);
});
