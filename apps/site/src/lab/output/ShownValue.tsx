import { type Place, type Shown, showText } from '@backprop/runner';
import type { ReactNode } from 'react';
import { Display } from './Display';
import { ErrorView } from './EndingView';
import { Fold } from './Fold';
import styles from './output.module.css';
import { TensorView } from './TensorView';

interface Props {
  shown: Shown;
  /** Begin with the first level open. */
  open?: boolean;
  /** Texts without quotes, as the console prints them. */
  bare?: boolean;
  /** A tensor's numbers are made when the reader asks for them. */
  folded?: boolean;
  onPlace?: ((place: Place) => void) | undefined;
}

/** A value as a tree that opens level by level. */
export function ShownValue(props: Props): ReactNode {
  const { shown, open = false, bare = false, folded = false, onPlace } = props;
  switch (shown.kind) {
    case 'primitive':
      return <Primitive shown={shown} bare={bare} />;
    case 'function':
      return <span className={styles.quiet}>ƒ {shown.name || '(anonymous)'}</span>;
    case 'cut':
      return <span className={styles.quiet}>{shown.text}</span>;
    case 'tensor':
      if (!folded) return <TensorView tensor={shown} />;
      return (
        <Fold summary={`tensor [${shown.shape.join(', ')}] ${shown.dtype}`}>
          {() => <TensorView tensor={shown} />}
        </Fold>
      );
    case 'error':
      return <ErrorView error={shown.error} onPlace={onPlace} />;
    case 'display':
      return <Display shown={shown} />;
    case 'array':
      return (
        <Branch shown={shown} open={open} missing={shown.length - shown.items.length}>
          {shown.items.map((item, index): [string, Shown] => [String(index), item])}
        </Branch>
      );
    case 'object':
      return (
        <Branch shown={shown} open={open} missing={shown.size - shown.entries.length}>
          {shown.entries}
        </Branch>
      );
  }
}

function Primitive(props: { shown: Extract<Shown, { kind: 'primitive' }>; bare: boolean }) {
  const { shown, bare } = props;
  const quoted = shown.type === 'string' && !bare;
  return (
    <span className={styles.primitive} data-type={bare && !quoted ? 'bare' : shown.type}>
      {quoted ? JSON.stringify(shown.text) : shown.text}
    </span>
  );
}

/** Short values need no tree: they fit on a line. */
const SHORT = 72;

function Branch(props: {
  shown: Extract<Shown, { kind: 'array' | 'object' }>;
  open: boolean;
  missing: number;
  children: [string, Shown][];
}) {
  const { shown, open, missing, children } = props;
  const text = showText(shown);
  const plain = children.every(([, { kind }]) => kind === 'primitive');
  if (plain && missing === 0 && text.length <= SHORT && !text.includes('\n')) {
    return <span className={styles.primitive}>{text}</span>;
  }
  return (
    <Fold className={styles.branch} open={open} summary={summaryOf(shown, text)}>
      {() => (
        <ul>
          {children.map(([key, value], index) => (
            // A map may have many keys that look the same.
            <li key={`${index} ${key}`}>
              <span className={styles.key}>{key}: </span>
              <ShownValue shown={value} />
            </li>
          ))}
          {missing > 0 && <li className={styles.quiet}>… {missing} more</li>}
        </ul>
      )}
    </Fold>
  );
}

function summaryOf(shown: Extract<Shown, { kind: 'array' | 'object' }>, text: string) {
  const size = shown.kind === 'array' ? `(${shown.length})` : '';
  const line = text.replace(/\s+/g, ' ');
  return `${shown.type}${size} ${line.length > SHORT ? `${line.slice(0, SHORT)}…` : line}`;
}
