import { expect, storedRecords, test, watchPulse } from './lab-page';

test('LAB 3: endless recursion is an error with its line, and the page lives', async ({
  page,
  lab,
}) => {
  const pulse = await watchPulse(page);
  const block = lab('deep-recursion');
  await block.run();
  // Firefox has a class of its own for it.
  await expect(block.ending).toContainText(/RangeError|InternalError: too much recursion/);
  await expect(block.root.locator('[data-mark="error"]')).toHaveCount(1);
  expect(await pulse()).toBeLessThan(1000);
});

test('LAB 4: a program that takes all memory is ended, and the next run works', async ({
  page,
  lab,
}) => {
  const pulse = await watchPulse(page);
  const block = lab('first-result');
  await block.paste('const all: number[][] = [];\nfor (;;) all.push(new Array(1e5).fill(1));');
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', /timed-out|broken|failed/);
  expect(await pulse()).toBeLessThan(1000);
  await block.paste('1 + 1');
  await block.run();
  await expect(block.root.locator('[data-lab-value]')).toContainText('2');
});

test('LAB 7: endless output is cut at 1000 lines, and the cut is told', async ({ page, lab }) => {
  const pulse = await watchPulse(page);
  const block = lab('endless-output');
  await block.run();
  await expect(block.output).toContainText('Output truncated');
  const lines = await block.root.locator('[data-lab-lines] > div').count();
  expect(lines).toBeGreaterThan(900);
  expect(lines).toBeLessThanOrEqual(1000);
  expect(await pulse()).toBeLessThan(1000);
});

test('LAB 8: values that are hard to show are bounded text', async ({ lab, watched }) => {
  const block = lab('values-that-are-hard-to-show');
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
  for (const text of ['100000000000000000000n', 'NaN', '-0', 'Symbol(s)', 'ƒ']) {
    await expect(block.output).toContainText(text);
  }
  const shown = await block.output.textContent();
  expect(shown!.length).toBeLessThan(300 * 1024);
  expect(watched).toEqual([]);
});

test('LAB 12: no navigation, no window, no dialog', async ({ page, lab, context }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const address = page.url();
  const block = lab('outside-is-out-of-reach');
  for (const attempt of [
    'top.location = "https://example.com/"',
    'window.open("https://example.com/")',
    'for (let i = 0; i < 100; i++) alert(i)',
    'location.href = "https://example.com/"; null.x',
  ]) {
    await block.paste(attempt);
    await block.run();
    await expect(block.ending, attempt).toHaveAttribute('data-lab-ending', 'failed');
  }
  expect(page.url()).toBe(address);
  expect(context.pages()).toHaveLength(1);
  expect(dialogs).toEqual([]);
});

test('LAB 15: a message of a foreign window changes nothing', async ({ page, lab }) => {
  const block = lab('first-result');
  await block.paste('await new Promise((go) => setTimeout(go, 700));\n"mine"');
  await block.runButton.click();
  await page.evaluate(() => {
    const ending = { how: 'done', value: { kind: 'primitive', type: 'string', text: 'forged' } };
    const forged = { say: 'said', run: 1, message: { say: 'ended', ending }, backprop: 'connect' };
    for (const target of [window, ...Array.from(window.frames)]) target.postMessage(forged, '*');
  });
  await block.ended();
  await expect(block.root.locator('[data-lab-value]')).toContainText('mine');
});

test('LAB 17: no service worker, no cache', async ({ page, lab }) => {
  const before = await page.evaluate(async () => JSON.stringify(await caches.keys()));
  const block = lab('outside-is-out-of-reach');
  for (const attempt of [
    'await navigator.serviceWorker.register("/x.js")',
    'await caches.open("x")',
    'await self.caches.open("x")',
  ]) {
    await block.paste(attempt);
    await block.run();
    await expect(block.ending, attempt).toHaveAttribute('data-lab-ending', 'failed');
  }
  expect(await page.evaluate(async () => JSON.stringify(await caches.keys()))).toBe(before);
});

for (const [what, bad] of [
  ['a number', 5],
  ['an array', []],
  ['an object without text', { schema: 2 }],
] as const) {
  test(`LAB 24: a saved edit that is ${what} is put aside and told`, async ({ page, lab }) => {
    const block = lab('first-result');
    const original = await block.text();
    await block.type('"to be broken"');
    await block.saved('"to be broken"');
    await page.evaluate((value) => {
      const request = indexedDB.open('backprop-lab');
      return new Promise<void>((resolve, reject) => {
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const change = request.result.transaction('records', 'readwrite');
          change.objectStore('records').put(value, 'draft/lab-demo/first-result');
          change.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      });
    }, bad as unknown);
    await page.reload();
    await expect(block.root.getByText('could not be read')).toBeVisible();
    expect(await block.text()).toBe(original);
    expect(await storedRecords(page)).toContain('draft/lab-demo/first-result#backup-');
  });
}
