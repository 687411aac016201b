// Gradients against differences of values, inside the simplex and on its boundary.
import { describe, expect, it } from 'vitest';
import type { PredictRequest } from '../../web/mixgrad/mixgrad.js';
import {
  conductivity,
  electrolyte,
  kappa,
  largest,
  nameOf,
  randomMixtures,
  sharesOf,
  withAmounts,
} from './mixtures.js';

const saltOf = (species: string | undefined, unit: string, amount: number) =>
  ({ species, [unit]: amount }) as unknown as PredictRequest['salt'];

/** Derivative at 0 by central differences of fourth order. */
function difference(f: (step: number) => number, h: number): number {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

/** Derivative at 0 from above, of third order. */
function differenceFromAbove(f: (step: number) => number, h: number): number {
  return (-11 * f(0) + 18 * f(h) - 9 * f(2 * h) + 2 * f(3 * h)) / (6 * h);
}

/** The value when `step` of a component is added to a mixture of amount 1. */
const adding = (mixture: PredictRequest, shares: number[], component: number) => (step: number) =>
  kappa(
    withAmounts(
      mixture,
      shares.map((share, i) => share + (i === component ? step : 0)),
    ),
  );

describe.each(randomMixtures(25, 2).map((mixture) => [nameOf(mixture), mixture] as const))(
  '%s',
  (_, mixture) => {
    const { value, gradient } = conductivity(mixture);

    it('by component', () => {
      const shares = sharesOf(mixture);
      // The network runs in single precision, which limits what differences can show.
      const scale = Math.max(value, largest(gradient.components));
      shares.forEach((share, i) => {
        const expected = difference(adding(mixture, shares, i), Math.min(0.02, share / 3));
        expect(Math.abs(gradient.components[i]! - expected) / scale).toBeLessThan(2e-4);
      });
    });

    it('by salt amount, in the unit given', () => {
      const { species, ...amount } = mixture.salt!;
      const [unit, given] = Object.entries(amount)[0] as [string, number];
      const expected = difference(
        (step) => kappa({ ...mixture, salt: saltOf(species, unit, given + step) }),
        1e-2,
      );
      expect(Math.abs(gradient.salt! - expected) / value).toBeLessThan(1e-4);
    });

    it('by temperature', () => {
      const expected = difference(
        (step) => kappa({ ...mixture, temperature_K: mixture.temperature_K + step }),
        0.5,
      );
      expect(Math.abs(gradient.temperature_K - expected) / value).toBeLessThan(1e-6);
    });
  },
);

describe.each(['mole', 'mass', 'volume'] as const)('on the boundary, by %s', (basis) => {
  const corners = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j)));
  const edges = [
    [0, 0.3, 0.7],
    [0.5, 0, 0.5],
    [0.9, 0.1, 0],
  ];

  it.each([...corners, ...edges])('at %d, %d, %d', (...shares) => {
    const components = ['EC', 'DMC', 'DME'].map((species, i) => ({ species, amount: shares[i]! }));
    const mixture = electrolyte({ components, basis });
    const { value, gradient } = conductivity(mixture);
    expect(value).toBeGreaterThan(0);
    const scale = Math.max(value, largest(gradient.components));
    shares.forEach((share, i) => {
      const f = adding(mixture, shares, i);
      const expected = share > 0 ? difference(f, 0.02) : differenceFromAbove(f, 0.01);
      expect(Math.abs(gradient.components[i]! - expected) / scale).toBeLessThan(2e-3);
    });
  });

  it('at a corner the mixture is its solvent alone', () => {
    const alone = electrolyte({ components: [{ species: 'DMC', amount: 1 }], basis });
    const corner = withAmounts(electrolyte({ basis }), [0, 1]);
    corner.components[1] = { species: 'DMC', amount: 1 };
    expect(kappa(corner)).toBeCloseTo(kappa(alone), 6);
    expect(Math.abs(conductivity(alone).gradient.components[0]!)).toBeLessThan(1e-12);
  });
});

describe('without salt', () => {
  it.each(['molality_mol_per_kg', 'molarity_mol_per_l'])('in %s: the slope of the first salt', (unit) => {
    const at = (amount: number) => electrolyte({ salt: saltOf('LiPF6', unit, amount) });
    const { value, gradient } = conductivity(at(0));
    expect(value).toBe(0);
    expect(gradient.components).toEqual([0, 0]);
    expect(gradient.temperature_K).toBe(0);
    expect(gradient.salt).toBeGreaterThan(0);
    const expected = differenceFromAbove((step) => kappa(at(step)), 1e-5);
    expect(Math.abs(gradient.salt! / expected - 1)).toBeLessThan(1e-3);
  });

  it('and without even the name of one: nothing to change', () => {
    const { value, interval90, gradient } = conductivity(electrolyte({ salt: undefined }));
    expect(value).toBe(0);
    expect(interval90).toEqual([0, 0]);
    expect(gradient).toEqual({ components: [0, 0], salt: null, temperature_K: 0 });
  });
});
