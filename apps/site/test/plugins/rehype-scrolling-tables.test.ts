import { expect, test } from 'vitest';
import { rehypeScrollingTables } from '../../plugins/rehype-scrolling-tables';

test('rehypeScrollingTables puts tables, and nothing else, in the order of Tab', () => {
  const table = { type: 'element', tagName: 'table', properties: { id: 'a' } };
  const list = { type: 'element', tagName: 'ul', properties: {} };
  rehypeScrollingTables()({ type: 'root', children: [table, list] });
  expect(table.properties).toEqual({ id: 'a', tabIndex: 0 });
  expect(list.properties).toEqual({});
});
