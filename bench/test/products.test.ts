import * as core from '@backprop/core';
import { expect, test } from 'vitest';
import { PRODUCTS, prepare, refuseImpossible } from '../src/products/measure-products.js';

for (const kind of PRODUCTS) {
  test(`${kind.product} on a tape multiplies the operands of now, not those it was recorded with`, () => {
    core.setTapeBackend('simd');
    const product = prepare(kind, [5, 7, 3]);
    expect(product.findMistake()).toBeNull();
    product.dispose();
  });
}

test('a rate above the peak is refused: the product cannot have been computed', () => {
  const size: [number, number, number] = [8, 8, 8];
  const product = { backend: 'simd' as const, product: 'A·B', size, peak: [50, 50, 50] };
  const possible = { ...product, rate: [45, 40, 900] };
  expect(refuseImpossible(possible)).toBe(possible);
  const impossible = refuseImpossible({ ...product, rate: [900, 800, 45] });
  expect(impossible.wrong).toBe('took 16.0 times the peak: it cannot have multiplied');
});
