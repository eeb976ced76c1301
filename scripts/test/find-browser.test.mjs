import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, findFirefox, findInstalled } from '../find-browser.mjs';

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

test('findFirefox prefers what the user names, and says so when it is not there', () => {
  const env = { BACKPROP_FIREFOX: '/opt/fox', PATH: '/usr/bin' };
  assert.equal(findFirefox({ env, platform: 'linux', exists: () => true }), '/opt/fox');
  assert.throws(
    () => findFirefox({ env, platform: 'linux', exists: () => false }),
    /BACKPROP_FIREFOX: expected .* received \/opt\/fox/,
  );
});

test('findFirefox takes Firefox or its long-term release on the path, else null', () => {
  const env = { PATH: '/usr/bin:/usr/local/bin' };
  const exists = (path) => path === '/usr/local/bin/firefox-esr';
  const found = findFirefox({ env, platform: 'linux', exists });
  assert.equal(found, '/usr/local/bin/firefox-esr');
  assert.equal(findFirefox({ env, platform: 'linux', exists: () => false }), null);
});

test('findFirefox knows the usual places of macOS and Windows', () => {
  const exists = (path) => /firefox(\.exe)?$/.test(path);
  const onMac = findFirefox({ env: {}, platform: 'darwin', exists });
  assert.equal(onMac, '/Applications/Firefox.app/Contents/MacOS/firefox');
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  const onWindows = findFirefox({ env, platform: 'win32', exists });
  assert.equal(onWindows, 'C:\\Program Files\\Mozilla Firefox\\firefox.exe');
});
