import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllowedImports, CompileError, compile } from '../../src/compile/index.js';
import { ProgramPlaces } from '../../src/program-places.js';
import { PROGRAM_URL } from '../../src/worker/messages.js';

const block = (source: string, imports: AllowedImports = []) =>
  compile(source, { kind: 'block', imports });

function refusalOf(source: string, imports: AllowedImports = []): CompileError {
  try {
    block(source, imports);
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
  throw new TypeError(`expected a refusal of ${JSON.stringify(source)}`);
}

describe('types', () => {
  it('are taken out, and the program stays on its lines', () => {
    const { code } = block('interface A { x: number }\nconst a: A = { x: 1 };\n(a as A).x!');
    expect(code).not.toMatch(/interface|: A|as A/);
    expect(code.split('\n')[1]).toContain('const a');
  });

  it('include enums, generics, satisfies and parameter properties', () => {
    const { code } = block(
      'enum E { A = 2 }\nclass C<T> { constructor(readonly v: T) {} }\nnew C<number>(E.A).v satisfies number',
    );
    expect(() => new Function('__backprop__', `return ${code}`)).not.toThrow();
    expect(code).toContain('this.v = v');
  });
});

describe('imports', () => {
  it('become lookups, and only those that stand for a value', () => {
    const { code, imports } = block(
      "import { tensor, type Tensor } from 'a';\nimport type { T } from 'b';\nimport * as all from 'c';\ntensor(all) as Tensor<T>",
      ['a', 'b', 'c'],
    );
    expect(imports).toEqual(['a', 'c']);
    expect(code).toContain('const {"tensor": tensor} = __backprop__.get("a", ["tensor"]);');
    expect(code).not.toMatch(/\bimport\b/);
  });

  it('are hoisted as in a module', () => {
    const { code } = block("const a = b;\nimport { b } from 'lib';\na", ['lib']);
    expect(code.indexOf('__backprop__.get')).toBeLessThan(code.indexOf('const a'));
  });

  it('that are not allowed are refused with their place and what there is', () => {
    const error = refusalOf("const a = 1;\nimport fs from 'node:fs';\nfs", ['mathjs']);
    expect(error.message).toBe("There is no module 'node:fs' here; you can import 'mathjs'");
    expect(error.place).toEqual({ line: 2, column: 16 });
  });

  it('may be ruled by a function', () => {
    expect(block("import 'own/x'", (name) => name.startsWith('own/')).imports).toEqual(['own/x']);
    expect(refusalOf("import 'x'", () => false).message).toBe("There is no module 'x' here");
  });

  it('written as a call load through the runtime', () => {
    expect(block("import('lib')", ['lib']).code).toContain(
      "__backprop__.result(false, (__backprop__.load('lib')))",
    );
    const { code, imports } = block("const m = await import('lib');\nm", ['lib']);
    expect(imports).toEqual(['lib']);
    expect(code).toContain("__backprop__.load('lib')");
  });
});

describe('exports of a module', () => {
  const module = (source: string) => compile(source, { kind: 'module', imports: ['lib'] }).code;

  it.each([
    ['export function f() {}', 'get "f"() { return f; }'],
    ['export const { a, b: [c] } = x;', 'get "a"() { return a; }, get "c"() { return c; }'],
    ['const x = 1; export { x as y };', 'get "y"() { return x; }'],
    ['export default class {}', 'get "default"() { return __backprop__default; }'],
    ['export default 1 + 1', 'const __backprop__default = 1 + 1'],
    ["export * from 'lib'", '__backprop__.exportAll(__backprop__.get("lib", []))'],
    ["export { z } from 'lib'", 'get "z"() { return __backprop__.get("lib", ["z"])["z"]; }'],
  ])('%s', (source, expected) => {
    const code = module(source);
    expect(code).toContain(expected);
    expect(code).not.toMatch(/\bexport /);
  });
});

describe('what is wrong with a text (case 19)', () => {
  it.each([
    ['const a = 1;\nconst b = ;', 2, 11, 'Unexpected ;'],
    ['const f = (a) => {\n  return 1 +;\n}', 2, 13, 'Unexpected ;'],
    ['const f = (a: number) => {\n  return 1 +;\n}', 1, 23, 'This arrow function cannot be read'],
    ['const a = [1, 2', 1, 16, 'The text ends too early'],
    ['let a = 1;\nlet a = 2;', 2, 5, "Identifier 'a' has already been declared"],
    ['const x: number = 1;\n\n  1 = x;', 3, 3, 'Only a variable or a property can be assigned'],
    ['import.meta.url', 1, 1, '`import.meta` has no meaning here'],
    ['const __backprop__x = 1', 1, 7, 'Names that begin with `__backprop__`'],
    ['return 1', 1, 1, "'return' outside of function"],
    ['1 //=> f(x)', 1, 3, 'which is not a literal'],
    ['if (true) {} //=> 1', 1, 14, 'This claim follows no expression'],
    ['const a = 1, b = 2; //=> 1', 1, 21, 'This claim follows no expression'],
    ['1 + 1\ntype A = 2 //=> 2', 2, 12, 'This claim follows no expression'],
    ['1;\n // a\u2028boom()', 2, 6, 'invisible line separator (U+2028)'],
    ['1;\nconst a = 2;\u2029', 2, 13, 'invisible line separator (U+2029)'],
    ['1;\n  namespace A { export const x = 1; }', 2, 3, 'A namespace cannot be run here'],
    ["import fs = require('fs');", 1, 1, '`import … =` cannot be run here'],
    ['export = 3', 1, 1, '`export =` cannot be run here'],
    ['1;\n@f class A {}', 2, 1, 'Decorators cannot be run here'],
  ])('%j', (source, line, column, message) => {
    const error = refusalOf(source);
    expect(error.message).toContain(message);
    expect(error.place).toEqual({ line, column });
    expect(error.toProgramError()).toMatchObject({
      name: 'SyntaxError',
      place: { line, column },
      stack: [{ line, column }],
    });
  });

  it('is none in a text with a line end that no editor shows, and lines are the reader’s', () => {
    const { code, map } = block('const s = ["\u2028", `a\u2029`];\nboom()');
    expect(code).not.toMatch(/[\u2028\u2029]/);
    expect(code).toContain('["\\u2028", `a\\u2029`]');
    const { place } = new ProgramPlaces(map).resolve({
      ...{ name: 'ReferenceError', message: '', stack: [] },
      trace: `at ${PROGRAM_URL}:2:1`,
    });
    expect(place?.line).toBe(2);
  });

  it('is none in what only looks like a statement that cannot be run', () => {
    const text = '`\nnamespace A {\nexport = 3` /*\nimport a = b\n*/';
    expect(() => block(text)).not.toThrow();
    expect(() => block('const namespace = { a: 1 };\nnamespace\n{ 1 }')).not.toThrow();
    expect(() => block("declare module 'x' { const y: 1 }")).not.toThrow();
  });

  it('is found after types that shift the columns', () => {
    expect(refusalOf('const a: Array<number> = [] as never; const a = 2').place).toEqual({
      line: 1,
      column: 45,
    });
  });

  it('includes length and depth, without a stall', () => {
    expect(refusalOf(`//${'x'.repeat(100_001)}`).message).toMatch(/at most 100000 can be run/);
    expect(refusalOf(`${'['.repeat(90_000)}`).message).toMatch(/nested too deeply|ends too early/);
  });
});

describe('claims', () => {
  it('by the thousand are placed without a stall', () => {
    const before = performance.now();
    expect(block('1//=>1\n'.repeat(14_000)).claims).toHaveLength(14_000);
    // Looking through all expressions for each claim took over 10 s.
    expect(performance.now() - before).toBeLessThan(6000);
  });

  it('attach to expressions, declarations and what is printed', () => {
    const { claims, code } = block(
      'const a = 2; //=> 2\na + 1\n//=> 3\nconsole.log(a) //=> 2\nf() //=> throws Error: no',
    );
    expect(claims.map(({ line, expected }) => [line, expected])).toEqual([
      [1, '2'],
      [3, '3'],
      [4, '2'],
      [5, 'throws Error: no'],
    ]);
    expect(code).toContain('const a = __backprop__.claim(0, (2))');
    expect(code).toContain('console.log(__backprop__.claim(2, (a)))');
    expect(code).toContain('try {');
  });

  it('in texts and template literals are text', () => {
    expect(block("const a = '//=> 1';\nconst b = `//=> 2`;").claims).toEqual([]);
  });
});

describe('the result of a block', () => {
  it('is its last expression, whatever declarations follow', () => {
    expect(block('1 + 1\nfunction f() {}').code).toContain('__backprop__.result(false, (1 + 1))');
    expect(block('f();').code).toContain('__backprop__.result(true, (f()))');
    expect(block('const a = 1').code).not.toContain('.result(');
    expect(compile('1', { kind: 'module', imports: [] }).code).not.toContain('.result(');
  });
});

describe('places', () => {
  /** The reader's line and column of a token in the compiled code. */
  function placeOf(source: string, token: string) {
    const { code, map } = block(source, ['lib']);
    const before = code.slice(0, code.indexOf(token)).split('\n');
    return originalPositionFor(new TraceMap(map), {
      line: before.length,
      column: before.at(-1)!.length,
    });
  }

  it('of tokens after types, imports and claims lead back to the text', () => {
    const source =
      "import { a } from 'lib';\nconst b: Map<string, number> = new Map(); marker1(b);\n1 + 1 //=> 2\n  marker2(a)";
    expect(placeOf(source, 'marker1')).toMatchObject({ line: 2, column: 42 });
    expect(placeOf(source, 'marker2')).toMatchObject({ line: 4, column: 2 });
  });

  it('hold for any shape of text above', () => {
    const lines = fc.constantFrom(
      '',
      '// a comment',
      'type T0 = { a: string };',
      '{ const x: number = 1; x; }',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the program's template
      '`a\n${1}`;',
      '1 + 1; //=> 2',
      '/* over\nlines */',
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), fc.nat({ max: 20 }), (above, indent) => {
        const head = above.map((line) => line.replace('T0', 'T')).filter(onlyOneType());
        const source = [...head, `${' '.repeat(indent)}marker(1)`].join('\n');
        const place = placeOf(source, 'marker(');
        expect(place).toMatchObject({ line: source.split('\n').length, column: indent });
      }),
      { numRuns: 60 },
    );
  });
});

/** A type may be declared once only. */
function onlyOneType() {
  let seen = false;
  return (line: string) => {
    const again = line.startsWith('type') && seen;
    seen ||= line.startsWith('type');
    return !again;
  };
}

it('never fails with anything but a CompileError', () => {
  const bits = fc.constantFrom(
    ...['const ', 'a', ' = ', '(', ')', '{', '}', '`', '${', '"', '/', '//=> ', '\n', '<', '>'],
    ...[': ', 'import ', 'export ', 'await ', '=>', '...', '1', ';', 'class ', 'enum ', '\r', '@'],
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
      const source = parts.join('');
      try {
        const { code } = block(source);
        // What compiles is one expression that the engine can read.
        new Function('__backprop__', `return ${code}`);
      } catch (error) {
        expect(error, source).toBeInstanceOf(CompileError);
        const { line, column } = (error as CompileError).place;
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1500 },
  );
});
