import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/**
 * The editor looks exactly like the static code that it replaces: `block/code.module.css`
 * holds the metrics and colours of both, as CSS variables that follow the site's theme.
 */
export const editorLook = EditorView.theme({
  '&': { color: 'var(--lab-ink)', backgroundColor: 'transparent' },
  // `block/code.module.css` draws the frame of the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--lab-font)',
    fontSize: 'var(--lab-size)',
    lineHeight: 'var(--lab-line)',
  },
  '.cm-content': { padding: 'var(--lab-pad) 0', caretColor: 'var(--lab-ink)' },
  '.cm-line': { padding: '0 var(--lab-side) 0 0' },
  '.cm-gutters': {
    backgroundColor: 'var(--lab-paper)',
    color: 'var(--lab-number)',
    border: 'none',
    paddingRight: 'var(--lab-gap)',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: 'var(--lab-gutter)',
    padding: '0',
    textAlign: 'right',
  },
  '.cm-specialChar': { unicodeBidi: 'isolate', color: 'var(--lab-string)', fontWeight: 'bold' },
  '.cm-specialChar::before': { content: '"•"' },
  '.cm-cursor': { borderLeftColor: 'var(--lab-ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'var(--lab-selection)' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--lab-selection)', outline: 'none' },
});

export const syntaxColours = HighlightStyle.define([
  { tag: [tags.comment], color: 'var(--lab-comment)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.self, tags.bool, tags.null], color: 'var(--lab-keyword)' },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--lab-string)' },
  { tag: [tags.number, tags.atom], color: 'var(--lab-value)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--lab-function)',
  },
  { tag: [tags.typeName, tags.className, tags.tagName], color: 'var(--lab-type)' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--lab-quiet)' },
]);
