import { expect, openDemo, test } from './lab-page';

const WORKER = /\/assets\/js\/type-worker\.\w+\.js$/;
/** The first answer waits for the compiler to load and read the declarations. */
const FIRST = { timeout: 20_000 };

test('hover tells the type and the documentation of the course’s own function', async ({
  lab,
  page,
  watched,
}) => {
  const block = lab('one-training-step');
  expect(page.workers()).toEqual([]);
  await block.enter();
  const word = block.root.locator('.cm-line span', { hasText: /^matMul$/ });
  await word.hover();
  const tip = page.locator('.lab-type');
  await expect(tip).toContainText('matMul', FIRST);
  await expect(tip.locator('p')).not.toBeEmpty();
  expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringMatching(WORKER)]);
  expect(watched).toEqual([]);
});

test('errors are underlined at their place, told by key, and gone when mended', async ({
  lab,
  page,
  watched,
}) => {
  const block = lab('first-result');
  await block.type('const rate: number = "fast";');
  await expect(block.root.locator('.cm-lintRange-error')).toHaveText('rate', FIRST);
  await page.keyboard.press('F8');
  await expect(block.root.locator('.cm-tooltip-lint')).toContainText("'string' is not assignable");
  await block.type('const rate: number = 3;');
  await expect(block.root.locator('.cm-lintRange-error')).toHaveCount(0);
  expect(watched).toEqual([]);
});

test('an error of types does not keep a program from running', async ({ lab }) => {
  const block = lab('first-result');
  await block.type('const rate: string = 3;\nrate //=> 3');
  await expect(block.root.locator('.cm-lintRange-error').first()).toBeVisible(FIRST);
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
});

test('completion offers the course’s names and takes one with Enter; Tab still leads out', async ({
  lab,
  page,
  watched,
}) => {
  const block = lab('first-result');
  await block.paste("import * as tf from '@backprop/core';\ntf.matM");
  await page.keyboard.press('Control+Space');
  const list = page.getByRole('listbox', { name: /completion/i });
  await expect(list.getByRole('option', { name: /^matMul/ })).toBeVisible(FIRST);
  await page.keyboard.press('Enter');
  expect(await block.text()).toBe("import * as tf from '@backprop/core';\ntf.matMul");
  await page.keyboard.type('; inp');
  await expect(list.getByRole('option', { name: /^input/ })).toBeVisible(FIRST);
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(block.root.locator('.cm-content')).not.toBeFocused();
  expect(watched).toEqual([]);
});

test('F2 tells the type at the caret, in the page and aloud; Escape closes it', async ({
  lab,
  page,
}) => {
  const block = lab('first-result');
  await block.type('const weight = 0.5;');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(page.locator('.lab-type')).toHaveText('const weight: 0.5', FIRST);
  await expect(page.locator('#lab-status')).toContainText('const weight: 0.5');
  await page.keyboard.press('Escape');
  await expect(page.locator('.lab-type')).toHaveCount(0);
});

test('without the worker the editor is as before', async ({ page, lab }) => {
  await page.route(WORKER, (route) => route.abort());
  await openDemo(page);
  const block = lab('first-result');
  const refused = page.waitForEvent('requestfailed', (request) => WORKER.test(request.url()));
  await block.type('const rate: number = "fast";\n1 + 1 //=> 2');
  await refused;
  await block.run();
  await expect(block.root.locator('[data-mark="holds"]')).toBeVisible();
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.cm-tooltip')).toHaveCount(0);
});
