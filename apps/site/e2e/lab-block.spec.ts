import { expect, LabBlock, openDemo, storedRecords, test } from './lab-page';

test('a block is served as highlighted code and loads nothing until it is touched', async ({
  page,
  lab,
  watched,
}) => {
  const html = await (await page.request.get('/lab-demo/')).text();
  expect(html).toContain('data-lab-block');
  expect(html).toMatch(/<span class="token keyword">const<\/span>/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
  await expect(page.locator('.cm-editor, iframe')).toHaveCount(0);
  const block = lab('first-result');
  await block.run();
  await expect(block.output).toContainText('1.5');
  expect(asked.some((url) => url.includes('/runner/runner.html'))).toBe(true);
  await expect(page.locator('.cm-editor')).toHaveCount(0);
  expect(watched).toEqual([]);
});

test('an edit typed by key changes the result, and Ctrl+Enter runs it', async ({
  page,
  lab,
  watched,
}) => {
  const block = lab('first-result');
  await block.type('const answer = 6 * 7;\nanswer //=> 42');
  await page.keyboard.press('Control+Enter');
  await block.ended();
  await expect(block.root.locator('[data-lab-value]')).toContainText('42');
  await expect(block.root.locator('.cm-line[data-mark="holds"]')).toContainText('answer');
  await expect(block.root.getByText('edited', { exact: true })).toBeVisible();
  expect(watched).toEqual([]);
});

test('claims are marked as holding, failing or not reached, with what came out', async ({
  lab,
}) => {
  const block = lab('claims-that-fail');
  await block.run();
  const mark = (kind: string) => block.root.locator(`[data-mark="${kind}"]`);
  await expect(mark('holds')).toHaveCount(1);
  await expect(mark('fails')).toContainText('got 9');
  await expect(mark('not-reached')).toHaveCount(1);
  await block.enter();
  await expect(block.root.locator('.cm-line[data-mark="fails"]')).toContainText('got 9');
});

test('an error of the running code names its place, marks it, and leads there', {
  tag: '@engine',
}, async ({ page, lab, browserName }) => {
  const block = lab('an-error-with-its-line');
  await block.run();
  await expect(block.ending).toContainText('TypeError');
  await expect(block.root.locator('[data-mark="error"]')).toContainText('third.map');
  // Firefox means the beginning of what cannot be read, Chromium the name that was read.
  const [column, typed] =
    browserName === 'firefox'
      ? [1, '!third.map((value) => value * 2)']
      : [7, 'third.!map((value) => value * 2)'];
  await block.button(`line 4, column ${column}`).click();
  await expect(block.root.locator('.cm-content')).toBeFocused();
  await page.keyboard.type('!');
  expect((await block.text()).split('\n')[3]).toBe(typed);
});

test('the course’s engine can be imported, and its tensors are shown', async ({ lab, watched }) => {
  const block = lab('one-training-step');
  await block.run();
  await expect(block.root.locator('[data-lab-value]')).toContainText('1.6');
  await expect(block.root.locator('[data-mark="holds"]')).toHaveCount(1);
  expect(watched).toEqual([]);
});

test('moving a slider runs the block again with the new setting', async ({ page, lab }) => {
  const block = lab('learning-rate');
  await block.run();
  await expect(block.root.locator('[data-lab-value]')).toContainText('0.0409600');
  await block.root.getByRole('slider', { name: 'learning rate' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(block.root.locator('[data-lab-value]')).toContainText('0');
  await expect(block.root.getByRole('slider')).toHaveValue('0.5');
  await expect(block.root.locator('[data-lab-value]')).toHaveText(/Result 0$/);
});

test('Reset brings back the page’s code, and the edit can be brought back', async ({
  page,
  lab,
}) => {
  const block = lab('first-result');
  const original = await block.text();
  await block.type('1 + 1');
  await block.saved('1 + 1');
  await block.button('Reset').click();
  expect(await block.text()).toBe(original);
  await block.button('Undo reset').click();
  expect(await block.text()).toBe('1 + 1');
  await block.button('Reset').click();
  await expect.poll(() => storedRecords(page)).not.toContain('1 + 1');
  await openDemo(page);
  expect(await block.text()).toBe(original);
});

test('an edit is there again after a reload, and has not run by itself', async ({ page, lab }) => {
  const block = lab('console');
  await block.type('console.log("mine")');
  await block.saved('console.log("mine")');
  await openDemo(page);
  await expect.poll(() => block.text()).toBe('console.log("mine")');
  await expect(block.root.getByText('edited', { exact: true })).toBeVisible();
  await expect(block.output).toHaveCount(0);
  await block.run();
  await expect(block.output).toContainText('mine');
});

test('two tabs that edit different blocks both keep their edits', async ({
  page,
  lab,
  context,
}) => {
  const second = await context.newPage();
  await openDemo(second);
  const [here, there] = [lab('first-result'), new LabBlock(second, 'console')];
  await page.bringToFront();
  await here.type('"one"');
  await second.bringToFront();
  await there.type('"two"');
  await here.saved('"one"');
  await there.saved('"two"');
  await openDemo(page);
  await expect.poll(() => lab('first-result').text()).toBe('"one"');
  await expect.poll(() => lab('console').text()).toBe('"two"');
});

test('an error of the course’s engine leads to what is written of its operation, and back', async ({
  lab,
  page,
}) => {
  const block = lab('an-error-of-the-course-s-engine');
  await block.run();
  await block.output.getByRole('link', { name: 'matMul: look it up' }).click();
  await expect(page).toHaveURL(/\/reference\/\?find=matMul$/);
  await expect(page.getByRole('searchbox')).toHaveValue('matMul');
  await expect(
    page.getByRole('main').getByRole('link', { name: 'matMul', exact: true }),
  ).toBeVisible();
  await page.goBack();
  await expect(block.root).toBeVisible();
});
