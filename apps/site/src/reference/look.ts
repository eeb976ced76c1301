import type { CSSProperties } from 'react';

// Every page of the course loads one stylesheet, and it is nearly as large as it may be. So the
// reference takes Infima's classes, and the little beside them stands at the elements.

/** A page of text, with the links of the lessons. */
export const DOCUMENT = 'container margin-vert--lg theme-doc-markdown';

/** Lines that a reader's eye can follow. */
export const PAGE: CSSProperties = { maxWidth: '50rem' };

/** Code that is as wide as the page: it wraps, so that nothing has to be moved sideways. */
export const WRAPPED: CSSProperties = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' };

/** Names may be wider than a phone. */
export const NAME: CSSProperties = { overflowWrap: 'anywhere' };

/** A name in a list. */
export const LISTED: CSSProperties = { ...NAME, listStyle: 'none', marginBottom: 4 };

export const LIST: CSSProperties = { paddingLeft: 0 };

export const SMALL_TITLE: CSSProperties = { ...NAME, fontSize: '1rem' };

export const FILTER: CSSProperties = {
  display: 'block',
  width: '100%',
  padding: '8px 12px',
  font: 'inherit',
  color: 'inherit',
  background: 'var(--ifm-background-surface-color)',
  border: '1px solid var(--ifm-color-emphasis-600)',
  borderRadius: 6,
};
