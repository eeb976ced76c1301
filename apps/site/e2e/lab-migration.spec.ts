import type { Page } from '@playwright/test';
import { expect, openDemo, storedRecords, test } from './lab-page';

const KEY = 'draft/lab-demo/first-result';

/** Put a record where an earlier visit would have left it. The page has made the store. */
const put = (page: Page, key: string, record: unknown) =>
  page.evaluate(
    async ([at, value]) => {
      const opening = indexedDB.open('backprop-lab');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => resolve(opening.result);
      });
      const store = database.transaction('records', 'readwrite').objectStore('records');
      store.put(value, at as string);
      await new Promise((resolve) => {
        store.transaction.oncomplete = resolve;
      });
      database.close();
    },
    [key, record] as const,
  );

test('LAB 25: an edit of the first schema is shown, offered beside the lesson, and moved up', async ({
  lab,
  page,
  watched,
}) => {
  const block = lab('first-result');
  await block.paste('1 //=> 1');
  await block.saved('1 //=> 1');
  await put(page, KEY, { schema: 1, text: 'const mine = 7;\nmine //=> 7' });
  // Leaving would save what is typed; nothing is: the page has saved already.
  await page.goto('about:blank');
  await openDemo(page);
  // The lesson's text stands in the offer, the reader's below it.
  await expect
    .poll(() => block.text())
    .toMatch(/const weight[\s\S]*const mine = 7;\nmine \/\/=> 7$/);
  await expect(block.root.getByText('edited', { exact: true })).toBeVisible();
  await block.run();
  await expect(block.root.locator('[data-mark="holds"]')).toHaveCount(1);
  await block.paste('const mine = 8;');
  await block.saved('const mine = 8;');
  expect(await storedRecords(page)).toContain('"schema":2');
  expect(await storedRecords(page)).not.toContain('"schema":1');
  expect(watched).toEqual([]);
});

test('LAB 25: an edit of a later schema is left as it is, and the reader is told', async ({
  lab,
  page,
}) => {
  const block = lab('first-result');
  await block.paste('1 //=> 1');
  await block.saved('1 //=> 1');
  const later = { schema: 99, words: ['not', 'ours'] };
  await put(page, KEY, later);
  await page.goto('about:blank');
  await openDemo(page);
  await block.paste('2 //=> 2');
  await expect(block.root.getByText(/newer version of this site/)).toBeVisible();
  await page.waitForTimeout(1000);
  expect(await storedRecords(page)).toContain(JSON.stringify(later).slice(1, -1));
});
