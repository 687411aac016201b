/** A diagram of two liquids over temperature as outlines to draw and a verdict to say. */
import type { BinaryPhaseDiagram, Miscibility } from '../../mixgrad/mixgrad.js';

/** Both sides of a gap at one temperature. */
interface Rung {
  T: number;
  left: number;
  right: number;
}

export type Outline = [x: number, T: number][];

/** Gaps of consecutive temperatures as outlines, closed by the critical point where one lies at their end. */
function outlines(rungs: (Rung | null)[], critical: BinaryPhaseDiagram['critical'], step: number): Outline[] {
  const runs: Rung[][] = [];
  rungs.forEach((rung, i) => {
    if (!rung) return;
    if (rungs[i - 1]) runs.at(-1)?.push(rung);
    else runs.push([rung]);
  });
  return runs.map((run) => {
    const [first, last] = [run[0] as Rung, run.at(-1) as Rung];
    const near = (from: number, T: number) => Math.abs(T - from) <= 1.001 * step;
    const top = critical.find(({ upper, temperature_K: T }) => upper && T >= last.T && near(last.T, T));
    const foot = critical.find(({ upper, temperature_K: T }) => !upper && T <= first.T && near(first.T, T));
    return [
      ...(foot ? [[foot.x[0] ?? 0, foot.temperature_K] as [number, number]] : []),
      ...run.map(({ T, left }): [number, number] => [left, T]),
      ...(top ? [[top.x[0] ?? 0, top.temperature_K] as [number, number]] : []),
      ...run.toReversed().map(({ T, right }): [number, number] => [right, T]),
    ];
  });
}

const stepOf = ({ isotherms }: BinaryPhaseDiagram) =>
  (isotherms[1]?.temperature_K ?? 0) - (isotherms[0]?.temperature_K ?? 0);

/** The region of two liquids. */
export function binodal(diagram: BinaryPhaseDiagram): Outline[] {
  const { isotherms, critical } = diagram;
  const most = Math.max(0, ...isotherms.map(({ coexisting }) => coexisting.length));
  // Rarely there are two gaps at one temperature: each is a layer of its own.
  return Array.from({ length: most }, (_, gap) =>
    outlines(
      isotherms.map(({ temperature_K: T, coexisting }) => {
        const [a, b] = coexisting[gap]?.phases ?? [];
        return a && b ? { T, left: a.x[0] ?? 0, right: b.x[0] ?? 0 } : null;
      }),
      critical.filter(({ stable }) => stable),
      stepOf(diagram),
    ),
  ).flat();
}

/** Where a mixture falls apart by itself. */
export function spinodal(diagram: BinaryPhaseDiagram): Outline[] {
  return outlines(
    diagram.isotherms.map(({ temperature_K: T, spinodal: points }) => {
      const x = points.map((point) => point[0] ?? 0);
      return x.length >= 2 ? { T, left: Math.min(...x), right: Math.max(...x) } : null;
    }),
    diagram.critical,
    stepOf(diagram),
  );
}

export type Verdict =
  | { kind: 'mixes' | 'parts' | 'some' | 'unknown' }
  | { kind: 'below' | 'above'; temperature_K: number }
  | { kind: 'between'; low: number; high: number };

export function verdictOf({ splits, diagram }: Miscibility): Verdict {
  if (diagram.components !== 2 || splits.includes(null)) return { kind: 'unknown' };
  if (!splits.includes(true)) return { kind: 'mixes' };
  const stable = diagram.critical.filter((point) => point.stable);
  if (!splits.includes(false)) return { kind: stable.length === 0 ? 'parts' : 'some' };
  const [first, second] = stable;
  if (first && !second) return { kind: first.upper ? 'below' : 'above', temperature_K: first.temperature_K };
  if (first && second && stable.length === 2 && first.upper !== second.upper) {
    const [upper, lower] = first.upper ? [first, second] : [second, first];
    if (upper.temperature_K > lower.temperature_K)
      return { kind: 'between', low: lower.temperature_K, high: upper.temperature_K };
  }
  return { kind: 'some' };
}

/** What is at a temperature, between the isotherms; null outside their range. */
export function readAt({ isotherms }: BinaryPhaseDiagram, temperature_K: number) {
  const [low, high] = [isotherms[0], isotherms.at(-1)];
  if (!low || !high || temperature_K < low.temperature_K || temperature_K > high.temperature_K) return null;
  const next = Math.max(
    1,
    isotherms.findIndex((isotherm) => isotherm.temperature_K >= temperature_K),
  );
  const [a, b] = [isotherms[next - 1], isotherms[next]];
  if (!a || !b) return null;
  const t = (temperature_K - a.temperature_K) / (b.temperature_K - a.temperature_K);
  const mix = (from: number, to: number) => (1 - t) * from + t * to;
  const ln = [0, 1].map((i) => mix(a.ln_gamma_infinite[i] ?? 0, b.ln_gamma_infinite[i] ?? 0));
  const gaps = a.coexisting.flatMap(({ phases }, gap) => {
    const other = b.coexisting[gap]?.phases;
    if (!other) return [];
    return [phases.map(({ x }, i) => mix(x[0] ?? 0, other[i]?.x[0] ?? 0)) as [number, number]];
  });
  return { ln_gamma_infinite: ln as [number, number], gaps };
}

/** Moles in the liquid richer in the first component, of one mole that lies in a gap. */
export const lever = (x: number, [left, right]: readonly [number, number]): number =>
  (x - left) / (right - left || 1);
