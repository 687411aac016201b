/** The arithmetic of shares. Amounts are kept as typed; only what is asked for is ever rescaled. */
import type { Ingredient } from './state.js';
import { clamp } from './numbers.js';

export const total = (components: readonly Ingredient[]): number =>
  round(
    components.reduce((sum, { amount }) => sum + amount, 0),
    6,
  );

/** Shares that sum to 1; all 0 when every amount is 0. */
export function shares(components: readonly Ingredient[]): number[] {
  const sum = total(components);
  return components.map(({ amount }) => (sum > 0 ? amount / sum : 0));
}

/** Amounts that read as per cent. */
export const isPercent = (components: readonly Ingredient[]): boolean =>
  Math.abs(total(components) - 100) < 0.005;

/** The highest share that a slider can reach while locked ones keep theirs. */
export function highestShare(components: readonly Ingredient[], index: number): number {
  const share = shares(components);
  return components.reduce(
    (left, { locked }, i) => (locked && i !== index ? left - (share[i] ?? 0) : left),
    1,
  );
}

/**
 * A slider moved: component `index` takes `share` (0 to 1), the unlocked others give or take in
 * proportion, the sum stays as it was, and locked ones stay. `before` is the mixture when the drag began,
 * so that dragging to the end and back restores the others' ratios.
 */
export function moveShare(before: readonly Ingredient[], index: number, share: number): Ingredient[] {
  const sum = total(before) || 100;
  const free = before.map(({ locked }, i) => i !== index && !locked);
  if (before[index]?.locked || !free.includes(true)) return [...before];
  const target = round(clamp(share, 0, highestShare(before, index)) * sum, digitsFor(sum));
  const others = before.reduce((rest, { amount }, i) => (free[i] ? rest + amount : rest), 0);
  const held = before.reduce(
    (kept, { amount, locked }, i) => (locked && i !== index ? kept + amount : kept),
    0,
  );
  const rest = sum - held - target;
  const count = free.filter(Boolean).length;
  const moved = before.map(({ amount }, i) => {
    if (i === index) return target;
    if (!free[i]) return amount;
    return others > 0 ? (amount / others) * rest : rest / count;
  });
  return withAmounts(before, moved, free);
}

/** All amounts as shares of the present sum, locked ones kept: for the map and for Improve. */
export function withShares(before: readonly Ingredient[], share: readonly number[]): Ingredient[] {
  const sum = total(before) || 100;
  return withAmounts(
    before,
    before.map(({ amount, locked }, i) => (locked ? amount : (share[i] ?? 0) * sum)),
    before.map(({ locked }) => !locked),
  );
}

/** The same mixture in another basis: all amounts from the shares given, locked or not, the sum kept. */
export function converted(before: readonly Ingredient[], share: readonly number[]): Ingredient[] {
  const sum = total(before) || 100;
  return withAmounts(
    before,
    before.map((_, i) => (share[i] ?? 0) * sum),
    before.map(() => true),
    sum,
  );
}

/** The same ratios with sum 100: locked amounts stay if they leave room, else all are scaled. */
export function normalised(components: readonly Ingredient[]): Ingredient[] {
  const held = components.reduce((sum, { amount, locked }) => (locked ? sum + amount : sum), 0);
  const movable = total(components) - held;
  const all = movable <= 0 || held >= 100;
  if (all && total(components) === 0) return equal(components);
  const scale = all ? 100 / total(components) : (100 - held) / movable;
  const scaled = components.map(({ amount, locked }) => (all || !locked ? amount * scale : amount));
  return withAmounts(
    components,
    scaled,
    components.map(({ locked }) => all || !locked),
    100,
  );
}

/** Adds a component with an equal share, taken from the unlocked others in proportion. */
export function added(components: readonly Ingredient[], newcomer: Ingredient): Ingredient[] {
  const joined = [...components, { ...newcomer, amount: 0 }];
  return moveShare(joined, components.length, 1 / joined.length);
}

/** Removes a component; the unlocked others share what it had. */
export function removed(components: readonly Ingredient[], index: number): Ingredient[] {
  const emptied = moveShare(
    components.map((component, i) => (i === index ? { ...component, locked: false } : component)),
    index,
    0,
  );
  return emptied.filter((_, i) => i !== index);
}

/**
 * Rounds to a ten-thousandth of the sum, so that what is shown, linked and computed is one number,
 * and lets the largest of the movable ones take up the rounding.
 */
function withAmounts(
  before: readonly Ingredient[],
  amounts: readonly number[],
  movable: readonly boolean[],
  sum = amounts.reduce((a, b) => a + b, 0),
): Ingredient[] {
  const digits = digitsFor(sum);
  const rounded = amounts.map((amount, i) => (movable[i] ? Math.max(0, round(amount, digits)) : amount));
  const largest = rounded.reduce(
    (best, amount, i) => (movable[i] && (best < 0 || amount > (rounded[best] ?? 0)) ? i : best),
    -1,
  );
  if (largest >= 0) {
    const residue = sum - rounded.reduce((a, b) => a + b, 0);
    rounded[largest] = Math.max(0, round((rounded[largest] ?? 0) + residue, 6));
  }
  return before.map((component, i) => ({ ...component, amount: rounded[i] ?? 0 }));
}

function equal(components: readonly Ingredient[]): Ingredient[] {
  return withAmounts(
    components,
    components.map(() => 100 / components.length),
    components.map(() => true),
    100,
  );
}

/** Decimals that make a ten-thousandth of the sum. */
const digitsFor = (sum: number) => clamp(Math.ceil(4 - Math.log10(sum || 1)), 0, 6);

const round = (value: number, digits: number) => Number(value.toFixed(digits));
