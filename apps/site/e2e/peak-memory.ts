import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/**
 * The most memory that any process of a page has ever held since it began.
 *
 * @returns Bytes; null where the browser does not name its processes (Firefox) or the system keeps no
 * peak (all but Linux).
 */
export async function peakMemory(browser: Browser): Promise<number | null> {
  if (browser.browserType().name() !== 'chromium' || process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return Math.max(...pages.map(({ id }) => peakOf(id)));
}

/** A process may have ended since it was named. */
function peakOf(id: number): number {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
