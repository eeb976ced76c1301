import { expect, it } from 'vitest';
import type { Output } from '../../src/protocol.js';
import { makeDisplay } from '../../src/worker/display.js';

interface Display {
  plot(spec: object): void;
}

it('a plot of too many points is refused before they are copied, with what to do', () => {
  const said: Output[] = [];
  const display = makeDisplay((output) => said.push(output)) as Display;
  const plot = (points: number, read = { count: 0 }) => {
    const data = Array.from({ length: points }, (_, at) => ({
      get x() {
        read.count++;
        return at;
      },
    }));
    display.plot({ marks: [{ type: 'dot', data }] });
    return read;
  };
  expect(plot(1000).count).toBe(1000);
  expect(said).toHaveLength(1);
  const read = { count: 0 };
  expect(() => plot(300_000, read)).toThrow(/more than 25000 parts; .* every tenth point/);
  expect(read.count).toBe(0);
  // Fewer parts, but more bytes.
  expect(() => plot(12_000)).toThrow(/fits a page, received about .* bytes; .* every tenth point/);
});
