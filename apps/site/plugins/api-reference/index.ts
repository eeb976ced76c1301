import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import type { Group, GroupContent, GroupSummary } from '../../src/reference/entry';
import { IMPORTABLE } from '../libraries';
import { isCompilable } from './example-code';
import { makeReference } from './make-reference';

/**
 * The API reference: `/reference/` and a page for each group of symbols, made from the docstrings
 * and types of the packages' source and from the operations' records.
 */
export default function apiReference({ siteDir, baseUrl }: LoadContext): Plugin {
  const address = `${baseUrl}reference/`;
  return {
    name: 'api-reference',
    async loadContent() {
      const { records } = await import('@backprop/core');
      const compiler = await import('@backprop/runner/compile');
      const root = join(siteDir, '../..');
      return makeReference({ root, records, canRun: isCompilable(compiler, IMPORTABLE), address });
    },
    async contentLoaded({ content: loaded, actions }) {
      const content = loaded as Group[];
      const { createData, addRoute } = actions;
      const groups = await createData('groups.json', content.map(summaryOf));
      const component = '@site/src/reference/OverviewPage.tsx';
      addRoute({ path: address, exact: true, component, modules: { groups } });
      for (const [i, group] of content.entries()) {
        const neighbours = [content[i - 1], content[i + 1]].map(nameOf);
        const page: GroupContent = { group, neighbours };
        addRoute({
          path: `${address}${group.path}/`,
          exact: true,
          component: '@site/src/reference/GroupPage.tsx',
          modules: { content: await createData(`${group.path.replace('/', '-')}.json`, page) },
        });
      }
    },
  };
}

const nameOf = (group?: Group) => (group ? { path: group.path, title: group.title } : null);

const summaryOf = ({ path, title, about, entries }: Group): GroupSummary => ({
  path,
  title,
  about,
  entries: entries.map(({ id, name, kind, summary }) => ({ id, name, kind, summary })),
});
