/** Carries numbers of one range over to another, in proportion. */
export type Scale = (value: number) => number;

/** A range without extent is carried to the middle. */
export function scale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  const length = to - from;
  if (length === 0) return () => (start + end) / 2;
  return (value) => start + ((value - from) / length) * (end - start);
}

/** The smallest range of round ends that holds all the finite values. */
export function roundRange(values: readonly number[], count = 4): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const step = roundStep((high - low || Math.abs(high) || 1) / count);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** Round numbers in a range, both ends included when they are round. */
export function ticks([low, high]: readonly [number, number], count = 4): number[] {
  const step = roundStep((high - low) / count);
  if (!(step > 0)) return [low];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** 1, 2 or 5 times a power of ten, at least as large as given. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((times) => times * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
