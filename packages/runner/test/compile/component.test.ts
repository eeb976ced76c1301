import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, it } from 'vitest';
import { CompileError, compile } from '../../src/compile/index.js';

const component = (source: string, imports = ['react']) =>
  compile(source, { kind: 'component', imports });

const COUNTER = `import { useState } from 'react';
interface Props { step?: number }
export default function Counter({ step = 1 }: Props) {
  const [count, setCount] = useState<number>(0);
  return (
    <>
      <p title="the
        count">{count}</p>
      {/* a comment */}
      <button type="button" onClick={() => setCount(count + step)}>
        Add {step}
      </button>
    </>
  );
}`;

describe('a component', () => {
  it('has its JSX made by react/jsx-runtime, which it need not import', () => {
    const { code, imports, component: isComponent } = component(COUNTER);
    expect(imports).toEqual(['react/jsx-runtime', 'react']);
    expect(isComponent).toBe(true);
    expect(code).not.toMatch(/<p|<button|interface|<number>/);
    expect(code).toContain('__backprop_component = (async function');
  });

  it('stays on its lines, and its columns lead back to the text', () => {
    const { code, map } = component(COUNTER);
    const trace = new TraceMap(map);
    const lines = COUNTER.split('\n');
    for (const name of ['useState<', 'setCount(', 'onClick', 'count + step']) {
      const word = /^\w+/.exec(name)![0];
      const line = lines.findIndex((text) => text.includes(name));
      const made = code.split('\n')[line]!;
      const column = made.lastIndexOf(word === 'count' ? 'count +' : word);
      expect(column, name).toBeGreaterThanOrEqual(0);
      expect(originalPositionFor(trace, { line: line + 1, column })).toMatchObject({
        line: line + 1,
        column: lines[line]!.lastIndexOf(name),
      });
    }
  });

  it.each([
    ['export default function App() { return null }'],
    ['export default () => null'],
    ['export default class {}'],
    ['const App = () => null;\nexport { App as default }'],
    ["export { useState as default } from 'react'"],
  ])('is the default export: %s', (source) => {
    expect(component(source).component).toBe(true);
  });

  it('that is missing is asked for', () => {
    expect(() => component('export const App = () => <p>a</p>')).toThrow(
      'its component is the default export',
    );
  });

  it.each([
    ['export default () => <p>a', 1, 'closed'],
    ['export default () => (\n  <p>\n    {1 +}\n  </p>\n)', 3, 'Unexpected }'],
    ['export default () => (\n  <p>\n  </b>\n)', 3, 'closing tag for <p>'],
  ])('that is not whole is refused with its place: %s', (source, line, words) => {
    let refused: unknown;
    try {
      component(source);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(CompileError);
    expect((refused as CompileError).place.line).toBe(line);
    expect((refused as CompileError).message).toContain(words);
  });

  it('imports only what is allowed', () => {
    expect(() => component("import 'react-dom';\nexport default () => null")).toThrow(
      "There is no module 'react-dom' here",
    );
  });

  it('is the only program under guard, and the only one with JSX', () => {
    const block = compile('for (;;);', { kind: 'block', imports: [] });
    expect(block.code).not.toContain('tick');
    expect(block.component).toBeUndefined();
    expect(() => compile('<p>a</p>', { kind: 'block', imports: [] })).toThrow(CompileError);
  });

  it('keeps its guard where an arrow function imports', () => {
    const source = "const load = () => import('react');\nexport default () => null";
    const { code } = compile(source, { kind: 'component', imports: ['react'] });
    expect(code).toContain("() => (__backprop__.tick(), __backprop__.load('react'))");
  });
});
