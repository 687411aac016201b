/** Curves as comma-separated values: one row a composition, self-explaining, at full precision. */
import { csvOf } from '../mixgrad/csv.js';
import type { BinaryMixing, BinaryProperty } from '../mixgrad/mixgrad.js';

export function binaryCsv(
  { mole_fraction, curves }: BinaryMixing,
  properties: readonly BinaryProperty[],
  pair: readonly [string, string],
  temperature_K: number,
): string {
  const head = [
    'component_1',
    'component_2',
    'temperature_K',
    'mole_fraction_1',
    ...properties.flatMap((name) => [name, `${name}_lower90`, `${name}_upper90`]),
  ];
  const rows = Array.from(mole_fraction, (x, i) => [
    ...pair,
    temperature_K,
    x,
    ...properties.flatMap((name) => {
      const { value, lower, upper } = curves[name];
      return [value, lower, upper].map((column) => column[i] as number);
    }),
  ]);
  return csvOf([head, ...rows]);
}
