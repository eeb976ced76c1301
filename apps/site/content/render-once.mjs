/**
 * What runs a component's program and renders it, in the process of that program: the tests can
 * end it whatever the component does.
 */
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

/**
 * Run a program and render its default export once, as the page does before it shows the
 * component. Effects and handlers do not run.
 *
 * @param {(runtime: object) => Promise<void>} program
 * @param {object} runtime what the program's code calls
 * @throws TypeError when the default export is no component
 * @throws whatever the rendering throws; a boundary of the component's own is not asked, as React
 *   has boundaries in a page only
 */
export async function renderOnce(program, runtime) {
  let exported = {};
  const exports = (getters) => {
    exported = getters;
  };
  await program({ ...runtime, exports });
  const component = exported.default;
  const received = notComponent(component);
  if (received) {
    throw new TypeError(
      `render: expected a component as the default export, received ${received}; ` +
        'export a function that returns elements',
    );
  }
  renderToString(createElement(component));
}

/** What a value is if React cannot show it: functions, classes and memo's results it can. */
function notComponent(exported) {
  if (typeof exported === 'function') return undefined;
  if (exported === null) return 'null';
  if (typeof exported !== 'object') return typeof exported;
  if (exported.props !== undefined) return 'an element';
  return exported.$$typeof === undefined ? 'an object' : undefined;
}
