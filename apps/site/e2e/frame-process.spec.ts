import type { CDPSession } from '@playwright/test';
import { expect, type LabBlock, test, watchPulse } from './lab-page';

const FRAME = /\/runner\/(runner|stage)\.html\b/;

/** The addresses of the lab's frames that Chromium keeps in a process of their own. */
async function inOwnProcess(session: CDPSession): Promise<string[]> {
  const { targetInfos } = await session.send('Target.getTargets');
  return targetInfos.filter(({ type, url }) => type === 'iframe' && FRAME.test(url)).map(fileOf);
}

/** The addresses of the lab's frames in the process of the page that holds them. */
async function inProcessOfPage(session: CDPSession): Promise<string[]> {
  const { frameTree } = await session.send('Page.getFrameTree');
  const frames = frameTree.childFrames ?? [];
  return frames
    .map(({ frame }) => frame)
    .filter(({ url }) => FRAME.test(url))
    .map(fileOf);
}

const fileOf = ({ url }: { url: string }): string => FRAME.exec(url)![1]!;

async function show(component: LabBlock): Promise<void> {
  await component.runButton.click();
  await expect(component.root.locator('[data-lab-shown="true"]')).toBeVisible({ timeout: 25_000 });
}

// All other tests of a project rest on this: that its frames run where the project says.
test('the lab’s frames run in the process that this project is for', async ({
  page,
  lab,
  frameProcess,
}) => {
  await lab('first-result').run();
  await show(lab('a-neuron-with-two-knobs'));
  const session = await page.context().newCDPSession(page);
  const frames = ['runner', 'stage'];
  const expected = {
    own: { own: frames, page: [] },
    page: { own: [], page: frames },
  }[frameProcess];
  const found = { own: await inOwnProcess(session), page: await inProcessOfPage(session) };
  expect({ own: found.own.sort(), page: found.page.sort() }).toEqual(expected);
});

test('a loop in the frame’s own thread holds up the page where they share a process, and only there', {
  tag: '@engine',
}, async ({ page, lab, frameProcess }) => {
  await lab('first-result').run();
  const frame = page.frames().find((one) => FRAME.test(one.url()))!;
  const pulse = await watchPulse(page);
  await frame.evaluate(() => {
    const end = performance.now() + 2000;
    while (performance.now() < end);
  });
  await page.waitForTimeout(100);
  const shared = (await pulse()) > 1500;
  expect(shared).toBe(frameProcess === 'page');
});
