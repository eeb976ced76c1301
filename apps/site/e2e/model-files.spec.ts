import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expectReadable } from './look-at-page';
import {
  choose,
  FIXTURES,
  openPage,
  read,
  refusal,
  save,
  section,
  stillWorks,
  tfjsFiles,
  upload,
} from './model-files-page';
import { expect, test } from './watched-page';

const MANIFEST = JSON.parse(read('manifest.json').toString()) as {
  file: string;
  inputs: number[][];
  predictions: number[][];
}[];

test('every file of the real Keras opens, and predicts what Keras predicted', {
  tag: '@once',
}, async ({ page, watched }) => {
  test.setTimeout(120_000);
  await openPage(page);
  expect(MANIFEST.length).toBe(12);
  for (const { file, inputs, predictions } of MANIFEST) {
    const name = file.replace('keras-files/', '');
    expect(await choose(page, [upload(name, read(name))]), name).toBe('done');
    await expect(section(page).getByRole('status').first()).toContainText(name);
    await expect(page.locator('[data-summary]')).toContainText('Total params');
    await expect(page.locator('[data-weights] tbody tr').first()).toContainText('[');
    const lines = inputs.map((row) => row.join(', ')).join('\n');
    await page.getByRole('textbox', { name: /^Samples/ }).fill(lines);
    await page.getByRole('button', { name: 'Predict', exact: true }).click();
    const cells = page.locator('[data-outputs] td');
    await expect(cells).toHaveCount(inputs.length, { timeout: 20_000 });
    const outputs = (await cells.allTextContents()).map((text) => JSON.parse(text) as number[]);
    for (const [i, row] of predictions.entries()) {
      for (const [j, value] of row.entries()) {
        expect(Math.abs(outputs[i]![j]! - value), `${name} ${i} ${j}`).toBeLessThan(1e-5);
      }
    }
  }
  expect(watched).toEqual([]);
});

test('what is saved opens again, and has the same weights', { tag: '@once' }, async ({
  page,
  watched,
}) => {
  await openPage(page);
  const { json, weights } = await tfjsFiles(page);
  const shapes = await page.locator('[data-weights]').textContent();
  const keras = await save(page, 'Keras file');
  expect(keras.name).toBe('deep.keras');
  expect((await save(page, 'Python program')).content.toString()).toContain('import keras');
  expect((await save(page, 'Notebook')).name).toBe('deep.ipynb');
  const files = [upload('weights.bin', weights), upload('model.json', json)];
  for (const chosen of [[upload('again.keras', keras.content)], files]) {
    expect(await choose(page, chosen)).toBe('done');
    await expect(page.locator('[data-weights]')).toHaveText(shapes!);
    await expect(page.locator('[data-summary]')).toContainText('Trainable params: 94 ');
  }
  expect(watched).toEqual([]);
});

test('a file dropped anywhere is opened, and the reader is told of it', { tag: '@once' }, async ({
  page,
  watched,
}) => {
  await openPage(page);
  await page.evaluate(
    (bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'dropped.h5'));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('h1')!.dispatchEvent(event);
    },
    [...read('deep.h5')],
  );
  await expect(section(page)).toHaveAttribute('data-model-file', 'done');
  await expect(section(page).getByRole('status').first()).toContainText('dropped.h5');
  expect(watched).toEqual([]);
});

test('files are chosen by key', { tag: '@once' }, async ({ page, watched }) => {
  // The browser is told early to hand choosers over: one that opens before it knows is not seen.
  page.on('filechooser', () => {});
  await openPage(page);
  const button = page.getByRole('button', { name: 'Choose files' });
  await expect(button).toBeEnabled();
  await button.focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(join(FIXTURES, 'relu-mse.keras'));
  await expect(section(page)).toHaveAttribute('data-model-file', 'done');
  expect(watched).toEqual([]);
});

test('reading a file loads the code for files and no engine, and only then', {
  tag: '@once',
}, async ({ page, watched }) => {
  const scripts: string[] = [];
  page.context().on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  // What a worker was sent is gone with the worker, so it is asked for once more.
  const texts = () =>
    Promise.all(scripts.splice(0).map(async (url) => await (await page.request.get(url)).text()));
  const has = (all: string[], words: string) => all.some((text) => text.includes(words));
  await openPage(page);
  await page.waitForLoadState('networkidle');
  const before = await texts();
  expect(before.length).toBeGreaterThan(0);
  expect(has(before, 'a zip directory')).toBe(false);
  await stillWorks(page);
  const reading = await texts();
  expect(has(reading, 'a zip directory')).toBe(true);
  const bytes = reading.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  expect(bytes, 'bytes after gzip, for files').toBeLessThan(45_000);
  // What only the engine has.
  expect(has(reading, 'trainOnBatch')).toBe(false);
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.locator('[data-outputs]')).toBeVisible();
  expect(has(await texts(), 'trainOnBatch')).toBe(true);
  expect(watched).toEqual([]);
});

/** Drops files or folders of this machine as a person does, through the browser itself. */
async function dropFromDisk(page: Page, files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  }
}

test('a folder is dropped: its model is opened, and one without a model is refused', {
  tag: '@once',
}, async ({ page, watched, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium can be told to drop a folder');
  await openPage(page);
  const { json, weights } = await tfjsFiles(page);
  const folder = mkdtempSync(join(tmpdir(), 'model-files-'));
  const web = join(folder, 'web');
  mkdirSync(web);
  writeFileSync(join(web, 'model.json'), json);
  writeFileSync(join(web, 'weights.bin'), weights);
  writeFileSync(join(web, 'readme.md'), '# A model');
  await dropFromDisk(page, [web]);
  await expect(section(page).getByRole('status').first()).toContainText('model.json');
  await expect(section(page)).toHaveAttribute('data-model-file', 'done');
  await expect(page.locator('[data-summary]')).toContainText('Trainable params: 94 ');
  rmSync(join(web, 'model.json'));
  rmSync(join(web, 'weights.bin'));
  await dropFromDisk(page, [web]);
  await expect(section(page)).toHaveAttribute('data-model-file', 'failed');
  await expect(page.locator('[data-field=place]')).toHaveText('the dropped folder');
  await expect(page.locator('[data-summary]'), 'nothing half loaded stays').toHaveCount(0);
  rmSync(folder, { recursive: true });
  expect(watched).toEqual([]);
});

test('an opened and a refused file have no finding of axe and fit the width', async ({
  page,
  watched,
}, info) => {
  await openPage(page);
  await stillWorks(page);
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.locator('[data-outputs]')).toBeVisible();
  await expectReadable(page, `model-files-opened-${info.project.name}`);
  await refusal(page, [upload('cut-short.keras', read('deep.keras').subarray(0, 9000))]);
  await expectReadable(page, `model-files-refused-${info.project.name}`);
  expect(watched).toEqual([]);
});
