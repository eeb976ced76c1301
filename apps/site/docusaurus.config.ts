import type { Options, ThemeConfig } from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import remarkMath from 'remark-math';
import apiReference from './plugins/api-reference';
import contentSecurity from './plugins/content-security';
import katexStyles from './plugins/katex-styles';
import lessonIndex from './plugins/lesson-index';
import { libraryFiles } from './plugins/libraries';
import lightPages from './plugins/light-pages';
import { rehypeFormulas } from './plugins/rehype-formulas';
import { rehypeScrollingTables } from './plugins/rehype-scrolling-tables';
import { rehypeSections } from './plugins/rehype-sections';
import { SERVED } from './plugins/served';
import { TYPED_LIBRARIES } from './plugins/typed-libraries';
import { remarkExercises } from './src/exercise/remark-exercises';
import lab, { type LabOptions } from './src/lab/plugin';

const REPOSITORY = 'https://github.com/AmanRajput997/Backpropagation';
const BASE = process.env.BASE_URL ?? '/';
const MARKDOWN = {
  remarkPlugins: [remarkMath],
  rehypePlugins: [rehypeFormulas, rehypeScrollingTables, rehypeSections],
};

const LAB = {
  served: SERVED,
  libraries: libraryFiles,
  types: TYPED_LIBRARIES,
  storage: 'backprop-lab',
  lookUp: '/reference/?find=',
  notebook:
    'Save this file in the folder `apps/site` of your copy of the course: the modules that it ' +
    'imports are found there after `pnpm install` and `pnpm build`.',
} satisfies LabOptions;

const config: Config = {
  title: 'Backpropagation, Explored',
  tagline: 'How neural networks learn: derived by hand, run in the page, held against Keras',
  favicon: 'favicon.svg',
  url: process.env.SITE_URL ?? 'http://localhost:3000',
  baseUrl: BASE,
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  future: { v4: true, faster: true },
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  staticDirectories: ['static', SERVED],
  // Katex is a stylesheet of its own: bundled, its fonts end up inside every page's CSS.
  stylesheets: [{ href: `${BASE}katex/katex.min.css`, type: 'text/css' }],
  presets: [
    [
      'classic',
      {
        blog: false,
        pages: { beforeDefaultRemarkPlugins: [remarkExercises], ...MARKDOWN },
        sitemap: false,
        docs: {
          path: 'lessons',
          routeBasePath: 'lessons',
          sidebarPath: './sidebars.ts',
          breadcrumbs: false,
          beforeDefaultRemarkPlugins: [remarkExercises],
          ...MARKDOWN,
        },
        theme: { customCss: './src/css/site.css' },
      } satisfies Options,
    ],
  ],
  themes: ['@docusaurus/theme-live-codeblock', [lab, LAB]],
  plugins: [katexStyles, lessonIndex, lightPages, apiReference, contentSecurity],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: false } },
    // Colours of code are those of the lab's stylesheet.
    prism: { theme: { plain: {}, styles: [] } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    navbar: {
      title: 'Backpropagation, Explored',
      items: [
        { to: '/lessons/', label: 'Lessons', position: 'left' },
        { to: '/reference/', label: 'Reference', position: 'left' },
        { href: REPOSITORY, label: 'The notebooks', position: 'right' },
      ],
    },
  } satisfies ThemeConfig,
};

export default config;
