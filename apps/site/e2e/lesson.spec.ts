import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { LabBlock, pasteOver } from './lab-page';
import { expectReadable } from './look-at-page';
import { expect, test } from './watched-page';

const EXERCISE = join(
  __dirname,
  '../../../packages/exercises/exercises/03-regression-by-hand/01-one-update',
);
const text = (file: string): string => readFileSync(join(EXERCISE, file), 'utf8');

/** Open the lesson and wait until its blocks are alive. */
async function openLesson(page: Page): Promise<void> {
  await page.goto('/lessons/regression-by-hand/');
  await expect(new LabBlock(page, 'one-prediction').runButton).toBeEnabled();
}

/** Replace an exercise's code, as a reader pastes it, and have it checked. */
async function check(exercise: Locator, code: string): Promise<void> {
  await exercise.getByRole('textbox', { name: /^Your code/ }).click();
  await expect(exercise.locator('.cm-content')).toBeFocused();
  await pasteOver(exercise.locator('.cm-content'), code);
  await exercise.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(exercise.locator('[data-verdict="graded"]')).toBeVisible({ timeout: 20_000 });
}

test('an edit typed by key changes the result of a block', { tag: '@once' }, async ({
  page,
  watched,
}) => {
  await openLesson(page);
  const block = new LabBlock(page, 'one-prediction');
  await block.enter();
  // The second line is `const y = 4;`: the salary becomes 5, and the loss (5 - 0.32)².
  for (const key of ['ControlOrMeta+Home', 'ArrowDown', 'End', 'ArrowLeft', 'Backspace', '5']) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press('ControlOrMeta+Enter');
  await block.ended();
  await expect(block.root.locator('.cm-line[data-mark="fails"]')).toContainText('got 21.90239');
  expect(watched).toEqual([]);
});

test('the exercise fails as it stands, names a known mistake, and passes when solved', {
  tag: '@once',
}, async ({ page, watched }) => {
  test.setTimeout(120_000);
  await openLesson(page);
  const exercise = page.locator('[data-exercise="one-update"]');
  await check(exercise, text('starter.ts'));
  await expect(exercise.getByText('✓ passed', { exact: true })).toHaveCount(0);

  const mistake = text('wrong/bias-takes-a-weight.ts');
  const message = mistake.match(/^\/\/ (.*)/)![1]!;
  await check(exercise, mistake);
  await expect(exercise.locator('[data-verdict]')).toContainText(message);
  await expect(exercise.getByText('✓ passed', { exact: true })).toHaveCount(0);

  await check(exercise, text('solution.ts'));
  await expect(exercise.getByText('✓ passed', { exact: true })).toBeVisible();
  expect(watched).toEqual([]);
});

test('the training picture meets the last epoch, the tables say that the engines agree', {
  tag: '@once',
}, async ({ page, watched }) => {
  test.setTimeout(120_000);
  await openLesson(page);
  const picture = page.locator('[data-training]');
  await picture.scrollIntoViewIfNeeded();
  await picture.getByRole('button', { name: 'Play' }).click();
  await expect(picture).toHaveAttribute('data-training', '20', { timeout: 60_000 });
  await expect(picture).toContainText('1.2238');

  for (const [index, verdict] of [
    /the same, to the last bit|stay together/,
    /stay together/,
  ].entries()) {
    const table = page.locator('[data-lockstep]').nth(index);
    await table.getByRole('button', { name: 'Train both engines' }).click();
    await expect(table).toHaveAttribute('data-lockstep', 'done', { timeout: 60_000 });
    await expect(table.getByRole('status')).toContainText(verdict);
  }
  expect(watched).toEqual([]);
});

test('the lesson in use has no finding of axe and fits its width', async ({
  page,
  watched,
}, info) => {
  test.setTimeout(180_000);
  await openLesson(page);
  await new LabBlock(page, 'gradient-check-of-the-notebook-s-update').run();
  const block = new LabBlock(page, 'one-prediction');
  await block.enter();
  await page.keyboard.press('ControlOrMeta+Enter');
  await block.ended();
  const exercise = page.locator('[data-exercise="one-update"]');
  await check(exercise, text('wrong/stale-order.ts'));
  await page.locator('[data-training]').scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Train both engines' }).last().click();
  await expect(page.locator('[data-lockstep="done"]')).toBeVisible({ timeout: 60_000 });
  const curves = page.locator('[data-loss-curves-of]');
  await curves.getByRole('button').click();
  await expect(curves).toHaveAttribute('data-loss-curves-of', 'done', { timeout: 60_000 });
  await expectReadable(page, `lesson-in-use-${info.project.name}`);
  expect(watched).toEqual([]);
});
