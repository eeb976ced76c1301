import { type Range, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
// The same look as in the static code.
import styles from '../block/code.module.css';
import { type LineMark, SIGNS } from '../run/line-marks';

/** Show these marks instead of the ones before. */
export const setMarks = StateEffect.define<readonly LineMark[]>();

class MarkWidget extends WidgetType {
  constructor(private readonly mark: LineMark) {
    super();
  }
  override eq(other: MarkWidget) {
    return other.mark.kind === this.mark.kind && other.mark.text === this.mark.text;
  }
  toDOM() {
    const element = document.createElement('span');
    element.className = styles.mark!;
    element.dataset.kind = this.mark.kind;
    element.textContent = `${SIGNS[this.mark.kind]} ${this.mark.text}`;
    return element;
  }
}

/** The word that begins at a place: what an error underlines. */
function wordAt(text: string, column: number): number {
  return text.slice(column - 1).match(/^(?:[\p{L}\p{N}_$]+|\S)/u)?.[0].length ?? 0;
}

function decorate(doc: Text, mark: LineMark): Range<Decoration>[] {
  if (mark.line < 1 || mark.line > doc.lines) return [];
  const line = doc.line(mark.line);
  const ranges = [
    Decoration.line({ attributes: { 'data-mark': mark.kind } }).range(line.from),
    Decoration.widget({ widget: new MarkWidget(mark), side: 1 }).range(line.to),
  ];
  const from = line.from + (mark.column ?? 1) - 1;
  const length = mark.kind === 'error' && mark.column ? wordAt(line.text, mark.column) : 0;
  if (length > 0 && from + length <= line.to) {
    const underline = Decoration.mark({ class: styles.wrong! });
    ranges.push(underline.range(from, from + length));
  }
  return ranges;
}

/** Marks at the ends of lines. They go with the first change: they speak of the text that ran. */
export const lineMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const { doc } = transaction.state;
      next = Decoration.set(
        effect.value.flatMap((mark) => decorate(doc, mark)),
        true,
      );
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
