import { expect, test } from 'vitest';
import { compareWithBudget } from '../../scripts/page-weight.mjs';

const page = {
  page: '/lessons/a/',
  scripts: [
    { file: '/main.js', bytes: 600 },
    { file: '/lesson.js', bytes: 400 },
  ],
  styles: [{ file: '/styles.css', bytes: 100 }],
};

test('compareWithBudget accepts a page that is exactly as heavy as it may be', () => {
  const budget = { pageScriptsGzip: 1000, pageStylesGzip: 100 };
  expect(compareWithBudget([page], budget)).toEqual({
    lines: ['/lessons/a/  scripts 1000  styles 100'],
    complaints: [],
  });
});

test.each([
  [{ pageScriptsGzip: 999, pageStylesGzip: 100 }, 'at most 999 bytes of scripts'],
  [{ pageScriptsGzip: 1000, pageStylesGzip: 99 }, 'at most 99 bytes of styles'],
])(
  'compareWithBudget complains of one byte too many and names the heaviest file',
  (budget, words) => {
    const { complaints } = compareWithBudget([page], budget);
    expect(complaints).toEqual([expect.stringContaining(words)]);
    expect(complaints[0]).toMatch(/heaviest: \/(main\.js 600|styles\.css 100)/);
  },
);

test('compareWithBudget complains when a page loaded nothing, which no real page does', () => {
  const empty = { page: '/', scripts: [], styles: [] };
  const { complaints } = compareWithBudget([empty], { pageScriptsGzip: 1, pageStylesGzip: 1 });
  expect(complaints).toHaveLength(2);
});
