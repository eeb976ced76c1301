import type { OperationFacts } from '../../src/reference/entry';
import { setFormula } from './set-text';

/** The parts of an operation's record that the reference shows. */
export interface OperationRecord {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly accepts: string | readonly string[];
  readonly options: Readonly<Record<string, { kind: string; fallback?: unknown }>>;
  readonly formula: string;
  readonly broadcasts?: boolean;
  readonly backward?: unknown;
  readonly compose?: unknown;
  readonly source: string;
}

/**
 * What an operation's record knows, for its entry.
 *
 * @param record the record
 * @param docstring the operation's docstring, whose formula is not shown twice
 */
export function operationFacts(record: OperationRecord, docstring: string): OperationFacts {
  const { inputs, accepts, options, formula, source } = record;
  const isComposite = record.compose !== undefined;
  return {
    formula: hasFormula(docstring, formula) ? null : setFormula(formula),
    inputs: inputs.map((name, i) => ({
      name,
      accepts: typeof accepts === 'string' ? accepts : accepts[i]!,
    })),
    options: Object.entries(options).map(([name, { kind, fallback }]) => ({
      name,
      kind,
      fallback: fallback === undefined ? null : JSON.stringify(fallback),
    })),
    broadcasts: isComposite ? null : record.broadcasts === true,
    differentiable: isComposite || hasRule(record.backward),
    source,
  };
}

const bare = (latex: string) => latex.replace(/\s/g, '');

const hasFormula = (docstring: string, formula: string): boolean =>
  bare(docstring).includes(`$${bare(formula)}$`);

const hasRule = (backward: unknown): boolean =>
  Array.isArray(backward) ? backward.some((rule) => rule !== null) : Boolean(backward);
