// What anyone in the field would check first. Published values: M. S. Ding et al., J. Electrochem. Soc. 2001,
// 148, A1196, doi 10.1149/1.1403730, and A. Nyman et al., Electrochim. Acta 2008, 53, 6356,
// doi 10.1016/j.electacta.2008.04.023, for LiPF6 in EC:EMC 3:7 by mass.
import { beforeAll, expect, test } from 'vitest';
import { createMixGrad, type MixGrad } from '../../web/mixgrad/mixgrad.js';

let mg: MixGrad;
beforeAll(async () => {
  mg = await createMixGrad();
});

function conductivity(molality: number, temperature_K = 298.15): number {
  const answer = mg.predict({
    components: [
      { species: 'EC', amount: 3 },
      { species: 'EMC', amount: 7 },
    ],
    basis: 'mass',
    salt: { species: 'LiPF6', molality_mol_per_kg: molality },
    temperature_K,
  });
  return answer.conductivity_mS_per_cm!.value;
}

test('LiPF6 in EC:EMC 3:7 conducts 8 to 10 mS/cm near 1 mol/kg', () => {
  for (const molality of [0.9, 1.0, 1.1]) {
    expect(conductivity(molality)).toBeGreaterThan(8);
    expect(conductivity(molality)).toBeLessThan(10);
  }
});

test('the maximum lies near 1 mol/kg, and more salt conducts less', () => {
  const grid = Array.from({ length: 41 }, (_, i) => 0.05 + 0.05 * i);
  const best = grid.reduce((a, b) => (conductivity(b) > conductivity(a) ? b : a));
  expect(best).toBeGreaterThan(0.8);
  expect(best).toBeLessThan(1.4);
  expect(conductivity(2)).toBeLessThan(0.85 * conductivity(best));
});

test('warming helps', () => {
  const ladder = [243.15, 263.15, 283.15, 303.15, 323.15].map((T) => conductivity(1, T));
  for (let i = 1; i < ladder.length; i++) expect(ladder[i]!).toBeGreaterThan(ladder[i - 1]!);
});

test('without salt there is no conductivity, and hardly any with hardly any', () => {
  expect(conductivity(0)).toBe(0);
  expect(conductivity(1e-4)).toBeLessThan(0.01);
});
