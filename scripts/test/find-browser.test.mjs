import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, findInstalled } from '../find-browser.mjs';

test('findInstalled prefers the browser that the user names', () => {
  const env = { BACKPROP_BROWSER: '/opt/mine', PATH: '/usr/bin' };
  assert.equal(findInstalled({ env, platform: 'linux', exists: () => true }), '/opt/mine');
});

test('findInstalled says so when the named browser is not there', () => {
  const env = { BACKPROP_BROWSER: '/opt/gone', PATH: '/usr/bin' };
  assert.throws(
    () => findInstalled({ env, platform: 'linux', exists: () => false }),
    /BACKPROP_BROWSER: expected .* received \/opt\/gone/,
  );
});

test('findInstalled takes the first of Chrome, Chromium and Edge on the path', () => {
  const there = new Set(['/usr/bin/microsoft-edge', '/usr/local/bin/chromium']);
  const env = { PATH: '/usr/bin:/usr/local/bin' };
  const found = findInstalled({ env, platform: 'linux', exists: (path) => there.has(path) });
  assert.equal(found, '/usr/local/bin/chromium');
});

test('findInstalled answers null when nothing is installed', () => {
  assert.equal(findInstalled({ env: { PATH: '' }, platform: 'linux', exists: () => false }), null);
});

test('candidates knows the usual places of macOS and Windows', () => {
  assert.ok(candidates({ env: {}, platform: 'darwin' })[0].includes('Google Chrome.app'));
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  assert.ok(candidates({ env, platform: 'win32' })[0].endsWith('chrome.exe'));
});
