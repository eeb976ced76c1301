import { expect, test } from 'vitest';
import type { GroupSummary } from '../../src/reference/entry';
import { filterGroups } from '../../src/reference/filter-groups';

const entry = (name: string, summary: string) => ({ id: name, name, kind: 'function', summary });
const GROUPS = [
  {
    path: 'core/arithmetic',
    title: 'Arithmetic',
    about: '',
    entries: [entry('squaredDifference', 'Square of a difference.'), entry('add', 'The sum.')],
  },
  {
    path: 'core/reduction',
    title: 'Reductions',
    about: '',
    entries: [entry('cumsum', 'Running sums.'), entry('sum', 'Sum over axes.')],
  },
] as GroupSummary[];
const namesOf = (query: string) =>
  filterGroups(GROUPS, query).groups.flatMap(({ entries }) => entries.map(({ name }) => name));

test('filterGroups keeps everything for an empty query', () => {
  expect(filterGroups(GROUPS, '  ')).toMatchObject({ groups: GROUPS, count: 4 });
});

test.each([
  ['SUM', ['add', 'cumsum', 'sum']],
  ['difference', ['squaredDifference']],
  ['arithmetic sum', ['add']],
  ['nothing like it', []],
])('filterGroups finds by name, meaning and page: %s', (query, names) => {
  expect(namesOf(query)).toEqual(names);
});

test('filterGroups leaves out pages of which nothing is left', () => {
  expect(filterGroups(GROUPS, 'axes').groups.map(({ path }) => path)).toEqual(['core/reduction']);
});

test.each([
  ['sum', 'core/reduction/#sum'],
  ['cum', 'core/reduction/#cumsum'],
  ['square', 'core/arithmetic/#squaredDifference'],
  ['zzz', null],
])('filterGroups knows what %s most likely means', (query, best) => {
  expect(filterGroups(GROUPS, query).best).toBe(best);
});
