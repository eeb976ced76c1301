import { expect, LabBlock, test } from './lab-page';
import { expectReadable } from './look-at-page';

const PAGES = ['/reference/', '/reference/core/arithmetic/', '/reference/core/tensors/'];

for (const path of PAGES) {
  test(`${path} loads cleanly, fits its width and has no axe finding`, async ({
    page,
    watched,
  }, info) => {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await expect(page.locator('h1')).toHaveCount(1);
    const name = path.split('/').filter(Boolean).join('-');
    await expectReadable(page, `${name}-${info.project.name}`, false);
    expect(watched).toEqual([]);
  });
}

test('the filter finds by name and meaning, by keys alone, and leads to the symbol', {
  tag: '@once',
}, async ({ page, watched }) => {
  await page.goto('/reference/');
  await page.waitForLoadState('networkidle');
  const filter = page.getByRole('searchbox');
  const list = page.getByRole('main').locator('li a');
  const all = await list.count();
  await page.keyboard.press('/');
  await expect(filter).toBeFocused();
  await page.keyboard.type('natural logarithm');
  await expect(page.getByRole('status')).toContainText(/^[1-9]\d? symbols?$/);
  await expect(list.filter({ hasText: /^log$/ })).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(all);
  await page.keyboard.type('layers.');
  await page.keyboard.press('ArrowDown');
  await expect(list.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(filter).toBeFocused();

  await filter.fill('no such thing');
  await expect(page.getByRole('status')).toHaveText('0 symbols');
  await filter.fill('matmul');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/reference\/core\/products\/#matMul$/);
  await expect(page.locator('#matMul')).toBeInViewport();
  expect(watched).toEqual([]);
});

test('an example runs as it is served, and after an edit', async ({ page, watched }) => {
  await page.goto('/reference/core/arithmetic/#add');
  const block = new LabBlock(page, 'example-of-add');
  await expect(block.runButton).toBeEnabled();
  await block.run();
  await expect(block.root.locator('[data-mark="holds"]')).toHaveCount(1);
  await expect(block.root.locator('[data-mark="fails"]')).toHaveCount(0);

  const edited = "import { add } from '@backprop/core';\nadd(20, 22).item() //=> 42";
  if (test.info().project.name === 'phone') await block.paste(edited);
  else await block.type(edited);
  await block.run();
  await expect(block.root.locator('[data-lab-value]')).toContainText('42');
  await expect(block.root.getByText('edited', { exact: true })).toBeVisible();
  expect(watched).toEqual([]);
});

test('a type in a signature leads to its entry', { tag: '@once' }, async ({ page, watched }) => {
  await page.goto('/reference/core/layers/');
  const dense = page.locator('article').filter({ has: page.locator('[id="layers.dense"]') });
  await dense.getByRole('link', { name: 'DenseArgs', exact: true }).click();
  await expect(page.locator('[id="layers.DenseArgs"]')).toBeInViewport();
  expect(watched).toEqual([]);
});

test('without scripts the whole reference can be read', { tag: '@once' }, async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto('/reference/core/arithmetic/');
  const add = page.locator('article').filter({ has: page.locator('#add') });
  await expect(add.locator('pre').first()).toHaveText('add(a: TensorLike, b: TensorLike): Tensor');
  await expect(add.locator('.katex').first()).toBeVisible();
  await expect(add.locator('[data-code-line]')).toHaveCount(3);
  await context.close();
});
