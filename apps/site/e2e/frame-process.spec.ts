import type { CDPSession } from '@playwright/test';
import { expect, type LabBlock, test } from './lab-page';

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

/** What every other test of the project rests on: that its frames run where the project says. */
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
