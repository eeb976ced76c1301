import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../check-node.cjs', import.meta.url));

/** Run the check as if Node had another version. */
function checkAs(version) {
  const code =
    `Object.defineProperty(process.versions, 'node', { value: '${version}' });` +
    `Object.defineProperty(process, 'version', { value: 'v${version}' });` +
    `require(${JSON.stringify(script)});`;
  return spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
}

test('check-node lets the supported versions pass in silence', () => {
  for (const version of ['20.19.0', '20.20.2', '22.1.0', '24.0.0']) {
    const { status, stderr } = checkAs(version);
    assert.equal(status, 0, version);
    assert.equal(stderr, '');
  }
});

test('check-node names the version needed, the one found and what to do', () => {
  for (const version of ['18.20.4', '20.18.1', '8.0.0']) {
    const { status, stderr } = checkAs(version);
    assert.equal(status, 1, version);
    assert.match(stderr, /20\.19 or newer is needed/);
    assert.match(stderr, new RegExp(`v${version.replaceAll('.', '\\.')}`));
    assert.match(stderr, /nodejs\.org/);
  }
});
