// Molecular liquids: thermodynamics that must hold, signs that anyone in the field would check, trust.
import { beforeAll, describe, expect, it } from 'vitest';
import type { BinaryMixing, MoleculeRef, PredictRequest } from '../../web/mixgrad/mixgrad.js';
import { mg, seeded } from './mixtures.js';

const R = 8.314462618;
const scalars = [
  'molar_volume_cm3_per_mol',
  'density_g_per_cm3',
  'excess_volume_cm3_per_mol',
  'excess_enthalpy_J_per_mol',
  'excess_gibbs_J_per_mol',
  'viscosity_mPa_s',
] as const;

const liquids: MoleculeRef[] = [
  { species: 'EC' },
  { species: 'DME' },
  { species: 'AN' },
  { smiles: 'CCO' },
  { smiles: 'O' },
  { smiles: 'CCCCCC' },
  { smiles: 'ClC(Cl)Cl' },
  { smiles: 'CC(C)=O' },
];

beforeAll(() => mg.prepare({ components: liquids }));

/** Two to four liquids by mole, some shares 0; the same for a seed. */
function randomLiquids(count: number): PredictRequest[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, i) => ({
    components: [...liquids]
      .sort(() => random() - 0.5)
      .slice(0, 2 + (i % 3))
      .map((molecule, j) => ({ ...molecule, amount: i % 4 === 3 && j === 1 ? 0 : 0.05 + random() })),
    basis: 'mole' as const,
    temperature_K: 270 + 80 * random(),
    gradient: true,
  }));
}

const requests = randomLiquids(40);

describe('any mixture of liquids', () => {
  it.each(requests.map((request, i) => [i, request] as const))(
    '%i: all values, ends and gradients are finite',
    (_, request) => {
      const answer = mg.predict(request);
      for (const name of scalars) {
        const { value, interval90, gradient } = answer[name]!;
        expect(interval90[0]).toBeLessThanOrEqual(value);
        expect(interval90[1]).toBeGreaterThanOrEqual(value);
        for (const number of [value, ...interval90, ...gradient!.components, gradient!.temperature_K])
          expect(Number.isFinite(number)).toBe(true);
      }
    },
  );

  it.each(requests.map((request, i) => [i, request] as const))(
    '%i: order and a split component change nothing',
    (_, request) => {
      const value = mg.predict(request);
      const [first, ...others] = request.components;
      const half = { ...first!, amount: first!.amount / 2 };
      for (const components of [
        [...others, first!],
        [half, ...others, half],
      ]) {
        const other = mg.predict({ ...request, components });
        for (const name of scalars) {
          const scale = Math.abs(value[name]!.value) + (name.startsWith('excess') ? 1e-3 : 0);
          expect(Math.abs(other[name]!.value - value[name]!.value)).toBeLessThan(1e-5 * scale + 1e-5);
        }
      }
    },
  );

  it.each(requests.map((request, i) => [i, request] as const))(
    '%i: G^E is what the activity coefficients sum to',
    (_, request) => {
      const answer = mg.predict(request);
      const gibbs = answer.composition.mole.reduce((sum, x, i) => sum + x * answer.ln_gamma!.value[i]!, 0);
      const expected = answer.excess_gibbs_J_per_mol!.value / (R * request.temperature_K);
      expect(Math.abs(gibbs - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
    },
  );

  it.each(requests.map((request, i) => [i, request] as const))(
    '%i: H^E is how G^E/T moves with 1/T',
    (_, request) => {
      const over = (temperature_K: number) =>
        mg.predict({ ...request, temperature_K }).excess_gibbs_J_per_mol!.value / temperature_K;
      const T = request.temperature_K;
      const slope = (over(T + 0.01) - over(T - 0.01)) / 0.02;
      const enthalpy = mg.predict(request).excess_enthalpy_J_per_mol!.value;
      expect(Math.abs(enthalpy + T * T * slope)).toBeLessThan(1e-4 * Math.abs(enthalpy) + 1e-2);
    },
  );

  it.each(requests.map((request, i) => [i, request] as const))(
    '%i: gradients agree with differences',
    (_, request) => {
      const answer = mg.predict(request);
      const T = request.temperature_K;
      for (const name of scalars) {
        const at = (temperature_K: number) => mg.predict({ ...request, temperature_K })[name]!.value;
        const difference = (at(T + 0.01) - at(T - 0.01)) / 0.02;
        const size = Math.abs(difference) + 1e-3 * Math.abs(answer[name]!.value) + 1e-6;
        expect(Math.abs(answer[name]!.gradient!.temperature_K - difference)).toBeLessThan(1e-3 * size);
      }
    },
  );
});

describe('two liquids across their composition', () => {
  const mix = (first: MoleculeRef, second: MoleculeRef, temperature_K = 298.15): BinaryMixing =>
    mg.binary({ components: [first, second], temperature_K, points: 5 });
  const middle = (mixing: BinaryMixing, name: keyof BinaryMixing['curves']) => mixing.curves[name].value[2]!;

  it('is nothing at the pure liquids, and knows its own mirror', () => {
    const there = mix({ species: 'AN' }, { smiles: 'CCO' });
    const back = mix({ smiles: 'CCO' }, { species: 'AN' });
    for (const name of ['excess_enthalpy_J_per_mol', 'excess_volume_cm3_per_mol'] as const) {
      expect(there.curves[name].value[0]).toBe(0);
      expect(there.curves[name].lower[4]).toBe(0);
      expect(back.curves[name].value[1]).toBeCloseTo(there.curves[name].value[3]!, 3);
    }
    expect(back.curves.ln_gamma_1.value[0]).toBeCloseTo(there.curves.ln_gamma_2.value[4]!, 5);
    expect(there.curves.ln_gamma_1.value[4]).toBeCloseTo(0, 9);
  });

  it('is ideal with itself', async () => {
    await mg.prepare({ components: [{ smiles: 'C1COC(=O)O1' }] });
    const { curves } = mix({ species: 'EC' }, { smiles: 'C1COC(=O)O1' });
    for (const name of ['excess_enthalpy_J_per_mol', 'excess_volume_cm3_per_mol', 'ln_gamma_1'] as const)
      for (const value of curves[name].value) expect(value).toBeCloseTo(0, 9);
  });

  it('has the signs that are in the textbooks', async () => {
    await mg.prepare({
      components: [{ smiles: 'CCOc1ccccc1' }, { smiles: 'CCCCCCC' }, { smiles: 'C1CCCCC1' }],
    });
    const phenetole = mix({ species: 'PC' }, { smiles: 'CCOc1ccccc1' }, 293.15);
    expect(middle(phenetole, 'excess_enthalpy_J_per_mol')).toBeGreaterThan(200);
    expect(middle(phenetole, 'excess_enthalpy_J_per_mol')).toBeLessThan(1500);
    const chloroform = mix({ smiles: 'CC(C)=O' }, { smiles: 'ClC(Cl)Cl' });
    expect(middle(chloroform, 'excess_enthalpy_J_per_mol')).toBeLessThan(-500);
    const alkanes = mix({ smiles: 'CCCCCC' }, { smiles: 'CCCCCCC' });
    expect(Math.abs(middle(alkanes, 'excess_enthalpy_J_per_mol'))).toBeLessThan(50);
    expect(Math.abs(middle(alkanes, 'ln_gamma_1'))).toBeLessThan(0.1);
    const spirit = mix({ smiles: 'CCO' }, { smiles: 'O' });
    expect(middle(spirit, 'excess_volume_cm3_per_mol')).toBeLessThan(-0.4);
    expect(middle(mix({ smiles: 'CCO' }, { smiles: 'C1CCCCC1' }), 'excess_gibbs_J_per_mol')).toBeGreaterThan(
      300,
    );
  });

  it('says how far each property can be trusted for the pair', async () => {
    await mg.prepare({ components: [{ smiles: 'CCOc1ccccc1' }, { smiles: 'CC(C)CC(C)(C)OC(F)F' }] });
    const known = mix({ species: 'PC' }, { smiles: 'CCOc1ccccc1' }, 293.15).domain;
    expect(known.excess_enthalpy_J_per_mol.state).toBe('known ground');
    const strange = mix({ species: 'PC' }, { smiles: 'CC(C)CC(C)(C)OC(F)F' }).domain;
    expect(strange.density_g_per_cm3.state).toBe('caution');
    expect(strange.density_g_per_cm3.reasons.join()).toMatch(/never measured.*most similar/);
    const hot = mix({ species: 'PC' }, { smiles: 'CCOc1ccccc1' }, 390).domain;
    expect(hot.excess_enthalpy_J_per_mol.state).toBe('outside');
    expect(hot.excess_enthalpy_J_per_mol.reasons[0]).toMatch(/390\.00 K lies outside/);
  });

  it('takes a molecule whatever stereo marks it is written with', async () => {
    const marked = { smiles: 'C[C@H](O)C(=O)OCC' };
    const bare = { smiles: 'CC(O)C(=O)OCC' };
    await mg.prepare({ components: [marked, bare] });
    const [a, b] = [mix(marked, { species: 'AN' }), mix(bare, { species: 'AN' })];
    for (const name of Object.keys(a.domain) as (keyof typeof a.domain)[]) {
      expect(a.domain[name].state).toBe(b.domain[name].state);
      expect(a.curves[name].value[2]).toBeCloseTo(b.curves[name].value[2]!, 4);
    }
  });
});
