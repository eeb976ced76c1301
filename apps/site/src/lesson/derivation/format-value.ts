/** A number with at most eight digits, without trailing zeros: what the lessons print. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const short = Number(value.toPrecision(8));
  return String(Object.is(short, -0) ? 0 : short);
}
