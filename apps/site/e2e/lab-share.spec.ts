import { deflateRawSync } from 'node:zlib';
import { pack } from '../src/lab/share/codec';
import { shareHash } from '../src/lab/share/link';
import { expect, LabBlock, openDemo, storedRecords, test } from './lab-page';
import { peakMemory } from './peak-memory';

const NAME = 'first-result';
const MIB = 1024 * 1024;
const NOTICE = 'This code came with the link. It has not been run';

for (const what of ['a loop', 'code that calls another server']) {
  test(`LAB 21: a share link with ${what} runs nothing before Run, and says so`, async ({
    page,
    leak,
  }) => {
    const code = what === 'a loop' ? 'for(;;){}' : `await fetch(${JSON.stringify(leak.url)})`;
    await openDemo(page, shareHash(NAME, pack(code)));
    const block = new LabBlock(page, NAME);
    await expect(block.root.getByText(NOTICE)).toBeVisible();
    expect(await block.text()).toBe(code);
    await page.waitForTimeout(500);
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(block.output).toHaveCount(0);
    expect(await storedRecords(page)).not.toContain(JSON.stringify(code).slice(1, -1));
    expect(leak.hits).toEqual([]);
    await block.run();
    const how = what === 'a loop' ? 'timed-out' : 'failed';
    await expect(block.ending).toHaveAttribute('data-lab-ending', how);
    expect(leak.hits).toEqual([]);
  });
}

test('a shared text is put away again, and the reader’s own edit is untouched', async ({
  page,
}) => {
  await openDemo(page);
  const block = new LabBlock(page, NAME);
  await block.type('"mine"');
  await block.saved('"mine"');
  await page.goto('about:blank');
  await openDemo(page, shareHash(NAME, pack('"theirs"')));
  await expect(block.root.getByText(NOTICE)).toBeVisible();
  expect(await block.text()).toBe('"theirs"');
  await block.button('Close it').click();
  await expect.poll(() => block.text()).toBe('"mine"');
  expect(new URL(page.url()).hash).toBe('');
});

/** A link in our own format whose text is 100 MB long. */
const INFLATES = Buffer.concat([
  Buffer.from([1, 0, 0, 0, 0]),
  deflateRawSync(Buffer.alloc(100 * MIB)),
]).toString('base64url');

for (const [what, packed] of [
  ['that is no base64', '!!!not base64!!!'],
  ['that was cut off', pack('console.log("a text of some length", 1, 2, 3)').slice(0, 12)],
  // With the page's own address just below 1 MiB, which is all that Firefox takes.
  ['of 1 MB', 'A'.repeat(1_048_000)],
  ['that inflates to 100 MB', INFLATES],
] as const) {
  test(`LAB 22: a link ${what} shows the page’s own code and an error`, async ({
    page,
    browser,
  }) => {
    await openDemo(page);
    const original = await new LabBlock(page, NAME).text();
    const usual = await peakMemory(browser);
    await page.goto('about:blank');
    await openDemo(page, shareHash(NAME, packed));
    const block = new LabBlock(page, NAME);
    await expect(block.root.getByText('code in this link could not be opened')).toBeVisible();
    expect(await block.text()).toBe(original);
    // Firefox does not tell, and only Linux keeps the peak.
    if (usual !== null) expect(await peakMemory(browser)).toBeLessThan(usual + 96 * MIB);
    await block.run();
    await expect(block.ending).toHaveAttribute('data-lab-ending', 'done');
  });
}

test('LAB 23: Share gives a link that opens with exactly the same text', async ({
  page,
  context,
  browserName,
}) => {
  // Firefox is started with its clipboard open to tests.
  if (browserName === 'chromium') {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the reader's own template
  const text = 'const s = `</script><img src=x onerror="window.hit=1">\u2028 👩‍🔬 ${1}`;\ns.length';
  await openDemo(page);
  const block = new LabBlock(page, NAME);
  await block.paste(text);
  await block.button('Share').click();
  await expect(block.button('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(link);
  const shared = new LabBlock(other, NAME);
  await expect(shared.root.getByText(NOTICE)).toBeVisible();
  expect(await shared.text()).toBe(await block.text());
  expect(await other.evaluate(() => Reflect.get(window, 'hit'))).toBeUndefined();
  await shared.run();
  await block.run();
  const length = await block.root.locator('[data-lab-value]').textContent();
  await expect(shared.root.locator('[data-lab-value]')).toHaveText(length!);
});
