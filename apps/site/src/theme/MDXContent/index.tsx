import Head from '@docusaurus/Head';
import MDXContent from '@theme-original/MDXContent';
import type { ComponentProps, ReactNode } from 'react';

/**
 * Runs before anything of the page is laid out. A page that is loaded once more is led back to where
 * the reader was, in pixels; `src/css/site.css` then has all of it laid out, so that this is the
 * same place.
 */
const LAY_OUT_WHAT_WAS_READ =
  "/reload|back/.test(performance.getEntriesByType('navigation')[0]?.type)&&" +
  "(document.documentElement.dataset.laidOut='')";

/** A page written in Markdown. */
export default function Content(props: ComponentProps<typeof MDXContent>): ReactNode {
  return (
    <>
      {typeof window === 'undefined' && (
        // Only in the page that the build draws: it has run there when this one comes alive.
        <Head>
          <script>{LAY_OUT_WHAT_WAS_READ}</script>
        </Head>
      )}
      <MDXContent {...props} />
    </>
  );
}
