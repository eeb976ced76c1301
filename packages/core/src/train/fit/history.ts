/** Loss and metrics by name. */
export type Logs = Record<string, number>;

/** What `fit` recorded, epoch by epoch. */
export interface History {
  /** Epoch numbers, from `initialEpoch`. */
  epoch: number[];
  /** For each name (`loss`, metrics, the same with `val_` in front), one number per epoch. */
  history: Record<string, number[]>;
  /** What the order of the samples came from: give it to `fit` as `seed` to have it again. */
  seed: number;
}

/** Appends an epoch. */
export function record({ epoch, history }: History, number: number, logs: Logs): void {
  epoch.push(number);
  for (const [name, value] of Object.entries(logs)) {
    history[name] ??= [];
    history[name].push(value);
  }
}
