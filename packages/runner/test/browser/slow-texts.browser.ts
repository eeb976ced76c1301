import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, CoursePage } from './course-page.js';

/** "Alive" in the lab's acceptance list: the page's timers never pause so long. */
const ALIVE = 1000;

/** A busy machine may miss a bound in time once. */
const MEASURED = { retry: 2 };

describe.skipIf(!BROWSER)('a text that is slow to read', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open({});
  });
  afterAll(() => course?.close());

  function nest(depth: number, before: string, after: string): string {
    return `(${before.repeat(depth)}1${after.repeat(depth)})`;
  }

  it.each([
    ['arrow functions as defaults', nest(40, '((a = ', '): number => 1)')],
    ['conditions before arrow functions', nest(40, 'a ? (', ') : c => 1')],
    ['classes in fields', nest(40, 'class A { a = ', ' }')],
  ])('%s: stopped, the page alive, the next edit runs', MEASURED, async (_, text) => {
    for (const kind of ['block', 'module', 'component'] as const) {
      const { refusal, longestPause } = await course.judge(text, kind);
      expect(refusal).toMatch(/^Reading this text was stopped/);
      expect(longestPause).toBeLessThan(ALIVE);
    }
    expect((await course.run('20 + 1')).ending).toMatchObject({ how: 'done' });
  });

  it.each(['(', '`', '/', '// a\n', 'let a;\n', '1 //=> 1\n', '/a/;', 'x as any;', '"\u2028";'])(
    'as long as may be, of %j alone: the page alive',
    MEASURED,
    async (token) => {
      const text = token.repeat(100_000 / token.length);
      expect((await course.judge(text)).longestPause).toBeLessThan(ALIVE);
    },
  );

  it('too long: refused at once', MEASURED, async () => {
    for (const token of ['(', '`', '/*', '=>', 'import ', '\n']) {
      const { refusal, longestPause } = await course.judge(token.repeat(200_000 / token.length));
      expect(refusal).toMatch(/characters; at most 100000 can be run$/);
      expect(longestPause).toBeLessThan(200);
    }
  });
});
