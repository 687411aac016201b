/**
 * One complex of the salt with its solvent, S + nL ⇌ C, beside an indifferent diluent:
 * K = X_C / (X_S X_L^n) = exp(−ΔH/RT + ΔS/R), with mole fractions X of what is there, a complex counting once.
 */
import type { EquilibriumName } from './equilibrium-parameters.js';
import type { Triple } from './keys.js';
import { gasConstant } from './lhce.js';

/** Chosen, not measured; `strings/solvation.en.ts` says why for each. */
export const equilibriumDefaults: Record<EquilibriumName, number> = { n: 2, dH_c: -50, dS_c: -120 };

export const lnEquilibrium = (
  { dH_c, dS_c }: Pick<Record<EquilibriumName, number>, 'dH_c' | 'dS_c'>,
  temperature_K: number,
): number => ((-1000 * dH_c) / temperature_K + dS_c) / gasConstant;

/** Amounts in a mole of salt, solvent and diluent. */
export interface Complexes {
  complex: number;
  /** Without a solvent around it. */
  freeSalt: number;
  freeSolvent: number;
  /** Everything that is there, diluent included. */
  total: number;
}

/** From here on nothing is left of what runs short, or nothing has formed; exp keeps within doubles. */
const farthest = 700;

/**
 * The only root: ln X_C − ln X_S − n ln X_L rises with the amount of complex. Newton in the logit z of the share
 * of the most that can form, in which the slope lies between 1 and n + 1 far away; bisection where a step leaves
 * the bracket.
 */
export function complexes([salt, solvent, diluent]: Triple<number>, n: number, ln_K: number): Complexes {
  const most = Math.min(salt, solvent / n);
  if (!(most > 0))
    return { complex: 0, freeSalt: salt, freeSolvent: solvent, total: salt + solvent + diluent };
  const at = (z: number): Complexes => {
    const complex = most / (1 + Math.exp(-z));
    const left = most / (1 + Math.exp(z));
    // The rest is written as what is over plus what is left, so that it stays exact when little is left.
    const freeSalt = salt - most + left;
    const freeSolvent = solvent - n * most + n * left;
    return { complex, freeSalt, freeSolvent, total: complex + freeSalt + freeSolvent + diluent };
  };
  let [low, high] = [-farthest, farthest];
  let z = 0;
  for (let step = 0; step < 200; step++) {
    const { complex, freeSalt, freeSolvent, total } = at(z);
    const excess =
      Math.log(complex) - Math.log(freeSalt) - n * Math.log(freeSolvent) + n * Math.log(total) - ln_K;
    if (excess > 0) high = z;
    else low = z;
    const byLogit = complex / (1 + Math.exp(z));
    const slope = byLogit * (1 / complex + 1 / freeSalt + (n * n) / freeSolvent - (n * n) / total);
    const newton = z - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - z) <= 1e-14 * Math.max(1, Math.abs(z))) break;
    z = next;
  }
  return at(z);
}
