import { startTransition, useEffect, useState, useSyncExternalStore } from 'react';
import { prepareAnnouncer } from '../announce';
import { pageShelf } from '../storage/page-shelf';
import { BlockText, type BlockTextState } from './block-text';

const unloaded = (text: string): BlockTextState => ({
  text,
  origin: 'lesson',
  lessonChanged: false,
  undo: null,
  earlier: null,
  unsaved: null,
  backup: null,
});

const never = () => () => {};

/**
 * A text that is kept as it is typed, in React.
 *
 * @param original what stands there before anybody edits
 * @param key where edits are kept; null on the server and until the page is alive
 * @returns the text's state, and the object that changes it, null as long as there is no key
 */
export function useSavedText(original: string, key: string | null) {
  const [block, setBlock] = useState<BlockText | null>(null);
  useEffect(() => {
    if (key === null) return;
    prepareAnnouncer();
    const made = new BlockText(original, key, pageShelf());
    // A page of many blocks comes alive in small steps, so that it answers the reader between them.
    startTransition(() => setBlock(made));
    const flush = () => void made.flush();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      flush();
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
    };
  }, [original, key]);
  const [first] = useState(() => unloaded(original));
  const snapshot = () => block?.state ?? first;
  const state = useSyncExternalStore(block?.subscribe ?? never, snapshot, () => first);
  return { state, block };
}
