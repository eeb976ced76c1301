import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readStartArguments } from '../start-arguments.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const start = (...args) =>
  spawnSync(process.execPath, ['scripts/start.mjs', ...args], { cwd: root, encoding: 'utf8' });

test('the port is 3000, or the one that is named in either spelling', () => {
  assert.equal(readStartArguments([]).port, 3000);
  for (const args of [['--port', '3005'], ['--port=3005']]) {
    assert.deepEqual(readStartArguments(args), { help: false, port: 3005, complaint: null });
  }
});

test('a wrong port, an unknown option and a stray word are complaints', () => {
  for (const port of ['0', '65536', '3e3', '80.5', 'http', '', '-1']) {
    const { complaint } = readStartArguments([`--port=${port}`]);
    assert.equal(complaint, `expected --port with a number from 1 to 65535, received "${port}"`);
  }
  assert.match(readStartArguments(['--prot', '1']).complaint, /--prot/);
  assert.match(readStartArguments(['3005']).complaint, /3005/);
  assert.match(readStartArguments(['--port']).complaint, /--port/);
});

test('help is printed and ends with 0; a complaint is on standard error and ends with 2', () => {
  for (const asked of ['--help', '-h']) {
    const { status, stdout } = start(asked);
    assert.equal(status, 0);
    assert.match(stdout, /--port <number>[\s\S]*Ctrl\+C/);
  }
  const { status, stdout, stderr } = start('--port=70000');
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^start: expected --port .* received "70000"\n\nUsage/);
});
