import { expect, LabBlock, openDemo, storedRecords, test, watchPulse } from './lab-page';

test.skip(({ hasTouch }) => hasTouch, 'what is typed by key is tested at a desk');

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

test('an error of the running code names its line, marks it, and leads there', async ({
  page,
  lab,
}) => {
  const block = lab('an-error-with-its-line');
  await block.run();
  await expect(block.ending).toContainText('TypeError');
  await expect(block.root.locator('[data-mark="error"]')).toContainText('third.map');
  await block.button('line 4, column 7').click();
  await expect(block.root.locator('.cm-content')).toBeFocused();
  await page.keyboard.type('!');
  expect((await block.text()).split('\n')[3]).toBe('third.!map((value) => value * 2)');
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

test('LAB 1: a half-typed loop is stopped, and the next edit runs', async ({ page, lab }) => {
  const pulse = await watchPulse(page);
  const block = lab('first-result');
  await block.type('for(let i=0;i<10;){}');
  await page.keyboard.press('Control+Enter');
  await block.ended();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'timed-out');
  await expect(block.ending).toContainText('Stopped after 2 s');
  expect(await pulse()).toBeLessThan(1000);
  await block.type('2 + 3');
  await page.keyboard.press('Control+Enter');
  await expect(block.root.locator('[data-lab-value]')).toContainText('5');
  const other = lab('one-training-step');
  await other.run();
  await expect(other.ending).toHaveAttribute('data-lab-ending', 'done');
});

for (const [what, code] of [
  ['a promise that never settles', 'await new Promise(()=>{})'],
  ['an endless chain of promises', 'const f = () => Promise.resolve().then(f);\nawait f()'],
] as const) {
  test(`LAB 5: ${what} is timed out and the page lives`, async ({ page, lab }) => {
    const pulse = await watchPulse(page);
    const block = lab('first-result');
    await block.type(code);
    await block.run();
    await expect(block.ending).toHaveAttribute('data-lab-ending', 'timed-out');
    expect(await pulse()).toBeLessThan(1000);
    expect(await block.text()).toBe(code);
  });
}

test('LAB 9: edited code that clears the storage gets an error, and nothing is gone', async ({
  page,
  lab,
}) => {
  const kept = lab('console');
  await kept.type('"kept"');
  await kept.saved('"kept"');
  await page.evaluate(() => localStorage.setItem('canary', 'seeded progress'));
  const before = await storedRecords(page);
  const block = lab('outside-is-out-of-reach');
  await block.paste('localStorage.clear()');
  await block.saved('localStorage.clear()');
  const withDraft = await storedRecords(page);
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'failed');
  await expect(block.ending).toContainText('localStorage');
  expect(await storedRecords(page)).toBe(withDraft);
  expect(before).toContain('seeded progress');
  expect(withDraft).toContain('kept');
  for (const attempt of ['indexedDB.deleteDatabase("backprop-lab")', 'caches.open("x")']) {
    await block.paste(attempt);
    await block.saved(attempt);
    const now = await storedRecords(page);
    await block.run();
    await expect(block.ending).toHaveAttribute('data-lab-ending', 'failed');
    expect(await storedRecords(page)).toBe(now);
  }
});

test('LAB 10: no way leads out to another server', async ({ lab, leak }) => {
  const block = lab('outside-is-out-of-reach');
  const url = JSON.stringify(leak.url);
  const ways = [
    `await fetch(${url})`,
    `const x = new XMLHttpRequest(); x.open('GET', ${url}); x.send()`,
    `new WebSocket(${url}.replace('http', 'ws')); await new Promise((go) => setTimeout(go, 300))`,
    `navigator.sendBeacon(${url})`,
    `new Image().src = ${url}`,
    `await import(${url})`,
    `await new Function('return import(' + ${JSON.stringify(url)} + ')')()`,
    `new EventSource(${url}); await new Promise((go) => setTimeout(go, 300))`,
    `new Worker(URL.createObjectURL(new Blob(['importScripts(' + ${JSON.stringify(url)} + ')'])))`,
    `importScripts(${url})`,
    `await Object.getPrototypeOf(async () => {}).constructor('return fetch(' + ${JSON.stringify(url)} + ')')()`,
  ];
  for (const way of ways) {
    await block.paste(way);
    await block.run();
    await expect(block.ending, way).toHaveAttribute('data-lab-ending', 'failed');
  }
  expect(leak.hits).toEqual([]);
});

test('LAB 13: what one run breaks, no other run meets', async ({ lab }) => {
  const block = lab('first-result');
  await block.paste('Math.abs = () => 0; Array.prototype.map = null as never; Math.abs(-3)');
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
  const check = '[Math.abs(-3), ...[1, 2].map((x) => x * 2)] //=> [3, 2, 4]';
  for (const name of ['first-result', 'claims-that-fail']) {
    const next = lab(name);
    await next.paste(check);
    await next.run();
    await expect(next.root.locator('[data-mark="holds"]'), name).toHaveCount(1);
  }
  await lab('one-training-step').run();
  await expect(lab('one-training-step').ending).toHaveAttribute('data-lab-ending', 'done');
});

test('LAB 19: a syntax error names its line, keeps the text and runs nothing', async ({
  page,
  lab,
}) => {
  const block = lab('first-result');
  const text = 'console.log("ran");\nconst broken = ;\n';
  await block.paste(text);
  await page.keyboard.press('Control+Enter');
  await block.ended();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'failed');
  await expect(block.ending).toContainText('line 2');
  await expect(block.root.locator('.cm-line[data-mark="error"]')).toContainText('const broken');
  await expect(block.root.locator('[data-lab-lines]')).toHaveCount(0);
  expect(await block.text()).toBe(text);
});

test('LAB 20: Stop ends a loop within half a second', async ({ page, lab }) => {
  const pulse = await watchPulse(page);
  const block = lab('a-loop-that-never-ends');
  await block.runButton.click();
  await page.waitForTimeout(500);
  // Measured in the page: from the click to the ending.
  await block.root.evaluate((root) => {
    const watcher = new MutationObserver(() => {
      if (!root.querySelector('[data-lab-ending="stopped"]')) return;
      watcher.disconnect();
      performance.measure('stop', 'stop-clicked');
    });
    watcher.observe(root, { childList: true, subtree: true });
    const mark = () => performance.mark('stop-clicked');
    root.addEventListener('click', mark, { capture: true, once: true });
  });
  await block.stopButton.click();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'stopped');
  const took = await page.evaluate(() => performance.getEntriesByName('stop')[0]!.duration);
  expect(took).toBeLessThan(500);
  await expect(block.runButton).toBeFocused();
  expect(await pulse()).toBeLessThan(1000);
  await block.paste('"again"');
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
});

test('LAB 29: a saved loop does not run by itself, however often the page is reloaded', async ({
  page,
  lab,
}) => {
  const block = lab('first-result');
  const original = await block.text();
  await block.type('for(;;){}');
  await block.saved('for(;;){}');
  for (const reload of [1, 2]) {
    await openDemo(page);
    await expect.poll(() => block.text(), `reload ${reload}`).toBe('for(;;){}');
    await page.waitForTimeout(300);
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(block.output).toHaveCount(0);
  }
  await block.button('Reset').click();
  expect(await block.text()).toBe(original);
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
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
