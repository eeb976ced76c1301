import type { Shown } from '@backprop/runner';
import { type ReactNode, Suspense } from 'react';
import { loadLater } from '../load-later';
import { GraphView } from './GraphView';
import { curvesOf } from './history-curves';
import styles from './output.module.css';
import { ShownValue } from './ShownValue';
import { TableView } from './TableView';

type Displayed = Extract<Shown, { kind: 'display' }>;

/** Drawing libraries load when something is to be drawn. */
const PlotView = loadLater(() => import('./PlotView'));
const LatexView = loadLater(() => import('./LatexView'));

/** What the program displayed, drawn by the page from plain data. */
export function Display({ shown }: { shown: Displayed }): ReactNode {
  return (
    <Suspense fallback={<span className={styles.quiet}>{shown.text}</span>}>
      <Picture shown={shown} />
    </Suspense>
  );
}

function Picture({ shown: { type, data, text } }: { shown: Displayed }) {
  switch (type) {
    case 'latex':
      return <LatexView formula={String(data)} />;
    case 'plot':
      return <PlotView spec={data} text={text} />;
    case 'history':
      return <PlotView spec={{ marks: curvesOf(data) }} text={text} />;
    case 'table':
      return <TableView data={data} text={text} />;
    case 'tensor':
      return <ShownValue shown={data as Shown} open />;
    case 'graph':
      return <GraphView data={data} text={text} />;
    default:
      return <span className={styles.quiet}>{text}</span>;
  }
}
