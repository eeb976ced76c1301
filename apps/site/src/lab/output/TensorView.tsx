import type { Shown } from '@backprop/runner';
import { type ReactNode, useState } from 'react';
import { HeatMap } from './HeatMap';
import styles from './output.module.css';
import { Scroll } from './Scroll';
import { formatNumber, slicesOf } from './tensor-slices';

type Tensor = Extract<Shown, { kind: 'tensor' }>;

/** A thousand matrices of one number each say no more than the first few. */
const MOST_SLICES = 20;
/** From this many numbers on, a picture says something that the numbers do not. */
const WORTH_A_PICTURE = 6;

/** A tensor: shape and dtype, its numbers in columns, and a small heat map. */
export function TensorView({ tensor }: { tensor: Tensor }): ReactNode {
  const [exact, setExact] = useState(false);
  const { dtype, shape, size, values } = tensor;
  const slices = slicesOf(shape, values).slice(0, MOST_SLICES);
  const shown = slices.reduce((sum, { rows }) => sum + rows.flat().length, 0);
  const picture = values.length >= WORTH_A_PICTURE;
  return (
    <div className={styles.tensor}>
      <div className={styles.tensorHead}>
        <span>
          tensor [{shape.join(', ')}] {dtype}
        </span>
        {values.some((value) => formatNumber(value, false) !== formatNumber(value, true)) && (
          <button type="button" className={styles.place} onClick={() => setExact(!exact)}>
            {exact ? 'fewer digits' : 'all digits'}
          </button>
        )}
      </div>
      {slices.map(({ index, rows }) => (
        <div key={index.join()} className={styles.slice}>
          {index.length > 0 && <div className={styles.quiet}>[{index.join(', ')}, …]</div>}
          <div className={styles.sliceBody}>
            <Scroll label="numbers">
              <table className={styles.numbers}>
                <tbody>
                  {rows.map((row, at) => (
                    <tr key={String(at)}>
                      {row.map((value, column) => (
                        <td key={String(column)}>{formatNumber(value, exact)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            {picture && <HeatMap rows={rows} />}
          </div>
        </div>
      ))}
      {shown < size && (
        <div className={styles.quiet}>
          the first {shown} of {size} numbers
        </div>
      )}
    </div>
  );
}
