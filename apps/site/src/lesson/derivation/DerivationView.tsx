import { type Computation, computation, type Derivation, type Path } from '@backprop/core/symbolic';
import { type ReactNode, useId } from 'react';
import type { DerivationProps } from './DerivationSteps';
import styles from './derivation.module.css';
import { Formula } from './Formula';
import { formatValue } from './format-value';

/** One foldable block for each parameter; opening one closes the others. */
export default function DerivationView({ steps, point, parameters }: DerivationProps): ReactNode {
  const group = useId();
  const net: Computation = computation(steps);
  return parameters.map((name, index) => {
    const derivation = net.derivation(name, point);
    return (
      <details key={name} name={group} open={index === 0}>
        <summary>
          <Formula
            latex={`${derivation.symbolLatex} = ${formatValue(derivation.value)}`}
            words={`${wordsOf(derivation)} = ${formatValue(derivation.value)}`}
          />
        </summary>
        <Chain derivation={derivation} />
      </details>
    );
  });
}

function Chain({ derivation }: { derivation: Derivation }): ReactNode {
  const { symbolLatex, chainLatex, product, paths, by, value } = derivation;
  return (
    <>
      <Formula latex={`${symbolLatex} = ${chainLatex}`} display />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label={`The factors for ${by}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">factor</th>
              <th scope="col">formula</th>
              <th scope="col">with numbers</th>
              <th scope="col">value</th>
            </tr>
          </thead>
          {paths.map((path) => (
            <PathRows key={path.factors.map((factor) => factor.of).join()} path={path} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">{paths.length > 1 ? 'sum of the products' : 'product'}</th>
              <td>
                <Formula latex={product.latex} />
              </td>
              <td>
                <Formula latex={product.numbersLatex} />
              </td>
              <td className={styles.value}>{formatValue(value)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  );
}

function PathRows({ path }: { path: Path }): ReactNode {
  return (
    <tbody>
      {path.factors.map((factor) => (
        <tr key={factor.of}>
          <th scope="row">
            <Formula latex={factor.symbolLatex} words={wordsOf(factor)} />
          </th>
          <td>
            <Formula latex={factor.latex} />
          </td>
          <td>
            <Formula latex={factor.numbersLatex} />
          </td>
          <td className={styles.value}>{formatValue(factor.value)}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** ∂L/∂w in one line, for those who hear it. */
const wordsOf = ({ of, by }: { of: string; by: string }): string => `∂${of}/∂${by}`;
