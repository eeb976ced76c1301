import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { FILTER } from './look';

export interface FilterBoxProps {
  query: string;
  count: number;
  onChange: (query: string) => void;
  /** Enter: go to the best of what is left. */
  onEnter: () => void;
  /** The list below, whose links the arrow keys go through. */
  list: RefObject<HTMLElement | null>;
}

/** A field that filters the list below it; `/` leads into it from anywhere on the page. */
export function FilterBox({ query, count, onChange, onEnter, list }: FilterBoxProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onEnter();
    else if (event.key === 'Escape') onChange('');
    else if (event.key === 'ArrowDown') list.current?.querySelector<HTMLElement>('li a')?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <search>
      <label htmlFor="reference-filter">Filter by name or meaning</label>
      <input
        ref={input}
        id="reference-filter"
        type="search"
        style={FILTER}
        value={query}
        autoComplete="off"
        spellCheck={false}
        aria-describedby="reference-filter-keys"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p id="reference-filter-keys">
        <kbd>/</kbd> comes here, <kbd>↓</kbd> goes into the list, <kbd>Enter</kbd> opens what fits
        best, <kbd>Esc</kbd> shows all.
      </p>
      <p role="status">{count === 1 ? '1 symbol' : `${count} symbols`}</p>
    </search>
  );
}

function useSlash(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest?.(
        'input, textarea, [contenteditable]',
      );
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [input]);
}
