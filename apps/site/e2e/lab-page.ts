import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test as watchedTest } from './watched-page';

/** A live block as a reader meets it: by its name, its buttons and its keyboard. */
export class LabBlock {
  readonly root: Locator;
  readonly code: Locator;
  readonly runButton: Locator;
  readonly stopButton: Locator;
  readonly output: Locator;
  readonly ending: Locator;

  constructor(
    readonly page: Page,
    name: string,
  ) {
    this.root = page.locator(`[data-lab-name="${name}"]`);
    this.code = this.root.getByRole('textbox', { name: /^Code of/ });
    this.runButton = this.root.getByRole('button', { name: 'Run', exact: true });
    this.stopButton = this.root.getByRole('button', { name: 'Stop', exact: true });
    this.output = this.root.locator('[data-lab-output]');
    this.ending = this.root.locator('[data-lab-ending]');
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Go into the editor by mouse; the first time, it loads. */
  async enter(): Promise<void> {
    await this.code.click();
    await expect(this.root.locator('.cm-content')).toBeFocused();
  }

  /** Replace the text key by key, as a reader types it. */
  async type(text: string): Promise<void> {
    await this.enter();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(text);
    expect(await this.text()).toBe(text);
  }

  /** Replace the text at once, as a reader pastes it. */
  async paste(text: string): Promise<void> {
    await this.enter();
    await pasteOver(this.root.locator('.cm-content'), text);
  }

  /** The code as it stands in the page, with the marks of the last run left out. */
  async text(): Promise<string> {
    return this.root.evaluate((root) => {
      const lines = [...root.querySelectorAll('.cm-line, [data-code-line]')];
      return lines
        .map((line) => {
          const copy = line.cloneNode(true) as HTMLElement;
          for (const mark of copy.querySelectorAll('[data-kind]')) mark.remove();
          return copy.textContent;
        })
        .join('\n');
    });
  }

  /** Press Run and wait until the run ended, however it ended. */
  async run(): Promise<void> {
    await this.runButton.click();
    await this.ended();
  }

  /**
   * Wait until the run ended. An assertion that is repeated looks at the whole page each time, and
   * would hold up what it measures: in Firefox the frame shares the page's thread.
   */
  async ended(): Promise<void> {
    await this.root.locator('[data-lab-output="ended"]').waitFor({ timeout: 15_000 });
  }

  /** Wait until the typed text lies in the browser's storage. */
  async saved(text: string): Promise<void> {
    await expect
      .poll(() => storedRecords(this.page), { timeout: 5000 })
      .toContain(JSON.stringify(text).slice(1, -1));
  }
}

/** Paste over everything in an editor that has the focus. */
export async function pasteOver(editor: Locator, text: string): Promise<void> {
  await editor.page().keyboard.press('ControlOrMeta+a');
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    // Firefox would empty what is handed to the constructor.
    Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    element.dispatchEvent(event);
  }, text);
}

/** Everything that the lab keeps in the browser, as one text, to compare before and after. */
export async function storedRecords(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const request = indexedDB.open('backprop-lab');
    const records = await new Promise<unknown[]>((resolve, reject) => {
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const { result: database } = request;
        if (!database.objectStoreNames.contains('records')) return resolve([]);
        const store = database.transaction('records').objectStore('records');
        const [keys, values] = [store.getAllKeys(), store.getAll()];
        store.transaction.oncomplete = () => {
          database.close();
          resolve([keys.result, values.result]);
        };
      };
    });
    return JSON.stringify([records, Object.entries(localStorage).sort()]);
  });
}

/** Records how long the page's timers pause from now on. */
export async function watchPulse(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const pulse = { longest: 0, last: performance.now() };
    Object.assign(window, { labPulse: pulse });
    setInterval(() => {
      const now = performance.now();
      pulse.longest = Math.max(pulse.longest, now - pulse.last);
      pulse.last = now;
    }, 20);
  });
  return () => page.evaluate(() => (window as never as Pulse).labPulse.longest);
}

/**
 * The page lives: its timers never paused for a second, and another block still works.
 *
 * @param pulse What `watchPulse` gave when the trouble began.
 */
export async function expectAlive(page: Page, pulse: () => Promise<number>): Promise<void> {
  expect(await pulse(), 'the longest pause of the page’s timers, in ms').toBeLessThan(1000);
  const other = new LabBlock(page, 'one-training-step');
  await other.run();
  await expect(other.root.locator('[data-mark="holds"]')).toHaveCount(1);
}

/**
 * Press a button inside `root`.
 *
 * @returns Milliseconds from the press until `root` holds what `selector` finds, taken in the page.
 */
export async function timeUntil(root: Locator, button: Locator, selector: string): Promise<number> {
  const taken = root.evaluate(
    (element, wanted) =>
      new Promise<number>((resolve) => {
        let pressed = Number.NaN;
        const mark = () => {
          pressed = performance.now();
        };
        element.addEventListener('click', mark, { capture: true, once: true });
        const watcher = new MutationObserver(() => {
          if (Number.isNaN(pressed) || !element.querySelector(wanted)) return;
          watcher.disconnect();
          resolve(performance.now() - pressed);
        });
        watcher.observe(element, { attributes: true, childList: true, subtree: true });
      }),
    selector,
  );
  await button.click();
  return taken;
}

interface Pulse {
  labPulse: { longest: number };
}

interface Leak {
  url: string;
  /** What was asked of it. Must stay empty. */
  hits: string[];
}

/** What a project says of itself. */
export interface LabOptions {
  /** Whether the lab's frames have a process of their own, or run in the page's. */
  frameProcess: 'own' | 'page';
}

interface LabFixtures {
  leak: Leak;
  /** The demo page, open and alive. */
  lab: (name: string) => LabBlock;
}

/** Tests of the lab: a demo page, and a server on another port that must never be asked. */
export const test = watchedTest.extend<LabFixtures & LabOptions>({
  frameProcess: ['own', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  leak: async ({}, use) => {
    const hits: string[] = [];
    const server = createServer((request, response) => {
      hits.push(`${request.method} ${request.url}`);
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('leaked');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://localhost:${port}/`, hits });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  lab: async ({ page }, use) => {
    await openDemo(page);
    await use((name) => new LabBlock(page, name));
  },
});

/** Open the demo page, or a part of it, and wait until its blocks are alive. */
export async function openDemo(page: Page, hash = ''): Promise<void> {
  await page.goto(`/lab-demo/${hash}`);
  await expect(new LabBlock(page, 'first-result').runButton).toBeEnabled();
}

export { expect };
