import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, CoursePage } from './course-page.js';

describe.skipIf(!BROWSER)('the frame', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open();
  });
  afterAll(() => course?.close());

  it('is sandboxed, hidden, titled, and there is only one', async () => {
    await course.run('1');
    await course.run('2');
    const frames = await course.page.evaluate(() =>
      [...document.querySelectorAll('iframe')].map((frame) => ({
        sandbox: frame.getAttribute('sandbox'),
        hidden: frame.hidden,
        title: frame.title,
        tabIndex: frame.tabIndex,
      })),
    );
    expect(frames).toEqual([
      { sandbox: 'allow-scripts', hidden: true, title: 'Runs edited code', tabIndex: -1 },
    ]);
  });

  it('lets the page see nothing of it, and sees nothing of the page', async () => {
    await course.run('1');
    const frame = course.page.frames().find((one) => one.url().includes('runner.html'))!;
    const seen = await frame.evaluate(() => {
      const attempts = {
        document: () => parent.document.title,
        storage: () => localStorage.length,
        cookie: () => document.cookie,
      };
      return Object.entries(attempts).map(([name, attempt]) => {
        try {
          return `${name}: ${attempt()}`;
        } catch (error) {
          return `${name}: ${(error as Error).name}`;
        }
      });
    });
    expect(seen).toEqual([
      'document: SecurityError',
      'storage: SecurityError',
      'cookie: SecurityError',
    ]);
    expect(
      await course.page.evaluate(() => document.querySelector('iframe')!.contentDocument),
    ).toBe(null);
  });

  it('has a policy that keeps the network out even for its own script (case 10)', async () => {
    await course.run('1');
    const frame = course.page.frames().find((one) => one.url().includes('runner.html'))!;
    const refused = await frame.evaluate(async (leak) => {
      const fetched = await fetch(`${leak}/frame`).then(
        () => 'reached',
        () => 'refused',
      );
      const image = await new Promise((resolve) => {
        const element = new Image();
        element.onload = () => resolve('reached');
        element.onerror = () => resolve('refused');
        element.src = `${leak}/frame.png`;
      });
      return [fetched, image];
    }, course.leakOrigin);
    expect(refused).toEqual(['refused', 'refused']);
    expect(course.leaks).toEqual([]);
  });

  it('does nothing outside of the sandbox of our page', async () => {
    const answered = await course.page.evaluate(async () => {
      const plain = document.createElement('iframe');
      plain.src = '/runner/runner.html';
      const loaded = new Promise((resolve) => plain.addEventListener('load', resolve));
      document.body.append(plain);
      await loaded;
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise((resolve) => {
        port1.onmessage = () => resolve('answered');
        setTimeout(() => resolve('silent'), 500);
      });
      plain.contentWindow!.postMessage({ backprop: 'connect', version: 2 }, '*', [port2]);
      const result = await answer;
      plain.remove();
      return result;
    });
    expect(answered).toBe('silent');
  });

  it('is dropped when it is navigated, and made anew (case 11)', async () => {
    const running = course.run('await new Promise((r) => setTimeout(r, 5000))');
    await course.page.waitForTimeout(300);
    const frame = course.page.frames().find((one) => one.url().includes('runner.html'))!;
    await frame.evaluate(() => location.reload()).catch(() => {});
    expect((await running).ending).toMatchObject({
      how: 'broken',
      reason: 'The frame that runs code was navigated elsewhere',
    });
    expect((await course.run('1 + 1')).ending).toMatchObject({ how: 'done' });
  });

  it('that hangs is found out and replaced', async () => {
    await course.run('1');
    const frame = course.page.frames().find((one) => one.url().includes('runner.html'))!;
    void frame
      .evaluate(() =>
        setTimeout(() => {
          for (;;);
        }, 0),
      )
      .catch(() => {});
    await course.page.waitForTimeout(100);
    const stuck = await course.run('1', { stopAfter: 200 });
    expect(stuck.ending).toMatchObject({ how: 'stopped' });
    // The reader edits on at once: that run finds its way to the new frame.
    expect((await course.run('1 + 1')).ending).toMatchObject({ how: 'done', value: { text: '2' } });
  });

  it('goes with its runner', async () => {
    const left = await course.page.evaluate(async () => {
      const before = document.querySelectorAll('iframe').length;
      const own = window.course.another();
      const compiled = {
        ...{ code: '(async function () {})', imports: [], claims: [] },
        map: '{"version":3,"sources":[],"names":[],"mappings":""}',
      };
      await own.run(compiled);
      const during = document.querySelectorAll('iframe').length;
      own.dispose();
      const error = await own.run(compiled).catch((thrown: Error) => thrown.message);
      return {
        more: during - before,
        left: document.querySelectorAll('iframe').length - before,
        error,
      };
    });
    expect(left).toEqual({
      more: 1,
      left: 0,
      error: 'run: expected a runner in use, received one that was disposed of; create another',
    });
  });
});
