import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from './watched-page';

const FIXTURES = join(__dirname, '../../../packages/keras-bridge/test/fixtures/keras-files');
const read = (name: string): Buffer => readFileSync(join(FIXTURES, name));
const MANIFEST = JSON.parse(read('manifest.json').toString()) as {
  file: string;
  inputs: number[][];
  predictions: number[][];
}[];

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
const upload = (name: string, content: Uint8Array | string): Upload => {
  return { name, mimeType: '', buffer: Buffer.from(content) };
};

const section = (page: Page): Locator => page.locator('[data-model-file]');

async function goto(page: Page): Promise<void> {
  await page.goto('/model-files/');
  // React has taken over once the page answers to a dragged file.
  await expect(async () => {
    const taken = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'x'));
      const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
      return !document.body.dispatchEvent(event);
    });
    expect(taken).toBe(true);
  }).toPass();
}

/** Choose files, and wait until they are opened or refused. */
async function choose(page: Page, files: string | Upload[]): Promise<'done' | 'failed'> {
  const turn = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const root = document.querySelector('[data-model-file]')!;
        const watch = new MutationObserver(() => {
          const kind = root.getAttribute('data-model-file')!;
          if (kind !== 'done' && kind !== 'failed') return;
          watch.disconnect();
          resolve(kind);
        });
        watch.observe(root, {
          attributes: true,
          subtree: true,
          childList: true,
          characterData: true,
        });
      }),
  );
  await page.locator('input[type=file]').setInputFiles(files);
  return (await turn) as 'done' | 'failed';
}

/** The fields of the refusal; a file that was opened fails the test. */
async function refusal(page: Page, files: string | Upload[]): Promise<Record<string, string>> {
  expect(await choose(page, files)).toBe('failed');
  await expect(page.locator('[data-summary]'), 'nothing half loaded stays').toHaveCount(0);
  return page
    .locator('[data-trouble] dd')
    .evaluateAll((fields) =>
      Object.fromEntries(
        fields.map((field) => [field.getAttribute('data-field')!, field.textContent!]),
      ),
    );
}

async function stillWorks(page: Page): Promise<void> {
  expect(await choose(page, [upload('deep.keras', read('deep.keras'))])).toBe('done');
  await expect(page.locator('[data-summary]')).toContainText('Total params');
}

async function save(page: Page, label: string): Promise<{ name: string; content: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: label, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** TensorFlow.js's files of a real model, as the page writes them. */
async function tfjsFiles(page: Page): Promise<{ json: string; weights: Buffer }> {
  await stillWorks(page);
  const { content: json } = await save(page, 'TensorFlow.js: model.json');
  const { content: weights } = await save(page, 'TensorFlow.js: weights.bin');
  return { json: json.toString(), weights };
}

test('every file of the real Keras opens, and predicts what Keras predicted', async ({
  page,
  watched,
}) => {
  test.setTimeout(120_000);
  await goto(page);
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

test('what is saved opens again, and has the same weights', async ({ page, watched }) => {
  await goto(page);
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

test('a file dropped anywhere is opened, and the reader is told of it', async ({
  page,
  watched,
}) => {
  await goto(page);
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

test('files are chosen by key', async ({ page, watched }) => {
  await goto(page);
  await page.getByRole('button', { name: 'Choose files' }).focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(join(FIXTURES, 'relu-mse.keras'));
  await expect(section(page)).toHaveAttribute('data-model-file', 'done');
  expect(watched).toEqual([]);
});

test('the readers of files are loaded when a file is chosen, not before', async ({
  page,
  watched,
}) => {
  const scripts: Promise<string>[] = [];
  page.context().on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text());
  });
  const have = async () =>
    (await Promise.all(scripts)).some((text) => text.includes('a zip directory'));
  await goto(page);
  await page.waitForLoadState('networkidle');
  expect(scripts.length).toBeGreaterThan(0);
  expect(await have()).toBe(false);
  await stillWorks(page);
  expect(await have()).toBe(true);
  expect(watched).toEqual([]);
});

test('archives that lead out of themselves or inflate without end are refused', async ({
  page,
  watched,
}) => {
  await goto(page);
  const members = unzipSync(read('deep.keras'));
  for (const name of ['../x', '/etc/x', '..\\x']) {
    const bytes = zipSync({ ...members, [name]: strToU8('x') }, { level: 0 });
    const trouble = await refusal(page, [upload('leads-out.keras', bytes)]);
    expect(trouble).toMatchObject({ file: 'leads-out.keras', place: JSON.stringify(name) });
  }
  const bomb = zipSync({ 'config.json': new Uint8Array(80e6) }, { level: 1 });
  const trouble = await refusal(page, [upload('bomb.keras', bomb)]);
  expect(trouble).toMatchObject({ file: 'bomb.keras', place: 'config.json' });
  expect(trouble.expected).toMatch(/^at most \d+ bytes inflated$/);
  expect(trouble.received).toContain('80000000');
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('files cut short or with flipped bits are refused, or open as a whole', async ({
  page,
  watched,
}) => {
  test.setTimeout(180_000);
  await goto(page);
  for (const name of ['deep.h5', 'deep.keras']) {
    const bytes = read(name);
    for (let i = 0; i < 10; i++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * i) / 10));
      const trouble = await refusal(page, [upload(name, cut)]);
      expect(trouble.file).toBe(name);
      expect(trouble.place).not.toBe('unknown');
    }
  }
  // keras-bridge's own tests flip many more bits; here the page has to bear it.
  const original = read('deep.h5');
  for (let i = 0; i < 40; i++) {
    const bytes = Buffer.from(original);
    bytes[(i * 7919) % bytes.length]! ^= 1 << (i % 8);
    const begin = Date.now();
    if ((await choose(page, [upload('flipped.h5', bytes)])) === 'failed') {
      await expect(page.locator('[data-field=place]')).not.toHaveText('unknown');
    }
    expect(Date.now() - begin).toBeLessThan(5000);
  }
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('a size of 10¹² numbers and weights that are no numbers are named', async ({
  page,
  watched,
}) => {
  await goto(page);
  const { json, weights } = await tfjsFiles(page);
  const huge = read('deep.h5');
  let changed = 0;
  for (let at = 0; at + 16 <= huge.length; at++) {
    if (huge.readBigUInt64LE(at) !== 4n || huge.readBigUInt64LE(at + 8) !== 6n) continue;
    huge.writeBigUInt64LE(1_000_000n, at);
    huge.writeBigUInt64LE(1_000_000n, at + 8);
    changed++;
  }
  expect(changed).toBeGreaterThan(0);
  const tooLarge = await refusal(page, [upload('huge.h5', huge)]);
  expect(tooLarge.file).toBe('huge.h5');
  expect(`${tooLarge.expected} ${tooLarge.received}`).toMatch(/1000000/);

  const broken = Buffer.from(weights);
  broken.writeFloatLE(Number.NaN, 8);
  const files = [upload('model.json', json), upload('weights.bin', broken)];
  const noNumber = await refusal(page, files);
  expect(noNumber.expected).toMatch(/^finite numbers in /);
  expect(noNumber.received).toMatch(/^NaN at index \[\d+, \d+\]/);
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('a hostile model.json is refused, and changes nothing', async ({ page, watched }) => {
  test.setTimeout(120_000);
  await goto(page);
  const { json, weights } = await tfjsFiles(page);
  const both = (text: string, bin: Uint8Array = weights) => [
    upload('model.json', text),
    upload('weights.bin', bin),
  ];
  const deep = await refusal(page, both(`{"modelTopology": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`));
  expect(deep.expected).toMatch(/^JSON at most \d+ levels deep$/);
  for (const path of ['../LEAK.bin', 'http://localhost/LEAK.bin']) {
    const trouble = await refusal(page, both(json.replaceAll('weights.bin', path)));
    expect(trouble.place).toBe('weightsManifest[0].paths');
    expect(trouble.received).toContain(path);
  }
  const short = await refusal(page, both(json, weights.subarray(0, -4)));
  expect(short.place).toMatch(/^weightsManifest\[0\]/);
  await choose(page, both(json.replace('{', '{"__proto__": {"polluted": 1}, ')));
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);

  const folder = mkdtempSync(join(tmpdir(), 'model-files-'));
  const large = join(folder, 'model.json');
  writeFileSync(large, '{');
  truncateSync(large, 500e6);
  const tooLarge = await refusal(page, large);
  rmSync(folder, { recursive: true });
  expect(tooLarge).toMatchObject({ expected: 'at most 268 MB', received: '500 MB' });
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('an unknown layer, another kind of file and several models are told apart', async ({
  page,
  watched,
}) => {
  await goto(page);
  const members = unzipSync(read('deep.keras'));
  const config = strFromU8(members['config.json']!);
  const lstm = config.replace('"class_name": "Dense"', '"class_name": "LSTM"');
  const bytes = zipSync({ ...members, 'config.json': strToU8(lstm) }, { level: 0 });
  const unknown = await refusal(page, [upload('lstm.keras', bytes)]);
  expect(unknown.place).toMatch(/^config\.layers\[\d\]$/);
  expect(unknown.received).toContain('LSTM');
  const foreign = await refusal(page, [upload('thesis.pdf', '%PDF-1.7')]);
  expect(foreign).toMatchObject({ file: 'thesis.pdf', place: 'byte 0' });
  const two = await refusal(page, [upload('a.keras', 'a'), upload('b.h5', 'b')]);
  expect(two).toMatchObject({ file: 'a.keras, b.h5', received: '2 models' });
  await stillWorks(page);
  await page.getByRole('textbox', { name: /^Samples/ }).fill('1, 2');
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.locator('[data-field=received]')).toHaveText('2');
  await expect(page.locator('[data-field=place]')).toHaveText('line 1');
  expect(watched).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in an opened and a refused file, in ${colorScheme}`, async ({
    page,
    watched,
  }, info) => {
    await page.emulateMedia({ colorScheme });
    await goto(page);
    const check = async (what: string) => {
      const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, 'pixels of sideways scroll').toBe(0);
      const path = `test-results/pages/model-files-${what}-${info.project.name}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    };
    await stillWorks(page);
    await page.getByRole('button', { name: 'Predict', exact: true }).click();
    await expect(page.locator('[data-outputs]')).toBeVisible();
    await check('opened');
    await refusal(page, [upload('cut-short.keras', read('deep.keras').subarray(0, 9000))]);
    await check('refused');
    expect(watched).toEqual([]);
  });
}
