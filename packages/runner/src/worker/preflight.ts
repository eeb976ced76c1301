import { readProperty } from '../display/read-safely.js';
import { checkComponent } from './check-component.js';
import type { LibraryShelf } from './library-shelf.js';

interface React {
  createElement(type: unknown): unknown;
}
interface Server {
  renderToString(element: unknown): string;
}

/** What a preflight needs beside what the program imports. */
export const PREFLIGHT_LIBRARIES = ['react', 'react-dom/server'];

/**
 * Renders a component once where there is no page: in a worker, which can be killed whatever the
 * component does. Only its rendering runs, no effect and no handler.
 *
 * An error of the rendering is not this side's to report: the component may catch it in a
 * boundary of its own, which the server's renderer does not know, or it may need the document.
 * The frame renders it again, and says what comes of it.
 *
 * @throws ComponentError when there is no component, and what ends an endless recursion.
 */
export function preflight(libraries: LibraryShelf, exported: unknown): void {
  const component = checkComponent(exported);
  const { createElement } = libraries.require('react') as React;
  const { renderToString } = libraries.require('react-dom/server') as Server;
  try {
    renderToString(createElement(component));
  } catch (error) {
    if (isEndless(error)) throw error;
    // See above.
  }
}

/**
 * A component that renders itself. In V8 the server's renderer knows this error and goes on until
 * the guard ends it; in Firefox and WebKit it is thrown, and the frame, which has no such depth,
 * would hold the page up for a minute with a hundred thousand components.
 */
function isEndless(error: unknown): boolean {
  const message = readProperty(error, 'message');
  return message === 'too much recursion' || message === 'Maximum call stack size exceeded.';
}
