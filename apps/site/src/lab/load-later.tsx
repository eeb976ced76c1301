import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/**
 * A component whose code loads when it is first shown. When it does not arrive, a sentence stands
 * in its place and the rest of the page goes on: an error here would take the whole page away.
 *
 * @param load imports the component's module
 */
export function loadLater<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().catch(() => ({ default: NotLoaded })));
}

function NotLoaded() {
  return (
    <p>
      This part of the page could not be loaded. Your text is kept: check the connection, then
      reload the page.
    </p>
  );
}
