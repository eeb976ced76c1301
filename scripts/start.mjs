// `npm start`: builds what is needed and serves the course.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readStartArguments, USAGE } from './start-arguments.mjs';

const { help, port, complaint } = readStartArguments(process.argv.slice(2));
if (help) {
  console.log(USAGE);
  process.exit(0);
}
if (complaint) {
  console.error(`start: ${complaint}\n\n${USAGE}`);
  process.exit(2);
}

const build = spawnSync(
  'turbo',
  ['run', 'build', '--filter=@backprop/site', '--output-logs=new-only', '--no-update-notifier'],
  { stdio: 'inherit', shell: process.platform === 'win32' },
);
if (build.signal === 'SIGINT' || build.status === 130) process.exit(130);
if (build.status !== 0) {
  console.error('\nstart: the build failed; the reason is above. Nothing is served.');
  process.exit(1);
}
const { serve } = await import('../apps/site/scripts/serve.mjs');
const site = fileURLToPath(new URL('../apps/site/build', import.meta.url));
const { close } = await serve({ dir: site, port });
console.log('Ctrl+C stops it.');
process.once('SIGINT', close);
