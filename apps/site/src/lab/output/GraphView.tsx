import type { ReactNode } from 'react';
import styles from './output.module.css';
import { TableView } from './TableView';

interface Graph {
  nodes: unknown[];
  edges: unknown[];
}

/** A graph as two tables: its nodes and its edges. */
export function GraphView({ data, text }: { data: unknown; text: string }): ReactNode {
  const { nodes, edges } = data as Graph;
  return (
    <div className={styles.plot}>
      <TableView data={nodes} text={text} />
      <TableView data={edges} text="edges" />
    </div>
  );
}
