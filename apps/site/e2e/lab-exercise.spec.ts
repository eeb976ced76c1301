import { exerciseOn, storedProgress, textOf } from './exercise-page';
import { expect, test, watchPulse } from './lab-page';

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

test('Stop ends a check, and a stopped check counts as no attempt', { tag: '@engine' }, async ({
  page,
  lab,
}) => {
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
