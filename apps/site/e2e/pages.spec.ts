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
    // All but the theme's own, which opens the list of headings on a phone.
    const buttons = page.locator('main button:not(.clean-btn)');
    await expect(buttons.first()).toBeAttached();
    // Everything of the page is there, and its code is not.
    await expect.poll(() => page.evaluate(() => document.readyState)).toBe('interactive');
    await expect(buttons.and(page.locator(':enabled:not([aria-disabled="true"])'))).toHaveCount(0);
    release();
    await expect(buttons.and(page.locator(':enabled:not([aria-disabled="true"])'))).not.toHaveCount(
      0,
    );
  });
}
