// A mixture is a set of shares: what does not change it does not change its prediction.
import { describe, expect, it } from 'vitest';
import { conductivity, kappa, mg, nameOf, randomMixtures, sum, withAmounts } from './mixtures.js';

/** Rounding of single precision in the network, summed up. */
const tolerance = 1e-6;

describe.each(randomMixtures(25).map((mixture) => [nameOf(mixture), mixture] as const))(
  '%s',
  (_, mixture) => {
    const value = kappa(mixture);
    const expectSame = (other: typeof mixture) =>
      expect(Math.abs(kappa(other) / value - 1)).toBeLessThan(tolerance);
    const amounts = mixture.components.map(({ amount }) => amount);

    it('in another order of its components', () => {
      const reversed = { ...mixture, components: mixture.components.toReversed() };
      expectSame(reversed);
      const gradient = conductivity(mixture).gradient.components;
      const turned = conductivity(reversed).gradient.components.toReversed();
      gradient.forEach((g, i) => expect(Math.abs(turned[i]! - g)).toBeLessThan(1e-5 * (value + Math.abs(g))));
    });

    it('with a component split in two', () => {
      const [first, ...rest] = mixture.components;
      const part = (share: number) => ({ ...first!, amount: first!.amount * share });
      expectSame({ ...mixture, components: [part(0.3), ...rest, part(0.7)] });
    });

    it.each([1e-200, 0.01, 3, 1e200])('with all amounts times %d', (factor) => {
      expectSame(
        withAmounts(
          mixture,
          amounts.map((amount) => amount * factor),
        ),
      );
    });

    it('with a component of amount 0', () => {
      expectSame({ ...mixture, components: [{ species: 'Sulfolane', amount: 0 }, ...mixture.components] });
    });

    it('in every basis and either unit of the salt', () => {
      const { composition } = mg.predict(mixture);
      const { species } = mixture.salt!;
      for (const basis of ['mole', 'mass', 'volume'] as const) {
        for (const unit of ['molality_mol_per_kg', 'molarity_mol_per_l'] as const) {
          const salt = { species, [unit]: composition[unit] } as typeof mixture.salt;
          expectSame({ ...withAmounts(mixture, composition[basis]), basis, salt });
        }
      }
    });

    it('has a gradient that weighs up to 0', () => {
      const { gradient } = conductivity(mixture);
      const shares = mg.predict(mixture).composition[mixture.basis];
      const weighted = gradient.components.map((g, i) => g * shares[i]!);
      expect(Math.abs(sum(weighted))).toBeLessThan(1e-12 * (value + sum(weighted.map(Math.abs))));
    });

    it('whether or not the gradient is asked for', () => {
      expect(conductivity(mixture).value).toBe(value);
    });
  },
);

it('answers twice the same, whatever was asked between', () => {
  const mixtures = randomMixtures(10, 7);
  const first = mixtures.map((mixture) => mg.predict({ ...mixture, gradient: true }));
  const again = mixtures.toReversed().map((mixture) => mg.predict({ ...mixture, gradient: true }));
  expect(again.toReversed()).toEqual(first);
});
