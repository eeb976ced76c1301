import type { Page } from '@playwright/test';
import { LabBlock } from './lab-page';
import { expect, test } from './watched-page';

// Sections far from the screen have a height that the build has guessed. None of that may move what
// the reader looks at.

const LESSON = '/lessons/regression-by-hand/';

async function alive(page: Page): Promise<void> {
  await expect(new LabBlock(page, 'one-prediction').runButton).toBeEnabled();
}

async function openLesson(page: Page): Promise<void> {
  await page.goto(LESSON);
  await alive(page);
}

/** What stands nearest below the page's menu, and how far from the top of the screen. */
const lookedAt = (page: Page): Promise<[string, number]> =>
  page.evaluate(() => {
    const seen = [...document.querySelectorAll('.lesson-section > *')].find(
      (one) =>
        one.getBoundingClientRect().top > 70 &&
        one.checkVisibility({ contentVisibilityAuto: true }),
    );
    return [seen!.textContent.slice(0, 40), Math.round(seen!.getBoundingClientRect().top)];
  });

/** The same place, once the page stands still: within a line of it. */
async function expectAt(page: Page, place: [string, number]): Promise<void> {
  await expect
    .poll(async () => {
      const [text, top] = await lookedAt(page);
      return text === place[0] && Math.abs(top - place[1]) < 40 ? 'the same' : `${text} at ${top}`;
    }, JSON.stringify(place))
    .toBe('the same');
}

/** Read on from the top, as a wheel or a thumb does. */
async function readOn(page: Page, pixels: number): Promise<void> {
  for (let read = 0; read < pixels; read += 500) {
    await page.evaluate(() => scrollBy({ top: 500, behavior: 'instant' }));
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(500);
}

test('a reader who comes back to the lesson, or reloads it, is where they were', async ({
  page,
  watched,
}) => {
  await openLesson(page);
  await readOn(page, 9000);
  const place = await lookedAt(page);
  await page.locator('.navbar__brand').first().click();
  await expect(page.locator('.lesson-section')).toHaveCount(0);
  await page.evaluate(() => history.back());
  await alive(page);
  await expectAt(page, place);

  await page.reload();
  await alive(page);
  await expectAt(page, place);
  expect(watched).toEqual([]);
});

test('nothing jumps while a reader goes up from the end', async ({ page, watched }) => {
  await openLesson(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForTimeout(500);
  const jumps = await page.evaluate(async () => {
    const found: number[] = [];
    const all = [...document.querySelectorAll('.lesson-section > *')];
    for (let step = 0; step < 60 && scrollY > 200; step++) {
      const seen = all.find(
        (one) =>
          one.getBoundingClientRect().top > 70 &&
          one.checkVisibility({ contentVisibilityAuto: true }),
      )!;
      const before = seen.getBoundingClientRect().top;
      scrollBy({ top: -150, behavior: 'instant' });
      await new Promise((resume) => setTimeout(resume, 60));
      found.push(Math.abs(Math.round(seen.getBoundingClientRect().top - before - 150)));
    }
    return found;
  });
  expect(Math.max(...jumps), `pixels: ${jumps}`).toBeLessThan(100);
  expect(watched).toEqual([]);
});

test('a reader who jumps to the end, and reloads, is where they were; no height is a guess', async ({
  page,
  watched,
}) => {
  await openLesson(page);
  const laidOut = page.locator('.lesson-section[data-laid-out]');
  await expect(laidOut).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(laidOut).toHaveCount(await page.locator('.lesson-section').count());
  await page.waitForTimeout(500);
  const below = () =>
    page.evaluate(() => document.documentElement.scrollHeight - innerHeight - Math.round(scrollY));
  await expect.poll(below, 'pixels of the page below the end of it').toBeLessThan(2);
  await page.evaluate(() => scrollBy({ top: -1500, behavior: 'instant' }));
  await page.waitForTimeout(500);
  const place = await lookedAt(page);
  await page.reload();
  await alive(page);
  await expectAt(page, place);
  expect(watched).toEqual([]);
});
