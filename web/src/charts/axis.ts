/** Readable numbers for axes. */

/** The 1, 2 or 5 times a power of ten that divides `span` into about `count` steps. */
function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return power * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
}

/** Round values from `low` to `high`, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const step = niceStep(high - low, count);
  const result: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    result.push(Number((i * step).toPrecision(12)));
  }
  return result;
}

/** A round number that is not below `value`. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const ratio = value / power;
  const top = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => ratio <= step + 1e-9) ?? 10;
  return Number((top * power).toPrecision(12));
}

/** The smallest range between round numbers that holds `[low, high]`, in about `count` steps. */
export function niceRange(low: number, high: number, count: number): [number, number] {
  const step = niceStep(high - low, count);
  const round = (value: number) => Number((value * step).toPrecision(12));
  return [round(Math.floor(low / step + 1e-9)), round(Math.ceil(high / step - 1e-9))];
}

/** Maps `[a, b]` to `[c, d]`. */
export const linear =
  (a: number, b: number, c: number, d: number) =>
  (x: number): number =>
    c + ((x - a) / (b - a || 1)) * (d - c);
