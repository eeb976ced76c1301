import { checkComponent } from '../worker/check-component.js';
import type { LibraryShelf } from '../worker/library-shelf.js';

interface React {
  createElement(type: unknown, props?: object | null, ...children: unknown[]): unknown;
  useEffect(effect: () => void, changes: unknown[]): void;
}
interface Root {
  render(element: unknown): void;
}
interface ReactDom {
  createRoot(element: Element, options: Record<string, (error: unknown) => void>): Root;
}

export interface MountListener {
  /** Nothing of the component caught it, so nothing of the component is left. */
  uncaught(error: unknown): void;
  /** A boundary of the component caught it. */
  caught(error: unknown): void;
}

/**
 * Shows a component in an element.
 *
 * @returns When it stands there and its first effects have run.
 * @throws ComponentError when there is no component.
 */
export async function mount(
  libraries: LibraryShelf,
  exported: unknown,
  element: Element,
  listener: MountListener,
): Promise<void> {
  const component = checkComponent(exported);
  const { createElement, useEffect } = libraries.require('react') as React;
  const { createRoot } = libraries.require('react-dom/client') as ReactDom;
  const root = createRoot(element, {
    onUncaughtError: (error) => listener.uncaught(error),
    onCaughtError: (error) => listener.caught(error),
  });
  return new Promise((resolve) => {
    /** Effects of what lies inside run first. */
    const Announced = () => {
      useEffect(resolve, []);
      return createElement(component);
    };
    root.render(createElement(Announced));
  });
}
