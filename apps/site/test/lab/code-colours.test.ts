import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** WCAG 2's contrast of two colours, from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(join(__dirname, '../../src/lab/block/code.module.css'), 'utf8');
/** What text is written in, on the paper of the same theme. */
const INKS = 'ink|number|comment|keyword|string|value|function|type|quiet';

/** The colours that a rule sets, by what they are for. */
function coloursOf(selector: string): Record<string, string> {
  const rules = Array.from(css.matchAll(/([^{}]+)\{([^}]*)\}/g));
  const rule = rules.find(([, before, body]) => before!.includes(selector) && /paper:/.test(body!));
  const found = rule![2]!.matchAll(/--lab-([a-z]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries(Array.from(found, ([, name, colour]) => [name!, colour!]));
}

describe.each([
  ['light', '.area,\n.fragment'],
  ['dark', ':global([data-theme="dark"]) .area'],
])('code in the %s theme', (_name, selector) => {
  const colours = coloursOf(selector);

  test.each(INKS.split('|'))('%s can be read on its paper', (name) => {
    expect(contrast(colours[name]!, colours.paper!)).toBeGreaterThanOrEqual(4.5);
  });
});
