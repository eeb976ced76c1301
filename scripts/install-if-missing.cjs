// Runs before a script that needs what is installed: installs in a fresh clone, and after the list
// of packages has changed. It speaks on standard error, because what the script prints is data.

// First of all, since what follows needs a Node version that is not too old.
require('./check-node.cjs');

const { spawnSync } = require('node:child_process');
const { statSync, utimesSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = dirname(__dirname);
// pnpm writes this file at the end of an installation.
const record = join(root, 'node_modules/.modules.yaml');

/** When a file was last written, in milliseconds; 0 where there is none. */
function writtenAt(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? found.mtimeMs : 0;
}

function install() {
  console.error('Installing what the course needs, once …');
  const { status } = spawnSync('npm', ['run', '--silent', 'bootstrap'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('\nThe installation failed; the reason is above. Nothing else was done.');
    process.exit(1);
  }
  // Where nothing had to change, pnpm leaves the file as it is.
  utimesSync(record, new Date(), new Date());
}

if (writtenAt(record) < writtenAt(join(root, 'pnpm-lock.yaml'))) install();
