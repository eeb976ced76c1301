import {
  expect,
  expectAlive,
  openDemo,
  storedRecords,
  test,
  timeUntil,
  watchPulse,
} from './lab-page';

test('LAB 1: a half-typed loop is stopped, and the next edit runs', async ({ page, lab }) => {
  const pulse = await watchPulse(page);
  const block = lab('first-result');
  await block.type('for(let i=0;i<10;){}');
  await page.keyboard.press('Control+Enter');
  await block.ended();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'timed-out');
  await expect(block.ending).toContainText('Stopped after 2 s');
  await expectAlive(page, pulse);
  await block.type('2 + 3');
  await page.keyboard.press('Control+Enter');
  await expect(block.root.locator('[data-lab-value]')).toContainText('5');
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
    await expectAlive(page, pulse);
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
  expect(await timeUntil(block.root, block.stopButton, '[data-lab-ending="stopped"]')).toBeLessThan(
    500,
  );
  await expect(block.runButton).toBeFocused();
  await expectAlive(page, pulse);
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
