import type { Page } from '@playwright/test';
import { expectReadable } from './look-at-page';
import { expect, test } from './watched-page';

/** The lesson is looked at in use, in lesson.spec.ts. */
const PAGES = [
  { name: 'home', path: '/' },
  { name: 'lessons', path: '/lessons/' },
];

for (const { name, path } of PAGES) {
  test(`${name} loads cleanly, fits its width and has no axe finding`, async ({
    page,
    watched,
  }, info) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await expect(page.locator('h1')).toHaveCount(1);
    // As the system wishes it from the start.
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expectReadable(page, `${name}-${info.project.name}`);
    expect(watched).toEqual([]);
  });
}

test('an address that does not exist answers 404 with a page of the course', {
  tag: '@once',
}, async ({ page }) => {
  const response = await page.goto('/no-such-page/');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page here');
  await page.getByRole('main').getByRole('link', { name: 'all lessons' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lessons');
});

/** The course's buttons that take a press; a button of the theme opens the headings on a phone. */
const pressable = (page: Page): Promise<string[]> =>
  page.$$eval('main button:enabled:not(.clean-btn, [aria-disabled="true"])', (buttons) =>
    buttons
      .filter((button) => getComputedStyle(button).visibility === 'visible')
      .map(({ textContent }) => textContent),
  );

for (const path of ['/lessons/regression-by-hand/', '/model-files/']) {
  test(`no button of ${path} takes a press before the page answers`, {
    tag: '@once',
  }, async ({ page }) => {
    let release = () => {};
    const arrived = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/assets\/js\/main\./, async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto(path, { waitUntil: 'commit' });
    await expect(page.locator('main button').first()).toBeAttached();
    // Everything of the page is there, and its code is not.
    await expect.poll(() => page.evaluate(() => document.readyState)).toBe('interactive');
    expect(await pressable(page)).toEqual([]);
    release();
    await expect.poll(() => pressable(page)).not.toEqual([]);
  });
}
