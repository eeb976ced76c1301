import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The rules that a colour scheme can break; axe needs most of its time for the first. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * Everything that axe finds against WCAG 2.2 A and AA, with its place and what would mend it.
 *
 * @param what All rules, or only those of colour, where all else has been looked at.
 */
async function axeFindings(page: Page, what: 'all' | 'colours'): Promise<string[]> {
  // What is drawn of a formula is hidden from readers, which get its MathML.
  const axe = new AxeBuilder({ page }).exclude('.katex-html');
  const rules = what === 'all' ? axe.withTags(WCAG) : axe.withRules(RULES_OF_COLOUR);
  const { violations } = await rules.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
  // An editor's text is focused by key, as the tests of the keyboard do; axe does not count
  // editable text.
  return found.filter((one) => !/^scrollable-region-focusable: .*\.cm-scroller /.test(one));
}

/** Has the browser lay out what is far from its window, too: only then it can be looked at. */
async function layOutAll(page: Page): Promise<void> {
  await page.addStyleTag({ content: '.lesson-section { content-visibility: visible !important }' });
}

/** By how many pixels the page is wider than its window. */
export async function sidewaysScroll(page: Page): Promise<number> {
  await layOutAll(page);
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Colours that fade from one to another are those of neither. */
const endFading = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((fading) => fading.finished),
    ),
  );

/**
 * Show the open page in another colour scheme: as the system's wish or, where Playwright cannot say
 * that (Firefox), as a reader chooses it, with the button in the menu.
 */
async function switchScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  const root = page.locator(`html[data-theme="${colorScheme}"]`);
  if (page.context().browser()!.browserType().name() !== 'firefox') {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  } else {
    const button = page.getByRole('button', { name: /Switch between dark and light mode/ });
    // As the system has it, then light, then dark.
    for (let press = 0; press < 3 && (await root.count()) === 0; press++) await button.click();
  }
  await expect(root).toHaveCount(1);
}

/** Below this width, in pixels, the page has its menu behind a button. */
const NARROW = 500;

/**
 * A page as it stands has no finding of axe and fits its width; at a desk, dark as well as light: a
 * colour does not depend on the width. Leaves pictures to look at.
 *
 * @param whole Whether the pictures show the whole page; of a long one they take seconds.
 */
export async function expectReadable(page: Page, picture: string, whole = true): Promise<void> {
  const look = async (colorScheme: 'light' | 'dark') => {
    await switchScheme(page, colorScheme);
    await endFading(page);
    const what = colorScheme === 'light' ? 'all' : 'colours';
    expect(await axeFindings(page, what), colorScheme).toEqual([]);
    expect(await sidewaysScroll(page), `${colorScheme}: pixels of sideways scroll`).toBe(0);
    const path = `test-results/pages/${picture}-${colorScheme}.png`;
    await page.screenshot({ path, fullPage: whole });
  };
  await layOutAll(page);
  await look('light');
  if (page.viewportSize()!.width > NARROW) await look('dark');
}
