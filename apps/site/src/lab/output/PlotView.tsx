import * as Plot from '@observablehq/plot';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Fold } from './Fold';
import styles from './output.module.css';
import { type AxisSpec, hasLegend, type PlotMark, type PlotSpec, readPlotSpec } from './plot-spec';
import { TableView } from './TableView';

const DRAW: Record<PlotMark['type'], (data: Plot.Data, options: never) => Plot.Markish> = {
  line: Plot.line,
  dot: Plot.dot,
  rect: Plot.rect,
  bar: Plot.barY,
  area: Plot.areaY,
  rule: Plot.ruleY,
  text: Plot.text,
  cell: Plot.cell,
};

const axis = ({ label, type, domain }: AxisSpec) => ({
  ...(label === undefined ? {} : { label }),
  ...(type === undefined ? {} : { type }),
  ...(domain === undefined ? {} : { domain }),
});

function draw(spec: PlotSpec, width: number, text: string): Element {
  const marks = spec.marks.map(({ type, data, options }) =>
    DRAW[type](data, { clip: true, ...options } as never),
  );
  return Plot.plot({
    marks,
    width,
    height: spec.height,
    x: { grid: true, ...axis(spec.x) },
    y: { grid: true, ...axis(spec.y) },
    color: { legend: hasLegend(spec) },
    style: { background: 'transparent', fontSize: '12px' },
    ariaLabel: text,
  });
}

/** The width of an element, kept up to date. */
function useWidth() {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(host.current!);
    return () => observer.disconnect();
  }, []);
  return { host, width };
}

/** A plot drawn by the page from plain data, with the data as a table beside it. */
export default function PlotView({ spec, text }: { spec: unknown; text: string }): ReactNode {
  const { host, width } = useWidth();
  const [problem, setProblem] = useState('');
  const [read, setRead] = useState<PlotSpec | null>(null);
  useEffect(() => {
    if (width === 0) return;
    try {
      const safe = readPlotSpec(spec);
      host.current!.replaceChildren(draw(safe, Math.min(width, 640), text));
      setRead(safe);
      setProblem('');
    } catch (error) {
      host.current!.replaceChildren();
      setProblem(`This plot could not be drawn: ${error instanceof Error ? error.message : error}`);
    }
  }, [spec, text, width, host]);
  return (
    <figure className={styles.plot}>
      <div ref={host} />
      {problem && <p className={styles.remark}>{problem}</p>}
      <figcaption>{text}</figcaption>
      {read?.marks.map(({ type, data }, index) => (
        <Fold
          key={`${type}${String(index)}`}
          summary={`Data of the ${type} (${data.length} ${data.length === 1 ? 'point' : 'points'})`}
        >
          {() => <TableView data={data} text="" />}
        </Fold>
      ))}
    </figure>
  );
}
