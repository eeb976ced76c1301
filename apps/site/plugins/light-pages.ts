import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from '@docusaurus/types';

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

/** Keeps off the pages what none of them needs before somebody touches it. */
export default function lightPages(): Plugin {
  return {
    name: 'light-pages',
    configureWebpack: (_config, isServer) =>
      isServer
        ? {}
        : {
            optimization: {
              splitChunks: {
                cacheGroups: {
                  // Docusaurus puts what several chunks use into one that every page loads.
                  // Only the chunks of pages have names; what loads on a click stays apart.
                  common: { chunks: (chunk: { name?: string | null }) => Boolean(chunk.name) },
                },
              },
            },
          },
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
