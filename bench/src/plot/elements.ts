/** Text that means nothing to an XML parser. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** An element of a drawing, written out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => {
      const text = typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
      return ` ${key}="${escapeText(text)}"`;
    })
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

type Anchor = 'start' | 'middle' | 'end';

export function text(
  x: number,
  y: number,
  content: string,
  anchor: Anchor = 'start',
  size = 11,
): string {
  const attributes = { x, y, 'text-anchor': anchor, 'font-size': size };
  return element('text', attributes, escapeText(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element('line', { x1, y1, x2, y2, stroke });
}

/** Colours that differ in brightness, too (Okabe and Ito). */
const COLOURS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
  '#999999',
];

/** One colour for each name, the same throughout a drawing. */
export function colours(names: readonly string[]): (name: string) => string {
  const unique = [...new Set(names)];
  return (name) => COLOURS[unique.indexOf(name) % COLOURS.length]!;
}
