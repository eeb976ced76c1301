import type { ReactNode } from 'react';
import { LiveBlock } from '../lab/block/LiveBlock';
import type { Documented, Example } from './entry';
import { NAME, WRAPPED } from './look';
import { Markup } from './Markup';

/** Signature, text, parameters, result, errors, examples and sources of one docstring. */
export function Details({ of, children }: { of: Documented; children?: ReactNode }): ReactNode {
  return (
    <>
      <Code text={of.code} />
      <Markup html={of.text} />
      {children}
      <Terms of={of} />
      {of.examples.map((example, i) => (
        <ExampleCode key={example.name} example={example} title={titleOf(of, i)} />
      ))}
      {of.see.map((html) => (
        <Markup key={html} html={html.replace(/^<p>/, '<p>See ')} />
      ))}
    </>
  );
}

const titleOf = ({ name, examples }: Documented, i: number): string =>
  examples.length > 1 ? `Example ${i + 1} of ${name}` : `Example of ${name}`;

function Code({ text }: { text: string }): ReactNode {
  return (
    <pre style={WRAPPED}>
      <code style={WRAPPED}>{text}</code>
    </pre>
  );
}

function ExampleCode({ example, title }: { example: Example; title: string }): ReactNode {
  const { name, code, live } = example;
  if (live) return <LiveBlock code={code} language="ts" title={title} name={name} />;
  return (
    <>
      <p>{title}, which needs more than a page can run:</p>
      <Code text={code} />
    </>
  );
}

function Terms({ of }: { of: Documented }): ReactNode {
  const { parameters, returns, throws } = of;
  if (parameters.length + throws.length === 0 && !returns) return null;
  return (
    <dl style={NAME}>
      {parameters.map(({ name, type, optional, text }) => (
        <Term key={name} type={type} text={text}>
          <code>{`${name}${optional ? '?' : ''}`}</code>
        </Term>
      ))}
      {returns && (
        <Term type={returns.type} text={returns.text}>
          Returns
        </Term>
      )}
      {throws.map(({ type, text }) => (
        <Term key={type + text} type={type} text={text}>
          Throws
        </Term>
      ))}
    </dl>
  );
}

function Term(props: { children: ReactNode; type: string; text: string }): ReactNode {
  const { children, type, text } = props;
  return (
    <>
      <dt>
        {children} {type && <code>{type}</code>}
      </dt>
      <dd>
        <Markup html={text} />
      </dd>
    </>
  );
}
