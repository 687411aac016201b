// Phase diagrams through the JavaScript interface: published figures, learned surfaces, refusals.
import { describe, expect, it } from 'vitest';
import type {
  BinaryPhaseDiagram,
  FlashRequest,
  PhaseDiagramRequest,
  TernaryPhaseDiagram,
} from '../../web/mixgrad/mixgrad.js';
import { MixGradError } from '../../web/mixgrad/mixgrad.js';
import { mg, sum } from './mixtures.js';

const T = 298.15;
const binary = async (request: object) =>
  (await mg.phaseDiagram({ temperature_K: T, ...request } as PhaseDiagramRequest)) as BinaryPhaseDiagram;
const ternary = async (request: object) =>
  (await mg.phaseDiagram({ temperature_K: T, ...request } as PhaseDiagramRequest)) as TernaryPhaseDiagram;

const electrolyte = {
  model: { kind: 'margules', pairs: [{ A: -4 }, { A: 5 }, { A: 0.8 }] },
  solids: [{ formula: [1, 0, 0], dH_J_per_mol: 20000, T_ref_K: 500 }],
} as const;
const methanol = { smiles: 'CO' };
const hexane = { smiles: 'CCCCCC' };

describe('a model', () => {
  it.each([
    [2.5, 0.144794, 0.276393],
    [3, 0.07072, 0.211325],
    [4, 0.021248, 0.146447],
  ])('regular, χ = %d: binodal and spinodal as published', async (A, binodal, spinodal) => {
    const { isotherms, converged } = await binary({ model: { kind: 'margules', pairs: [{ A }] } });
    const [isotherm] = isotherms;
    expect(converged).toBe(true);
    expect(isotherm!.coexisting[0]!.phases[0]!.x[0]).toBeCloseTo(binodal, 6);
    expect(isotherm!.spinodal[0]![0]).toBeCloseTo(spinodal, 6);
    expect(isotherm!.ln_gamma_infinite).toEqual([A, A]);
  });

  it('over temperature has its critical point', async () => {
    const h = 5000;
    const model = { kind: 'margules', pairs: [{ A: h / (8.31446261815324 * T), h_J_per_mol: h }] };
    const { critical, isotherms } = await binary({ model, temperature_K: { from: 250, to: 350, points: 5 } });
    expect(critical).toHaveLength(1);
    expect(critical[0]!.temperature_K).toBeCloseTo(h / (2 * 8.31446261815324), 6);
    expect(critical[0]).toMatchObject({ upper: true, stable: true });
    expect(isotherms.map(({ miscible }) => miscible)).toEqual([false, false, false, true, true]);
  });

  it('of salt, solvent and diluent: two liquids over solid salt', async () => {
    const diagram = await ternary(electrolyte);
    expect(diagram).toMatchObject({ components: 3, converged: true, not_converged: [], miscible: false });
    expect(diagram.triangles).toHaveLength(1);
    expect(diagram.regions).toHaveLength(3);
    for (const { phases } of diagram.regions) expect(phases[0].x.length).toBe(phases[1].x.length);
  });

  it('separates a feed by the lever rule', async () => {
    // Toluene, water, aniline: doi 10.1002/aic.690410715.
    const request: FlashRequest = {
      model: {
        kind: 'nrtl',
        pairs: [
          { tau_ij: 4.93035, tau_ji: 7.77063, alpha: 0.2485 },
          { tau_ij: 1.59806, tau_ji: 0.03509, alpha: 0.3 },
          { tau_ij: 4.18462, tau_ji: 1.27932, alpha: 0.3412 },
        ],
      },
      temperature_K: 298.15,
      feed: [0.29989, 0.20006, 0.50005],
      gradient: true,
    };
    const { phases, feed } = await mg.flash(request);
    expect(phases).toHaveLength(2);
    const [organic, water] = phases.toSorted((a, b) => a.x[1]! - b.x[1]!);
    [0.34674, 0.07585, 0.57742].forEach((x, i) => expect(organic!.x[i]).toBeCloseTo(x, 5));
    [9.13e-5, 0.99495, 0.00496].forEach((x, i) => expect(water!.x[i]).toBeCloseTo(x, 5));
    feed.forEach((z, i) => expect(sum(phases.map((p) => p.amount * p.x[i]!))).toBeCloseTo(z, 12));
    for (const { by_temperature_K } of phases) expect(sum(by_temperature_K!.x)).toBeCloseTo(0, 12);
  });
});

describe('molecules', () => {
  it('have the ln γ∞ of the core', async () => {
    await mg.prepare({ components: [methanol, hexane] });
    const { isotherms, domain } = await binary({ components: [methanol, hexane] });
    const { curves } = mg.binary({ components: [methanol, hexane], temperature_K: T, points: 2 });
    expect(isotherms[0]!.ln_gamma_infinite[0]).toBeCloseTo(curves.ln_gamma_1.value[0]!, 5);
    expect(isotherms[0]!.ln_gamma_infinite[1]).toBeCloseTo(curves.ln_gamma_2.value[1]!, 5);
    expect(domain!.state).not.toBe('known ground');
  });

  it('of three: activities are those of the core', async () => {
    const components = [methanol, { smiles: 'CC#N' }, { smiles: 'c1ccccc1' }];
    const feed = [0.25, 0.45, 0.3];
    await mg.prepare({ components });
    const { phases, ln_activity } = await mg.flash({ components, temperature_K: T, feed });
    expect(phases).toHaveLength(1);
    const mixture = components.map((component, i) => ({ ...component, amount: feed[i]! }));
    const { ln_gamma } = mg.predict({ components: mixture, basis: 'mole', temperature_K: T });
    // The mean of the heads' activities there, the activities of their mean surface here.
    ln_activity.forEach((ln_a, i) => expect(ln_a - Math.log(feed[i]!)).toBeCloseTo(ln_gamma!.value[i]!, 1.5));
  });

  it('mix or do not, by every head', async () => {
    await mg.prepare({ components: [methanol, hexane] });
    const temperature_K = { from: 280, to: 300, points: 3 };
    const split = await mg.miscibility({ components: [methanol, hexane], temperature_K });
    expect(split.temperature_K).toEqual([280, 290, 300]);
    expect(split.splits).toEqual([true, true, true]);
    expect(split.heads.length).toBeGreaterThan(1);
    for (const share of split.heads_that_split) expect(share).toBeGreaterThan(0.5);
    const mixed = await mg.miscibility({
      components: [{ species: 'DMC' }, { species: 'DEC' }],
      temperature_K,
    });
    expect(mixed.splits).toEqual([false, false, false]);
  });

  it('of three: alike in any order', async () => {
    const components = [{ species: 'EC' }, { species: 'DMC' }, { species: 'EMC' }];
    const temperature_K = { from: 290, to: 310, points: 2 };
    const { splits, diagram } = await mg.miscibility({ components, temperature_K });
    expect(diagram.isotherms).toHaveLength(2);
    const turned = await mg.miscibility({ components: components.toReversed(), temperature_K });
    expect(turned.splits).toEqual(splits);
  });
});

describe('refusals', () => {
  const good = { model: { kind: 'margules', pairs: [{ A: 2.5 }] }, temperature_K: T };
  it.each([
    [{ ...good, temperature_C: 25 }, 'unknown_key', 'temperature_C'],
    [{ ...good, temperature_K: -1 }, 'bad_value', 'temperature_K'],
    [{ ...good, temperature_K: { from: 300, to: 200, points: 3 } }, 'bad_value', 'temperature_K.to'],
    [{ ...good, model: { kind: 'uniquac', pairs: [{ A: 1 }] } }, 'bad_value', 'model.kind'],
    [{ ...good, model: { pairs: [{ A: 1 }] } }, 'missing_key', 'model.kind'],
    [{ ...good, model: { kind: 'nrtl', pairs: [{ A: 1 }] } }, 'unknown_key', 'model.pairs[0].A'],
    [{ ...good, model: { kind: 'margules', pairs: [{ A: 1 }, { A: 1 }] } }, 'bad_value', 'model.pairs'],
    [
      { ...good, model: { kind: 'redlich_kister', pairs: [{ c: [1, NaN] }] } },
      'bad_value',
      'model.pairs[0].c[1]',
    ],
    [{ ...good, solids: [{ formula: [0, 0] }] }, 'bad_value', 'solids[0].formula'],
    [{ ...good, subdivisions: 50 }, 'bad_value', 'subdivisions'],
    [{ ...good, components: [methanol, hexane] }, 'bad_value', ''],
    [{ components: [{ species: 'EC' }], temperature_K: T }, 'bad_value', 'components'],
    [
      { components: [{ species: 'EC' }, { species: 'DMC' }], temperature_K: 20 },
      'bad_value',
      'temperature_K',
    ],
    [{ temperature_K: T }, 'missing_key', 'model'],
    [null, 'bad_value', ''],
  ])('%j', async (request, code, field) => {
    const refused = mg.phaseDiagram(request as unknown as PhaseDiagramRequest);
    await expect(refused).rejects.toBeInstanceOf(MixGradError);
    await expect(refused).rejects.toMatchObject({ code, field, message: expect.stringMatching(/.{10}/) });
  });

  it('of feeds', async () => {
    for (const feed of [[1], [1, -1], [0, 0], [1, 1, 1]]) {
      const refused = mg.flash({ ...good, feed } as FlashRequest);
      await expect(refused).rejects.toMatchObject({
        code: 'bad_value',
        field: expect.stringMatching(/^feed/),
      });
    }
  });

  it('of ranges', async () => {
    const components = [{ species: 'EC' }, { species: 'DMC' }];
    for (const [temperature_K, field] of [
      [300, ''],
      [{ from: 300, to: 290, points: 3 }, '.to'],
      [{ from: 280, to: 290, points: 1 }, '.points'],
      [{ from: 280, to: 290, steps: 3 }, '.steps'],
    ]) {
      const refused = mg.miscibility({ components, temperature_K } as never);
      await expect(refused).rejects.toMatchObject({ field: `temperature_K${field}` });
    }
  });
});
