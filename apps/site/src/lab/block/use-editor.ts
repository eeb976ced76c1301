import { type RefObject, useEffect, useRef, useState } from 'react';
import type { EditorHandle } from '../editor/create-editor';
import type { CodeAreaProps } from './CodeArea';

type Phase = 'closed' | 'loading' | 'open' | 'failed';

/**
 * The editor of a code area, loaded when the reader goes in.
 *
 * Until it is there the static text stays; then the editor takes its place with the same
 * metrics, the caret where the reader pointed and the scroll position where it was.
 */
export function useEditor(props: CodeAreaProps, host: RefObject<HTMLDivElement | null>) {
  const { text, marks } = props;
  const [phase, setPhase] = useState<Phase>('closed');
  const editor = useRef<EditorHandle | null>(null);
  const latest = useRef(props);
  latest.current = props;

  /** Go in at an offset. With `insist` the focus goes there even if it is elsewhere now. */
  const open = async (caret: number, insist: boolean) => {
    if (editor.current) return editor.current.enter({ caret, scroll: null, focus: true });
    const { block } = latest.current;
    if (!block || phase === 'loading') return;
    setPhase('loading');
    try {
      const [{ createEditor }] = await Promise.all([
        import('../editor/create-editor'),
        block.loaded,
      ]);
      const parent = host.current;
      if (!parent) return;
      const still = parent.previousElementSibling;
      const focus = insist || still === document.activeElement;
      editor.current = createEditor({
        parent,
        text: block.state.text,
        language: latest.current.language,
        label: latest.current.label,
        describedBy: latest.current.hint,
        onChange: (typed) => block.edit(typed),
        onRun: () => latest.current.onRun(),
      });
      editor.current.show(latest.current.marks);
      const scroll = still?.scrollLeft ?? 0;
      setPhase('open');
      editor.current.enter({ caret, scroll, focus });
    } catch {
      setPhase('failed');
    }
  };

  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.show(marks), [marks]);
  useEffect(() => () => editor.current?.destroy(), []);
  return { phase, open };
}
