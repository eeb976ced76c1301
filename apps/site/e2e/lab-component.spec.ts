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

/** What the page looks like outside of all blocks, as text. */
const outside = (page: Page) =>
  page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll('[data-lab-block], #lab-status')) part.remove();
    for (const frame of copy.querySelectorAll('iframe')) frame.remove();
    return copy.outerHTML;
  });

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

test('LAB 14: blank body, overlay and hidden elements change nothing outside the frame', async ({
  lab,
  page,
}) => {
  const block = lab('a-neuron-with-two-knobs');
  await show(block, COUNTER);
  const before = await outside(page);
  await show(
    block,
    `import { useEffect } from 'react';
export default function App() {
  useEffect(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:99999;background:red';
    document.body.append(cover);
    const style = document.createElement('style');
    style.textContent = '* { display: none !important }';
    document.head.append(style);
  });
  return <p>one</p>;
}`,
  );
  expect(await outside(page)).toBe(before);
  await expect(block.runButton).toBeVisible();
  await expect(page.locator('h1')).toBeVisible();
  await block.stopButton.click();
  await show(block, COUNTER);
  await expect(frameOf(block).getByText('Count 0')).toBeVisible();
});
