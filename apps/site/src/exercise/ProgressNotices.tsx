import { type ReactNode, useEffect, useState } from 'react';
import { Notice, RefusedNotice } from '../lab/block/NoticeList';
import { claimRefusedNotice } from '../lab/storage/page-shelf';
import type { ProgressState } from './progress-keeper';

const UNSAVED = {
  full: 'Your browser has no room left, so this result is not saved. What was saved before is still there.',
  newer:
    'A newer version of this site saved your progress. It is left as it is; what you do now is kept until you close the page. Reload to get the newer version.',
};

/** What must be said about keeping the progress. */
export default function ProgressNotices({ progress }: { progress: ProgressState }): ReactNode {
  const { unsaved, backup } = progress;
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (unsaved === 'refused' && claimRefusedNotice()) setRefused(true);
  }, [unsaved]);
  return (
    <>
      {refused && <RefusedNotice />}
      {unsaved && unsaved !== 'refused' && <Notice kind="warning">{UNSAVED[unsaved]}</Notice>}
      {backup && (
        <Notice kind="warning">
          Your saved progress could not be read. It was put aside under “{backup}” in this browser’s
          storage, and a new one was begun.
        </Notice>
      )}
    </>
  );
}
