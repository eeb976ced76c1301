import { expect, test } from 'vitest';
import { nameBlocks, nameOfTitle, readMeta } from '../../src/lab/block/names';

test('readMeta reads bare, double-quoted and single-quoted values, and nothing else', () => {
  const meta = `live title="One training step" name=one-step note='it"s'`;
  expect(readMeta(meta, 'title')).toBe('One training step');
  expect(readMeta(meta, 'name')).toBe('one-step');
  expect(readMeta(meta, 'note')).toBe('it"s');
  expect(readMeta(meta, 'ame')).toBeUndefined();
  expect(readMeta('live filename=x', 'name')).toBeUndefined();
  expect(readMeta(undefined, 'name')).toBeUndefined();
});

test('nameOfTitle keeps letters and numbers of any script', () => {
  expect(nameOfTitle('One training step')).toBe('one-training-step');
  expect(nameOfTitle('  ∂L/∂w: Ableitung für Höhe 2! ')).toBe('l-w-ableitung-fur-hohe-2');
  expect(nameOfTitle('数値微分')).toBe('数値微分');
});

test('nameBlocks prefers name, then title, then place', () => {
  const fences = [{ name: 'a', title: 'B' }, { title: 'One step' }, {}, { title: '!!!' }];
  expect(nameBlocks(fences)).toEqual({
    names: ['a', 'one-step', 'block-3', 'block-4'],
    duplicates: [],
  });
});

test('nameBlocks reports each name asked for twice and still gives unique names', () => {
  const fences = [{ name: 'x' }, { title: 'X' }, { name: 'x-2' }, { name: 'x' }];
  const { names, duplicates } = nameBlocks(fences);
  expect(new Set(names).size).toBe(4);
  expect(duplicates).toEqual(['x', 'x-2']);
});
