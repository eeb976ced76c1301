// The built program as a user calls it; it must be quick to refuse.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/run.js', import.meta.url));

function bench(args: readonly string[], env: Record<string, string> = {}) {
  const options = { encoding: 'utf8' as const, env: { ...process.env, ...env } };
  return spawnSync(process.execPath, [PROGRAM, ...args], options);
}

test('--help prints the usage and ends with 0', () => {
  const { status, stdout, stderr } = bench(['--help']);
  expect(stdout).toContain('Usage: pnpm bench');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([['--fast'], ['W1'], ['--only=W9'], ['--processes=none']])(
  '%s ends with 2, says why, and times nothing',
  (argument) => {
    const { status, stdout, stderr } = bench([argument]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^bench: .+\n\nUsage: pnpm bench/);
  },
);

test('a browser that is named but is not there ends with 2', () => {
  const { status, stderr } = bench(['--browser'], { BACKPROP_BROWSER: '/no/such/browser' });
  expect(status).toBe(2);
  expect(stderr).toContain('/no/such/browser, where there is no file');
});

test('the page for a browser is made from any folder', () => {
  const module = new URL('../dist/browser/start-browser.js', import.meta.url).href;
  const ask = `import('${module}').then(async (m) => console.log((await m.bundle()).length))`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', ask], { encoding: 'utf8', cwd });
  expect(stderr).toBe('');
  expect(Number(stdout)).toBeGreaterThan(100_000);
});
