import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DARK_CODE, LIGHT_CODE } from '../../src/theme/code-colours';

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

describe.each([
  ['light', LIGHT_CODE],
  ['dark', DARK_CODE],
])('code in the %s theme', (_name, { plain, styles }) => {
  const colours = [plain.color!, ...styles.map(({ style }) => style.color!)];

  test.each(colours)('%s can be read on its paper', (colour) => {
    expect(contrast(colour, plain.backgroundColor!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([plain.backgroundColor!, ...colours])('%s is a colour of the live blocks', (colour) => {
    expect(css).toContain(colour);
  });
});
