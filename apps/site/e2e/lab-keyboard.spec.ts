import { exerciseOn } from './exercise-page';
import { expect, LabBlock, openDemo, test } from './lab-page';
import { expectReadable } from './look-at-page';

test('LAB 40: Tab leads in and out of the editor both ways, and the result is said once', async ({
  page,
  lab,
  watched,
}) => {
  const block = lab('first-result');
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { labSaid: said });
    new MutationObserver(() => {
      const text = document.querySelector('#lab-status')!.textContent;
      if (text) said.push(text);
    }).observe(document.querySelector('#lab-status')!, { childList: true, subtree: true });
  });
  // From the link before the block, by key alone.
  await page.locator('h2').first().locator('a').focus();
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('Tab');
    const inside = await block.root.evaluate((root) => root.contains(document.activeElement));
    if (inside) break;
  }
  const editor = block.root.locator('.cm-content');
  await expect(editor).toBeFocused();
  await expect(editor).toHaveAccessibleName('Code of “First result”');
  await expect(editor).toHaveAccessibleDescription(/Tab leaves the editor/);
  await page.keyboard.type('// by key\n');
  await page.keyboard.press('Tab');
  await expect(block.runButton).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(block.runButton).toBeFocused();
  await page.keyboard.press('Enter');
  await block.ended();
  await expect(page.locator('#lab-status')).toContainText('Done in');
  await page.waitForTimeout(300);
  const said = await page.evaluate(() => Reflect.get(window, 'labSaid') as string[]);
  expect(said).toEqual([
    expect.stringMatching(/^First result: Done in \d+ ms\. The claim holds\.$/),
  ]);
  await expect(block.runButton).toBeFocused();
  expect(watched).toEqual([]);
});

test('LAB 40: axe finds nothing with editors open and results shown', async ({ page }, info) => {
  await openDemo(page);
  for (const name of ['claims-that-fail', 'console', 'learning-rate', 'an-error-with-its-line']) {
    await new LabBlock(page, name).run();
  }
  await exerciseOn(page).check();
  await new LabBlock(page, 'claims-that-fail').enter();
  await expectReadable(page, `lab-demo-${info.project.name}`);
});
