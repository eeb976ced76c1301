// `node scripts/run-built.mjs <package> <file> …`: builds a package quietly, then runs a file of
// it with the arguments that follow. What the file prints is all that stands on standard output.
import { spawn } from 'node:child_process';

const PATIENCE = 2000;
const [name, file, ...rest] = process.argv.slice(2);

/** Runs a command to its end; returns how it ended and, where it is piped, what it printed. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part) => {
        text += part;
      });
    }
    child.on('error', (error) => resolve({ status: 1, text: error.message }));
    child.on('close', (status, signal) => resolve({ status, signal, text }));
  });
}

const notice = setTimeout(
  () => console.error(`Building ${name}, where something changed …`),
  PATIENCE,
);
const build = await run(
  'turbo',
  ['run', 'build', `--filter=${name}`, '--output-logs=errors-only', '--no-update-notifier'],
  { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' },
);
clearTimeout(notice);
if (build.status !== 0) {
  console.error(`${build.text}\n${name} does not build; the reason is above.`);
  process.exit(1);
}
const { status, signal } = await run(process.execPath, [file, ...rest], { stdio: 'inherit' });
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
