import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { HIDDEN, nameOfCharacter } from '../block/hidden-characters';
import type { LineMark } from '../run/line-marks';
import { editorLook, syntaxColours } from './look';
import { lineMarks, setMarks } from './marks';

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  /** `ts` or `tsx`. */
  language: string;
  /** The editor's name for assistive technology. */
  label: string;
  /** The id of the element that tells how to run and how to leave. */
  describedBy: string;
  onChange(text: string): void;
  onRun(): void;
}

/** An editor as a block uses it. */
export interface EditorHandle {
  /** Replace the text, as one step that can be undone. Does nothing when it is the same. */
  setText(text: string): void;
  show(marks: readonly LineMark[]): void;
  /** Put the caret at an offset; `scroll` is how far the code was scrolled sideways. */
  enter(options: { caret: number; scroll: number | null; focus: boolean }): void;
  destroy(): void;
}

/** Where types, errors and completions go when they have loaded. */
const types = new Compartment();
let opened = 0;

/** Load the type service for an editor that is open already. Without it the editor is as before. */
async function addTypes(view: EditorView, language: string) {
  const file = `block-${++opened}.${language === 'tsx' ? 'tsx' : 'ts'}`;
  try {
    const { loadTypes } = await import('../types/load-types');
    view.dispatch({ effects: types.reconfigure(loadTypes(file)) });
  } catch {
    // The files did not arrive: nothing is lost but the help.
  }
}

const CONTENT = {
  // It can be reached by key without this; checkers of pages look for it all the same.
  tabindex: '0',
  // A phone's keyboard must neither correct nor capitalise code.
  autocapitalize: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  translate: 'no',
};

/** What stands for a character that nobody would see. */
function hiddenCharacter(code: number): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'cm-specialChar';
  mark.title = nameOfCharacter(String.fromCharCode(code));
  // It stays in the text, as in the static code; the look puts a dot before it.
  mark.textContent = String.fromCharCode(code);
  return mark;
}

function extensions({ label, describedBy, onChange, onRun }: EditorOptions): Extension[] {
  const run = () => {
    onRun();
    return true;
  };
  return [
    // Before the default keys, which bind Mod-Enter to a blank line. Tab stays unbound: it
    // leads out of the editor. Ctrl-[ and Ctrl-] change the indentation.
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', run },
        { key: 'Ctrl-Enter', run },
      ]),
    ),
    lineNumbers(),
    history(),
    drawSelection(),
    highlightSpecialChars({
      specialChars: new RegExp(HIDDEN.source, 'gu'),
      render: hiddenCharacter,
    }),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
    javascript({ typescript: true, jsx: true }),
    syntaxHighlighting(syntaxColours),
    editorLook,
    lineMarks,
    types.of([]),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      ...CONTENT,
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

/** The smallest change that turns one text into the other: the caret outside it stays. */
function difference(before: string, after: string) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < most - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

/** Open a CodeMirror editor in `parent`. */
export function createEditor(options: EditorOptions): EditorHandle {
  const state = EditorState.create({ doc: options.text, extensions: extensions(options) });
  const view = new EditorView({ state, parent: options.parent });
  void addTypes(view, options.language);
  return {
    setText(text) {
      const before = view.state.doc.toString();
      if (before !== text) view.dispatch({ changes: difference(before, text) });
    },
    show: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    enter({ caret, scroll, focus }) {
      const anchor = Math.max(0, Math.min(caret, view.state.doc.length));
      view.dispatch({ selection: { anchor }, scrollIntoView: scroll === null });
      if (scroll !== null) view.scrollDOM.scrollLeft = scroll;
      if (focus) view.focus();
    },
    destroy: () => view.destroy(),
  };
}
