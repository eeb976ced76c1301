import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sidewaysScroll } from './look-at-page';
import { expect, test } from './watched-page';

const BUILD = join(__dirname, '../build');

/** Every HTML file that the build made, below its folder. */
const files = (): string[] =>
  readdirSync(BUILD, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replaceAll('\\', '/'));

/** The lab's frames have a stricter policy of their own, and are no pages. */
const isFrame = (file: string) => file.startsWith('runner/');

test('LAB 39: every built page has one policy, before all scripts', () => {
  expect(files().length).toBeGreaterThan(20);
  for (const file of files()) {
    const html = readFileSync(join(BUILD, file), 'utf8');
    const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
    expect(meta, `${file}: a policy`).not.toBeNull();
    expect(meta!.index, `${file}: the policy’s place`).toBeLessThan(html.search(/<(script|link)/i));
    expect(html.match(/http-equiv="?Content-Security-Policy/gi), file).toHaveLength(1);
    const script = /script-src ([^;]*)/.exec(meta![1]!)![1]!;
    expect(script, file).not.toMatch(/https?:|\*/);
    if (!isFrame(file)) expect(script, file).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    const parts = isFrame(file)
      ? ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"]
      : ["default-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'"];
    for (const part of parts) expect(meta![1], file).toContain(part);
  }
});

test('LAB 39: every built page keeps its policy, loads cleanly and fits its width', async ({
  page,
  watched,
}) => {
  test.setTimeout(240_000);
  for (const file of files().filter((one) => !isFrame(one))) {
    const path = `/${file.replace(/index\.html$/, '')}`;
    await page.goto(path);
    // Set when all of the page's scripts have run.
    await page.locator('html[data-has-hydrated="true"]').waitFor();
    expect(await sidewaysScroll(page), `${path}: pixels of sideways scroll`).toBe(0);
    expect(watched, path).toEqual([]);
  }
});
