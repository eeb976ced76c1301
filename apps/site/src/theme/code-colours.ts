import type { PrismTheme } from 'prism-react-renderer';

/** The colours of code that cannot be run: those of the live blocks, in `lab/block/code.module.css`. */
interface Palette {
  paper: string;
  ink: string;
  comment: string;
  keyword: string;
  string: string;
  value: string;
  name: string;
  type: string;
  quiet: string;
}

const themeOf = (colours: Palette): PrismTheme => ({
  plain: { color: colours.ink, backgroundColor: colours.paper },
  styles: [
    { types: ['comment'], style: { color: colours.comment, fontStyle: 'italic' } },
    { types: ['keyword', 'boolean', 'tag', 'deleted'], style: { color: colours.keyword } },
    { types: ['string', 'regex', 'attr-value', 'inserted'], style: { color: colours.string } },
    { types: ['number', 'constant'], style: { color: colours.value } },
    { types: ['function', 'property', 'attr-name'], style: { color: colours.name } },
    { types: ['class-name', 'builtin'], style: { color: colours.type } },
    { types: ['punctuation', 'operator'], style: { color: colours.quiet } },
  ],
});

export const LIGHT_CODE = themeOf({
  paper: '#fbfbfc',
  ink: '#1f2430',
  comment: '#5a6472',
  keyword: '#8b1c62',
  string: '#0f6b38',
  value: '#9a4a00',
  name: '#1d4fb8',
  type: '#0d6672',
  quiet: '#4c5566',
});

export const DARK_CODE = themeOf({
  paper: '#16181d',
  ink: '#e4e7ee',
  comment: '#9aa3b2',
  keyword: '#f29bd0',
  string: '#8fd6a4',
  value: '#f2b57c',
  name: '#93b9ff',
  type: '#7fd3df',
  quiet: '#b4bccb',
});
