import { exerciseOn, storedProgress, textOf } from './exercise-page';
import { expect, expectAlive, test, timeUntil, watchPulse } from './lab-page';

test('LAB 2: an endless loop in an exercise is timed out and is no pass', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  // All is loaded by then, so that the deadline alone is measured.
  await exercise.check();
  const pulse = await watchPulse(page);
  await exercise.put('export function update() {\n  while (true) {}\n}\n');
  const took = await timeUntil(
    exercise.root,
    exercise.button('Check'),
    '[data-verdict="graded"], [data-verdict="broken"]',
  );
  // The deadline of graded work is 10 s.
  expect(took).toBeLessThan(11_000);
  await expect(exercise.verdict).toContainText('Not yet: your program did not finish in time.');
  expect(JSON.parse((await storedProgress(page))!).exercises['one-update'].passed).toBe(false);
  await expectAlive(page, pulse);
  await exercise.put(textOf('solution.ts'));
  await exercise.check();
  await expect(exercise.verdict).toContainText('Passed');
});

test('Stop ends a check, and a stopped check counts as no attempt', { tag: '@engine' }, async ({
  page,
  lab,
}) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.put('while (true) {}\nexport const update = null;\n');
  await exercise.button('Check').click();
  await page.waitForTimeout(500);
  const stop = exercise.button('Stop');
  expect(await timeUntil(exercise.root, stop, '[data-verdict="graded"]')).toBeLessThan(500);
  await expect(exercise.verdict).toContainText('Stopped.');
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
