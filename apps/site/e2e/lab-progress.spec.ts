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

for (const how of ['throws', 'rejects'] as const) {
  test(`LAB 26: with storage that ${how} grading works, and one notice says so`, async ({
    page,
  }) => {
    await page.addInitScript((rejects) => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get: refuse });
      if (!rejects) Object.defineProperty(window, 'indexedDB', { get: refuse });
      // A version below the one that is there is refused later, with an event.
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (name) {
        const request = open.call(this, name, 1);
        request.addEventListener('upgradeneeded', () => request.transaction!.abort());
        return request;
      };
    }, how === 'rejects');
    await openDemo(page);
    const exercise = exerciseOn(page);
    await exercise.put(textOf('solution.ts'));
    await exercise.check();
    await expect(exercise.verdict).toContainText('Passed');
    await expect(exercise.root.getByText('✓ passed', { exact: true })).toBeVisible();
    await expect(page.getByText('refuses to store anything')).toHaveCount(1);
  });
}

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

test('LAB 28: what two tabs passed is all there after a reload', async ({ page, context, lab }) => {
  void lab;
  const second = await context.newPage();
  await second.goto('/lessons/regression-by-hand/');
  const here = exerciseOn(page);
  const there = exerciseOn(second, 'gradient-check');
  await there.put(textOf('solution.ts', '02-gradient-check'));
  await page.bringToFront();
  await here.put(textOf('solution.ts'));
  await here.check();
  await second.bringToFront();
  await there.check();
  const passed = (exercise: typeof here) =>
    expect(exercise.root.getByText('✓ passed', { exact: true })).toBeVisible();
  for (const tab of [page, second]) await tab.reload();
  await passed(here);
  await passed(there);
  await passed(exerciseOn(second));
  const { exercises } = JSON.parse((await storedProgress(page))!);
  expect(exercises['one-update']).toMatchObject({ passed: true, attempts: 1 });
  expect(exercises['gradient-check']).toMatchObject({ passed: true, attempts: 1 });
});
