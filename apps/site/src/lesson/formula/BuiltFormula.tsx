import { type ReactNode, use, useEffect, useRef, useState } from 'react';

export interface BuiltFormulaProps {
  /** LaTeX that the build has tried. */
  latex: string;
  /** On a line of its own. */
  display?: boolean;
}

type SetLatex = (latex: string, display: boolean) => string;

const loadSetter = (): Promise<SetLatex> =>
  import('katex').then(
    ({ default: katex }) =>
      (latex, displayMode) =>
        katex.renderToString(latex, { displayMode, strict: 'error' }),
  );

/** The build asks once; the promise is the same, as `use` needs it. */
let setterOfTheBuild: Promise<SetLatex> | undefined;

/**
 * A formula of a lesson. The build sets it; the page holds finished HTML and no script for it, for
 * as scripts the formulas would be the larger half of a lesson. Only when the reader comes from
 * another page of the site, where there is no such HTML, KaTeX is loaded to make it.
 */
export function BuiltFormula({ latex, display = false }: BuiltFormulaProps): ReactNode {
  const Place = typeof window === 'undefined' ? SetByTheBuild : KeptFromTheBuild;
  return <Place latex={latex} display={display} />;
}

function SetByTheBuild({ latex, display }: Required<BuiltFormulaProps>): ReactNode {
  setterOfTheBuild ??= loadSetter();
  const html = use(setterOfTheBuild)(latex, display);
  return <span className={nameOf(display)} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Nothing to compare: React then leaves what the built page holds as it is. */
const AS_BUILT = { __html: '' };

function KeptFromTheBuild({ latex, display }: Required<BuiltFormulaProps>): ReactNode {
  const place = useRef<HTMLSpanElement>(null);
  const [html, setHtml] = useState<{ __html: string } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (place.current?.childElementCount !== 0) return;
    loadSetter().then(
      (set) => setHtml({ __html: set(latex, display) }),
      () => setFailed(true),
    );
  }, [latex, display]);
  // The source is what there is to show where KaTeX cannot be loaded.
  if (failed) return <code>{latex}</code>;
  if (html) return <span key="set" className={nameOf(display)} dangerouslySetInnerHTML={html} />;
  return (
    <span
      key="built"
      className={nameOf(display)}
      ref={place}
      suppressHydrationWarning
      dangerouslySetInnerHTML={AS_BUILT}
    />
  );
}

const nameOf = (display: boolean) => (display ? 'formula formula--display' : 'formula');
