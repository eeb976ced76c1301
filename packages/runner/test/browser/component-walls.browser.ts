import { createSocket } from 'node:dgram';
import type { FrameLocator } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ending, Output } from '../../dist/index.js';
import { showText } from '../../dist/index.js';
import { BROWSER, CoursePage, REACT } from './course-page.js';

const CANARY = '{"passed":["softmax"]}';

describe.skipIf(!BROWSER)('a component', () => {
  let course: CoursePage;
  let frame: FrameLocator;
  beforeAll(async () => {
    course = await CoursePage.open(REACT);
    frame = course.page.frameLocator('#place iframe');
    await course.page.evaluate((text) => localStorage.setItem('progress', text), CANARY);
  });
  beforeEach(() => course.page.evaluate(() => window.course.rendering?.stop()));
  afterAll(() => course?.close());

  const ended = (): Promise<Ending> => course.page.evaluate(() => window.course.rendering!.ended);
  const output = (): Promise<Output[]> => course.page.evaluate(() => window.course.output);
  const height = () => course.page.locator('#place iframe').evaluate((one) => one.clientHeight);

  /** Does something in an effect, where there is a document, and says what came of it. */
  async function tried(attempt: string): Promise<string> {
    const ending = await course.render(`import { useEffect } from 'react';
export default () => {
  useEffect(() => {
    (async () => { ${attempt} })().then(
      (value) => console.log('reached', value),
      (error) => console.log(error.name),
    );
  }, []);
  return <p>trying</p>;
}`);
    expect(ending).toMatchObject({ how: 'done' });
    await expect.poll(async () => (await output()).length).toBeGreaterThan(0);
    const said = (await output())[0]!;
    return said.kind === 'console'
      ? said.values.map((value) => showText(value)).join(' ')
      : said.kind;
  }

  it.each([
    'return parent.document.title',
    'return top.document.body.innerHTML',
    'top.location.href = "LEAK/top"',
    'return localStorage.getItem("progress")',
    'localStorage.clear()',
    'return document.cookie',
    'return indexedDB.open("x")',
    'return await caches.open("x")',
    'return await navigator.serviceWorker.register("/sw.js")',
    'return await fetch("LEAK/fetch")',
    'new XMLHttpRequest()',
    'new WebSocket("ws://127.0.0.1/")',
    'new EventSource("LEAK/events")',
    'return await import("LEAK/module.js")',
    'new Worker(URL.createObjectURL(new Blob([""])))',
    'const inner = document.createElement("iframe"); document.body.append(inner); return inner.contentWindow.RTCPeerConnection',
    'new RTCPeerConnection()',
    'return eval("1 + 1")',
    'return new Function("return 1")()',
    'return (async () => {}).constructor("for (;;);")()',
  ])('reaches nothing: %s (cases 9, 10, 12 and 17)', async (attempt) => {
    expect(await tried(attempt)).toMatch(/^"?(\w*Error)"?$/);
    expect(course.leaks).toEqual([]);
    expect(await course.page.evaluate(() => localStorage.getItem('progress'))).toBe(CANARY);
    expect(course.page.url()).toBe(`${course.origin}/`);
  });

  it.each([
    'navigator.sendBeacon("LEAK/beacon")',
    'new Image().src = "LEAK/image"',
    'document.body.innerHTML = "<img src=LEAK/i onerror=fetch(1)><link rel=stylesheet href=LEAK/c><iframe src=LEAK/f></iframe><video src=LEAK/v></video><object data=LEAK/o></object>"',
    'document.head.append(Object.assign(document.createElement("script"), { src: "LEAK/s.js" }))',
    'document.body.style.background = "url(LEAK/background)"',
    'const form = Object.assign(document.createElement("form"), { action: "LEAK/form", method: "post" }); document.body.append(form); form.submit()',
    'const inner = document.createElement("iframe"); document.body.append(inner); await inner.contentWindow.fetch("LEAK/inner").catch(() => {})',
    'window.open("LEAK/open")',
    'const a = Object.assign(document.createElement("a"), { href: "LEAK/link", target: "_top" }); document.body.append(a); a.click()',
    'for (let i = 0; i < 100; i++) alert(i)',
  ])('sends nothing: %s (cases 10, 12 and 14)', async (attempt) => {
    const outside = () =>
      course.page.evaluate(() => document.querySelector('main')!.textContent.trim());
    const before = await outside();
    await tried(attempt);
    await course.page.waitForTimeout(150);
    expect(course.leaks).toEqual([]);
    expect(course.page.url()).toBe(`${course.origin}/`);
    expect(course.page.context().pages()).toHaveLength(1);
    expect(await outside()).toBe(before);
  });

  it('has no WebRTC, and none from a realm of its own making', async () => {
    const heard: string[] = [];
    const socket = createSocket('udp4', () => heard.push('packet'));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { port } = socket.address();
    const call = `const realms = [window];
      try {
        const inner = document.createElement('iframe');
        document.body.append(inner);
        realms.push(inner.contentWindow);
      } catch {}
      for (const realm of realms) {
        try {
          const peer = new realm.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
          peer.createDataChannel('x');
          await peer.setLocalDescription(await peer.createOffer());
        } catch {}
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));`;
    await tried(call.replaceAll('realm.', '(realm as any).'));
    expect(heard).toEqual([]);
    // The page itself would be heard: what is tested is the frame.
    await course.page.evaluate(`(async () => { ${call} })()`);
    socket.close();
    expect(heard.length).toBeGreaterThan(0);
  });

  it.each([
    ['in an effect', 'useEffect(() => { location.href = "LEAK/away"; }, []);'],
    ['to a page of the site', 'useEffect(() => { location.href = "ORIGIN/"; }, []);'],
    ['by reloading', 'useEffect(() => { location.reload(); }, []);'],
  ])(
    'that navigates its frame %s is dropped, and the next has a new one (case 11)',
    async (_, body) => {
      const source = `import { useEffect } from 'react';\nexport default () => {\n  ${body.replace('ORIGIN', course.origin)}\n  return <p>a</p>;\n}`;
      await course.render(source);
      expect(await ended()).toMatchObject({ how: 'broken', reason: expect.any(String) });
      expect(course.leaks).toEqual([]);
      expect(await course.page.locator('#place iframe').count()).toBe(0);
      expect(await course.render('export default () => <p>next</p>')).toMatchObject({
        how: 'done',
      });
      await frame.getByText('next').waitFor();
      expect((await course.run('1 + 1')).ending).toMatchObject({ how: 'done' });
    },
  );

  it('that navigates before there is a document fails in its preflight (case 11)', async () => {
    const ending = await course.render('location.href = "LEAK/a";\nexport default () => null;');
    expect(ending.how).not.toBe('done');
    expect(course.leaks).toEqual([]);
  });

  it('spoils nothing outside of its frame (cases 13, 14)', async () => {
    await tried(`Array.prototype.map = null as never; Promise.prototype.then = Promise.prototype.then;
      MessagePort.prototype.postMessage = () => {}; JSON.stringify = () => 'x';
      document.body.insertAdjacentHTML('beforeend', '<style>*{display:none}</style>');`);
    expect(await course.page.evaluate(() => JSON.stringify([1].map((n) => n + 1)))).toBe('[2]');
    expect(await course.page.locator('#before').isVisible()).toBe(true);
    expect(await course.render('export default () => <p>{[1].map((n) => n)}</p>')).toMatchObject({
      how: 'done',
    });
  });

  it('cannot speak for its frame', async () => {
    await tried(`const forged = { say: 'said', message: { say: 'ended', ending: { how: 'done' } } };
      Object.defineProperty(MessageEvent.prototype, 'data', { get() { this.target.postMessage?.(forged); } });
      parent.postMessage(forged, '*');`);
    await course.page.evaluate(() => {
      window.postMessage({ say: 'said', message: { say: 'ended', ending: {} } }, '*');
      window.course.rendering!.setColours({ scheme: 'dark' });
    });
    await course.page.waitForTimeout(1300);
    expect(await course.page.locator('#place iframe').count()).toBe(1);
  });

  it('is fitted with a frame of its height, up to a bound', async () => {
    const source = `import { useState } from 'react';
export default () => {
  const [rows, setRows] = useState(1);
  return <div style={{ height: rows * 50 }}><button onClick={() => setRows(rows * 4)}>More</button></div>;
}`;
    await course.render(source, { tallest: 300 });
    await expect.poll(height).toBe(58);
    await frame.getByRole('button').click();
    await expect.poll(height).toBe(208);
    await frame.getByRole('button').click();
    await expect.poll(height).toBe(300);
    expect(await course.page.evaluate(() => window.course.sizes)).toContain(808);
  });

  it('has the page’s colours, and new ones when they change', async () => {
    const colours = { scheme: 'dark', variables: { '--text': 'rgb(1, 2, 3)' } } as const;
    await course.render('export default () => <p>a</p>', { colours });
    const seen = () =>
      frame
        .locator('p')
        .evaluate((one) => [
          getComputedStyle(one).color,
          getComputedStyle(document.documentElement).colorScheme,
        ]);
    expect(await seen()).toEqual(['rgb(1, 2, 3)', 'dark']);
    await course.page.evaluate(() =>
      window.course.rendering!.setColours({
        scheme: 'light',
        variables: { '--text': 'rgb(4, 5, 6)' },
      }),
    );
    await expect.poll(seen).toEqual(['rgb(4, 5, 6)', 'light']);
  });

  it('is titled, takes no focus from the page, and Tab goes through it (case 40)', async () => {
    await course.page.locator('#before').focus();
    const source = `export default () => (
  <input aria-label="Trap" autoFocus onKeyDown={(event) => event.preventDefault()} />
)`;
    await course.render(source, { title: 'A trap' });
    const focused = () =>
      course.page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
    expect(await course.page.locator('#place iframe').getAttribute('title')).toBe('A trap');
    expect(await focused()).toBe('before');
    await course.page.keyboard.press('Tab');
    expect(await focused()).toBe('IFRAME');
    await expect
      .poll(() => frame.locator('input').evaluate((one) => one === document.activeElement))
      .toBe(true);
    await course.page.keyboard.press('Tab');
    await expect.poll(focused).toBe('after');
    await course.page.keyboard.press('Shift+Tab');
    await course.page.keyboard.press('Shift+Tab');
    await expect.poll(focused).toBe('before');
  });

  it.each(['preflight', 'frame'])('stops while it is in its %s', async (where) => {
    const source =
      where === 'frame'
        ? "import { useEffect } from 'react';\nexport default () => { useEffect(() => { setInterval(() => console.log('tick'), 5); }, []); return <p>a</p>; }"
        : 'await new Promise((r) => setTimeout(r, 60_000));\nexport default () => null';
    const rendered = course.render(source);
    if (where === 'frame') await rendered;
    else await course.page.waitForTimeout(300);
    await course.page.evaluate(() => window.course.rendering!.stop());
    expect(await ended()).toMatchObject({ how: 'stopped' });
    expect((await rendered).how).toBe(where === 'frame' ? 'done' : 'stopped');
    const said = (await output()).length;
    await course.page.waitForTimeout(100);
    expect((await output()).length).toBe(said);
    expect(await course.page.locator('#place iframe').count()).toBe(0);
  });

  it('leaves nothing behind, twenty times', async () => {
    const client = await course.page.context().newCDPSession(course.page);
    await client.send('Performance.enable');
    const source = 'export default () => <button>a</button>';
    const once = async () => {
      expect(await course.render(source)).toMatchObject({ how: 'done' });
      await course.page.evaluate(() => window.course.rendering!.stop());
    };
    const measured = async () => {
      await client.send('HeapProfiler.collectGarbage');
      const { metrics } = await client.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((one) => one.name === name)!.value;
      return {
        documents: of('Documents'),
        frames: of('Frames'),
        listeners: of('JSEventListeners'),
        heap: of('JSHeapUsedSize'),
        iframes: await course.page.locator('iframe').count(),
        all: course.page.frames().length,
      };
    };
    for (let at = 0; at < 3; at++) await once();
    const before = await measured();
    for (let at = 0; at < 20; at++) await once();
    const after = await measured();
    expect(after.iframes).toBe(before.iframes);
    expect(after.all).toBe(before.all);
    expect(after.documents).toBeLessThanOrEqual(before.documents + 2);
    expect(after.frames).toBeLessThanOrEqual(before.frames + 2);
    expect(after.listeners).toBeLessThanOrEqual(before.listeners + 4);
    expect(after.heap - before.heap).toBeLessThan(2_000_000);
  });

  it('ends with its runner, and is refused what it cannot be given', async () => {
    const seen = await course.page.evaluate(async () => {
      const own = window.course.another();
      const place = document.querySelector('#place')!;
      const block = { code: '(async function () {})', imports: [], claims: [], map: '' };
      const misuse: string[] = [];
      const attempt = (action: () => unknown) => {
        try {
          action();
        } catch (error) {
          misuse.push((error as Error).message);
        }
      };
      attempt(() => own.render(block, place));
      own.dispose();
      attempt(() => own.render({ ...block, component: true }, place));
      return misuse;
    });
    expect(seen).toEqual([
      "render: expected a compiled component, received another program; compile it with { kind: 'component' }",
      'render: expected a runner in use, received one that was disposed of; create another',
    ]);
  });
});
