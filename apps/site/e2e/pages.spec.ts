import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './watched-page';

/** The lesson is looked at in use, in lesson.spec.ts. */
const PAGES = [
  { name: 'home', path: '/' },
  { name: 'lessons', path: '/lessons/' },
];

for (const { name, path } of PAGES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} in ${colorScheme} loads cleanly, fits its width and has no axe finding`, async ({
      page,
      watched,
    }, info) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);

      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, 'pixels of sideways scroll').toBe(0);

      const axe = new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .exclude('.katex-html');
      const { violations } = await axe.analyze();
      const findings = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
      expect(findings).toEqual([]);

      await page.screenshot({
        path: `test-results/pages/${name}-${info.project.name}-${colorScheme}.png`,
        fullPage: true,
      });
      expect(watched).toEqual([]);
    });
  }
}

test('an address that does not exist answers 404 with a page of the course', {
  tag: '@once',
}, async ({ page }) => {
  const response = await page.goto('/no-such-page/');
  expect(response?.status()).toBe(404);
  await expect(page.locator('h1')).toBeVisible();
});
