// `npm start`: builds what is needed and serves the course.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const USAGE = `Usage: npm start [-- --port <number>]

Builds the course and serves it on http://localhost:3000, or on the next free port.`;

function readPort(args) {
  if (args.length === 0) return 3000;
  const port = Number(args[1]);
  if (
    args[0] === '--port' &&
    args.length === 2 &&
    Number.isInteger(port) &&
    port > 0 &&
    port < 65536
  ) {
    return port;
  }
  const asked = args.includes('--help') || args.includes('-h');
  if (!asked) console.error(`start: expected --port <1 to 65535>, received ${args.join(' ')}`);
  console.log(USAGE);
  process.exit(asked ? 0 : 2);
}

const port = readPort(process.argv.slice(2));
const build = spawnSync(
  'turbo',
  ['run', 'build', '--filter=@backprop/site', '--output-logs=new-only', '--no-update-notifier'],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
if (build.status !== 0) {
  console.error('\nstart: the build failed; the reason is above. Nothing is served.');
  process.exit(1);
}
const { serve } = await import('../apps/site/scripts/serve.mjs');
await serve({ dir: fileURLToPath(new URL('../apps/site/build', import.meta.url)), port });
