import AxeBuilder from '@axe-core/playwright';
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the curves, in ${colorScheme}`, async ({ page, watched }, info) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { root } = await openCurves(page);
    await root.getByRole('button').click();
    await expect(root).toHaveAttribute('data-loss-curves-of', 'done', { timeout: 60_000 });
    const axe = new AxeBuilder({ page }).include('[data-loss-curves-of]');
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, 'pixels of sideways scroll').toBe(0);
    const path = `test-results/pages/loss-curves-${info.project.name}-${colorScheme}.png`;
    await root.screenshot({ path });
    expect(watched).toEqual([]);
  });
}
