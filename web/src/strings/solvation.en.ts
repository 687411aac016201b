/** The words on the surroundings of Li⁺ in English, loaded with the view of phases. */
import { fixed, formulaText, precise, trimmed } from '../numbers.js';
import type { EquilibriumName } from '../phases/equilibrium-parameters.js';

const percent = (share: number) => `${fixed(100 * share, 0)} %`;

export const solvation = {
  around: {
    heading: 'Around Li⁺',
    learned: 'learned from molecular dynamics at 25 °C',
    caption: 'Neighbours of one Li⁺, and what of each stays free, with 90 % intervals',
    species: 'Who',
    coordination: 'touch one Li⁺',
    free: 'free of Li⁺',
    total: 'Together',
    count: (value: number) => fixed(value, 2),
    countRange: (low: number, high: number) => `${fixed(low, 1)}–${fixed(high, 1)}`,
    share: percent,
    shareRange: (low: number, high: number) => `${fixed(100 * low, 0)}–${fixed(100 * high, 0)} %`,
    none: '–',
    /** `FSI⁻` of `LiFSI`. */
    anion: (salt: string) => (/^Li[A-Z]/.test(salt) ? `${formulaText(salt.slice(2))}⁻` : `anion of ${salt}`),
    always: 'As simulations at 25 °C would count them; the temperature does not change them here.',
    parted: 'The formulation is more than one phase: this counts it as if it were one liquid.',
    noSalt: 'Without salt there is no Li⁺.',
    noLiquid: 'Without solvent and diluent there is no liquid around Li⁺.',
    failed: (reason: string) => `No prediction. ${reason}`,
  },
  equilibrium: {
    heading: 'Solvation equilibrium',
    reaction: (salt: string, n: number, solvent: string) => {
      const molecules = n === 1 ? '' : `${trimmed(n, 2)} `;
      return `${salt} + ${molecules}${solvent} ⇌ complex`;
    },
    constant: (K: number, celsius: number) =>
      `K = exp(−ΔH/RT + ΔS/R) = ${precise(K)} at ${trimmed(celsius, 1)} °C`,
    caption: 'Shares in the complex and free',
    species: 'Of the',
    bound: 'in the complex',
    free: 'free',
    share: percent,
    none: '–',
    compare: (solvent: string, free: number) =>
      `Learned from simulations at 25 °C: ${percent(free)} of the ${solvent} is free.`,
    intro: 'An ideal solution of salt, solvent, one complex and the diluent; it does not enter the diagram.',
    parameter: {
      n: {
        name: 'Solvent in a complex, n',
        unit: '',
        reason:
          'About what touches Li⁺ where there is plenty of DME, which binds with both of its oxygens; a solvent that binds with one needs up to four.',
      },
      dH_c: {
        name: 'Heat of solvation, ΔH',
        unit: 'kJ/mol',
        reason:
          'Negative: solvating gives off heat, so warming breaks complexes up. For n = 2 it is 25 kJ/mol for each molecule bound; not measured for these solutions.',
      },
      dS_c: {
        name: 'Entropy of solvation, ΔS',
        unit: 'J/mol K',
        reason:
          'Negative: a bound molecule is less free. For n = 2 each loses two thirds of what it would by condensing (Trouton’s rule, 88 J/(mol K)).',
      },
    } satisfies Record<EquilibriumName, { name: string; unit: string; reason: string }>,
  },
};
