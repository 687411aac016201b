/** What a chart says, in a sentence: for screen readers and for everybody else. */
import type { Curve } from '../../mixgrad/mixgrad.js';
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
