/** Curves as comma-separated values: one row a composition, self-explaining, at full precision. */
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
  const fixed = [...pair.map(quoted), plain(temperature_K)];
  const rows = Array.from(mole_fraction, (x, i) => [
    ...fixed,
    plain(x),
    ...properties.flatMap((name) => {
      const { value, lower, upper } = curves[name];
      return [value, lower, upper].map((column) => plain(column[i] as number));
    }),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** Seven digits: more than the model means, so that nothing is lost on the way. */
export const plain = (value: number) => String(Number(value.toPrecision(7)));

export const quoted = (label: string) => (/[",\n]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label);
