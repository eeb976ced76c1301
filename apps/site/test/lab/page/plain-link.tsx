import type { ReactNode } from 'react';

/** A link without the site's base. */
export default function PlainLink(props: { to: string; children: ReactNode }): ReactNode {
  return <a href={props.to}>{props.children}</a>;
}
