/** What a chart says, in a sentence: for screen readers and for everybody else. */
import type { BinaryProperty, Curve } from '../../mixgrad/mixgrad.js';
import type { MixingChart } from '../mixing.js';
import { text } from '../strings/en.js';

export function curveSentence(x: Float64Array, curve: Curve, position: (x: number) => string): string {
  const { value, domain } = curve;
  const last = value.length - 1;
  let best = 0;
  value.forEach((v, i) => {
    if (v > (value[best] as number)) best = i;
  });
  const at = (i: number) => position(x[i] as number);
  const of = (i: number) => value[i] as number;
  const flat = of(best) - Math.min(...value) < 0.005;
  const shape = flat
    ? text.curve.flat(of(0))
    : best === last
      ? text.curve.rises(at(0), of(0), at(last), of(last))
      : best === 0
        ? text.curve.falls(at(0), of(0), at(last), of(last))
        : text.curve.peaks(at(best), of(best));
  return [shape, ...ground(domain, at)].join(' ');
}

/** Where the trained range ends. */
function ground(domain: Uint8Array, at: (i: number) => string): string[] {
  const first = domain.findIndex((state) => state !== 2);
  const last = domain.findLastIndex((state) => state !== 2);
  if (first < 0) return [text.curve.outsideAll];
  return [
    ...(first > 0 ? [text.curve.outsideTo(at(first))] : []),
    ...(last < domain.length - 1 ? [text.curve.outsideFrom(at(last))] : []),
  ];
}

/** Below this part of its axis's least span, an excess property counts as none. */
const nothing = 0.1;
/** An extreme smaller than this part of the largest one goes without saying. */
const minor = 0.05;

/** What the curves of a mixing chart say: the extremes, the ends, or that nothing happens. */
export function mixingSentence(
  curves: readonly Curve[],
  { properties, excess, leastSpan }: MixingChart,
): string {
  const [curve, other] = curves as [Curve, Curve?];
  const property = properties[0] as BinaryProperty;
  const { x, value } = curve;
  const last = value.length - 1;
  const size = (y: number | undefined) => Math.abs(y ?? 0);
  const largest = Math.max(...curves.flatMap((each) => [...each.value].map(size)));
  if (excess && largest < nothing * leastSpan) return text.mixing.ideal;
  // Each activity coefficient is largest where its component is scarce.
  if (other) return text.mixing.dilution(properties, [value[0] as number, other.value[last] as number]);
  const [lowest, highest] = [value.indexOf(Math.min(...value)), value.indexOf(Math.max(...value))];
  const extreme = (i: number) => i > 0 && i < last && size(value[i]) > minor * largest;
  const at = (i: number) => [x[i] as number, value[i] as number] as const;
  const extremes = [
    ...(extreme(highest) ? [text.mixing.highest(property, ...at(highest))] : []),
    ...(extreme(lowest) ? [text.mixing.lowest(property, ...at(lowest))] : []),
  ];
  return extremes.length > 0
    ? extremes.join(' ')
    : text.mixing.runs(property, value[0] as number, value[last] as number);
}
