import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { SERVED } from './served';

/** Serves KaTeX's stylesheet and its woff2 fonts from the site itself, under `/katex/`. */
export default function katexStyles({ siteDir }: LoadContext): Plugin {
  return {
    name: 'katex-styles',
    loadContent() {
      const from = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));
      const to = join(siteDir, SERVED, 'katex');
      mkdirSync(join(to, 'fonts'), { recursive: true });
      cpSync(join(from, 'katex.min.css'), join(to, 'katex.min.css'));
      for (const font of readdirSync(join(from, 'fonts'))) {
        if (font.endsWith('.woff2')) cpSync(join(from, 'fonts', font), join(to, 'fonts', font));
      }
    },
  };
}
