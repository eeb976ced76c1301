import { expect, it } from 'vitest';
import type { LibraryShelf } from '../../src/worker/library-shelf.js';
import { preflight } from '../../src/worker/preflight.js';

/** Libraries whose server's renderer ends with an error. */
function shelf(thrown: Error): LibraryShelf {
  const renderToString = () => {
    throw thrown;
  };
  const require = (id: string) =>
    id === 'react' ? { createElement: () => ({}) } : { renderToString };
  return { require } as never;
}

it.each([
  ['Firefox', 'too much recursion'],
  ['WebKit', 'Maximum call stack size exceeded.'],
])('a component that renders itself never reaches the frame in %s', (_, message) => {
  const error = new Error(message);
  expect(() => preflight(shelf(error), () => null)).toThrow(error);
});

it('another error of a rendering is for the frame to report', () => {
  expect(() => preflight(shelf(new TypeError('no document')), () => null)).not.toThrow();
});
