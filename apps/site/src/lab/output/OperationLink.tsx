import Link from '@docusaurus/Link';
import { lookUp } from '@generated/live-lab/default/errors.json';
import type { ReactNode } from 'react';

/** An operation's name, as an error says it; any code can throw an error that says anything. */
const NAME = /^[A-Za-z_]\w{0,59}(\.\w{1,60})?$/;

/** The operation of an error, and the way to what is written of it where the site has that. */
export function OperationLink({ name }: { name: string }): ReactNode {
  if (!lookUp || !NAME.test(name)) return name;
  return <Link to={`${lookUp}${encodeURIComponent(name)}`}>{name}: look it up</Link>;
}
