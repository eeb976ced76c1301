import type { BrowserContext, Page } from '@playwright/test';
import { exerciseOn } from './exercise-page';
import { expect, expectAlive, storedRecords, test, watchPulse } from './lab-page';

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
  await expectAlive(page, pulse);
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
  await expect(block.ending).toContainText(/stopped|memory/i);
  await expectAlive(page, pulse);
  await block.paste('1 + 1');
  await block.run();
  await expect(block.root.locator('[data-lab-value]')).toContainText('2');
});

test('LAB 7: endless output is cut at 1000 lines and 256 KiB, and the cut is told', async ({
  page,
  lab,
}) => {
  const pulse = await watchPulse(page);
  const block = lab('endless-output');
  const lines = block.root.locator('[data-lab-lines] > div');
  await block.run();
  await expect(block.output).toContainText('Output truncated');
  const many = await lines.count();
  expect(many).toBeGreaterThan(900);
  expect(many).toBeLessThanOrEqual(1000);
  // A line of 4 KiB: the bytes are full long before the lines.
  await block.paste(`for (;;) console.log('ab'.repeat(2048));`);
  await block.run();
  // Not what the run before has left.
  await expect(lines.first()).toContainText('abab');
  await expect(block.output).toContainText('Output truncated');
  const shown = (await block.root.locator('[data-lab-lines]').textContent())!;
  expect(shown.length).toBeLessThanOrEqual(256 * 1024);
  expect(shown.length).toBeGreaterThan(128 * 1024);
  expect(await lines.count()).toBeLessThan(100);
  await expectAlive(page, pulse);
});

test('LAB 8: values that are hard to show are bounded text', async ({ lab, watched }) => {
  const block = lab('values-that-are-hard-to-show');
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
  for (const text of ['(itself)', /100000000000000000000n\s*NaN\s*-0\s*Symbol\(s\)\s*ƒ/, 'xxx']) {
    await expect(block.output).toContainText(text);
  }
  const shown = await block.output.textContent();
  expect(shown!.length).toBeLessThan(256 * 1024);
  expect(shown).not.toContain('DataCloneError');
  // The same as a result, and not only as a line.
  await block.paste(`const round: any = [1n, NaN, -0, () => 1, Symbol('s'), 'x'.repeat(5e7)];
round.push(round);
round`);
  await block.run();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
  await expect(block.root.locator('[data-lab-value]')).toContainText('itself');
  expect((await block.output.textContent())!.length).toBeLessThan(256 * 1024);
  expect(watched).toEqual([]);
});

/** Everything that a program may not make the browser do. */
function watchWindows(page: Page, context: BrowserContext): () => object {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return () => ({ address: page.url(), windows: context.pages().length, dialogs });
}

test('LAB 12: no navigation, no window, no dialog', async ({ page, lab, context }) => {
  const windows = watchWindows(page, context);
  const before = windows();
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
  expect(windows()).toEqual(before);
});

test('LAB 12: nor from a component, which has a window', async ({ page, lab, context, leak }) => {
  const windows = watchWindows(page, context);
  const before = windows();
  const pulse = await watchPulse(page);
  const block = lab('a-neuron-with-two-knobs');
  await block.paste(`const url = ${JSON.stringify(leak.url)};
const tries: Record<string, () => unknown> = {
  top: () => { top!.location.href = url; },
  parent: () => { parent.location.replace(url); },
  open: () => { if (window.open(url)) throw new Error('opened'); },
  alerts: () => { for (let i = 0; i < 100; i++) alert(i); },
  questions: () => { confirm('?'); prompt('?'); print(); },
};
for (const target of ['_top', '_parent', '_blank']) {
  tries[target] = () => {
    const link = document.createElement('a');
    Object.assign(link, { href: url, target });
    document.body.append(link);
    link.click();
  };
}
export default () => (
  <button onClick={() => {
    for (const [what, attempt] of Object.entries(tries)) {
      try { attempt(); } catch (error) { console.log(what, String(error)); }
    }
    console.log('all tried');
  }}>try</button>
);`);
  await block.runButton.click();
  await block.root.frameLocator('iframe').getByRole('button').click({ timeout: 25_000 });
  await expect(block.output).toContainText('all tried');
  expect(windows()).toEqual(before);
  expect(leak.hits).toEqual([]);
  await expectAlive(page, pulse);
});

/** A pass, and a result, as whoever is not the frame might send them. */
const FORGED = `
  const ending = { how: 'done', value: { kind: 'primitive', type: 'string', text: 'forged' } };
  const verdict = { passed: true, score: { passed: 48, total: 48 } };
  const forged = { say: 'said', run: 1, message: { say: 'ended', ending }, backprop: 'connect',
    passed: true, ending, verdict };
  for (const target of targets) {
    target.postMessage(forged, '*');
    target.postMessage({ ...forged, say: 'ended' }, '*', [new MessageChannel().port1]);
  }`;

test('LAB 15: a message of a foreign window changes nothing', async ({
  page,
  lab,
  leak,
  context,
}) => {
  const opening = context.waitForEvent('page');
  await page.evaluate((url) => void window.open(url), leak.url);
  const foreign = await opening;
  await foreign.waitForLoadState();
  const block = lab('first-result');
  await page.bringToFront();
  await block.paste('await new Promise((go) => setTimeout(go, 700));\n"mine"');
  await block.runButton.click();
  const exercise = exerciseOn(page);
  await exercise.button('Check').click();
  const frames = 'Array.from({ length: opener.length }, (_, at) => opener[at])';
  await foreign.evaluate(`{ const targets = [opener, ...${frames}]; ${FORGED} }`);
  // A frame obeys the page that holds it, so from there the page alone is deceived.
  await page.evaluate(`{ const targets = [window]; ${FORGED} }`);
  await block.ended();
  await expect(block.root.locator('[data-lab-value]')).toContainText('mine');
  await expect(exercise.verdict).toContainText('Not yet: ', { timeout: 15_000 });
  await expect(exercise.root.getByText('✓ passed', { exact: true })).toHaveCount(0);
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
