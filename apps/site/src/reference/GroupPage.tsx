import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { EntryArticle } from './EntryArticle';
import type { GroupContent } from './entry';
import { DOCUMENT, LIST, LISTED, PAGE } from './look';

/** `/reference/<package>/<group>/`: every symbol of a group. */
export default function GroupPage({ content }: { content: GroupContent }): ReactNode {
  const { group, neighbours } = content;
  return (
    <Layout title={`${group.title}, reference`} description={group.about}>
      <main className={DOCUMENT} style={PAGE}>
        <p>
          <Link to="/reference/">Reference</Link>
        </p>
        <h1>{group.title}</h1>
        <p>{group.about}</p>
        <nav aria-label="Symbols of this page" className="margin-bottom--lg">
          <ul style={LIST}>
            {group.entries.map(({ id, name, summary }) => (
              <li key={id} style={LISTED}>
                <a href={`#${id}`}>{name}</a> {summary}
              </li>
            ))}
          </ul>
        </nav>
        {group.entries.map((entry) => (
          <EntryArticle key={entry.id} entry={entry} />
        ))}
        <nav aria-label="Neighbouring pages of the reference">
          {neighbours.map(
            (page, i) =>
              page && (
                <p key={page.path}>
                  {i === 0 ? 'Before: ' : 'Next: '}
                  <Link to={`/reference/${page.path}/`}>{page.title}</Link>
                </p>
              ),
          )}
        </nav>
      </main>
    </Layout>
  );
}
