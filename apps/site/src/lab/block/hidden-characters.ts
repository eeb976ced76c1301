/**
 * Characters that nobody sees but that change what is seen: controls, and those that turn the
 * direction of the text after them, so that code looks like other code. The editor marks the same.
 * (Joiners are none of them: they make up emoji and words of many languages.)
 */
export const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]/;

/** A text cut before and after each hidden character; those have odd places. */
export function cutAtHidden(text: string): string[] {
  return HIDDEN.test(text) ? text.split(new RegExp(`(${HIDDEN.source})`)) : [text];
}

/** The name of a character, such as U+202E. */
export function nameOfCharacter(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
