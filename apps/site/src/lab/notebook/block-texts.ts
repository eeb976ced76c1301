/** A block's text as a notebook needs it. */
export interface TextSource {
  /** Settles once a saved edit has taken the place of the lesson's text. */
  readonly loaded: Promise<void>;
  readonly state: { text: string };
}

/** The texts of the page's blocks by their root elements. */
const texts = new WeakMap<Element, TextSource>();

/** Say where a block's present text is found. */
export function rememberText(root: Element, source: TextSource): void {
  texts.set(root, source);
}

/**
 * The text that a block shows now: the reader's, where there is an edit.
 *
 * @param root the block's root element
 */
export async function textOfBlock(root: Element): Promise<string> {
  const source = texts.get(root);
  if (!source) return '';
  await source.loaded;
  return source.state.text;
}
