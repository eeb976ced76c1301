import { fileURLToPath } from 'node:url';
import { records } from '@backprop/core';
import * as compiler from '@backprop/runner/compile';
import { afterAll, describe, expect, test } from 'vitest';
import { createBlockRunner, runBlock } from '../../content/run-blocks';
import { isCompilable } from '../../plugins/api-reference/example-code';
import { findGaps } from '../../plugins/api-reference/find-gaps';
import { GROUPS, groupsOf } from '../../plugins/api-reference/groups';
import { makeReference } from '../../plugins/api-reference/make-reference';
import { IMPORTABLE } from '../../plugins/libraries';
import type { Entry, Group } from '../../src/reference/entry';

const SITE = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

const canRun = isCompilable(compiler, IMPORTABLE);
const groups = makeReference({
  root: ROOT,
  records,
  canRun,
  address: '/reference/',
});
const entries = groups.flatMap((group) => group.entries);
const find = (name: string): Entry => entries.find((entry) => entry.name === name)!;

describe('the reference', () => {
  test('has every value that the packages export, once', async () => {
    const modules = new Map(entries.map(({ specifier }) => [specifier, new Set<string>()]));
    for (const { specifier, name, aliases } of entries) {
      for (const each of [name, ...aliases]) modules.get(specifier)!.add(each.split('.')[0]!);
    }
    for (const specifier of IMPORTABLE.filter((each) => modules.has(each))) {
      const exported = Object.keys(await import(/* @vite-ignore */ specifier));
      const missing = exported.filter((name) => !modules.get(specifier)!.has(name));
      // What a second entry point exports again stands under the first.
      expect(missing.filter((name) => !modules.get('@backprop/core')!.has(name))).toEqual([]);
    }
  });

  test('has every symbol on exactly one page', () => {
    const ids = groups.flatMap(({ path, entries: own }) =>
      own.map(({ id }) => `${path.split('/')[0]} ${id}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(550);
  });

  test('has anchors that are unique on their page, members included', () => {
    for (const { path, entries: own } of groups) {
      const ids = own.flatMap(({ id, members }) => [id, ...members.map((member) => member.id)]);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i, path)).toEqual([]);
    }
  });

  test('has no empty page, and no page twice', () => {
    expect(groups.filter((group) => group.entries.length === 0)).toEqual([]);
    expect(new Set(GROUPS.map(({ path }) => path)).size).toBe(GROUPS.length);
  });

  test('links to nothing that it has not', () => {
    const places = placesOf(groups);
    // Not the /reference/ within an address of another site.
    const ours = /(?<![\w.])\/reference\/[\w/.#-]+/g;
    const links = Array.from(JSON.stringify(groups).matchAll(ours), String);
    expect(links.length).toBeGreaterThan(300);
    expect(links.filter((link) => !places.has(link))).toEqual([]);
  });

  test('knows all operations, with what their records say', () => {
    const operations = entries.filter(({ kind }) => kind === 'operation');
    expect(operations.map(({ name }) => name).sort()).toEqual(records.map((r) => r.name).sort());
    expect(find('matMul').operation).toMatchObject({
      inputs: [{ name: 'a' }, { name: 'b' }],
      options: [
        { name: 'transposeA', kind: 'boolean', fallback: 'false' },
        { name: 'transposeB', kind: 'boolean', fallback: 'false' },
      ],
      differentiable: true,
    });
    expect(find('add').operation).toMatchObject({ broadcasts: true, differentiable: true });
    expect(find('argMax').operation).toMatchObject({ differentiable: false });
  });

  test('shows signatures, parameters and members', () => {
    expect(find('sum').code).toContain('sum(x: TensorLike, axis?: Axes, keepDims?: boolean)');
    expect(find('layers.dense')).toMatchObject({
      code: 'layers.dense(args: DenseArgs): Dense',
      specifier: '@backprop/core',
      mentions: [{ name: 'DenseArgs', href: '/reference/core/layers/#layers.DenseArgs' }],
    });
    expect(find('metrics.meanSquaredError').aliases).toEqual(['metrics.MSE', 'metrics.mse']);
    const members = find('Tensor').members.map(({ id }) => id);
    expect(members).toEqual(expect.arrayContaining(['Tensor.arraySync', 'Tensor.backward']));
    expect(members).not.toContain('Tensor.store');
    expect(find('LockstepOptions').parameters).toContainEqual(
      expect.objectContaining({ name: 'epochs', type: 'number', optional: true }),
    );
  });
});

/** Every address that a link may have. */
function placesOf(pages: readonly Group[]): Set<string> {
  return new Set(
    pages.flatMap(({ path, entries: own }) => own.map(({ id }) => `/reference/${path}/#${id}`)),
  );
}

describe('the docstrings', () => {
  test('leave out nothing that a reader needs', () => {
    expect(findGaps(groups)).toEqual([]);
  });

  const add = find('add');
  const gapsOf = (entry: Entry) => findGaps([{ entries: [entry] }]).map(({ what }) => what);

  test.each([
    ['add docstring', { ...add, text: '' }],
    ['add @example', { ...add, examples: [] }],
    ['add @param a', { ...add, parameters: [{ ...add.parameters[0]!, type: '' }] }],
  ])('findGaps finds a lost %s', (gap, entry) => {
    expect(gapsOf(add)).toEqual([]);
    expect(gapsOf(entry)).toEqual([gap]);
  });

  test('groupsOf finds one page for a file of a package, and none for another', () => {
    const paths = (file: string) => groupsOf(file).map(({ path }) => path);
    expect(paths('packages/core/src/train/schedules.ts')).toEqual(['core/optimizers']);
    expect(paths('packages/core/src/ops/new-family.ts')).toEqual(['core/more']);
    expect(paths('packages/other/src/index.ts')).toEqual([]);
  });
});

describe('the live examples', () => {
  const runner = createBlockRunner(SITE);
  afterAll(() => runner.dispose());
  const run = (name: string, code: string) =>
    runBlock({ name, title: name, language: 'ts', code, line: 1 }, runner);

  const live = entries
    .flatMap(({ examples, members }) => [...examples, ...members.flatMap((m) => m.examples)])
    .filter((example) => example.live);

  test('are all that need neither Node nor a library that the lab does not offer', () => {
    const still = entries.flatMap(({ specifier, examples }) =>
      examples.filter((example) => !example.live).map(({ name }) => ({ name, specifier })),
    );
    const ofCore = still.filter(({ specifier }) => /^@backprop\/core/.test(specifier));
    // Its claim stands inside a block, where the lab takes none.
    expect(ofCore.map(({ name }) => name)).toEqual(['example-of-ExpressionError']);
    expect(live.length).toBeGreaterThan(280);
  });

  test.concurrent.each(live.map(({ name, code }) => [name, code] as const))(
    '%s holds as the page shows it',
    async (name, code) => {
      expect(code).toContain('//=>');
      expect(await run(name, code)).toEqual([]);
    },
  );

  test('a wrong claim would be found', async () => {
    const wrong = find('add').examples[0]!.code.replace('[11, 21]', '[11, 22]');
    expect(await run('wrong', wrong)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('[11, 22]') }),
    ]);
  });
});
