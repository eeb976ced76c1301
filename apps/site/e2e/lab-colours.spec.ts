import type { Page } from '@playwright/test';
import { LabBlock } from './lab-page';
import { expect, test } from './watched-page';

const LESSON = '/lessons/regression-by-hand/';

/** How many words of each kind the code of the page is made of. */
const words = (page: Page): Promise<Record<string, number>> =>
  page.locator('main').evaluate((main) => {
    const found: Record<string, number> = {};
    for (const { className } of main.querySelectorAll('[data-code-line] .token')) {
      found[className] = (found[className] ?? 0) + 1;
    }
    return found;
  });

test('code that could not be highlighted is shown without colours, and with them after the next run', {
  tag: '@once',
}, async ({ page }) => {
  let isAway = true;
  // The highlighter, by what it says; its name is a number.
  await page.route('**/assets/js/*.js', async (route) => {
    if (!isAway) return route.continue();
    const response = await route.fetch();
    if (/insertBefore\("/.test(await response.text())) return route.abort();
    return route.fulfill({ response });
  });
  await page.goto(LESSON);
  const block = new LabBlock(page, 'one-prediction');
  await expect(block.runButton).toBeEnabled();
  const text = await block.text();
  const coloured = block.root.locator('[data-code-line] .token.keyword');
  await expect(coloured.first()).toBeVisible();

  await block.run();
  await expect(block.root.locator('[data-code-line][data-mark="holds"]')).toHaveCount(3);
  await expect(coloured).toHaveCount(0);
  expect(await block.text()).toBe(text);

  isAway = false;
  await block.run();
  await expect(coloured.first()).toBeVisible();
  await expect(block.root.locator('[data-code-line][data-mark="holds"]')).toHaveCount(3);
  expect(await block.text()).toBe(text);
});

test('code is coloured where the build has not drawn it', { tag: '@once' }, async ({
  page,
  watched,
}) => {
  await page.goto(LESSON);
  const block = new LabBlock(page, 'one-prediction');
  await expect(block.runButton).toBeEnabled();
  const drawn = await words(page);
  for (const visit of ['first', 'second']) {
    await page.locator('.navbar__brand').first().click();
    await expect(page.locator('.lesson-section')).toHaveCount(0);
    await page.locator(`a[href="${LESSON}"]`).first().click();
    await expect.poll(() => words(page), visit).toEqual(drawn);
  }
  await block.paste('const one = 1; // one\none');
  await block.saved('const one = 1; // one\none');
  await page.reload();
  await expect(block.root.locator('[data-code-line] .token.keyword')).toHaveText(['const']);
  await expect(block.root.locator('[data-code-line]')).toHaveCount(2);
  expect(watched).toEqual([]);
});
