import { useHistory } from '@docusaurus/router';
import useIsBrowser from '@docusaurus/useIsBrowser';
import {
  type ComponentProps,
  type CSSProperties,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { inAPause } from './in-a-pause';

/**
 * A section of a page. In a page that the browser has loaded it is laid out when the reader comes
 * near it (`src/css/site.css`), and once somebody reads, in a pause: then nothing of the page has a
 * guessed height any more. In one that was reached by a link of the course it is laid out at once:
 * the reader is then led to the place that the address names, or back to where they were, and that
 * place must not move when the sections before it turn out taller than the build has guessed.
 */
export function LessonSection({ style, ...props }: ComponentProps<'section'>): ReactNode {
  // False at first in a page that the build has drawn.
  const isBrowser = useIsBrowser();
  const { action } = useHistory();
  const [ownStyle] = useState((): CSSProperties => {
    if (!isBrowser) return {};
    // Back, the browser goes as many pixels down as before, although formulas are still to come:
    // what they push down has to move then.
    return { contentVisibility: 'visible', overflowAnchor: action === 'POP' ? 'none' : 'auto' };
  });
  const place = useRef<HTMLElement>(null);
  useEffect(() => inAPause(() => place.current?.setAttribute('data-laid-out', '')), []);
  return <section {...props} ref={place} style={{ ...style, ...ownStyle }} />;
}
