import type { ReactNode } from 'react';
import styles from './output.module.css';
import { Scroll } from './Scroll';
import { readTable } from './table-data';
import { formatNumber } from './tensor-slices';

/** Rows and columns, as far as a page can show them. */
export function TableView({ data, text }: { data: unknown; text: string }): ReactNode {
  const { columns, rows, more } = readTable(data);
  return (
    <>
      <Scroll label={text || 'table'}>
        <table className={styles.table}>
          {text && <caption>{text}</caption>}
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={String(index)}>
                {row.map((cell, column) => (
                  <td key={columns[column]}>{showCell(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {more > 0 && <p className={styles.quiet}>… {more} more rows</p>}
    </>
  );
}

function showCell(cell: unknown): string {
  if (typeof cell === 'number') return formatNumber(cell, false);
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
