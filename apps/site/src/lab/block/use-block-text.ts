import { useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import { prepareAnnouncer } from '../announce';
import { draftKey } from '../storage/draft';
import { pageShelf } from '../storage/page-shelf';
import { BlockText, type BlockTextState } from './block-text';
import { nameBlocks } from './names';

/** A block's text in React: its state, and the object that changes it once the page is alive. */
export interface LiveText {
  state: BlockTextState;
  /** Null on the server and until the page is alive. */
  block: BlockText | null;
  /** The block's name on its page; empty until the page is alive. */
  name: string;
  original: string;
}

const unloaded = (text: string): BlockTextState => ({
  text,
  origin: 'lesson',
  ready: false,
  lessonChanged: false,
  undo: null,
  earlier: null,
  unsaved: null,
  backup: null,
});

/** The name of a block among its page's blocks, in the order in which they stand. */
function nameOf(element: HTMLElement): string {
  const all = [...document.querySelectorAll<HTMLElement>('[data-lab-block]')];
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

const never = () => () => {};

/** The text of the block whose root element is `root`. */
export function useBlockText(code: string, root: RefObject<HTMLElement | null>): LiveText {
  const original = code.replace(/\n+$/, '');
  const page = usePageSlug();
  const [open, setOpen] = useState<{ block: BlockText; name: string } | null>(null);
  useEffect(() => {
    prepareAnnouncer();
    const name = nameOf(root.current!);
    root.current!.dataset.labName = name;
    const block = new BlockText(original, draftKey(page, name), pageShelf());
    setOpen({ block, name });
    const flush = () => void block.flush();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      flush();
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
    };
  }, [original, page, root]);
  const block = open?.block ?? null;
  const [first] = useState(() => unloaded(original));
  const snapshot = () => block?.state ?? first;
  const state = useSyncExternalStore(block?.subscribe ?? never, snapshot, () => first);
  return { state, block, name: open?.name ?? '', original };
}
