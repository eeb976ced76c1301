import type { ReactNode } from 'react';
import type { OperationFacts } from './entry';
import { Markup } from './Markup';

/** What an operation's record says: the same that the engine runs and the tests check. */
export function Facts({ facts, name }: { facts: OperationFacts; name: string }): ReactNode {
  const { formula, inputs, options, broadcasts, differentiable, source } = facts;
  return (
    <>
      {formula && <Markup html={formula} />}
      <dl aria-label={`The operation ${name}`}>
        <dt>Inputs</dt>
        <dd>
          {inputs.map((input, i) => (
            <span key={input.name}>
              {i > 0 && ', '}
              <code>{input.name}</code> ({ACCEPTED[input.accepts] ?? input.accepts})
            </span>
          ))}
        </dd>
        {options.length > 0 && (
          <>
            <dt>Options</dt>
            {options.map((option) => (
              <dd key={option.name}>
                <code>{option.name}</code>: {option.kind}
                {option.fallback === null ? ', must be given' : `, ${option.fallback} if left out`}
              </dd>
            ))}
          </>
        )}
        {broadcasts !== null && (
          <>
            <dt>Broadcasts</dt>
            <dd>{broadcasts ? 'yes' : 'no'}</dd>
          </>
        )}
        <dt>Gradient</dt>
        <dd>{differentiable ? 'yes' : 'none flows through it'}</dd>
        <dt>Source</dt>
        <dd>{source.startsWith('http') ? <a href={source}>{shortened(source)}</a> : source}</dd>
      </dl>
    </>
  );
}

/** `Accepts` of the record in words. */
const ACCEPTED: Record<string, string> = {
  float: 'numbers, as floats',
  numeric: 'numbers',
  any: 'anything',
  int32: 'whole numbers',
  bool: 'true or false',
};

const shortened = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '');
