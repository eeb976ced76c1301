import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exercises, loadExercise } from '../../src/catalogue/index.js';
import { plainMath } from '../../src/plain-text/plain-math.js';
import { plainText } from '../../src/plain-text/plain-text.js';

const LESSONS = fileURLToPath(new URL('../../../../apps/site/lessons', import.meta.url));

describe('plainMath', () => {
  it.each([
    ['\\sigma(z)', 'σ(z)'],
    ['\\sigma (z)', 'σ(z)'],
    ['a+b=-c', 'a + b = −c'],
    ['-2\\,(y - \\hat y)\\,v_0\\,x_1', '−2 (y − y\u0302) v₀ x₁'],
    ['w \\leftarrow w - \\eta \\cdot \\frac{\\partial L}{\\partial w}', 'w ← w − η · ∂L / ∂w'],
    ['\\frac{1}{2} x', '(1 / 2) x'],
    ['\\frac{f(x + h) - f(x - h)}{2h}', '(f(x + h) − f(x − h)) / (2h)'],
    ['\\dfrac{|a - b|}{|a| + |b|}', '(|a − b|) / (|a| + |b|)'],
    ['\\frac{\\partial L}{\\partial y} \\frac{\\partial y}{\\partial x}', '(∂L / ∂y) (∂y / ∂x)'],
    ['\\frac{\\frac{a}{b}}{c}', 'a / b / c'],
    ['\\sum_{i=1}^{n} x_i^2', '∑ᵢ₌₁ⁿ xᵢ²'],
    ['W^{(1)}_{ij} \\in \\mathbb{R}^{m \\times n}', 'W⁽¹⁾ᵢⱼ ∈ R^(m × n)'],
    ['e^{-z}', 'e^(−z)'],
    ['x^{-1}', 'x⁻¹'],
    ['\\log p + \\max(0, x)', 'log p + max(0, x)'],
    ['\\sqrt{x} + \\sqrt{x + 1}', '√x + √(x + 1)'],
    ['W^\\top x', 'Wᵀx'],
    ['\\left( \\frac{a}{b} \\right)', '(a / b)'],
    ['x > 0 \\text{ if } y \\ne 0', 'x > 0 if y ≠ 0'],
    ['\\{ x \\mid x \\ge 0 \\}', '{x | x ≥ 0}'],
    ['\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}', '[a  b\nc  d]'],
    ["f'(x)", 'f′(x)'],
    ['\\tanh x', 'tanh x'],
    ['\\lVert w \\rVert_2', '‖w‖₂'],
    ['0.5 \\pm 1', '0.5 ± 1'],
  ])('prints %s as %s', (tex, text) => {
    expect(plainMath(tex)).toEqual({ text, unknown: [] });
  });

  it.each([
    '',
    '{',
    '}',
    '}}a',
    '\\',
    '\\frac',
    '\\frac{',
    'x^',
    '_',
    '\\sqrt',
    '\\begin{',
    '\\hat',
  ])('reads the broken formula "%s" to its end', (tex) => {
    expect(plainMath(tex).unknown).toEqual([]);
  });

  it('keeps the name of a command that it does not know, and says so', () => {
    expect(plainMath('\\oint_C f')).toEqual({ text: 'oint_C f', unknown: ['\\oint'] });
    expect(plainMath('\\constructor').unknown).toEqual(['\\constructor']);
  });
});

describe('plainText', () => {
  it('leaves code and single dollars alone', () => {
    const text = 'Costs $5. `$x^2$`\n\n```js\nconst a = `$b_1$`;\n```\n~~~\n$c^2$\n~~~\n';
    expect(plainText(text)).toEqual({ text, unknown: [] });
  });

  it('sets a formula on lines of its own in, as far as its list', () => {
    const text = '- slope:\n\n  $$\n  \\frac{a}{b} \\\\\n  c\n  $$\n\nNext.\n';
    expect(plainText(text).text).toBe('- slope:\n\n    a / b\n    c\n\nNext.\n');
  });
});

describe('the texts of this repository', () => {
  it.each(exercises.map(({ id }) => id))('%s prints without a command of TeX', async (id) => {
    const { prompt, definition } = await loadExercise(id);
    for (const markdown of [prompt, ...definition.hints]) {
      const { text, unknown } = plainText(markdown);
      expect(unknown).toEqual([]);
      const prose = text.replace(/(`+)[\s\S]*?\1/g, '');
      expect(prose).not.toMatch(/\\|\$/);
    }
  });

  it('has signs for every formula of the lessons, which tasks may take up', () => {
    const lessons = readdirSync(LESSONS, { recursive: true, encoding: 'utf8' });
    const unknown = lessons
      .filter((file) => file.endsWith('.mdx'))
      .flatMap((file) => plainText(readFileSync(join(LESSONS, file), 'utf8')).unknown);
    expect(unknown).toEqual([]);
  });
});
