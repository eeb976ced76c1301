// `npm test`: everything that must hold, in two steps, with one line at the end that counts.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  findFirefox,
  findOrInstall,
  HOW_TO_INSTALL,
  HOW_TO_INSTALL_FIREFOX,
} from './find-browser.mjs';

const CHECKS = [
  'lint',
  'test:repository',
  'typecheck',
  'build',
  'test:unit',
  'test:content',
  'test:size',
];
const SUMMARIES = '.turbo/runs';

/** Run tasks through turbo; returns one record per task that has a command. */
function turbo(tasks, options, env = {}) {
  rmSync(SUMMARIES, { recursive: true, force: true });
  const result = spawnSync(
    'turbo',
    ['run', ...tasks, '--summarize', '--no-update-notifier', ...options],
    { stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' },
  );
  return { ok: result.status === 0, tasks: readSummary(tasks) };
}

function readSummary(asked) {
  let files = [];
  try {
    files = readdirSync(SUMMARIES);
  } catch {
    return [];
  }
  return files
    .flatMap((file) => JSON.parse(readFileSync(join(SUMMARIES, file), 'utf8')).tasks)
    .filter((task) => task.command !== '<NONEXISTENT>' && asked.includes(task.task))
    .map((task) => ({ id: task.taskId, passed: task.execution?.exitCode === 0 }));
}

const started = Date.now();
const browser = findOrInstall();
const firefox = findFirefox();

// Browser tests measure how long a page stalls, so nothing else runs beside them.
const first = turbo(CHECKS, ['--continue=dependencies-successful', '--concurrency=2']);
const second =
  browser && first.ok
    ? turbo(['test:browser'], ['--continue', '--concurrency=1'], {
        BACKPROP_BROWSER: browser,
        BACKPROP_FIREFOX: firefox ?? '',
      })
    : { ok: true, tasks: [] };

const done = [...first.tasks, ...second.tasks];
const failed = done.filter((task) => !task.passed);
const skips = [];
if (!browser) skips.push(`test:browser: no browser on this machine; ${HOW_TO_INSTALL}`);
else if (second.tasks.length === 0) skips.push('test:browser: the checks before it failed');
if (!firefox) {
  skips.push(`the lab in Firefox: none on this machine; ${HOW_TO_INSTALL_FIREFOX}`);
}

console.log('');
for (const task of failed) console.log(`FAILED  ${task.id}`);
for (const skip of skips) console.log(`SKIPPED ${skip}`);
console.log(`Took ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(
  `tasks: ${done.length - failed.length} passed, ${failed.length} failed, ${skips.length} skipped`,
);
process.exitCode = first.ok && second.ok && failed.length === 0 ? 0 : 1;
