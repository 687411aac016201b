// Designs that stay one phase: the optimum lies where the phase engine says that another phase begins.
import { beforeAll, describe, expect, it } from 'vitest';
import type { DesignRequest, MixingModel } from '../../web/mixgrad/mixgrad.js';
import { mg, refusal } from './mixtures.js';

const gasConstant = 8.314462618;

describe('two solvents that hardly mix', () => {
  const components = [{ smiles: 'CO' }, { smiles: 'C1CCCCC1' }];
  const mixture = (x: number) => ({
    components: components.map((component, i) => ({ ...component, amount: i === 0 ? x : 1 - x })),
    basis: 'mole' as const,
    temperature_K: 298.15,
  });
  /** The volume of a mixture in the middle of the gap. */
  let request: DesignRequest;
  beforeAll(async () => {
    await mg.prepare(mixture(0.5));
    const value = mg.predict(mixture(0.15)).molar_volume_cm3_per_mol!.value;
    request = {
      ...mixture(0.6),
      goal: { target: 'molar_volume_cm3_per_mol', value },
      stay_in_domain: false,
    };
  });
  const phases = async (x: number, temperature_K: number) =>
    (await mg.flash({ components, temperature_K, feed: [x, 1 - x] })).phases.length;

  it('is led to the binodal and not beyond', async () => {
    const free = mg.design(request);
    expect(await phases(free.best.components[0]!, 298.15)).toBe(2);
    const kept = mg.design({ ...request, limits: [{ one_phase_K: { from: 298.15, to: 298.15 } }] });
    expect(kept.converged).toBe(true);
    const [x] = kept.best.components as [number, number];
    const inward = x < 0.15 ? 1e-4 : -1e-4;
    expect(await phases(x - inward, 298.15)).toBe(1);
    expect(await phases(x + inward, 298.15)).toBe(2);
    expect(kept.active).toMatchObject([{ limit: 'one liquid at 298.15 K', field: 'limits[0].one_phase_K' }]);
    expect(kept.active[0]!.gain_per_unit).toBeGreaterThan(0);
  });

  it('keeps it at every temperature asked for: the coldest decides', async () => {
    const kept = mg.design({ ...request, limits: [{ one_phase_K: { from: 273.15, to: 313.15 } }] });
    expect(kept.active).toMatchObject([{ limit: 'one liquid at 273.15 K' }]);
    const [x] = kept.best.components as [number, number];
    for (const T of [273.15, 283.15, 293.15, 303.15, 313.15]) {
      expect(await phases(x + (x < 0.15 ? -1e-4 : 1e-4), T)).toBe(1);
    }
  });
});

describe('a salt, a solvent and a diluent', () => {
  const T = 283.15;
  const salt = {
    pairs: [{ A: -4 }, { A: 4, h_J_per_mol: -1000 }],
    melting_K: 408,
    fusion_J_per_mol: 17_000,
  };
  const request: DesignRequest = {
    components: [
      { species: 'DME', amount: 0.9 },
      { species: 'TTE', amount: 0.1 },
    ],
    basis: 'mole',
    salt: { species: 'LiFSI', molality_mol_per_kg: 1 },
    temperature_K: 298.15,
    goal: { maximize: 'density_g_per_cm3' }, // TTE is heavier
    stay_in_domain: false,
  };

  /** The same system for the phase engine, salt first. */
  async function phasesOf(shares: number[], molality: number) {
    const terms = mg
      .binary({ components: [{ species: 'DME' }, { species: 'TTE' }], temperature_K: T, points: 2 })
      .coefficients.filter(({ law }) => law === 'excess_gibbs');
    const column = (name: string) =>
      terms
        .filter((c) => c.name === name)
        .sort((a, b) => a.order! - b.order!)
        .map(({ value }) => value);
    const h = (value = 0) => value / (gasConstant * 298.15);
    const model: MixingModel = {
      kind: 'redlich_kister',
      pairs: [
        { c: [-4] },
        { c: [4], h: [h(-1000)] },
        { c: column('gibbs'), h: column('enthalpy'), g: column('heat_capacity') },
      ],
    };
    const [dme, tte] = mg.species().filter(({ id }) => ['DME', 'TTE'].includes(id));
    const kg = (shares[0]! * dme!.molar_mass_g_per_mol + shares[1]! * tte!.molar_mass_g_per_mol) / 1000;
    return mg.flash({
      model,
      solids: [{ formula: [1, 0, 0], dH_J_per_mol: salt.fusion_J_per_mol, T_ref_K: salt.melting_K }],
      temperature_K: T,
      feed: [molality * kg, shares[0]!, shares[1]!],
    });
  }

  it('takes as much diluent as stays one phase with the salt in solution', async () => {
    const free = mg.design(request);
    expect(free.best.components[1]).toBeCloseTo(1, 6);
    const kept = mg.design({ ...request, limits: [{ one_phase_K: { from: T, to: T }, salt }] });
    expect(kept.converged).toBe(true);
    const [dme, tte] = kept.best.components as [number, number];
    expect(tte).toBeGreaterThan(0.05);
    expect((await phasesOf([dme + 2e-3, tte - 2e-3], 1)).phases).toHaveLength(1);
    expect((await phasesOf([dme - 2e-3, tte + 2e-3], 1)).phases.length).toBeGreaterThan(1);
  });

  it('takes as much salt as dissolves', async () => {
    const kept = mg.design({
      ...request,
      components: [{ species: 'DME', amount: 1 }],
      salt: { species: 'LiFSI', molality_mol_per_kg: 1, locked: false, min: 0.1, max: 8 },
      goal: { maximize: 'conductivity_mS_per_cm' },
      limits: [{ one_phase_K: { from: T, to: T }, salt: { ...salt, pairs: [{ A: 1.5 }] } }],
    });
    expect(kept.active).toMatchObject([{ limit: 'salt dissolved at 283.15 K', field: 'limits[0].salt' }]);
    const [dme] = mg.species().filter(({ id }) => id === 'DME');
    const moles = (kept.best.salt * dme!.molar_mass_g_per_mol) / 1000;
    const x = moles / (1 + moles);
    const lnK = (-17_000 / gasConstant) * (1 / T - 1 / 408);
    expect(Math.log(x) + 1.5 * (1 - x) ** 2).toBeCloseTo(lnK, 5);
  });

  it.each([
    [{ one_phase_K: { from: 280, to: 300 }, salt: { ...salt, pairs: [{ A: 1 }] } }, 'limits[0].salt.pairs'],
    [{ one_phase_K: { from: 280, to: 300 }, salt: { pairs: salt.pairs } }, 'limits[0].salt.melting_K'],
    [{ one_phase_K: { from: 300, to: 280 } }, 'limits[0].one_phase_K.to'],
    [{ one_phase_K: { from: 280, to: '300' } }, 'limits[0].one_phase_K.to'],
    [{ one_phase_K: { from: 280, to: 500 } }, 'limits[0].one_phase_K.to'],
    [{ one_phase_K: [280, 300] }, 'limits[0].one_phase_K'],
    [{ one_phase_K: { from: 280, to: 300 }, at_most: 3 }, 'limits[0].at_most'],
  ])('refuses %j', (limit, field) => {
    expect(refusal(() => mg.design({ ...request, limits: [limit as never] })).field).toBe(field);
  });

  it('needs a salt to keep one dissolved', () => {
    const { salt: _, ...without } = request;
    const error = refusal(() =>
      mg.design({ ...without, limits: [{ one_phase_K: { from: 280, to: 300 }, salt }] }),
    );
    expect(error.field).toBe('salt');
  });
});
