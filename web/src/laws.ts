/** The laws of liquids evaluated on the network's mean coefficients, term by term: for showing how a value comes about. */
import type { LiquidCoefficient } from '../mixgrad/mixgrad.js';

export type LawName = LiquidCoefficient['law'];

export const gasConstant_J_per_mol_K = 8.314462618;
const reference_K = 298.15;
/** Slopes with temperature are per 100 K. */
const slopeStep_K = 100;

/** The factors of T that the coefficients of a mixing law stand before, in the order of {@link names}. */
const factors: Record<
  'excess_gibbs' | 'enthalpy' | 'excess_volume' | 'viscosity_mixing',
  (T: number) => number[]
> = {
  excess_gibbs: (T) => [1, reference_K / T - 1, reference_K / T - 1 + Math.log(T / reference_K)],
  enthalpy: (T) => [0, 1, 1 - T / reference_K],
  excess_volume: (T) => [1, (T - reference_K) / slopeStep_K],
  viscosity_mixing: (T) => [1, reference_K / T - 1],
};

/** The coefficients' names, in the order in which a law has them. */
export const names: Record<LawName, readonly string[]> = {
  excess_gibbs: ['gibbs', 'enthalpy', 'heat_capacity'],
  excess_volume: ['volume', 'volume_slope'],
  viscosity_mixing: ['mixing', 'mixing_slope'],
  molar_volume: ['volume', 'expansion', 'expansion_slope'],
  pure_viscosity: ['log_viscosity', 'cooling', 'glass_temperature'],
};

/** One Redlich–Kister order: its coefficients, and what the law makes of them here. */
export interface MixingTerm {
  order: number;
  /** One for each of the law's {@link names}; some have fewer orders than others. */
  coefficients: (LiquidCoefficient | undefined)[];
  /** C_k(T). */
  strength: number;
  /** x₁ x₂ C_k(T) (x₁ − x₂)^k. */
  term: number;
}

/**
 * The terms of a mixing law at T in K and mole fraction x₁; their sum is G^E/RT, V^E in cm³/mol, or
 * ln η − Σ xᵢ ln ηᵢ. `as` 'enthalpy' reads the Gibbs coefficients as H^E/RT₀.
 */
export function mixingTerms(
  all: readonly LiquidCoefficient[],
  law: 'excess_gibbs' | 'excess_volume' | 'viscosity_mixing',
  temperature_K: number,
  x1: number,
  as: keyof typeof factors = law,
): MixingTerm[] {
  const own = all.filter((coefficient) => coefficient.law === law);
  const orders = [...new Set(own.map(({ order = 0 }) => order))].sort((a, b) => a - b);
  const factor = factors[as](temperature_K);
  return orders.map((order) => {
    const coefficients = names[law].map((name) =>
      own.find((coefficient) => coefficient.name === name && (coefficient.order ?? 0) === order),
    );
    const strength = coefficients.reduce((sum, found, i) => sum + (found?.value ?? 0) * (factor[i] ?? 0), 0);
    return { order, coefficients, strength, term: x1 * (1 - x1) * strength * (2 * x1 - 1) ** order };
  });
}

export const sumOf = (terms: readonly MixingTerm[]): number => terms.reduce((sum, { term }) => sum + term, 0);

/** G^E in J/mol from G^E/RT. */
export const gibbsScale_J_per_mol = (temperature_K: number): number =>
  gasConstant_J_per_mol_K * temperature_K;
/** H^E in J/mol from H^E/RT₀. */
export const enthalpyScale_J_per_mol = gasConstant_J_per_mol_K * reference_K;

/** A pure liquid's coefficients of one law, in the order of {@link names}. */
export const pureCoefficients = (
  all: readonly LiquidCoefficient[],
  law: 'molar_volume' | 'pure_viscosity',
  component: number,
): LiquidCoefficient[] =>
  names[law].flatMap((name) =>
    all.filter((entry) => entry.law === law && entry.component === component && entry.name === name),
  );
