import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readKeras } from '../../src/files/keras/read-keras.js';
import { readKerasH5 } from '../../src/files/legacy-h5/read-h5.js';

const FOLDER = new URL('../fixtures/keras-files/', import.meta.url);

interface Listed {
  file: string;
  layers: [string, number[][]][];
}

const manifest = JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8')) as Listed[];

describe('readKeras and readKerasH5', () => {
  for (const { file, layers } of manifest) {
    it(`read ${file} with every layer, weight shape, compile settings and optimizer state`, () => {
      const name = file.replace('keras-files/', '');
      const bytes = readFileSync(new URL(name, FOLDER));
      const model = (name.endsWith('.h5') ? readKerasH5 : readKeras)(bytes, { file: name });
      const found = model.layers.map((layer) => [
        layer.className,
        layer.weights.map(({ shape }) => shape),
      ]);
      expect(found).toEqual(layers);
      expect(model.kerasVersion).toBe('3.15.1');
      expect(model.notes).toEqual([]);
      expect(model.compile?.loss.name).toBeTypeOf('string');
      expect(model.optimizerState?.iteration).toBe(10);
    });
  }

  it('read the same optimizer state from both formats of one model', () => {
    const states = [
      readKeras(readFileSync(new URL('deep.keras', FOLDER))),
      readKerasH5(readFileSync(new URL('deep.h5', FOLDER))),
    ].map(({ optimizerState }) =>
      optimizerState?.slots.map(({ name, tensors }) => [name, tensors.length]),
    );
    expect(states[0]).toEqual([
      ['momentum', 8],
      ['velocity', 8],
    ]);
    expect(states[1]).toEqual(states[0]);
  });
});
