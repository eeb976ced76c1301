// Finds the browser for the browser tests, or installs one where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const APPLICATIONS = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Every place where a browser may be on this platform, the one the user names first. */
export function candidates({ env = process.env, platform = process.platform } = {}) {
  const named = [env.BACKPROP_BROWSER, env.CHROME_PATH].filter(Boolean);
  const places = { env, platform, names: NAMES, applications: APPLICATIONS };
  return [...named, ...usualPlaces(places)];
}

/** Where this platform keeps its applications: known folders, or the folders of the path. */
function usualPlaces({ env, platform, names, applications }) {
  if (platform === 'darwin') return applications.darwin;
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return roots.flatMap((root) => applications.win32.map((app) => `${root}\\${app}`));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The path of a browser that is already on this machine, or null. */
export function findInstalled({ exists = existsSync, ...where } = {}) {
  const env = where.env ?? process.env;
  if (env.BACKPROP_BROWSER && !exists(env.BACKPROP_BROWSER)) {
    throw new Error(
      `BACKPROP_BROWSER: expected the path of a Chrome, Chromium or Edge, received ` +
        `${env.BACKPROP_BROWSER}, where there is no file; correct it or unset it`,
    );
  }
  return candidates(where).find((path) => exists(path)) ?? playwrightsOwn('chromium', exists);
}

/** Playwright keeps what it downloads in a folder of its own. */
function playwrightsOwn(kind, exists) {
  try {
    const path = createRequire(import.meta.url)('@playwright/test')[kind].executablePath();
    return path && exists(path) ? path : null;
  } catch {
    return null; // not downloaded, or no build for this platform
  }
}

const FIREFOX_NAMES = ['firefox', 'firefox-esr'];

const FIREFOX_APPLICATIONS = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['Mozilla Firefox\\firefox.exe'],
};

/** The path of a Firefox that is already on this machine, or null; none is installed for it. */
export function findFirefox({
  exists = existsSync,
  env = process.env,
  platform = process.platform,
} = {}) {
  if (env.BACKPROP_FIREFOX) {
    if (exists(env.BACKPROP_FIREFOX)) return env.BACKPROP_FIREFOX;
    throw new Error(
      `BACKPROP_FIREFOX: expected the path of a Firefox, received ${env.BACKPROP_FIREFOX}, ` +
        'where there is no file; correct it or unset it',
    );
  }
  const places = { env, platform, names: FIREFOX_NAMES, applications: FIREFOX_APPLICATIONS };
  return usualPlaces(places).find((path) => exists(path)) ?? playwrightsOwn('firefox', exists);
}

export const HOW_TO_INSTALL_FIREFOX =
  'install Firefox (Debian: sudo apt-get install firefox-esr; elsewhere: ' +
  'npx playwright install firefox), or set BACKPROP_FIREFOX to the path of one';

function run(command, args, timeout) {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout }).status === 0;
}

function isDebianRoot() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release);
}

function installWithPlaywright(say) {
  say("No Chrome, Chromium or Edge found; trying Playwright's download …");
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  return run(process.execPath, [cli, 'install', 'chromium-headless-shell'], 180_000);
}

function installWithApt(say) {
  say('Trying apt-get install chromium …');
  return (
    run('apt-get', ['update'], 120_000) &&
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 420_000)
  );
}

/**
 * The path of a browser, installed if need be: a system browser, else Playwright's download,
 * else (on Debian, as root) the package `chromium`. Null when none can be had.
 */
export function findOrInstall(say = console.log) {
  const found = findInstalled();
  if (found) return found;
  if (installWithPlaywright(say)) return findInstalled();
  if (isDebianRoot() && installWithApt(say)) return findInstalled();
  return null;
}

export const HOW_TO_INSTALL =
  'install Google Chrome, Chromium or Edge (Debian: sudo apt-get install chromium), ' +
  'or set BACKPROP_BROWSER to the path of one';
