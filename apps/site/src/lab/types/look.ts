import { EditorView } from '@codemirror/view';

/** How types, errors and completions look: in the colours of the code. */
export const typesLook = EditorView.theme({
  '.cm-tooltip': {
    maxWidth: 'min(560px, 90vw)',
    border: '1px solid var(--lab-quiet)',
    borderRadius: '6px',
    backgroundColor: 'var(--lab-paper)',
    color: 'var(--lab-ink)',
    font: '14px / 1.5 var(--ifm-font-family-base)',
  },
  '.lab-type': { padding: '6px 10px', maxHeight: '40vh', overflow: 'auto' },
  '.lab-type code': {
    padding: '0',
    border: '0',
    background: 'none',
    color: 'var(--lab-type)',
    font: '13px / 1.5 var(--lab-font)',
    whiteSpace: 'pre-wrap',
  },
  '.lab-type p': { margin: '4px 0 0', whiteSpace: 'pre-wrap' },
  '.cm-tooltip-autocomplete > ul': { font: '14px / 1.6 var(--lab-font)', maxHeight: '14em' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--lab-selection)',
    color: 'var(--lab-ink)',
  },
  '.cm-diagnostic': { padding: '4px 10px', whiteSpace: 'pre-wrap' },
});
