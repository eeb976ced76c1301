import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSER, CoursePage, REACT } from './course-page.js';

/** A component that does something again and again once it is there. */
const again = (action: string) => `import { useEffect, useRef } from 'react';
export default () => {
  const it = useRef<any>(null);
  useEffect(() => {
    const act = () => { try { ${action} } catch (error) { console.log((error as Error).message) } };
    const timer = setInterval(act, 50);
    return () => clearInterval(timer);
  }, []);
  return <div><p ref={it} tabIndex={0}>here</p><dialog><input /></dialog></div>;
}`;

describe.skipIf(!BROWSER)('a component, by mistake,', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open(REACT);
    await course.page.addStyleTag({ content: 'main { padding-bottom: 3000px }' });
  });
  beforeEach(() => course.page.evaluate(() => window.course.rendering?.stop()));
  afterAll(() => course?.close());

  const shownFor = async (source: string) => {
    expect(await course.render(source)).toMatchObject({ how: 'done' });
    await course.page.waitForTimeout(300);
  };

  it.each([
    'document.querySelector("dialog")!.showModal()',
    'document.querySelector("dialog")!.show()',
    'window.focus(); it.current.focus()',
    'document.querySelector("dialog")!.open = true; document.querySelector("input")!.select()',
  ])('takes no focus from the page: %s', async (action) => {
    await course.page.locator('#before').focus();
    await shownFor(again(action));
    expect(await course.page.evaluate(() => document.activeElement?.id)).toBe('before');
    if (action.includes('dialog')) {
      const dialog = course.page.frameLocator('#place iframe').locator('dialog');
      await expect.poll(() => dialog.isVisible()).toBe(true);
    }
  });

  it('has a modal dialog once the reader is in its frame', async () => {
    await shownFor(again('if (document.hasFocus()) document.querySelector("dialog")!.showModal()'));
    const frame = course.page.frameLocator('#place iframe');
    await frame.locator('p').click();
    await expect.poll(() => frame.locator('dialog:modal').count()).toBe(1);
  });

  it('scrolls within its frame, and not the page', async () => {
    await course.page.evaluate(() => scrollTo(0, 800));
    await shownFor(`import { useEffect, useRef } from 'react';
export default () => {
  const last = useRef<any>(null);
  useEffect(() => {
    const timer = setInterval(() => last.current.scrollIntoView(), 50);
    return () => clearInterval(timer);
  }, []);
  return <div id="box" style={{ height: 50, overflow: 'auto' }}>
    {Array.from({ length: 30 }, (_, at) => <p key={at} ref={at === 20 ? last : null}>{at}</p>)}
  </div>;
}`);
    expect(await course.page.evaluate(() => scrollY)).toBe(800);
    const box = course.page.frameLocator('#place iframe').locator('#box');
    expect(await box.evaluate((one) => one.scrollTop)).toBeGreaterThan(300);
    await course.page.evaluate(() => scrollTo(0, 0));
  });

  it('neither leaves the page by its history nor fills it', async () => {
    await course.page.evaluate(() => history.pushState(null, '', '#second'));
    const before = await course.page.evaluate(() => history.length);
    await shownFor(again('history.pushState({ at: 1 }, ""); history.back()'));
    expect(await course.page.evaluate(() => [history.length, location.hash])).toEqual([
      before,
      '#second',
    ]);
    const [said] = await course.page.evaluate(() => window.course.output);
    expect(JSON.stringify(said)).toContain('history: expected code that keeps to itself');
  });
});
