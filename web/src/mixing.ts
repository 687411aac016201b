/** The charts of the binary view, and what a point of them says. */
import type { BinaryMixing, BinaryProperty, Curve } from '../mixgrad/mixgrad.js';
import { interpolate } from './charts/curve.js';
import { domainCode } from './charts/domain.js';
import type { text } from './strings/en.js';

export interface MixingChart {
  name: keyof typeof text.mixing.heading;
  properties: readonly BinaryProperty[];
  /** Zero for ideal mixtures: its axis always shows 0. */
  excess: boolean;
  /** A shorter axis would make something of next to nothing; in the property's unit. */
  leastSpan: number;
}

export const mixingCharts: readonly MixingChart[] = [
  {
    name: 'excess_enthalpy_J_per_mol',
    properties: ['excess_enthalpy_J_per_mol'],
    excess: true,
    leastSpan: 100,
  },
  {
    name: 'excess_volume_cm3_per_mol',
    properties: ['excess_volume_cm3_per_mol'],
    excess: true,
    leastSpan: 0.1,
  },
  { name: 'excess_gibbs_J_per_mol', properties: ['excess_gibbs_J_per_mol'], excess: true, leastSpan: 100 },
  { name: 'ln_gamma', properties: ['ln_gamma_1', 'ln_gamma_2'], excess: true, leastSpan: 0.1 },
  { name: 'density_g_per_cm3', properties: ['density_g_per_cm3'], excess: false, leastSpan: 0.02 },
  { name: 'viscosity_mPa_s', properties: ['viscosity_mPa_s'], excess: false, leastSpan: 0.05 },
];

export const mixingProperties: readonly BinaryProperty[] = mixingCharts.flatMap(
  ({ properties }) => properties,
);

/** A property of the pair as a curve; its domain state is one for all compositions. */
export function curveOf({ mole_fraction, curves, domain }: BinaryMixing, property: BinaryProperty): Curve {
  const code = domainCode(domain[property].state);
  return {
    x: mole_fraction,
    ...curves[property],
    domain: new Uint8Array(mole_fraction.length).fill(code),
  };
}

export interface Reading {
  value: number;
  lower: number;
  upper: number;
}

export function readingAt(
  { mole_fraction, curves }: BinaryMixing,
  property: BinaryProperty,
  x1: number,
): Reading {
  const { value, lower, upper } = curves[property];
  const at = (column: Float64Array) => interpolate(mole_fraction, column, x1);
  return { value: at(value), lower: at(lower), upper: at(upper) };
}

/** The reasons for doubt, each once, with the properties that it is about. */
export function reasonsOf({ domain }: BinaryMixing): { reason: string; properties: BinaryProperty[] }[] {
  const found = new Map<string, BinaryProperty[]>();
  for (const property of mixingProperties) {
    for (const reason of domain[property].reasons) {
      found.set(reason, [...(found.get(reason) ?? []), property]);
    }
  }
  return [...found].map(([reason, properties]) => ({ reason, properties }));
}
