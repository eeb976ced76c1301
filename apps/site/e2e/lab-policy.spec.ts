import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './watched-page';

/** Pages that no other page links. */
const UNLINKED = ['/', '/404.html', '/lab-demo/', '/lab-hundred/'];

/** Every page that can be reached, with its HTML. */
async function crawl(request: APIRequestContext, origin: string): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const waiting = [...UNLINKED];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (pages.has(path)) continue;
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    const html = await response.text();
    pages.set(path, html);
    for (const [, link] of html.matchAll(/<a [^>]*?href="?([^"\s>]+)/g)) {
      const url = new URL(link!, new URL(path, origin));
      if (url.origin === origin && /\/$/.test(url.pathname)) waiting.push(url.pathname);
    }
  }
  return pages;
}

test('LAB 39: every page has a policy before all scripts, and one of each kind keeps it', async ({
  page,
  request,
  baseURL,
  watched,
}) => {
  test.setTimeout(240_000);
  const pages = await crawl(request, new URL(baseURL!).origin);
  expect(pages.size).toBeGreaterThan(UNLINKED.length + 1);
  for (const [path, html] of pages) {
    const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
    expect(meta, `${path}: a policy`).not.toBeNull();
    expect(meta!.index, `${path}: the policy’s place`).toBeLessThan(html.search(/<script/i));
    expect(html.match(/http-equiv="?Content-Security-Policy/gi), path).toHaveLength(1);
    const script = /script-src ([^;]*)/.exec(meta![1]!)![1]!;
    expect(script, path).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'"]) {
      expect(meta![1], path).toContain(part);
    }
  }
  // Pages of one folder are made alike: the first of each is opened.
  const kinds = new Map(
    [...pages.keys()].map((path) => [path.split('/').slice(0, 3).join('/'), path]),
  );
  for (const path of new Set([...UNLINKED, ...[...kinds.values()].slice(0, 12)])) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
  }
  expect(watched).toEqual([]);
});
