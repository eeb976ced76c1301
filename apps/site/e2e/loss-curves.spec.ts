import type { Locator, Page } from '@playwright/test';
import { expect, test } from './watched-page';

/** The lesson, scrolled to its curves; the names of the scripts that came before the scrolling. */
async function openCurves(page: Page): Promise<{ root: Locator; before: string[]; all: string[] }> {
  const all: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) all.push(response.url());
  });
  await page.goto('/lessons/regression-by-hand/');
  await page.waitForLoadState('networkidle');
  const before = [...all];
  const root = page.locator('[data-loss-curves-of]');
  await root.scrollIntoViewIfNeeded();
  return { root, before, all };
}

test('the curves are drawn by key, and the keyboard stays at them', async ({ page, watched }) => {
  const { root, before, all } = await openCurves(page);
  // What draws comes when the reader is near, the engines when they are asked for.
  await expect(() => expect(all.length).toBeGreaterThan(before.length)).toPass();
  await root.getByRole('button', { name: 'Draw the losses of both engines' }).focus();
  await page.keyboard.press('Enter');
  await expect(root).toHaveAttribute('data-loss-curves-of', 'done', { timeout: 60_000 });
  await expect(root.getByRole('combobox')).toBeFocused();
  await expect(root.locator('figcaption')).toContainText('Loss over 75 epochs: core from 27.874');
  await expect(root.locator('figcaption')).toContainText('to 1.463.');
  await root.getByRole('combobox').selectOption('step');
  await expect(root.locator('figcaption')).toContainText('Loss over 300 steps');
  expect(watched).toEqual([]);
});
