import { compile } from '@backprop/runner/compile';
import { createNodeRunner } from '@backprop/runner/node';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeNotebook, type NotebookPart } from '../../src/lab/notebook/notebook';
import { pageNotebook } from '../../src/lab/notebook/page-notebook';

const code = (text: string, name = 'a-block'): NotebookPart => ({ kind: 'code', text, name });
const sourceOf = (parts: NotebookPart[], at: number) => makeNotebook(parts).cells[at]!.source;

describe('makeNotebook', () => {
  test('says its format, its language and a kernel', () => {
    const { nbformat, nbformat_minor, metadata } = makeNotebook([]);
    expect([nbformat, nbformat_minor]).toEqual([4, 5]);
    expect(metadata.kernelspec).toEqual({
      display_name: 'Deno',
      language: 'typescript',
      name: 'deno',
    });
    expect(metadata.language_info).toMatchObject({ name: 'typescript', file_extension: '.ts' });
  });

  test('code cells have not run; markdown cells have nothing to run', () => {
    const { cells } = makeNotebook([{ kind: 'markdown', text: '# One' }, code('1 + 1')]);
    expect(cells).toEqual([
      { cell_type: 'markdown', id: 'text', metadata: {}, source: ['# One'] },
      {
        cell_type: 'code',
        id: 'a-block',
        metadata: {},
        source: ['1 + 1'],
        execution_count: null,
        outputs: [],
      },
    ]);
  });

  test.each([
    ['', []],
    ['one', ['one']],
    ['one\n', ['one\n']],
    ['one\n\ntwo', ['one\n', '\n', 'two']],
    ['\u2028 stays inside', ['\u2028 stays inside']],
  ])('the text %j is stored as lines', (text, lines) => {
    expect(sourceOf([code(text)], 0)).toEqual(lines);
  });

  test('the lines, put together, are the text again, through JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const read = JSON.parse(JSON.stringify(makeNotebook([code(text)])));
        expect(read.cells[0].source.join('')).toBe(text);
        for (const line of read.cells[0].source.slice(0, -1)) expect(line).toMatch(/^[^\n]*\n$/);
      }),
    );
  });

  test('ids fit the format and are there once, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 90 }), { maxLength: 12 }), (names) => {
        const { cells } = makeNotebook([...names, ...names].map((name) => code('1', name)));
        const ids = cells.map(({ id }) => id);
        for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('pageNotebook', () => {
  const source = { title: 'A site', where: 'Save this file beside `node_modules`.' };

  test('begins with where it is from and how to open it', () => {
    const [first] = pageNotebook([code('1')], source).cells;
    expect(first!.cell_type).toBe('markdown');
    const text = first!.source.join('');
    expect(text).toContain('“A site”');
    expect(text).toContain('deno jupyter --install');
    expect(text).toContain('2. Save this file beside `node_modules`.');
  });

  test('has what the page would provide only when a block asks for it', () => {
    const ids = (text: string) => pageNotebook([code(text)], source).cells.map(({ id }) => id);
    expect(ids('const inputs = 3;\ninputs')).toEqual(['text', 'a-block']);
    expect(ids("const rate = input.slider('rate', {});")).toContain('page-globals');
    expect(ids('display.table([])')).toContain('page-globals');
    expect(ids('progress(1, 3)')).toContain('page-globals');
  });

  test('what it provides runs where there is no page; controls keep their first value', async () => {
    const { cells } = pageNotebook([code('display(1)')], source);
    const globals = cells.find(({ id }) => id === 'page-globals')!.source.join('');
    const text = `${globals}
const { input, display, progress } = globalThis as any;
display.table([{ a: 1 }]);
progress(1, 2, 'half');
[
  input.slider('rate', { min: 0, max: 1, value: 0.5 }),
  input.select('layer', ['relu', 'tanh']),
  input.select('layer', { options: ['relu', 'tanh'], value: 'tanh' }),
  input.toggle('loud', true),
] //=> [0.5, 'relu', 'tanh', true]`;
    const runner = createNodeRunner({ resolve: () => '' });
    const ending = await runner.run(compile(text, { kind: 'block', imports: [] }));
    runner.dispose();
    expect(ending).toMatchObject({ how: 'done', claims: [{ state: 'holds' }] });
  });
});
