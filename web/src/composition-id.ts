/**
 * The notation in which the Clio robot names an electrolyte: `DMC_EC|62_38|LiPF6|0.18` is 62 wt % DMC and 38 wt % EC
 * with 0.18 mol LiPF6 per kg of solvent.
 */
import { parseDecimal } from './numbers.js';

export interface CompositionId {
  /** Names with their per cent by mass, summing to 100. */
  solvents: readonly { name: string; percent: number }[];
  /** Null where there is no salt. */
  salt: { name: string; molality_mol_per_kg: number } | null;
}

/** Null when the words are not in this notation. Percentages may be off by what rounding to integers does. */
export function parseCompositionId(words: string): CompositionId | null {
  const [names = '', percents, ...rest] = words.trim().split('|');
  const solvents = names.split('_').map((name, i) => ({
    name: name.trim(),
    percent: parseDecimal(percents?.split('_')[i] ?? '') ?? Number.NaN,
  }));
  const sum = solvents.reduce((total, { percent }) => total + percent, 0);
  const complete =
    percents !== undefined &&
    percents.split('_').length === solvents.length &&
    new Set(solvents.map(({ name }) => name)).size === solvents.length &&
    solvents.every(({ name, percent }) => name !== '' && percent >= 0);
  if (!complete || Math.abs(sum - 100) > Math.max(0.5, 0.5 * solvents.length)) return null;
  const scaled = solvents.map(({ name, percent }) => ({ name, percent: (100 * percent) / sum }));
  if (rest.length === 0) return { solvents: scaled, salt: null };
  const [name = '', amount = ''] = rest;
  const molality = parseDecimal(amount);
  if (rest.length !== 2 || name.trim() === '' || molality === null || molality < 0) return null;
  return { solvents: scaled, salt: { name: name.trim(), molality_mol_per_kg: molality } };
}

/** Percentages to tenths that still sum to 100, without solvents that round to nothing; molality to hundredths. */
export function writeCompositionId({ solvents, salt }: CompositionId): string {
  const tenths = solvents.map(({ percent }) => Math.round(10 * percent));
  const largest = tenths.indexOf(Math.max(...tenths));
  tenths[largest] = (tenths[largest] ?? 0) + 1000 - tenths.reduce((sum, part) => sum + part, 0);
  const kept = solvents.flatMap(({ name }, i) => (tenths[i] ? [{ name, part: (tenths[i] ?? 0) / 10 }] : []));
  const blend = `${kept.map(({ name }) => name).join('_')}|${kept.map(({ part }) => part).join('_')}`;
  return salt ? `${blend}|${salt.name}|${Number(salt.molality_mol_per_kg.toFixed(2))}` : blend;
}
