import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { loadLater } from '../load-later';
import { shouldTellRefused } from '../storage/page-shelf';
import type { BlockTextState } from './block-text';
import type { LiveText } from './use-block-text';
import type { Shared } from './use-shared';

/** Most blocks have nothing to say, so the words load when one has. */
const NoticeList = loadLater(() => import('./NoticeList'));

/** Told once per page, in the block that is edited first. */
function useRefused(origin: BlockTextState['origin']): boolean {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (origin === 'edited' && shouldTellRefused()) setRefused(true);
  }, [origin]);
  return refused;
}

/** What must be said about a block's text, as soon as there is something. */
export function Notices({ text, shared }: { text: LiveText; shared: Shared }): ReactNode {
  const refused = useRefused(text.state.origin);
  const { origin, earlier, lessonChanged, undo, backup, unsaved } = text.state;
  const said = [shared.error, earlier, undo, backup, unsaved].some((one) => one !== null);
  if (!said && !lessonChanged && !refused && origin !== 'shared') return null;
  return (
    <Suspense>
      <NoticeList text={text} shared={shared} refused={refused} />
    </Suspense>
  );
}
