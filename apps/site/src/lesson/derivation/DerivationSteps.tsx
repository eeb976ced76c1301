import type { Point } from '@backprop/core/symbolic';
import { type ComponentType, type ReactNode, use, useEffect, useRef, useState } from 'react';
import styles from './derivation.module.css';

export interface DerivationProps {
  /** The net and its loss, one `name = formula` a line; the last line is what is derived. */
  steps: string;
  /** A number for each input and parameter. */
  point: Point;
  /** Names to derive by, in the order to show; the first is open. */
  parameters: readonly string[];
}

type View = ComponentType<DerivationProps>;
const loadView = (): Promise<View> => import('./DerivationView').then((module) => module.default);

/** The build asks once for each page; the promise is the same, as `use` needs it. */
let viewOfTheBuild: Promise<View> | undefined;

/**
 * How each partial derivative comes about: the chain of factors as symbols, formulas and numbers.
 *
 * All of it is worked out when the site is built. The page holds finished HTML, which needs no
 * script: neither mathjs nor KaTeX is loaded with it. Only when the reader comes from another page
 * of the site, where there is no such HTML, both are loaded to make it.
 */
export function DerivationSteps(props: DerivationProps): ReactNode {
  return typeof window === 'undefined' ? <BuiltSteps {...props} /> : <SteadySteps {...props} />;
}

function BuiltSteps(props: DerivationProps): ReactNode {
  viewOfTheBuild ??= loadView();
  const View = use(viewOfTheBuild);
  return (
    <div className={styles.steps}>
      <View {...props} />
    </div>
  );
}

/** Nothing to compare: React then leaves what the built page holds as it is. */
const AS_BUILT = { __html: '' };

function SteadySteps(props: DerivationProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [LoadedView, setView] = useState<View | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (place.current?.childElementCount !== 0) return;
    loadView().then(
      (view) => setView(() => view),
      () => setFailed(true),
    );
  }, []);
  if (failed) return <p>The steps could not be loaded. Reload the page to try again.</p>;
  if (LoadedView) {
    return (
      <div className={styles.steps} key="loaded">
        <LoadedView {...props} />
      </div>
    );
  }
  return (
    <div
      className={styles.steps}
      key="built"
      ref={place}
      suppressHydrationWarning
      dangerouslySetInnerHTML={AS_BUILT}
    />
  );
}
