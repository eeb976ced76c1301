/** A training history as lines: one for each quantity, over the epochs. */
export function curvesOf(data: unknown) {
  const { history } = data as { history?: Record<string, unknown> };
  const points = Object.entries(history ?? {}).flatMap(([name, values]) =>
    Array.isArray(values)
      ? values.map((value, index) => ({ epoch: index + 1, value: numberOf(value), name }))
      : [],
  );
  return [{ type: 'line', data: points, x: 'epoch', y: 'value', stroke: 'name' }];
}

/** An object may hold a `toString` that is no function, and then cannot be made a number. */
const numberOf = (value: unknown) => (typeof value === 'object' ? Number.NaN : Number(value));
