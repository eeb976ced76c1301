import { exerciseOn, PROGRESS, storedProgress, textOf } from './exercise-page';
import { expect, openDemo, test } from './lab-page';

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
