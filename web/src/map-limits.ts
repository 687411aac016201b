/** The design's limits as numbers: at each of some compositions, by how much each limit is broken. */
import type { DesignProperty, Prediction, TernaryField } from '../mixgrad/mixgrad.js';
import { shares } from './composition.js';
import { type Need, positionsOf } from './design.js';
import { shortLabel } from './library.js';
import type { State } from './state.js';
import { text } from './strings/en.js';

/** A property and the ends of its 90 % interval, at each composition. */
export interface Columns {
  value: ArrayLike<number>;
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
}

export interface LimitOver {
  words: string;
  /** Per composition: above 0 where the limit is broken. */
  excess: Float64Array;
  /** Holds on a line alone: everywhere else it is broken. */
  exact: boolean;
}

/** Broken by more than rounding. An exact limit of a mixture counts as met when it reads so. */
export const isBroken = ({ excess, exact }: LimitOver, i = 0): boolean =>
  exact ? Math.abs(excess[i] ?? 0) > 5e-4 : (excess[i] ?? 0) > 1e-6;

/**
 * Limits, bounds and locks of the state's design at compositions of its solvents.
 * @param share compositions × solvents
 * @param of null for a property that is not known there: its limits are left out
 */
export function limitsOver(
  state: State,
  share: ArrayLike<number>,
  of: (property: DesignProperty) => Columns | null,
): LimitOver[] {
  const { components, design } = state;
  const n = components.length;
  const count = share.length / n;
  const at = (i: number, component: number) => share[n * i + component] as number;
  const over = (words: string, exact: boolean, excess: (i: number) => number): LimitOver => ({
    words,
    exact,
    excess: Float64Array.from({ length: count }, (_, i) => excess(i)),
  });

  /** What a limit is about, at its unfavourable end if one counts on that. */
  const subject = (need: Need): ((i: number) => number) | null => {
    if (need.of === 'property' || need.of === 'width') {
      const columns = of(need.property);
      if (!columns) return null;
      const { value, lower, upper } = columns;
      if (need.of === 'width') return (i) => ((upper[i] as number) - (lower[i] as number)) / 2;
      const end = !design.cautious || need.end === 'equals' ? value : need.end === 'at_most' ? upper : lower;
      return (i) => end[i] as number;
    }
    const places = positionsOf(need.molecules, components);
    if (!places) return null;
    if (need.of === 'sum') return (i) => 100 * places.reduce((sum, place) => sum + at(i, place), 0);
    // Not the ratio itself, which has no end where the second share is 0.
    const [first = 0, second = 0] = places;
    return (i) => at(i, first) - need.value * at(i, second) + need.value;
  };

  const now = shares(components);
  return [
    ...design.needs.flatMap((need) => {
      const found = subject(need);
      const labels = 'molecules' in need ? need.molecules.map((molecule) => shortLabel(molecule)) : [];
      const sign = need.end === 'at_least' ? -1 : 1;
      return found
        ? [
            over(
              text.design.needWords(need, labels),
              need.end === 'equals',
              (i) => sign * (found(i) - need.value),
            ),
          ]
        : [];
    }),
    ...components.flatMap(({ molecule, locked, limits: { min, max } }, component) => {
      const label = shortLabel(molecule);
      if (locked) {
        const kept = now[component] ?? 0;
        return [over(text.map.locked(label), true, (i) => at(i, component) - kept)];
      }
      return [
        ...(min === undefined || min <= 0
          ? []
          : [over(text.map.bound(label, 'at_least', min), false, (i) => min / 100 - at(i, component))]),
        ...(max === undefined || max >= 100
          ? []
          : [over(text.map.bound(label, 'at_most', max), false, (i) => at(i, component) - max / 100)]),
      ];
    }),
  ];
}

/** Of a map of three solvents. */
export const limitsOfMap = (
  state: State,
  share: ArrayLike<number>,
  asked: ReadonlyMap<DesignProperty, TernaryField>,
): LimitOver[] => limitsOver(state, share, (property) => asked.get(property) ?? null);

/** Of a mixture that was predicted. */
export const limitsOfPoint = (state: State, prediction: Prediction): LimitOver[] =>
  limitsOver(state, shares(state.components), (property) => {
    const found = prediction[property];
    if (!found) return null;
    const [lower, upper] = found.interval90;
    return { value: [found.value], lower: [lower], upper: [upper] };
  });
