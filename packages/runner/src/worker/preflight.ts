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
 * @throws ComponentError when there is no component.
 */
export function preflight(libraries: LibraryShelf, exported: unknown): void {
  const component = checkComponent(exported);
  const { createElement } = libraries.require('react') as React;
  const { renderToString } = libraries.require('react-dom/server') as Server;
  try {
    renderToString(createElement(component));
  } catch {
    // See above.
  }
}
