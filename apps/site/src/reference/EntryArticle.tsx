import Heading from '@theme/Heading';
import { Fragment, type ReactNode } from 'react';
import { Details } from './Details';
import type { Entry } from './entry';
import { Facts } from './Facts';
import { NAME, SMALL_TITLE } from './look';

/** One public symbol, with its members. */
export function EntryArticle({ entry }: { entry: Entry }): ReactNode {
  const { id, name, kind, specifier, aliases, file, operation, members, mentions } = entry;
  return (
    <article className="margin-bottom--xl" aria-labelledby={id}>
      <Heading as="h2" id={id} style={NAME}>
        {name}
      </Heading>
      <p style={NAME}>
        {kind} of <code>{specifier}</code>, defined in <code>{file}</code>
        {aliases.length > 0 && `; also called ${aliases.join(', ')}`}
      </p>
      <Details of={entry}>
        {operation && <Facts facts={operation} name={name} />}
        {mentions.length > 0 && (
          <p>
            Types:{' '}
            {mentions.map((mention, i) => (
              <Fragment key={mention.name}>
                {i > 0 && ', '}
                <a href={mention.href}>{mention.name}</a>
              </Fragment>
            ))}
          </p>
        )}
      </Details>
      {members.map((member) => (
        <section key={member.id} className="margin-left--md" aria-labelledby={member.id}>
          <Heading as="h3" id={member.id} style={SMALL_TITLE}>
            {member.name}
          </Heading>
          <Details of={member} />
        </section>
      ))}
    </article>
  );
}
