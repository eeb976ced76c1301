import { useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { type RefObject, startTransition, useEffect, useState } from 'react';
import { rememberText } from '../notebook/block-texts';
import { draftKey } from '../storage/draft';
import type { BlockText, BlockTextState } from './block-text';
import { nameBlocks } from './names';
import { useSavedText } from './use-saved-text';

/** A block's text in React: its state, and the object that changes it once the page is alive. */
export interface LiveText {
  state: BlockTextState;
  /** Null on the server and until the page is alive. */
  block: BlockText | null;
  /** The block's name on its page; empty until the page is alive. */
  name: string;
  original: string;
}

/** The name of a block among its page's blocks, in the order in which they stand. */
function nameOf(element: HTMLElement): string {
  const all = Array.from(document.querySelectorAll<HTMLElement>('[data-lab-block]'));
  const { names, duplicates } = nameBlocks(
    all.map(({ dataset }) => ({ name: dataset.name, title: dataset.title })),
  );
  if (duplicates.length > 0 && process.env.NODE_ENV === 'development') {
    throw new TypeError(
      `live block: expected each name once on a page, received “${duplicates.join('”, “')}” ` +
        'more than once; give each block its own title= or name=',
    );
  }
  return names[all.indexOf(element)]!;
}

/** The page's address without base and slashes: a lesson's slug, the same wherever it is served. */
function usePageSlug(): string {
  const { pathname } = useLocation();
  const base = useBaseUrl('/');
  return (pathname.startsWith(base) ? pathname.slice(base.length) : pathname)
    .replace(/(^|\/)index\.html$/, '')
    .replace(/^\/|\/$/g, '');
}

/** The text of the block whose root element is `root`. */
export function useBlockText(code: string, root: RefObject<HTMLElement | null>): LiveText {
  const original = code.replace(/\n+$/, '');
  const page = usePageSlug();
  const [name, setName] = useState('');
  useEffect(() => {
    const found = nameOf(root.current!);
    root.current!.dataset.labName = found;
    startTransition(() => setName(found));
  }, [root]);
  const { state, block } = useSavedText(original, name ? draftKey(page, name) : null);
  useEffect(() => {
    if (block) rememberText(root.current!, block);
  }, [block, root]);
  return { state, block, name: block ? name : '', original };
}
