// Measures what the lab promises and prints the table. Alone: `pnpm test:browser lab-budget`.
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, openDemo, test } from './lab-page';

interface Row {
  what: string;
  limit: number;
  got: number;
  unit: string;
}

/** Print a row of the table, and hold the measurement against its limit. */
function measured({ what, limit, got, unit }: Row): void {
  console.log(`| ${what} | ${Math.round(got)} ${unit} | at most ${limit} |`);
  expect(got, `${what} (${unit})`).toBeLessThanOrEqual(limit);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/**
 * Milliseconds from the press of a block's button until its run has ended, by the page's clock:
 * what the test's own messages take is not the page's.
 */
const timeToEnd = (page: Page, name: string, button: 'Run' | 'Stop') =>
  page.evaluate(
    ({ name, button }) =>
      new Promise<number>((resolve) => {
        const root = document.querySelector(`[data-lab-name="${name}"]`)!;
        const [press] = [...root.querySelectorAll('button')].filter((one) =>
          one.textContent.endsWith(button),
        );
        let running = false;
        const start = performance.now();
        const look = () => {
          const phase = root.querySelector<HTMLElement>('[data-lab-output]')?.dataset.labOutput;
          if (phase === 'running') running = true;
          if (!running || phase !== 'ended') return;
          observer.disconnect();
          resolve(performance.now() - start);
        };
        const observer = new MutationObserver(look);
        observer.observe(root, { subtree: true, childList: true, attributes: true });
        look();
        // What has ended already must begin again first.
        press!.click();
      }),
    { name, button },
  );

test('from the press of Run to the result, warm', async ({ lab, page }) => {
  const block = lab('first-result');
  await block.run();
  const times: number[] = [];
  for (let turn = 0; turn < 15; turn++) times.push(await timeToEnd(page, 'first-result', 'Run'));
  measured({ what: 'edit to result, warm, median', limit: 60, got: median(times), unit: 'ms' });
});

test('Stop', async ({ lab, page }) => {
  const block = lab('a-loop-that-never-ends');
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await block.runButton.click();
    await expect(block.root.locator('[data-lab-output="running"]')).toBeVisible();
    await page.waitForTimeout(300);
    times.push(await timeToEnd(page, 'a-loop-that-never-ends', 'Stop'));
    await expect(block.ending).toHaveAttribute('data-lab-ending', 'stopped');
  }
  measured({ what: 'Stop until idle, median', limit: 500, got: median(times), unit: 'ms' });
});

test('first load: bytes, and neither worker nor frame', async ({ page }) => {
  const bodies = new Map<string, number>();
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    const body = await response.body().catch(() => Buffer.alloc(0));
    bodies.set(response.url(), gzipSync(body, { level: 9 }).length);
  });
  await openDemo(page);
  await page.waitForLoadState('networkidle');
  const scripts = [...bodies.values()].reduce((sum, bytes) => sum + bytes, 0);
  measured({ what: 'scripts before interaction', limit: 185_000, got: scripts, unit: 'bytes gz' });
  expect(page.workers()).toEqual([]);
  expect(page.frames()).toHaveLength(1);
});

test('from the first focus of an editor to its first type', async ({ lab, page }) => {
  const block = lab('one-training-step');
  const file = page.waitForResponse(/type-worker/);
  const start = Date.now();
  await block.root.locator('[data-code-line] span', { hasText: /^matMul$/ }).click();
  const tip = page.locator('.lab-type');
  await expect(async () => {
    await page.keyboard.press('F2');
    await expect(tip).toContainText('matMul', { timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [50] });
  const got = Date.now() - start;
  const bytes = gzipSync(await (await file).body(), { level: 9 }).length;
  measured({
    what: 'type service, once, in the editor',
    limit: 1_400_000,
    got: bytes,
    unit: 'bytes gz',
  });
  measured({ what: 'focus to first type', limit: 5000, got, unit: 'ms' });
});

test('100 blocks on a page: no worker before touch, and a press answers within 200 ms', async ({
  page,
  watched,
}) => {
  await page.goto('/lab-hundred/');
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await expect(run.first()).toBeEnabled();
  expect(await run.count()).toBe(100);
  expect(page.workers()).toEqual([]);
  expect(page.frames()).toHaveLength(1);
  const got = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const block = document.querySelectorAll('[data-lab-block]')[50]!;
        const [press] = [...block.querySelectorAll('button')].filter((one) =>
          one.textContent.endsWith('Run'),
        );
        const start = performance.now();
        press!.click();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      }),
  );
  measured({ what: 'a press among 100 blocks, to the next frame', limit: 200, got, unit: 'ms' });
  await expect(page.locator('[data-lab-output="ended"]')).toBeVisible({ timeout: 15_000 });
  await expect(page.locator('[data-mark="holds"]')).toHaveCount(1);
  expect(watched).toEqual([]);
});
