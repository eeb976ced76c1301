import { useHistory, useLocation } from '@docusaurus/router';
import { type RefObject, useEffect, useState } from 'react';
import { isShareHash, readShareHash } from '../share/link';
import type { BlockText } from './block-text';

export interface Shared {
  /** Why the link's code could not be shown here. */
  error: string | null;
  /** Take the code out of the address, so that a reload does not open it again. */
  forget(): void;
}

/** Whether this is the page's first block, which speaks when a link fits none. */
function isFirst(element: HTMLElement) {
  return document.querySelector('[data-lab-block]') === element;
}

/** Open the code that the page's address carries for this block, if it does. Nothing runs. */
export function useShared(
  block: BlockText | null,
  name: string,
  root: RefObject<HTMLElement | null>,
): Shared {
  const { hash, pathname, search } = useLocation();
  const history = useHistory();
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    setError(null);
    if (!block || !isShareHash(hash)) return;
    let current = true;
    void receive(hash, block, name, root.current!).then((problem) => {
      if (current) setError(problem);
    });
    return () => {
      current = false;
    };
  }, [block, name, hash, root]);
  const forget = () => {
    setError(null);
    if (isShareHash(hash)) history.replace({ pathname, search, hash: '' });
  };
  return { error, forget };
}

/** Whether some block of the page has this name. The names are on the elements by now. */
const isOnPage = (name: string) =>
  document.querySelector(`[data-lab-name="${CSS.escape(name)}"]`) !== null;

async function receive(
  hash: string,
  block: BlockText,
  name: string,
  element: HTMLElement,
): Promise<string | null> {
  const wanted = readShareHash(hash);
  await block.loaded;
  if (wanted.block !== name) {
    if (!isFirst(element) || isOnPage(wanted.block)) return null;
    return 'The link carries code for a block that this page does not have. The page’s own code is shown.';
  }
  element.scrollIntoView({ block: 'start' });
  try {
    const { unpack } = await import('../share/codec');
    block.openShared(unpack(wanted.packed));
    return null;
  } catch (error) {
    return `The code in this link could not be opened. ${error instanceof Error ? error.message : ''}. The page’s own code is shown.`;
  }
}
