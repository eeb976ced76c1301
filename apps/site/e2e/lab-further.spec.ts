import { expect, LabBlock, openDemo, test, watchPulse } from './lab-page';

/** Pictures that cannot be drawn as they are, or would be thousands of elements. */
const PICTURES: [what: string, code: string, shown: string][] = [
  [
    'a history of objects that cannot be numbers',
    'display.history({ loss: [{ valueOf: 1, toString: 1 }, 2] });\n"done"',
    'a training history',
  ],
  [
    'formulas that end the stack of the engine',
    'display.latex("{".repeat(3900));\ndisplay.latex("\\\\frac{".repeat(600));\n"done"',
    '{{{{',
  ],
  [
    'tensors of a thousand matrices',
    'for (let at = 0; at < 30; at++) display({ shape: [900, 1, 1], dtype: "float32", ' +
      'dataSync: () => new Float32Array(900) });\n"done"',
    'the first 20 of 900 numbers',
  ],
  [
    'trees with thousands of branches',
    'for (let at = 0; at < 15; at++) console.log(Array.from({ length: 90 }, () => [{}, [{}]]));\n"done"',
    'Array(90)',
  ],
];

test('pictures that cannot be drawn, or are too large, leave the page as it is', async ({
  page,
  lab,
}) => {
  const pulse = await watchPulse(page);
  const block = lab('first-result');
  for (const [what, code, shown] of PICTURES) {
    await block.paste(code);
    await block.run();
    await expect(block.output, what).toContainText(shown);
    await expect(block.root.locator('[data-lab-value]'), what).toContainText('done');
    expect(await block.text(), what).toBe(code);
  }
  expect(await pulse()).toBeLessThan(1000);
});

test('what two tabs typed into the same block is all there after a reload', async ({
  page,
  lab,
  context,
}) => {
  const second = await context.newPage();
  await openDemo(second);
  const [here, there] = [lab('console'), new LabBlock(second, 'console')];
  await page.bringToFront();
  await here.paste('"from one tab"');
  await here.saved('"from one tab"');
  await second.bringToFront();
  await there.paste('"from the other"');
  await there.saved('"from the other"');
  await openDemo(page);
  await expect.poll(() => here.text()).toBe('"from the other"');
  await here.button('Bring it back').click();
  expect(await here.text()).toBe('"from one tab"');
});

test('the reader’s place in the page stays when a component scrolls and opens a dialog', async ({
  page,
  lab,
}) => {
  const block = lab('a-neuron-with-two-knobs');
  await block.paste(`import { useEffect, useRef } from 'react';
export default () => {
  const place = useRef<any>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      place.current.scrollIntoView();
      place.current.showModal();
      history.pushState({}, '');
    }, 50);
    return () => clearInterval(timer);
  }, []);
  return <dialog ref={place}><input /></dialog>;
};`);
  const before = await page.evaluate(() => history.length);
  await page.keyboard.press('Control+Enter');
  await expect(block.root.locator('[data-lab-shown="true"]')).toBeAttached();
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(500);
  await expect(block.root.locator('.cm-content')).toBeFocused();
  expect(await page.evaluate(() => [scrollY, history.length])).toEqual([0, before]);
});

test('a library that arrives broken fails the block that wants it, and no other', async ({
  page,
  lab,
}) => {
  await page.route('**/runner/mathjs*', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: '<p>Not what was asked for' }),
  );
  const block = lab('first-result');
  await block.paste("import { sqrt } from 'mathjs';\nsqrt(4)");
  await block.run();
  await expect(block.ending).toContainText('A library failed to load');
  await expect(block.ending).toContainText('reload the page');
  const other = lab('claims-that-fail');
  await other.run();
  await expect(other.ending).toHaveAttribute('data-lab-ending', 'done');
});

test('characters that turn the direction of code are seen, in the editor and after a reload', async ({
  page,
  lab,
  watched,
}) => {
  const block = lab('first-result');
  const text = 'const admin = "\u202e\u2066// check\u2069\u2066";\nadmin.length //=> 12';
  await block.paste(text);
  await expect(block.root.locator('.cm-specialChar[title="U+202E"]')).toHaveCount(1);
  await block.run();
  await expect(block.root.locator('.cm-line[data-mark="holds"]')).toHaveCount(1);
  await block.saved(text);
  await openDemo(page);
  await expect(block.root.locator('[title="U+202E"]')).toHaveCount(1);
  expect(await block.text()).toBe(text);
  expect(watched).toEqual([]);
});

test('parts of the page that do not arrive are told, and arrive with the connection', async ({
  page,
  lab,
}) => {
  let asked = 0;
  await page.route('**/assets/js/*.js', (route) => {
    asked++;
    return route.abort();
  });
  const block = lab('first-result');
  await block.runButton.click();
  await expect(block.root).toContainText('This part of the page could not be loaded');
  await block.code.click();
  await expect(block.root).toContainText('The editor could not be loaded. Your text is kept');
  const before = asked;
  await page.waitForTimeout(500);
  expect(asked, 'nothing is asked for again and again').toBe(before);
  await page.unroute('**/assets/js/*.js');
  await block.enter();
  const other = lab('claims-that-fail');
  await other.run();
  await expect(other.ending).toHaveAttribute('data-lab-ending', 'done');
});
