import type { FrameLocator } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ending, Output } from '../../dist/index.js';
import { BROWSER, CoursePage, REACT } from './course-page.js';

/** "Alive" in the lab's acceptance list: the page's timers never pause so long. */
const ALIVE = 1000;

/** A busy machine may miss a bound in time once. */
const MEASURED = { retry: 2 };

const COUNTER = `import { useState } from 'react';
export default function Counter() {
  const [count, setCount] = useState(0);
  const [name, setName] = useState('');
  return (
    <div>
      <button onClick={() => setCount(count + 1)}>Count {count}</button>
      <input aria-label="Name" value={name} onChange={(event) => setName(event.target.value)} />
      <p>Hello {name}</p>
    </div>
  );
}`;

describe.skipIf(!BROWSER)('a component', () => {
  let course: CoursePage;
  let frame: FrameLocator;
  beforeAll(async () => {
    course = await CoursePage.open(REACT);
    frame = course.page.frameLocator('#place iframe');
  });
  beforeEach(() => course.page.evaluate(() => window.course.rendering?.stop()));
  afterAll(() => course?.close());

  const ended = (): Promise<Ending> => course.page.evaluate(() => window.course.rendering!.ended);
  const output = (): Promise<Output[]> => course.page.evaluate(() => window.course.output);
  /** The frame may go while it is pressed; then nobody would answer. */
  const press = () =>
    void frame
      .getByRole('button')
      .click()
      .catch(() => {});
  const frames = () => course.page.locator('#place iframe').count();

  async function nextWorks(): Promise<void> {
    expect(await course.render(COUNTER)).toMatchObject({ how: 'done' });
    await frame.getByRole('button').click();
    expect(await frame.getByRole('button').textContent()).toBe('Count 1');
    const { ending } = await course.run('20 + 1');
    expect(ending).toMatchObject({ how: 'done', value: { text: '21' } });
  }

  it('is seen, and answers to a click and to typed keys', async () => {
    expect(await course.render(COUNTER)).toMatchObject({ how: 'done', value: null, claims: [] });
    await frame.getByRole('button', { name: 'Count 0' }).click();
    await frame.getByRole('button', { name: 'Count 1' }).click();
    expect(await frame.getByRole('button').textContent()).toBe('Count 2');
    await frame.getByLabel('Name').click();
    await course.page.keyboard.type('Ada');
    await frame.getByText('Hello Ada').waitFor();
    expect(await output()).toEqual([]);
  });

  it.each([
    ['at the top of the program', 'for (;;);\nexport default () => <p>a</p>', 1],
    ['in its rendering', 'export default () => {\n  while (true) {}\n}', 2],
    [
      'in its rendering, caught',
      'export default () => {\n  for (;;) { try { for (;;); } catch {} }\n}',
      2,
    ],
    [
      'in a call of itself',
      'const f = (n: number): number => n < 2 ? 1 : f(n - 1) + f(n - 2);\nexport default () => <p>{f(60)}</p>',
      1,
    ],
  ])('that loops %s is stopped before it is seen', MEASURED, async (_, source, line) => {
    const longest = await course.page.evaluateHandle(() => window.course.watchPauses());
    const ending = await course.render(source);
    expect(ending).toMatchObject({
      how: 'failed',
      error: { name: 'EndlessError', message: expect.stringContaining('500 ms'), place: { line } },
    });
    expect(await longest.evaluate((read) => read())).toBeLessThan(ALIVE);
    expect(await frames()).toBe(0);
    await nextWorks();
  });

  it('that loops where no guard is ends at the deadline of its preflight', async () => {
    const source = "export default () => <p>{/^(a+)+$/.test('a'.repeat(60) + 'b')}</p>";
    expect(await course.render(source)).toMatchObject({ how: 'timed-out', deadline: 2000 });
    expect(await frames()).toBe(0);
    await nextWorks();
  });

  it.each([
    ['a loop', 'while (true) {}'],
    ['a loop that catches', 'for (;;) { try { for (;;); } catch { continue; } }'],
    ['promises', 'const f = async (): Promise<void> => { await null; return f(); }; f();'],
    ['a generator', '[...(function* () { for (;;) yield 1; })()];'],
    ['calls', 'const f = () => { try { f(); } finally { f(); } }; f();'],
  ])('is stopped by the guard when its handler goes on for ever: %s', MEASURED, async (_, body) => {
    const source = `export default () => (\n  <button onClick={() => { ${body} }}>Go</button>\n)`;
    expect(await course.render(source)).toMatchObject({ how: 'done' });
    const longest = await course.page.evaluateHandle(() => window.course.watchPauses());
    press();
    expect(await ended()).toMatchObject({
      how: 'failed',
      error: { name: 'EndlessError', place: { line: 2 } },
    });
    expect(await longest.evaluate((read) => read())).toBeLessThan(ALIVE);
    expect(await frames()).toBe(0);
    await nextWorks();
  });

  it.each([
    ['an effect', 'useEffect(() => { for (;;); }, []);'],
    ['a timer', 'useEffect(() => { setTimeout(() => { for (;;); }, 50); }, []);'],
    ['a rendering that only the document has', "if (typeof document === 'object') for (;;);"],
  ])('is stopped by the guard when %s goes on for ever', async (_, body) => {
    const source = `import { useEffect } from 'react';\nexport default () => {\n  ${body}\n  return <p>a</p>;\n}`;
    await course.render(source);
    expect(await ended()).toMatchObject({
      how: 'failed',
      error: { name: 'EndlessError', place: { line: 3 } },
    });
    await nextWorks();
  });

  it('that hangs where no guard is, in a process of its own, is given up', MEASURED, async () => {
    const source =
      "export default () => <button onClick={() => /^(a+)+$/.test('a'.repeat(60) + 'b')}>Go</button>";
    await course.render(source);
    const longest = await course.page.evaluateHandle(() => window.course.watchPauses());
    press();
    expect(await ended()).toMatchObject({
      how: 'broken',
      reason: 'The frame that runs code stopped answering',
    });
    expect(await longest.evaluate((read) => read())).toBeLessThan(ALIVE);
    await nextWorks();
  });

  it('may work for long when it pauses', async () => {
    const source = `import { useEffect, useState } from 'react';
export default () => {
  const [done, setDone] = useState(0);
  useEffect(() => {
    (async () => {
      for (let part = 1; part <= 12; part++) {
        const end = performance.now() + 80;
        while (performance.now() < end);
        setDone(part);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    })();
  }, []);
  return <p>{done} of 12</p>;
}`;
    expect(await course.render(source)).toMatchObject({ how: 'done' });
    await frame.getByText('12 of 12').waitFor();
  });

  it.each([
    ['its rendering', "throw new TypeError('no');", 3],
    ['an effect', "useEffect(() => { throw new TypeError('no'); }, []);", 3],
  ])('that throws in %s ends with the error and its line (case 18)', async (_, body, line) => {
    const source = `import { useEffect } from 'react';\nexport default () => {\n  ${body}\n  return <p>a</p>;\n}`;
    await course.render(source);
    expect(await ended()).toMatchObject({
      how: 'failed',
      error: { name: 'TypeError', message: 'no', place: { line } },
    });
    await nextWorks();
  });

  it('that throws in a handler says so, with the line, and goes on (case 18)', async () => {
    const source =
      "export default () => <button onClick={() => {\n  console.log('on');\n  throw new RangeError('no');\n}}>Go</button>";
    await course.render(source);
    await frame.getByRole('button').click();
    await frame.getByRole('button').click();
    await expect.poll(async () => (await output()).length).toBe(4);
    expect((await output())[1]).toMatchObject({
      kind: 'console',
      level: 'error',
      values: [{ kind: 'error', error: { name: 'RangeError', message: 'no', place: { line: 3 } } }],
    });
    expect(await frames()).toBe(1);
  });

  it('that returns nothing is an empty place, not an error (case 18)', async () => {
    expect(await course.render('export default () => undefined')).toMatchObject({ how: 'done' });
    await nextWorks();
  });

  it('that sets state in its rendering is told so (case 18)', async () => {
    const source = `import { useState } from 'react';\nexport default () => {\n  const [n, setN] = useState(0);\n  setN(n + 1);\n  return <p>{n}</p>;\n}`;
    await course.render(source);
    expect(await ended()).toMatchObject({
      how: 'failed',
      error: { message: expect.stringContaining('renders it again without end') },
    });
    await nextWorks();
  });

  it('may catch its own errors in a boundary', async () => {
    const source = `import { Component } from 'react';
class Boundary extends Component<{ children: unknown }> {
  state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  render() { return this.state.failed ? <p>caught</p> : this.props.children; }
}
const Bad = () => { throw new Error('bad'); };
export default () => <Boundary><Bad /></Boundary>`;
    expect(await course.render(source)).toMatchObject({ how: 'done' });
    await frame.getByText('caught').waitFor();
    expect(await output()).toMatchObject([
      { level: 'error', values: [{ error: { message: 'bad', place: { line: 7 } } }] },
    ]);
  });

  it.each([
    ['export default 3', 'received number'],
    ['const App = () => null;\nexport default <App />', 'received an element <App>'],
    ['export default { a: 1 }', 'received an object'],
  ])('is asked for when the default export is none: %s', async (source, words) => {
    expect(await course.render(source)).toMatchObject({
      how: 'failed',
      error: { name: 'ComponentError', message: expect.stringContaining(words) },
    });
  });

  it('may go through its preflight alone, as lessons are tested', async () => {
    const endings = await course.page.evaluate(async () => {
      const { runner, compileComponent } = window.course;
      const texts = ['export default () => <p>a</p>', 'export default () => { for (;;); }'];
      return Promise.all(texts.map((text) => runner.run(compileComponent(text))));
    });
    expect(endings).toMatchObject([
      { how: 'done' },
      { how: 'failed', error: { name: 'EndlessError', place: { line: 1 } } },
    ]);
    expect(await frames()).toBe(0);
  });

  it('has its claims judged', async () => {
    const source = 'const a = 20 + 1; //=> 21\na; //=> 22\nexport default () => <p>a</p>';
    expect(await course.render(source)).toMatchObject({
      how: 'done',
      claims: [{ state: 'holds' }, { state: 'fails', received: '21' }],
    });
  });
});

/** Some browsers give the frame no process of its own; then its loops hold the page as well. */
const ONE_PROCESS = [
  '--disable-site-isolation-trials',
  '--disable-features=IsolateSandboxedIframes',
];

describe.skipIf(!BROWSER)('a component in the process of the page', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open(REACT, ONE_PROCESS);
  });
  afterAll(() => course?.close());

  it('holds the page no longer than the guard lets it', MEASURED, async () => {
    const source =
      'export default () => <button onClick={() => { for (;;) { try { for (;;); } catch {} } }}>Go</button>';
    expect(await course.render(source)).toMatchObject({ how: 'done' });
    const longest = await course.page.evaluateHandle(() => window.course.watchPauses());
    void course.page
      .frameLocator('#place iframe')
      .getByRole('button')
      .click()
      .catch(() => {});
    const ending = await course.page.evaluate(() => window.course.rendering!.ended);
    expect(ending).toMatchObject({ how: 'failed', error: { name: 'EndlessError' } });
    const pause = await longest.evaluate((read) => read());
    // It did share a thread, or this would have measured nothing.
    expect(pause).toBeGreaterThan(400);
    expect(pause).toBeLessThan(ALIVE);
    expect(await course.render(COUNTER)).toMatchObject({ how: 'done' });
  });
});
