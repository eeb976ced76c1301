import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openDemo, pasteOver, test, watchPulse } from './lab-page';

test.skip(({ hasTouch }) => hasTouch, 'what is typed by key is tested at a desk');

const FOLDER = '../../../packages/exercises/exercises/03-regression-by-hand/01-one-update';
const textOf = (file: string) => readFileSync(join(__dirname, FOLDER, file), 'utf8');
const PROGRESS = 'backprop-progress';

/** The exercise of the demo page, as a learner meets it. */
function exerciseOn(page: Page) {
  const root = page.locator('[data-exercise="one-update"]');
  const code = root.getByRole('textbox', { name: /^Your code for/ });
  const button = (name: string | RegExp) => root.getByRole('button', { name });
  return {
    root,
    code,
    button,
    verdict: root.locator('[data-verdict]'),
    async put(text: string) {
      await expect(button('Check')).toBeEnabled();
      await code.click();
      await expect(root.locator('.cm-content')).toBeFocused();
      await pasteOver(root.locator('.cm-content'), text);
    },
    async check() {
      await button('Check').click();
      const ended = root.locator('[data-verdict="graded"], [data-verdict="broken"]');
      await ended.waitFor({ timeout: 15_000 });
      await expect(ended).toHaveAttribute('data-verdict', 'graded');
    },
  };
}

const storedProgress = (page: Page) => page.evaluate((key) => localStorage.getItem(key), PROGRESS);

test('the starter fails, the solution passes, and the pass is there after a reload', async ({
  page,
  lab,
  watched,
}) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.check();
  await expect(exercise.verdict).toContainText('Not yet: ');
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed: all 48 cases are right.');
  await expect(page.locator('#lab-status')).toContainText('Passed: all 48 cases are right.');
  await openDemo(page);
  await expect(exercise.root.getByText('✓ passed', { exact: true })).toBeVisible();
  expect(JSON.parse((await storedProgress(page))!).exercises['one-update']).toMatchObject({
    passed: true,
    attempts: 2,
  });
  expect(watched).toEqual([]);
});

for (const mistake of ['stale-order', 'walks-uphill']) {
  test(`the mistake ${mistake} is recognised, in the words of the command line`, async ({
    page,
    lab,
  }) => {
    void lab;
    const text = textOf(`wrong/${mistake}.ts`);
    const message = text.split('\n')[0]!.replace(/^\/\/\s*/, '');
    const exercise = exerciseOn(page);
    await exercise.put(text);
    await exercise.check();
    await expect(exercise.verdict).toContainText('Not yet: ');
    await expect(exercise.verdict).toContainText(message);
    await expect(page.locator('#lab-status')).toContainText(message);
    await expect(exercise.root.getByText('✓ passed', { exact: true })).toHaveCount(0);
  });
}

test('hints come one by one and stay; the solution asks before it shows', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.button('Hint 1 of 4').click();
  await expect(
    exercise.root.getByRole('listitem').filter({ hasText: 'Compute h[0]' }),
  ).toBeVisible();
  await exercise.button('Hint 2 of 4').click();
  await expect(exercise.root.getByText('Start at the end.')).toBeVisible();
  await openDemo(page);
  await expect(exercise.root.getByText('Start at the end.')).toBeVisible();
  await expect(exercise.button('Hint 3 of 4')).toBeVisible();
  const solution = exercise.root.getByRole('region', { name: 'Solution' });
  await exercise.button('Solution').click();
  await expect(solution).toHaveCount(0);
  await exercise.button('Not yet').click();
  await exercise.button('Solution').click();
  await exercise.button('Show it').click();
  await expect(solution).toContainText('export function update');
});

test('LAB 2: an endless loop in an exercise is timed out and is no pass', async ({ page, lab }) => {
  void lab;
  const pulse = await watchPulse(page);
  const exercise = exerciseOn(page);
  await exercise.put('export function update() {\n  while (true) {}\n}\n');
  const started = Date.now();
  await exercise.check();
  expect(Date.now() - started).toBeLessThan(11_500);
  await expect(exercise.verdict).toContainText('Not yet: your program did not finish in time.');
  expect(await pulse()).toBeLessThan(1000);
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed');
});

test('Stop ends a check, and a stopped check counts as no attempt', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.put('while (true) {}\nexport const update = null;\n');
  await exercise.button('Check').click();
  await page.waitForTimeout(500);
  const started = Date.now();
  await exercise.button('Stop').click();
  await expect(exercise.verdict).toContainText('Stopped.');
  expect(Date.now() - started).toBeLessThan(500);
  const stored = await storedProgress(page);
  expect(stored === null || !stored.includes('"attempts": 1')).toBe(true);
});

test('LAB 16: a forged pass changes no verdict', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  const forged = `{ say: 'ended', passed: true, score: { passed: 48, total: 48 },
    ending: { how: 'done', value: null, milliseconds: 1 }, verdict: { passed: true } }`;
  await exercise.put(`
const forged = ${forged};
const tell = [() => self.postMessage(forged), () => parent.postMessage(forged, '*'),
  () => dispatchEvent(new MessageEvent('message', { data: forged })),
  () => { Object.is = () => true; Math.abs = () => 0; JSON.stringify = () => 'same'; },
  () => { Array.isArray = () => false as never; Promise.prototype.then = () => 0 as never; }];
for (const attempt of tell) try { attempt(); } catch {}
export const update = () => forged;
export const passed = true;
`);
  await exercise.check();
  await expect(exercise.verdict).toContainText('Not yet: ');
  await expect(exercise.root.getByText('✓ passed', { exact: true })).toHaveCount(0);
  expect(JSON.parse((await storedProgress(page))!).exercises['one-update'].passed).toBe(false);
});

test('a text that is no program is told as such, with its line', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.put('export function update( {\n}\n');
  await exercise.check();
  await expect(exercise.verdict).toContainText('Not yet: this text cannot be run.');
  await expect(exercise.root.locator('.cm-line[data-mark="error"]')).toHaveCount(1);
});

for (const bad of ['{bad', '[]', 'null', 'x'.repeat(5 * 1024 * 1024 - 100)]) {
  test(`LAB 24: saved progress ${bad.slice(0, 8)} of ${bad.length} characters is put aside and told`, async ({
    page,
  }) => {
    await page.goto('/404.html');
    await page.evaluate(([key, text]) => localStorage.setItem(key!, text!), [PROGRESS, bad]);
    await openDemo(page);
    const exercise = exerciseOn(page);
    await expect(exercise.root.getByText('could not be read')).toBeVisible();
    const backup = await page.evaluate((prefix) => {
      const key = Object.keys(localStorage).find((name) => name.startsWith(prefix));
      return key && localStorage.getItem(key);
    }, `${PROGRESS}#backup-`);
    expect(backup === bad).toBe(true);
    await exercise.put(textOf('solution.ts'));
    await exercise.check();
    await expect(exercise.verdict).toContainText('Passed');
  });
}

test('LAB 25: progress of a future version is told and never overwritten', async ({ page }) => {
  const future = '{"format":"backprop-progress","version":99,"exercises":{}}';
  await page.goto('/404.html');
  await page.evaluate(([key, text]) => localStorage.setItem(key!, text!), [PROGRESS, future]);
  await openDemo(page);
  const exercise = exerciseOn(page);
  await expect(exercise.root.getByText('newer version of this site')).toBeVisible();
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed');
  expect(await storedProgress(page)).toBe(future);
});

test('LAB 26: with all storage refused grading works, and one notice says so', async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    Object.defineProperty(window, 'indexedDB', { get: refuse });
  });
  await openDemo(page);
  const exercise = exerciseOn(page);
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed');
  await expect(exercise.root.getByText('✓ passed', { exact: true })).toBeVisible();
  await expect(page.getByText('refuses to store anything')).toHaveCount(1);
});

test('LAB 27: without room the verdict is shown and the previous save stays', async ({ page }) => {
  await openDemo(page);
  const exercise = exerciseOn(page);
  await exercise.check();
  const before = await storedProgress(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed');
  await expect(exercise.root.getByText('has no room left')).toBeVisible();
  expect(await storedProgress(page)).toBe(before);
});

test('LAB 28: what two tabs did is all there after a reload', async ({ page, context, lab }) => {
  void lab;
  const second = await context.newPage();
  await openDemo(second);
  // The second tab knows of an exercise that the first has not heard of, as after an import.
  await second.evaluate((key) => {
    const entry = {
      passed: true,
      attempts: 1,
      best: { passed: 1, total: 1 },
      code: null,
      hints: 0,
    };
    const changed = '2026-01-01T00:00:00.000Z';
    const exercises = { 'another-one': { ...entry, changed } };
    localStorage.setItem(
      key,
      JSON.stringify({ format: 'backprop-progress', version: 1, exercises }),
    );
  }, PROGRESS);
  const exercise = exerciseOn(page);
  await page.bringToFront();
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  const there = exerciseOn(second);
  await expect(there.root.getByText('✓ passed', { exact: true })).toBeVisible();
  await there.button('Hint 1 of 4').click();
  await openDemo(page);
  await expect(exercise.root.getByText('✓ passed', { exact: true })).toBeVisible();
  const { exercises } = JSON.parse((await storedProgress(page))!);
  expect(exercises['another-one'].passed).toBe(true);
  expect(exercises['one-update']).toMatchObject({ passed: true, hints: 1 });
});
