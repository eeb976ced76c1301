import { type ReactNode, useEffect, useRef, useState } from 'react';
import { announce } from '../announce';
import styles from './LiveBlock.module.css';

/** Copying with feedback, and the text to copy by hand when the browser refuses. */
export function useCopy(message: string) {
  const [said, setSaid] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(0), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setRefused(null);
      setSaid(Date.now());
      announce(`${message}.`);
    } catch {
      setRefused(text);
    }
  };
  return { copy, said: said > 0, refused };
}

/** The browser refused the clipboard: the text, selected, for the reader's own copy command. */
export function CopyFallback({ text, what }: { text: string; what: string }): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [text]);
  return (
    <label className={styles.fallback}>
      The browser refused the clipboard. The {what} is selected; copy it with Ctrl or ⌘ + C.
      <textarea ref={field} readOnly rows={2} value={text} />
    </label>
  );
}
