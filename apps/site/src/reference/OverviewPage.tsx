import Link from '@docusaurus/Link';
import { useHistory, useLocation } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import Layout from '@theme/Layout';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { GroupSummary } from './entry';
import { FilterBox } from './FilterBox';
import { filterGroups } from './filter-groups';
import { DOCUMENT, LIST, LISTED, PAGE } from './look';

/** `/reference/`: every public symbol by package and family, and a field that filters them. */
export default function OverviewPage({ groups }: { groups: GroupSummary[] }): ReactNode {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => filterGroups(groups, query), [groups, query]);
  const address = useBaseUrl('/reference/');
  const history = useHistory();
  const { search } = useLocation();
  // `?find=matMul` begins with what fits that: a block's error leads here.
  useEffect(() => setQuery(new URLSearchParams(search).get('find') ?? ''), [search]);
  return (
    <Layout title="Reference" description="Every public function, class and type, with examples.">
      <main className={DOCUMENT} style={PAGE}>
        <h1>Reference</h1>
        <p>
          Every public function, class and type of the packages. Their examples can be changed and
          run; the tests run them, too.
        </p>
        <FilterBox
          query={query}
          count={found.count}
          onChange={setQuery}
          onEnter={() => found.best && history.push(`${address}${found.best}`)}
          list={list}
        />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move among the links */}
        <div ref={list} onKeyDown={moveAmongLinks}>
          {found.groups.map((group, i) => (
            <section key={group.path} aria-label={group.title}>
              {packageOf(group) !== packageOf(found.groups[i - 1]) && (
                <h2>@backprop/{packageOf(group)}</h2>
              )}
              <h3>
                <Link to={`/reference/${group.path}/`}>{group.title}</Link>
              </h3>
              <p>{group.about}</p>
              <ul style={LIST}>
                {group.entries.map(({ id, name, summary }) => (
                  <li key={id} style={LISTED}>
                    <a href={`${address}${group.path}/#${id}`}>{name}</a> {summary}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </main>
    </Layout>
  );
}

const packageOf = (group?: GroupSummary): string => group?.path.split('/')[0] ?? '';

/** The arrow keys go from symbol to symbol; up from the first leads back to the filter. */
function moveAmongLinks(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('li a')];
  const next = links.indexOf(document.activeElement as HTMLElement) + step;
  event.preventDefault();
  (links[next] ?? document.getElementById('reference-filter'))?.focus();
}
