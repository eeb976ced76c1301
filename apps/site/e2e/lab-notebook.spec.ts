import { readFileSync } from 'node:fs';
import { expect, type LabBlock, test } from './lab-page';

interface Cell {
  cell_type: 'code' | 'markdown';
  id: string;
  source: string[];
}

/** Press a button of the block's notebook choice and read the file that comes. */
async function saved(block: LabBlock, choice: string): Promise<{ name: string; cells: Cell[] }> {
  const waiting = block.page.waitForEvent('download');
  await block.button(choice).click();
  const download = await waiting;
  const notebook = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
  return { name: download.suggestedFilename(), cells: notebook.cells };
}

const textsOf = (cells: Cell[], kind: Cell['cell_type']) =>
  cells.filter(({ cell_type }) => cell_type === kind).map(({ source }) => source.join(''));

test('a block as a notebook has the headings above it and the reader’s edit', async ({
  lab,
  watched,
}) => {
  const block = lab('first-result');
  await block.type('1 + 2 //=> 3');
  await block.button('Open as notebook').click();
  const { name, cells } = await saved(block, 'This block');
  expect(name).toBe('lab-demo-first-result.ipynb');
  expect(textsOf(cells, 'code')).toEqual(['1 + 2 //=> 3']);
  expect(textsOf(cells, 'markdown').slice(1)).toEqual([
    '# What a live block can do',
    '## Results and claims',
    '**First result**',
  ]);
  expect(watched).toEqual([]);
});

test('the page as a notebook has every block once, in order, each heading once', async ({
  lab,
  page,
  watched,
}) => {
  const names = await page
    .locator('[data-lab-block]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-lab-name')!));
  const block = lab('console');
  await block.button('Open as notebook').click();
  const { name, cells } = await saved(block, 'All blocks of this page');
  expect(name).toBe('lab-demo.ipynb');
  const ids = cells.filter(({ cell_type }) => cell_type === 'code').map(({ id }) => id);
  expect(ids).toEqual(['page-globals', ...names]);
  const headings = textsOf(cells, 'markdown').filter((text) => text.startsWith('#'));
  expect(new Set(headings).size).toBe(headings.length);
  expect(headings).toContain('## Controls');
  expect(headings.join()).not.toContain('Direct link');
  expect(watched).toEqual([]);
});
