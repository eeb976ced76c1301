import type { OpRecord } from './define.js';
import * as families from './families.js';

type Operations<Exports> = {
  readonly [K in keyof Exports as Exports[K] extends { op: OpRecord } ? K : never]: Exports[K];
};

/**
 * Every operation by name: whatever a family file exports that has a record. So adding an operation
 * to a family is adding its record, and nothing can be forgotten here.
 *
 * @example
 * operations.add(1, 2).item() //=> 3
 * operations.tanh.op.inputs //=> ['x']
 */
export const operations = Object.fromEntries(
  Object.entries(families).filter(([, value]) => 'op' in value),
) as unknown as Operations<typeof families>;

/** Names of all operations. */
export type OperationName = keyof typeof operations;
