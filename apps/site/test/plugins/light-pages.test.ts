import { expect, test } from 'vitest';
import { askedInVain, isUnused, isUnusedFile, unusedClassesIn } from '../../plugins/light-pages';

test.each(['.card', '.card__header', '.tabs--block', 'a.badge:hover', '.pagination > li'])(
  'isUnused leaves out %s',
  (selector) => expect(isUnused(selector)).toBe(true),
);

test.each(['.pagination-nav', '.pagination-nav__link', '.cards', '.discard', '.button', 'main'])(
  'isUnused keeps %s',
  (selector) => expect(isUnused(selector)).toBe(false),
);

test('unusedClassesIn finds classes with and without quotes, each once', () => {
  const html = '<p class="row card card"><a class=badge--primary href=x><b class=button></b></a>';
  expect(unusedClassesIn(html)).toEqual(['card', 'badge--primary']);
});

test('isUnusedFile knows components of the theme, under either slash', () => {
  expect(isUnusedFile('/x/theme-classic/lib/theme/TagsListInline/styles.module.css')).toBe(true);
  expect(isUnusedFile('C:\\x\\theme\\Navbar\\Search\\styles.module.css')).toBe(true);
  expect(isUnusedFile('/x/theme/Navbar/Content/styles.module.css')).toBe(false);
  expect(isUnusedFile('/x/theme/CodeBlock/Line/styles.module.css')).toBe(false);
});

test('askedInVain names lessons and sidebars that ask for what no page shows', () => {
  const doc = (more: object) => ({ source: '@site/lessons/a.mdx', tags: [], ...more });
  const content = (docs: object[], type = 'doc') => {
    const version = { docs, sidebars: { lessons: [{ type }] } };
    return {
      'docusaurus-plugin-content-docs': { default: { loadedVersions: [version] } },
    } as never;
  };
  expect(askedInVain(content([doc({}), doc({ editUrl: undefined })]))).toEqual([]);
  expect(askedInVain(content([doc({ tags: [{ label: 'x' }], editUrl: 'https://x' })]))).toEqual([
    '@site/lessons/a.mdx asks for tags',
    '@site/lessons/a.mdx asks for editUrl',
  ]);
  expect(askedInVain(content([], 'category'))).toEqual(['the sidebar lessons asks for a category']);
});
