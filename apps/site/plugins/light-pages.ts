import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LoadedContent } from '@docusaurus/plugin-content-docs';
import type { AllContent, LoadContext, Plugin } from '@docusaurus/types';

/** Components of Infima, the theme's CSS framework, that no page of the course has. */
const UNUSED = [
  'avatar',
  'badge',
  'breadcrumbs',
  'button-group',
  'button--danger',
  'button--info',
  'button--link',
  'button--outline',
  'button--success',
  'button--warning',
  'card',
  'dropdown',
  'footer',
  'pagination',
  'pills',
  'shadow',
  'tabs',
];

/** Components of the theme that no page has: what the configuration turns off, and tags. */
const UNUSED_COMPONENTS =
  /\/theme\/(AnnouncementBar|Blog|DocBreadcrumbs|DocCard|Tag|TagsList|Tabs|TabItem|Navbar\/Search|Icon\/Socials|DocSidebar\/Desktop\/CollapseButton|DocRoot\/Layout\/Sidebar\/ExpandButton)/;

/** Whether a stylesheet belongs to one of them. */
export const isUnusedFile = (file: string): boolean =>
  UNUSED_COMPONENTS.test(file.replaceAll('\\', '/'));
/** `card`, `card__header` and `card--full`, but not `card-list`. */
const UNUSED_CLASS = `(?:${UNUSED.join('|')})(?=__|--|[^\\w-]|$)`;

/** Whether a CSS selector speaks of one of them. */
export const isUnused = (selector: string): boolean =>
  new RegExp(`\\.${UNUSED_CLASS}`).test(selector);

/** The classes of a page that have lost their style. */
export function unusedClassesIn(html: string): string[] {
  const classes = Array.from(html.matchAll(/\sclass=(?:"([^"]*)"|([^\s>]+))/g), (found) =>
    (found[1] ?? found[2] ?? '').split(/\s+/),
  ).flat();
  return [...new Set(classes)].filter((name) => isUnused(`.${name}`));
}

/** The part of a PostCSS stylesheet that is used here. */
interface Sheet {
  source?: { input: { file?: string } };
  removeAll(): void;
}

/** The part of a PostCSS rule that is used here. */
interface Rule {
  selectors: string[];
  remove(): void;
}

/**
 * What lessons ask for although `light-theme/` leaves it out.
 *
 * @returns a sentence for each; none when all is well
 */
export function askedInVain(allContent: AllContent): string[] {
  const content = allContent['docusaurus-plugin-content-docs']?.default as LoadedContent;
  const docs = content.loadedVersions.flatMap((version) => version.docs);
  const sidebars = content.loadedVersions.flatMap((version) => Object.entries(version.sidebars));
  const categories = sidebars
    .filter(([, items]) => items.some(({ type }) => type === 'category'))
    .map(([name]) => `the sidebar ${name} asks for a category`);
  const parts = docs.flatMap(({ source, tags, editUrl, lastUpdatedAt }) => {
    const asked = { tags: tags.length > 0, editUrl, showLastUpdateTime: lastUpdatedAt };
    return Object.entries(asked)
      .filter(([, value]) => Boolean(value))
      .map(([name]) => `${source} asks for ${name}`);
  });
  return [...categories, ...parts];
}

/** Files that a module of a package would import, whoever depends on it. */
function resolveFrom(siteDir: string, ...path: string[]): string {
  return path.reduce(
    (from, specifier) => createRequire(from).resolve(specifier),
    join(siteDir, 'package.json'),
  );
}

/** Only the chunks of pages have names; what loads on a click stays apart. */
const ofPages = (chunk: { name?: string | null }) => Boolean(chunk.name);

/** What Docusaurus puts around each lesson, and the data that it does so by. */
const OF_EVERY_LESSON =
  /[\\/](theme-classic[\\/]lib[\\/]theme[\\/]Doc|plugin-content-docs[\\/]lib[\\/]client|\.docusaurus[\\/]docusaurus-plugin-content-docs[\\/]default[\\/](__plugin|p[\\/]))/;

/** Docusaurus puts what several chunks use into one that every page loads. */
const SPLITTING = {
  splitChunks: {
    cacheGroups: {
      common: { chunks: ofPages },
      // What every lesson needs is one file and not eight: asking for one takes a phone long, too.
      lessons: {
        test: OF_EVERY_LESSON,
        chunks: ofPages,
        name: 'lessons',
        enforce: true,
        priority: 50,
      },
    },
  },
};

/** The modules that `light-start-loader.cjs` changes. */
export const STARTING =
  /[\\/]@docusaurus[\\/](core[\\/]lib[\\/]client[\\/](clientEntry|browserContext|docusaurus)|theme-classic[\\/]lib[\\/]prism-include-languages|theme-common[\\/]lib[\\/]utils[\\/]reactUtils)\.js$/;

/** Keeps off the pages what none of them needs before somebody touches it. */
export default function lightPages({ siteDir }: LoadContext): Plugin {
  const folder = join(siteDir, 'plugins');
  return {
    name: 'light-pages',
    // Components that no page has, each as an empty one; the site's own theme goes before it.
    getThemePath: () => join(folder, 'light-theme'),
    async allContentLoaded({ allContent }) {
      const asked = askedInVain(allContent);
      if (asked.length === 0) return;
      throw new Error(
        `lightPages: expected no page to use what is left out, received: ${asked.join('; ')}; ` +
          'take its component out of plugins/light-theme',
      );
    },
    configureWebpack: (_config, isServer) => ({
      resolve: {
        alias: {
          tslib$: join(folder, 'light-tslib.mjs'),
          'whole-tslib$': resolveFrom(
            siteDir,
            '@docusaurus/utils',
            '@docusaurus/utils-common',
            'tslib/tslib.es6.mjs',
          ),
        },
      },
      module: {
        rules: [
          {
            test: /[\\/]prism-react-renderer[\\/]dist[\\/]index\.m?js$/,
            use: [{ loader: join(folder, 'light-prism-loader.cjs') }],
          },
          {
            test: STARTING,
            use: [{ loader: join(folder, 'light-start-loader.cjs') }],
          },
        ],
      },
      optimization: isServer ? {} : SPLITTING,
    }),
    configurePostCss(options) {
      options.plugins.push({
        postcssPlugin: 'unused-styles',
        Once(sheet: Sheet) {
          if (isUnusedFile(sheet.source?.input.file ?? '')) sheet.removeAll();
        },
        Rule(rule: Rule) {
          const kept = rule.selectors.filter((selector) => !isUnused(selector));
          if (kept.length === 0) rule.remove();
          else if (kept.length < rule.selectors.length) rule.selectors = kept;
        },
      });
      return options;
    },
    postBuild({ outDir }) {
      for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.html')) continue;
        const lost = unusedClassesIn(readFileSync(join(outDir, file), 'utf8'));
        if (lost.length === 0) continue;
        throw new Error(
          `lightPages: expected no page to use what is left out, received ${lost.join(', ')} in ` +
            `${file}; take it off the list in plugins/light-pages.ts`,
        );
      }
    },
  };
}
