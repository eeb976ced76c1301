import {
  type ComponentType,
  createElement,
  type FunctionComponent,
  lazy,
  useEffect,
  useState,
} from 'react';

/**
 * A component whose code loads when it is first shown. When it does not arrive, a sentence stands
 * in its place and the rest of the page goes on: an error here would take the whole page away.
 * Where it is shown next, it is asked for again.
 *
 * @param load imports the component's module
 */
export function loadLater<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): FunctionComponent<Props> {
  let failed = false;
  const Told = () => {
    // Only once it stands there: what React draws again while it waits must not ask again.
    useEffect(() => {
      failed = true;
    }, []);
    return <NotLoaded />;
  };
  const ask = () =>
    lazy(() => load().catch((): { default: ComponentType<Props> } => ({ default: Told })));
  let part = ask();
  return function Later(props: Props) {
    const [mine] = useState(() => {
      if (failed) part = ask();
      failed = false;
      return part;
    });
    return createElement(mine as ComponentType<Props>, props);
  };
}

function NotLoaded() {
  return (
    <p>
      This part of the page could not be loaded. Your text is kept: check the connection, then
      reload the page.
    </p>
  );
}
