import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import { announce } from '../announce';
import { typesLook } from './look';
import type { TypeClient } from './type-client';
import type { TypeInfo } from './type-service';

/** After this pause in typing the text is checked, in milliseconds. */
const PAUSE = 400;

/** CodeMirror's icons by TypeScript's kinds. */
const KINDS: Record<string, string> = {
  const: 'constant',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  function: 'function',
  method: 'method',
  class: 'class',
  interface: 'interface',
  type: 'type',
  module: 'namespace',
  alias: 'variable',
  keyword: 'keyword',
  property: 'property',
  getter: 'property',
};

function infoElement({ type, documentation }: Pick<TypeInfo, 'type' | 'documentation'>) {
  const element = document.createElement('div');
  element.className = 'lab-type';
  const code = document.createElement('code');
  code.textContent = type;
  element.append(code);
  if (documentation) {
    const text = document.createElement('p');
    text.textContent = documentation;
    element.append(text);
  }
  return element;
}

const tooltipOf = (info: TypeInfo): Tooltip => ({
  pos: info.from,
  end: info.to,
  above: true,
  create: () => ({ dom: infoElement(info) }),
});

const setTyped = StateEffect.define<Tooltip | null>();

/** The type that the key asked for. It goes with the next change or move. */
const typedAtCaret = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setTyped)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** Errors, types and completions of one editor, from the page's type service. */
export function editorTypes(types: TypeClient, file: string): Extension[] {
  const textOf = ({ state }: { state: EditorView['state'] }) => state.doc.toString();

  const problems = async (view: EditorView): Promise<Diagnostic[]> => {
    const text = textOf(view);
    const found = (await types.ask('check', { file, text })) ?? [];
    const { length } = text;
    return found.map(({ from, to, severity, message }) => ({
      from: Math.min(from, length),
      to: Math.min(to, length),
      severity,
      message,
    }));
  };

  const hover = hoverTooltip(async (view, at) => {
    const info = await types.ask('info', { file, text: textOf(view), at });
    return info && tooltipOf(info);
  });

  /** By key what the mouse gets by waiting; it is read out, too. */
  const tellType = (view: EditorView) => {
    const before = view.state;
    const at = before.selection.main.head;
    void types.ask('info', { file, text: textOf(view), at }).then((info) => {
      if (view.state.doc !== before.doc) return;
      announce(info ? `${info.type} ${info.documentation}` : 'No type here.');
      view.dispatch({ effects: setTyped.of(info && tooltipOf(info)) });
    });
    return true;
  };

  const closeType = (view: EditorView) => {
    if (!view.state.field(typedAtCaret)) return false;
    view.dispatch({ effects: setTyped.of(null) });
    return true;
  };

  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { pos: at, explicit } = context;
    if (!explicit && !context.matchBefore(/[\w$.'"/@-]$/)) return null;
    const text = textOf(context);
    const found = await types.ask('complete', { file, text, at });
    if (!found || context.aborted) return null;
    const options = found.entries.map(
      ({ name, kind, rank }): Completion => ({
        label: name,
        type: KINDS[kind] ?? 'variable',
        sortText: rank + name,
        info: async () => {
          const about = await types.ask('describe', { file, text, at, name });
          return about ? infoElement(about) : null;
        },
      }),
    );
    return { from: found.from, options, validFor: /^[\w$]*$/ };
  };

  return [
    linter(problems, { delay: PAUSE }),
    hover,
    typedAtCaret,
    // The completion's own keys are arrows, Enter, Escape and Ctrl-Space: Tab stays free.
    autocompletion({ override: [complete], icons: false }),
    keymap.of([{ key: 'F2', run: tellType }, { key: 'Escape', run: closeType }, ...lintKeymap]),
    typesLook,
  ];
}
