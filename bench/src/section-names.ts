import { WORKLOADS } from './workloads/index.js';

/** What `--only` chooses from, in the order in which it runs. */
export const SECTIONS: readonly string[] = [...Object.keys(WORKLOADS), 'products', 'growth'];
