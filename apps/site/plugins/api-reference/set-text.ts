import { micromark } from 'micromark';
import { math, mathHtml } from 'micromark-extension-math';
import type { Html } from '../../src/reference/entry';

/** Where the entry of a public name is, or null. */
export type Lookup = (name: string) => string | null;

/** KaTeX lists the undefined or unusual as a warning; in a course it is a mistake. */
const STRICT = { strict: 'error', throwOnError: true } as const;

/** A wide formula scrolls by itself, so it must be reachable by key. */
const DISPLAY = '<div class="formula formula--display" tabindex="0">';

/**
 * Sets a docstring's Markdown, with its formulas, as HTML.
 *
 * A public name in backticks becomes a link where it can be nothing else: written with a capital
 * or a dot inside, or as a call. (`step` alone may be an option.)
 *
 * @throws ParseError of KaTeX for a formula that it cannot set; the build fails
 */
export function setText(markdown: string, lookup: Lookup = () => null): Html {
  const html = micromark(withDisplayFormulas(markdown), {
    extensions: [math()],
    htmlExtensions: [mathHtml(STRICT)],
  });
  return html
    .replaceAll('<div class="math math-display">', DISPLAY)
    .replaceAll('<span class="math math-inline">', '<span class="formula">')
    .replace(/<code>([^<]+)<\/code>/g, (code, text: string) => {
      const name = text.replace(/\(.*\)$/, '');
      const isName = /[a-z][A-Z]|\w\.\w|^[A-Z]/.test(name) || name !== text;
      const href = isName ? lookup(name) : null;
      return href ? `<a href="${href}">${code}</a>` : code;
    });
}

/** Sets what a `@see` says: an address alone becomes a link to it. */
export function setReference(markdown: string, lookup: Lookup): Html {
  const linked = markdown.replace(/https?:\/\/[^\s,;)]+[^\s,;).]/g, (url) => {
    const shown = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
    return `[${shown.replace(/[[\]_*\\]/g, '\\$&')}](${url})`;
  });
  return setText(linked, lookup);
}

/** Sets one formula of its own. */
export const setFormula = (latex: string): Html => setText(`$$${latex}$$`);

/** The first sentence, without markup: for lists and the filter. */
export function firstSentence(markdown: string): string {
  const [paragraph = ''] = markdown.split(/\n\s*\n/);
  const flat = paragraph.replace(/[`$]/g, '').replace(/\s+/g, ' ').trim();
  return flat.match(/^.*?[.:](?= [A-Z]|$)/)?.[0].replace(/:$/, '.') ?? flat;
}

/** `$$…$$` as a paragraph is a formula of its own, also when it stands on one line. */
const withDisplayFormulas = (markdown: string): string =>
  markdown.replace(/^\$\$([\s\S]+?)\$\$$/gm, (_, latex: string) => `$$$$\n${latex.trim()}\n$$$$`);
