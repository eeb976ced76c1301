import { exerciseOn, storedProgress, textOf } from './exercise-page';
import { expect, openDemo, test } from './lab-page';

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

test('a text that is no program is told as such, with its line', async ({ page, lab }) => {
  void lab;
  const exercise = exerciseOn(page);
  await exercise.put('export function update( {\n}\n');
  await exercise.check();
  await expect(exercise.verdict).toContainText('Not yet: this text cannot be run.');
  await expect(exercise.root.locator('.cm-line[data-mark="error"]')).toHaveCount(1);
});
