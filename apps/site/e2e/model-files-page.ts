import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from './watched-page';

export const FIXTURES = join(__dirname, '../../../packages/keras-bridge/test/fixtures/keras-files');
export const read = (name: string): Buffer => readFileSync(join(FIXTURES, name));
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
export const upload = (name: string, content: Uint8Array | string): Upload => {
  return { name, mimeType: '', buffer: Buffer.from(content) };
};

export const section = (page: Page): Locator => page.locator('[data-model-file]');

/** Open the page that opens models. */
export async function openPage(page: Page): Promise<void> {
  await page.goto('/model-files/');
  // React has taken over once the page answers to a dragged file.
  await expect(async () => {
    const taken = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'x'));
      const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
      const isTaken = !document.body.dispatchEvent(event);
      document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }));
      return isTaken;
    });
    expect(taken).toBe(true);
  }).toPass();
}

/** Choose files, and wait until they are opened or refused. */
export async function choose(page: Page, files: string | Upload[]): Promise<'done' | 'failed'> {
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
export async function refusal(
  page: Page,
  files: string | Upload[],
): Promise<Record<string, string>> {
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

export async function stillWorks(page: Page): Promise<void> {
  expect(await choose(page, [upload('deep.keras', read('deep.keras'))])).toBe('done');
  await expect(page.locator('[data-summary]')).toContainText('Total params');
}

export async function save(page: Page, label: string): Promise<{ name: string; content: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: label, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** TensorFlow.js's files of a real model, as the page writes them. */
export async function tfjsFiles(page: Page): Promise<{ json: string; weights: Buffer }> {
  await stillWorks(page);
  const { content: json } = await save(page, 'TensorFlow.js: model.json');
  const { content: weights } = await save(page, 'TensorFlow.js: weights.bin');
  return { json: json.toString(), weights };
}
