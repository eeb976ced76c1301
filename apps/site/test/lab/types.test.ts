import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { TYPED_LIBRARIES } from '../../plugins/typed-libraries';
import { gatherTypeFiles } from '../../src/lab/types/gather-type-files';
import { createTypeService, type TypeService } from '../../src/lab/types/type-service';

const SITE = join(__dirname, '../..');
const { gathered, sources } = gatherTypeFiles(SITE, TYPED_LIBRARIES);
let service: TypeService;

beforeAll(() => {
  service = createTypeService(ts, gathered);
});

/** A text with `|` where the caret is. */
function caret(marked: string): [text: string, at: number] {
  const at = marked.indexOf('|');
  return [marked.slice(0, at) + marked.slice(at + 1), at];
}
const check = (text: string, file = 'a.ts') =>
  service.check(file, text).map(({ from, to, message }) => [text.slice(from, to), message]);
const names = (marked: string) =>
  service.complete('a.ts', ...caret(marked))?.entries.map(({ name }) => name) ?? [];

describe('what is gathered', () => {
  test('the course’s packages with their entries, and where each text came from', () => {
    for (const name of [
      '@backprop/core',
      '@backprop/core/explain',
      '@backprop/keras-bridge',
      'mathjs',
    ]) {
      expect(gathered.files[gathered.modules[name]!], name).toBeTruthy();
    }
    expect(sources.length).toBe(Object.keys(gathered.files).length);
    expect(Object.keys(gathered.files).some((path) => path.includes('lib.dom'))).toBe(false);
  });

  test('a package that is not installed is named', () => {
    expect(() => gatherTypeFiles('/', { modules: [], packages: [] })).toThrow(
      /expected .* received .*/s,
    );
  });
});

describe('errors', () => {
  test('a sound block has none: imports, globals, top-level await, claims', () => {
    const text = `import * as tf from '@backprop/core';
import { derivative } from 'mathjs';
const rate = input.slider('rate', { min: 0, max: 1 });
const x = tf.tensor2d([[8, 8]]);
await Promise.resolve();
display.table([{ rate, size: x.size }], { title: 'sizes' });
console.log(derivative('x^2', 'x').toString());
progress(1, 2);
tf.matMul(x, tf.tensor2d([[0.1], [0.1]])) //=> [[1.6]]`;
    expect(check(text)).toEqual([]);
  });

  test('every live block of the demo page and of the lessons that should be sound, is', () => {
    const demo = readFileSync(join(SITE, 'src/pages/lab-demo.mdx'), 'utf8');
    const blocks = [...demo.matchAll(/```tsx? live title="([^"]+)"[^\n]*\n([\s\S]*?)\n```/g)];
    expect(blocks.length).toBeGreaterThan(10);
    // These show what goes wrong: what a worker does not have, and a text that is no program.
    const unsound = [
      'A text that is no program',
      'Outside is out of reach',
      'A type that does not fit',
      'An import that is not offered',
    ];
    for (const [, title, code] of blocks) {
      const errors = check(code!, 'a.tsx');
      if (unsound.includes(title!)) expect(errors.length, title).toBeGreaterThan(0);
      else expect(errors, title).toEqual([]);
    }
  });

  test('a component’s elements, hooks and handlers are known', () => {
    const component = (body: string) => `import { useState } from 'react';
export default function App() {
  const [name, setName] = useState('');
  return ${body};
}`;
    const input = '<input value={name} onChange={(event) => setName(event.target.value)} />';
    expect(check(component(input), 'a.tsx')).toEqual([]);
    const [[place] = []] = check(component('<input value={name} onChange={3} />'), 'a.tsx');
    expect(place).toBe('onChange');
  });

  test('a wrong type is told at its place', () => {
    expect(check('const rate: number = "fast";')).toEqual([
      ['rate', "Type 'string' is not assignable to type 'number'."],
    ]);
    const [[place, message] = []] = check(
      "import { matMul } from '@backprop/core';\nmatMul('a', 3, 4, 5, 6)",
    );
    expect(place).toBeTruthy();
    expect(message).toMatch(/argument|assignable/i);
  });

  test('what cannot be imported is told; what can, but has no types here, is not', () => {
    expect(check("import 'lodash';")[0]![1]).toContain("'lodash'");
    const untyped = createTypeService(ts, { ...gathered, untyped: ['some-library'] });
    expect(untyped.check('a.ts', "import * as a from 'some-library';\na.anything")).toEqual([]);
    expect(gathered.untyped).toEqual([]);
  });

  test('TensorFlow.js: its tensors, chained methods, layers and optimizers', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const x = tf.tensor2d([[1, 2]]).matMul(tf.ones([2, 1])).square();
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
const { history } = await model.fit(x, x, { epochs: 2 });
history.loss[0];`;
    expect(check(text)).toEqual([]);
    expect(check("import * as tf from '@tensorflow/tfjs';\ntf.ones([1]).noSuch()")).toMatchObject([
      ['noSuch', expect.stringContaining('does not exist')],
    ]);
  });

  test('a block knows entries, and no file behind them', () => {
    expect(check("import { sub } from '@tensorflow/tfjs-core/dist/ops/sub';\nsub")).toHaveLength(1);
  });

  test('a text that is no program shows its first errors alone, and the next text is read anew', () => {
    expect(check('const a: string = 1; const b = (').length).toBe(1);
    expect(check('const a = 1;')).toEqual([]);
  });

  test('blocks do not see each other’s names', () => {
    service.check('b.ts', 'const mine = 1;');
    expect(check('mine')[0]![1]).toContain("Cannot find name 'mine'");
  });
});

describe('hover', () => {
  test('tells the type and what the documentation says', () => {
    const [text, at] = caret("import { mat|Mul } from '@backprop/core';\nmatMul");
    const info = service.info('a.ts', text, at)!;
    expect(text.slice(info.from, info.to)).toBe('matMul');
    expect(info.type).toContain('matMul');
    expect(info.documentation.length).toBeGreaterThan(20);
    expect(service.info('a.ts', ...caret('const four| = 2 + 2'))!.type).toBe('const four: number');
  });

  test('a call tells what is written at the definition', () => {
    const [text, at] = caret("import * as tf from '@backprop/core';\ntf.mat|Mul([[1]], [[2]])");
    expect(service.info('a.ts', text, at)!.documentation.length).toBeGreaterThan(20);
  });

  test('tells nothing where nothing stands', () => {
    expect(service.info('a.ts', ...caret('1;\n|\n2'))).toBeNull();
  });
});

describe('completion', () => {
  test('knows the course’s packages, the globals of a program and mathjs', () => {
    expect(names("import * as tf from '@backprop/core';\ntf.mat|")).toContain('matMul');
    expect(
      names("import * as bridge from '@backprop/keras-bridge';\nbridge.|").length,
    ).toBeGreaterThan(0);
    expect(names('input.|')).toEqual(expect.arrayContaining(['slider', 'select', 'toggle']));
    expect(names("import * as math from 'mathjs';\nmath.der|")).toContain('derivative');
  });

  test('describes an entry', () => {
    const [text, at] = caret('input.|');
    expect(service.describe('a.ts', text, at, 'slider').type).toContain('slider');
  });

  test('begins at the word', () => {
    const [text, at] = caret('const weight = 1;\nwei|');
    expect(service.complete('a.ts', text, at)!.from).toBe(at - 3);
  });
});
