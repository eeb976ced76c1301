import {
  type ComponentType,
  memo,
  type ReactNode,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { PlainCode, type StaticCodeProps } from './CodeLines';
import styles from './code.module.css';

type View = ComponentType<StaticCodeProps>;

let highlighted: View | null = null;

async function loadHighlighted(): Promise<View> {
  const { HighlightedCode } = await import('./HighlightedCode');
  highlighted = HighlightedCode;
  return HighlightedCode;
}

/** The build asks once; the promise is the same, as `use` needs it. */
let viewOfTheBuild: Promise<View> | undefined;

/** Highlighted code with the marks of the last run, line for line as tall as the editor's. */
export const StaticCode = memo(function StaticCode(props: StaticCodeProps): ReactNode {
  const Place = typeof window === 'undefined' ? DrawnByTheBuild : KeptFromTheBuild;
  return <Place {...props} />;
});

function DrawnByTheBuild(props: StaticCodeProps): ReactNode {
  viewOfTheBuild ??= loadHighlighted();
  const View = use(viewOfTheBuild);
  return <View {...props} />;
}

/** Nothing to compare: React then leaves what the built page holds as it is. */
const AS_BUILT = { __html: '' };

/**
 * Code that is in the page already, highlighted when the page was built. Drawing it once more,
 * only to find the same, would take a phone most of the time in which a lesson comes alive. What
 * the build has not drawn (a saved text, a mark, a page reached by a link) is drawn here, by a
 * highlighter that loads when it is first needed.
 */
function KeptFromTheBuild(props: StaticCodeProps): ReactNode {
  const { text, marks } = props;
  const place = useRef<HTMLElement>(null);
  const [built, setBuilt] = useState<string | null>(text);
  const isNew = built !== text || marks.length > 0;
  const View = useHighlighted(isNew, text, marks.length);
  useLayoutEffect(() => {
    if (place.current?.childElementCount === 0) setBuilt(null);
  }, []);
  // Marks wait for the colours: until these are there the built page's stay.
  const stays = built === text && !(isNew && View);
  if (!stays && built !== null) setBuilt(null);
  if (!stays) return View ? <View {...props} /> : <PlainCode {...props} />;
  return (
    <code
      key="built"
      className={styles.lines}
      ref={place}
      suppressHydrationWarning
      dangerouslySetInnerHTML={AS_BUILT}
    />
  );
}

/**
 * The highlighter, loaded once there is something to draw; plain text where it does not arrive. It
 * is asked for again when there is something else to draw.
 */
function useHighlighted(isNeeded: boolean, text: string, marks: number): View | null {
  const [view, setView] = useState<View | null>(() => highlighted);
  const isThere = view !== null && view !== PlainCode;
  useEffect(() => {
    if (!isNeeded || isThere) return undefined;
    let current = true;
    void loadHighlighted()
      .catch((): View => PlainCode)
      .then((loaded) => {
        if (current) setView(() => loaded);
      });
    return () => {
      current = false;
    };
  }, [isNeeded, isThere, text, marks]);
  return view;
}
