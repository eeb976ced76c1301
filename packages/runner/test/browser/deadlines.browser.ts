import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, CoursePage } from './course-page.js';

/** "Alive" in the lab's acceptance list: the page's timers never pause so long. */
const ALIVE = 1000;

/** A busy machine may miss a bound in time once. */
const MEASURED = { retry: 2 };

describe.skipIf(!BROWSER)('a program that does not end', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open();
    await course.run('1');
  });
  afterAll(() => course?.close());

  async function nextRunWorks(): Promise<void> {
    const { ending } = await course.run('20 + 1');
    expect(ending).toMatchObject({ how: 'done', value: { text: '21' } });
  }

  it(
    'loops: ended at the deadline, the page alive, the next edit runs (case 1)',
    MEASURED,
    async () => {
      const { ending, longestPause, took } = await course.run('for (let i = 0; i < 10;) {}');
      expect(ending).toMatchObject({ how: 'timed-out', deadline: 2000 });
      expect(took).toBeLessThan(3500);
      expect(longestPause).toBeLessThan(ALIVE);
      await nextRunWorks();
    },
  );

  it('loops in graded work: never an answer (case 2)', async () => {
    const { ending, outcomes } = await course.call(
      'export const f = (n: number) => { while (n > 1); return n; };',
      [1, 2, 1].map((n) => ({ export: 'f', args: [n] })),
      { deadline: 500 },
    );
    expect(ending).toMatchObject({ how: 'timed-out', deadline: 500 });
    expect(outcomes).toMatchObject([{ value: 1 }, { how: 'unanswered' }, { how: 'unanswered' }]);
  });

  it('recurses without end: an error (case 3)', MEASURED, async () => {
    const { ending, longestPause } = await course.run('function f() {\n  f();\n}\nf()');
    expect(ending).toMatchObject({
      how: 'failed',
      error: { name: 'RangeError', place: { line: expect.any(Number) } },
    });
    expect(longestPause).toBeLessThan(ALIVE);
  });

  it(
    'allocates without end: ended, the page alive, the next run works (case 4)',
    MEASURED,
    async () => {
      const { ending, longestPause } = await course.run(
        'const all: unknown[] = [];\nfor (;;) all.push(new Array(1000).fill({}));',
      );
      expect(['timed-out', 'broken', 'failed']).toContain(ending.how);
      expect(longestPause).toBeLessThan(ALIVE);
      await nextRunWorks();
    },
  );

  it.each([
    ['a promise that nobody settles', 'await new Promise(() => {})'],
    ['promises without end', 'const f = () => Promise.resolve().then(f);\nawait f()'],
  ])('waits for %s: timed out (case 5)', MEASURED, async (_, source) => {
    const { ending, longestPause } = await course.run(source, { limits: { deadline: 500 } });
    expect(ending).toMatchObject({ how: 'timed-out', deadline: 500 });
    expect(longestPause).toBeLessThan(ALIVE);
  });

  it('yields or reports progress: may go on past the deadline', async () => {
    const limits = { deadline: 1000 };
    const yielding =
      'for (let i = 0; i < 25; i++) await new Promise((r) => setTimeout(r, 60));\n"through"';
    expect((await course.run(yielding, { limits })).ending).toMatchObject({ how: 'done' });
    const reporting =
      'const end = performance.now() + 1500;\nwhile (performance.now() < end) progress(1, 2);\n"through"';
    expect((await course.run(reporting, { limits })).ending).toMatchObject({ how: 'done' });
  });

  it.each([
    ['loops', 'for (;;);'],
    ['floods', 'for (let i = 0; ; i++) console.log(i);'],
    ['shows for ever', 'for (let i = 0; ; i++) display([i], { key: "k" });'],
    ['waits', 'await new Promise((r) => setTimeout(r, 1e6));'],
    ['ticks', 'setInterval(() => console.log("tick"), 1);'],
  ])('%s: Stop ends it within 500 ms (case 20)', MEASURED, async (_, source) => {
    const { ending, took, longestPause } = await course.run(source, {
      stopAfter: 600,
      limits: { deadline: 20_000 },
    });
    expect(ending).toMatchObject({ how: 'stopped' });
    expect(took).toBeGreaterThanOrEqual(595);
    expect(took).toBeLessThan(1100);
    expect(longestPause).toBeLessThan(ALIVE);
    await nextRunWorks();
  });

  it('floods: cut at 1000 lines and 256 KiB, with a note (case 7)', MEASURED, async () => {
    const lines = await course.run('for (;;) console.log(1)', { limits: { deadline: 500 } });
    expect(lines.output).toHaveLength(1001);
    expect(lines.output.at(-1)).toEqual({ kind: 'truncated', what: 'lines', limit: 1000 });
    expect(lines.longestPause).toBeLessThan(ALIVE);
    const bytes = await course.run('for (;;) console.log("x".repeat(9000))', {
      limits: { deadline: 500 },
    });
    expect(bytes.output.at(-1)).toEqual({ kind: 'truncated', what: 'bytes', limit: 256 * 1024 });
    expect(JSON.stringify(bytes.output).length).toBeLessThan(300 * 1024);
  });

  it('logs what is huge, endless or no data: bounded text, nothing thrown (case 8)', async () => {
    const { ending, output } = await course.run(
      'const cycle: unknown[] = [];\ncycle.push(cycle);\nconsole.log("x".repeat(50_000_000), cycle, 10n, () => 1, Symbol("s"), NaN, -0);',
    );
    expect(ending).toMatchObject({ how: 'done' });
    expect(output).toMatchObject([
      {
        values: [
          { text: expect.stringContaining('50000000 characters') },
          { items: [{ kind: 'cut', why: 'cycle' }] },
          { type: 'bigint' },
          { kind: 'function' },
          { type: 'symbol' },
          { text: 'NaN' },
          { text: '-0' },
        ],
      },
    ]);
    expect(JSON.stringify(output).length).toBeLessThan(20_000);
  });

  it('of another block does not stop this one', MEASURED, async () => {
    const [endless, short] = await Promise.all([
      course.run('for (;;);', { limits: { deadline: 800 } }),
      course.run('"short"'),
    ]);
    expect(endless.ending.how).toBe('timed-out');
    expect(short.ending).toMatchObject({ how: 'done', value: { text: 'short' } });
    expect(short.took).toBeLessThan(800);
  });
});
