// The next experiments: within the limits, apart from each other, explained by what the model says there, and wiser
// for what was measured.
import { describe, expect, it } from 'vitest';
import {
  type Experiment,
  type PredictRequest,
  type Proposal,
  type ProposeRequest,
} from '../../web/mixgrad/mixgrad.js';
import { largest, mg, refusal, sum } from './mixtures.js';

const solvents = (...names: string[]) => names.map((species) => ({ species, amount: 1 }));
const salt = { species: 'LiPF6', molality_mol_per_kg: 1, locked: false, min: 0.4, max: 1.8 };
const carbonates: ProposeRequest = {
  components: solvents('EC', 'EMC', 'DMC', 'PC'),
  basis: 'mass',
  salt,
  temperature_K: 298.15,
  goal: { maximize: 'conductivity_mS_per_cm' },
  experiments: 12,
};
const liquid: ProposeRequest = {
  components: solvents('PC', 'AN', 'EA'),
  basis: 'mole',
  temperature_K: 298.15,
  goal: { minimize: 'viscosity_mPa_s' },
  experiments: 5,
};
const threeToSeven = { components: [0.3, 0.7, 0, 0], salt: 1 };

const requests: Record<string, ProposeRequest> = {
  carbonates,
  'the least expected, by improvement': {
    ...carbonates,
    goal: { minimize: 'conductivity_mS_per_cm' },
    strategy: 'expected_improvement',
    spacing: 0.1,
  },
  'within limits': {
    ...carbonates,
    limits: [
      { property: 'viscosity_mPa_s', at_most: 0.8 },
      { sum_of: [0, 3], at_least: 0.1, at_most: 0.3 },
      { ratio_of: [3, 0], at_most: 0.5 },
      { property: 'conductivity_mS_per_cm', half_width_at_most: 2 },
    ],
    experiments: 6,
  },
  'within limits that leave a surface': {
    ...carbonates,
    limits: [
      { sum_of: [0, 3], equals: 0.3 },
      { ratio_of: [1, 2], at_least: 0.4999, at_most: 0.5001 },
    ],
  },
  'with bounds and locks, by mol/l': {
    ...carbonates,
    components: [
      { species: 'EC', amount: 3, min: 0.2, max: 0.4 },
      { species: 'EMC', amount: 6 },
      { species: 'FEC', amount: 1, locked: true },
    ],
    salt: { species: 'LiPF6', molarity_mol_per_l: 1, locked: false, min: 0.5, max: 1.5 },
    domain_at_least: 'caution',
    seed: 5,
  },
  'a liquid': liquid,
  'an excess property': { ...liquid, goal: { maximize: 'excess_volume_cm3_per_mol' }, spacing: 0.2 },
  'one of twelve, salt as it is': {
    ...carbonates,
    components: solvents('EC', 'EMC', 'DMC', 'PC', 'EA', 'DEC', 'MA', 'FEC', 'AN', 'DME', 'DOL', 'G2'),
    salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
    experiments: 1,
    measured: [{ composition_id: 'EC_EMC|30_70|LiPF6|1', value: 8 }],
  },
};

const property = ({ goal }: ProposeRequest) => ('maximize' in goal ? goal.maximize : goal.minimize);

/** What the model says of a proposal. */
function predictionOf(request: ProposeRequest, { components, salt: amount }: Proposal) {
  const { basis, temperature_K } = request;
  const unit = request.salt?.molality_mol_per_kg === undefined ? 'molarity_mol_per_l' : 'molality_mol_per_kg';
  return mg.predict({
    components: request.components.map(({ species }, i) => ({ species: species!, amount: components[i]! })),
    basis,
    ...(request.salt && { salt: { species: request.salt.species, [unit]: amount } }),
    temperature_K,
  } as PredictRequest);
}

const distance = (request: ProposeRequest, a: Proposal, b: Proposal) => {
  const { min = 0, max = min + 1 } = request.salt ?? {};
  return Math.max(
    largest(a.components.map((x, i) => x - b.components[i]!)),
    Math.abs(a.salt - b.salt) / (max - min),
  );
};

describe.each(Object.entries(requests))('%s', (_, request) => {
  const { proposals } = mg.propose(request);
  const { spacing = 0.05 } = request;

  it('gives as many mixtures as were asked for, within their bounds', () => {
    expect(proposals).toHaveLength(request.experiments);
    const total = sum(request.components.map(({ amount }) => amount));
    for (const { components, salt: amount } of proposals) {
      expect(sum(components)).toBeCloseTo(1, 12);
      components.forEach((share, i) => {
        const { min = 0, max = 1, locked, amount: own } = request.components[i]!;
        expect(share).toBeGreaterThanOrEqual((locked ? own / total : min) - 1e-12);
        expect(share).toBeLessThanOrEqual((locked ? own / total : max) + 1e-12);
      });
      const { min, max, locked = true } = request.salt ?? {};
      if (locked) expect(amount).toBe(request.salt?.molality_mol_per_kg ?? 0);
      else expect(amount >= min! && amount <= max!).toBe(true);
    }
  });

  it('keeps them apart', () => {
    proposals.forEach((a, i) =>
      proposals.slice(0, i).forEach((b) => {
        expect(distance(request, a, b)).toBeGreaterThanOrEqual(spacing - 1e-9);
      }),
    );
  });

  it('keeps to the limits, where the domain allows it', () => {
    for (const proposal of proposals) {
      const prediction = predictionOf(request, proposal);
      for (const limit of request.limits ?? []) {
        if ('one_phase_K' in limit) continue; // has a test of its own
        const { equals, at_most = equals ?? Infinity, at_least = equals ?? -Infinity } = limit;
        const { components } = proposal;
        if ('property' in limit) {
          const { value, interval90 } = prediction[limit.property]!;
          expect(value).toBeLessThanOrEqual(at_most * (1 + 2e-6));
          const { half_width_at_most = Infinity } = limit;
          expect((interval90[1] - interval90[0]) / 2).toBeLessThanOrEqual(half_width_at_most * (1 + 2e-6));
        } else if ('sum_of' in limit) {
          const share = sum(limit.sum_of.map((i) => components[i]!));
          expect(share >= at_least - 1e-6 && share <= at_most + 1e-6).toBe(true);
        } else {
          const [a, b] = limit.ratio_of.map((i) => components[i]!);
          expect(a!).toBeLessThanOrEqual(at_most * b! + 1e-6);
          expect(a!).toBeGreaterThanOrEqual(at_least === -Infinity ? 0 : at_least * b! - 1e-6);
        }
      }
      expect(proposal.domain.state).not.toBe('outside');
    }
  });

  it('says what the model says there, and what it would be called', () => {
    for (const proposal of proposals) {
      const prediction = predictionOf(request, proposal);
      const { value, interval90 } = prediction[property(request)]!;
      expect(proposal.model.value).toBeCloseTo(value, 9);
      expect(proposal.model.interval90[1]).toBeCloseTo(interval90[1], 9);
      if (!request.measured) {
        expect(proposal.value).toBeCloseTo(value, 9);
        proposal.interval90.forEach((end, i) => expect(end).toBeCloseTo(interval90[i]!, 9));
      }
      const parts = proposal.composition_id!.split('|');
      expect(parts).toHaveLength(request.salt ? 4 : 2);
      if (request.salt) {
        expect(Number(parts[3])).toBeCloseTo(prediction.composition.molality_mol_per_kg, 3.9);
      }
    }
  });

  it('is the same for a seed', () => {
    expect(mg.propose(structuredClone(request))).toEqual(mg.propose(request));
  });
});

describe('the first proposal', () => {
  it('is as good as the best design, where what is expected counts', () => {
    for (const request of [carbonates, liquid]) {
      const { components, basis, salt, temperature_K, goal } = request;
      const { best } = mg.design({ components, basis, salt, temperature_K, goal });
      // Where the interval has the same width everywhere, what is best is also most promising.
      const values = mg
        .propose({ ...request, strategy: 'expected_improvement' })
        .proposals.map(({ value }) => value);
      const sign = 'maximize' in goal ? 1 : -1;
      expect(Math.max(...values.map((value) => sign * value))).toBeLessThanOrEqual(
        sign * best.value * (1 + sign * 1e-3),
      );
      expect(Math.max(...values.map((value) => sign * value))).toBeGreaterThan(
        sign * best.value * (1 - sign * 0.02),
      );
    }
  });

  it('by upper confidence is beaten by none of 300 candidates of other seeds, or hardly', () => {
    const worth = (request: ProposeRequest) => mg.propose(request).proposals[0]!.acquisition;
    const first = worth({ ...carbonates, experiments: 1 });
    for (const seed of [2, 3, 4]) {
      expect(worth({ ...carbonates, experiments: 1, seed })).toBeLessThan(first * 1.01);
    }
  });
});

describe('what was measured', () => {
  const measured: Experiment[] = [
    { ...threeToSeven, value: 9.9 },
    { composition_id: 'EMC_EC|70_30|LiPF6|0.5', value: 8 },
    { components: [1, 1, 1, 1], salt: 1.5, value: 9 },
  ];
  const { proposals, comparison } = mg.propose({ ...carbonates, measured });

  it('is compared with what the model had predicted', () => {
    const errors = comparison!.points.map(({ components, salt: amount, measured: value, ...point }) => {
      const { conductivity_mS_per_cm, domain } = mg.predict({
        components: carbonates.components.map(({ species }, i) => ({
          species: species!,
          amount: components[i]!,
        })),
        basis: 'mass',
        salt: { species: 'LiPF6', molality_mol_per_kg: amount },
        temperature_K: 298.15,
      });
      const { value: predicted, interval90 } = conductivity_mS_per_cm!;
      expect(point.predicted).toBeCloseTo(predicted, 9);
      expect(point.interval90[0]).toBeCloseTo(interval90[0], 9);
      expect(point.inside).toBe(value >= interval90[0] && value <= interval90[1]);
      expect(point.domain).toEqual(domain);
      return [Math.abs(predicted - value), Math.abs(predicted / value - 1)] as const;
    });
    expect(comparison!.points.map(({ components }) => components)).toEqual([
      threeToSeven.components,
      [0.3, 0.7, 0, 0],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    expect(comparison!.mean_absolute_error).toBeCloseTo(sum(errors.map(([e]) => e)) / 3, 9);
    expect(comparison!.mean_relative_error).toBeCloseTo(sum(errors.map(([, e]) => e)) / 3, 9);
    expect(comparison!.share_inside).toBe(comparison!.points.filter(({ inside }) => inside).length / 3);
    expect(comparison!.best).toBe(0);
  });

  it('is absent where nothing was', () => {
    expect(mg.propose(carbonates)).not.toHaveProperty('comparison');
    expect(mg.propose({ ...carbonates, measured: [] })).toEqual(mg.propose(carbonates));
  });

  it('is not proposed again', () => {
    for (const { components, salt: amount } of proposals) {
      for (const point of comparison!.points) {
        const apart = Math.max(
          largest(components.map((x, i) => x - point.components[i]!)),
          Math.abs(amount - point.salt) / 1.4,
        );
        expect(apart).toBeGreaterThanOrEqual(0.05 - 1e-9);
      }
    }
  });

  it('moves what is expected nearby, and narrows its interval', () => {
    const model = mg.propose({ ...carbonates, experiments: 1 }).proposals[0]!;
    const point = { components: model.components, salt: model.salt };
    for (const factor of [0.8, 1.2]) {
      const { proposals } = mg.propose({
        ...carbonates,
        experiments: 30,
        measured: [{ ...point, value: factor * model.value }],
      });
      for (const { value, interval90, model: alone } of proposals) {
        expect((value / alone.value - 1) * (factor - 1)).toBeGreaterThan(0);
        const width = ([low, high]: [number, number]) => high / low;
        expect(width(interval90)).toBeLessThan(width(alone.interval90));
      }
    }
  });

  it('by CompositionID is the same as by shares, in any basis', () => {
    const basis = 'volume';
    const own = { species: 'LiPF6', molarity_mol_per_l: 1 };
    const id = 'EC_DMC|40_60|LiPF6|1.1';
    const { composition } = mg.predict({
      components: [
        { species: 'EC', amount: 40 },
        { species: 'DMC', amount: 60 },
      ],
      basis: 'mass',
      salt: { species: 'LiPF6', molality_mol_per_kg: 1.1 },
      temperature_K: 298.15,
    });
    const request: ProposeRequest = { ...carbonates, basis, salt: own, experiments: 3 };
    const [EC, DMC] = composition.volume as [number, number];
    const shares = { components: [EC, 0, DMC, 0], salt: composition.molarity_mol_per_l, value: 11 };
    expect(mg.propose({ ...request, measured: [{ composition_id: id, value: 11 }] })).toEqual(
      mg.propose({ ...request, measured: [shares] }),
    );
  });
});

describe('what is refused', () => {
  const measured = (...list: unknown[]) => ({ ...carbonates, measured: list });
  const point = { ...threeToSeven, value: 9 };
  const { max: _, ...unbounded } = salt;
  // prettier-ignore
  it.each<[unknown, string, string, string]>([
    [null, 'bad_value', '', 'the request should be an object, not null'],
    [{ ...carbonates, starts: 3 }, 'unknown_key', 'starts', "'starts' is not a known key; known are 'components'"],
    [{ ...carbonates, experiments: undefined }, 'missing_key', 'experiments', 'a whole number from 1 to 96'],
    [{ ...carbonates, experiments: 97 }, 'bad_value', 'experiments', 'from 1 to 96, not 97'],
    [{ ...carbonates, experiments: 1.5 }, 'bad_value', 'experiments', 'not 1.5'],
    [{ ...carbonates, strategy: 'luck' }, 'bad_value', 'strategy', `one of 'upper_confidence', 'expected_improvement', not "luck"`],
    [{ ...carbonates, spacing: 2 }, 'bad_value', 'spacing', 'from 0 to 1, not 2'],
    [{ ...carbonates, seed: -1 }, 'bad_value', 'seed', 'not -1'],
    [{ ...carbonates, temperature_K: { value: 300 } }, 'bad_value', 'temperature_K', 'from 200 to 400, not an object'],
    [{ ...carbonates, goal: undefined }, 'missing_key', 'goal', "'goal' is missing"],
    [{ ...carbonates, goal: [] }, 'bad_value', 'goal', 'should be an object, not a list'],
    [{ ...carbonates, goal: { target: 'viscosity_mPa_s', value: 1 } }, 'unknown_key', 'goal.target', "known are 'maximize', 'minimize'"],
    [{ ...carbonates, goal: { maximize: 'taste' } }, 'bad_value', 'goal.maximize', 'one of'],
    [{ ...carbonates, goal: {} }, 'missing_key', 'goal', 'is missing'],
    [{ ...carbonates, goal: { maximize: 'viscosity_mPa_s', minimize: 'viscosity_mPa_s' } }, 'bad_value', 'goal', 'not both'],
    [{ ...carbonates, salt: unbounded }, 'missing_key', 'salt.max', "'max' is missing"],
    [{ ...carbonates, salt: undefined }, 'missing_key', 'salt', "'salt' is missing"],
    [{ ...carbonates, salt: { species: 'LiPF6', molarity_mol_per_l: 1, locked: false, max: 20 }, stay_in_domain: false }, 'bad_value', 'salt.max', 'is too much salt'],
    [{ ...carbonates, components: [{ species: 'EX', amount: 1 }] }, 'unknown_species', 'components[0].species', "'EX' is not"],
    [{ ...carbonates, components: undefined }, 'missing_key', 'components', 'a list of 1 to 12'],
    [{ ...carbonates, limits: {} }, 'bad_value', 'limits', 'a list'],
    [{ ...carbonates, limits: [null] }, 'bad_value', 'limits[0]', 'should be an object'],
    [{ ...carbonates, limits: [{ property: 'viscosity_mPa_s', equals: 2 }] }, 'bad_value', 'limits[0].equals', "give 'at_least' and 'at_most'"],
    [{ ...carbonates, limits: [{ property: 'viscosity_mPa_s', at_most: 0.1 }] }, 'infeasible', 'limits[0].at_most', 'cannot be met'],
    [{ ...carbonates, experiments: 96, spacing: 0.5 }, 'infeasible', 'spacing', "are 0.5 apart; 'spacing' should be less or 'experiments'"],
    [{ ...carbonates, measured: {} }, 'bad_value', 'measured', 'a list of 0 to 500 elements'],
    [measured(point, 5), 'bad_value', 'measured[1]', "'measured[1]' should be an object, not 5"],
    [measured({ ...point, kappa: 1 }), 'unknown_key', 'measured[0].kappa', "known are 'components', 'salt'"],
    [measured({ value: 9 }), 'missing_key', 'measured[0].components', 'a list of 4 elements'],
    [measured({ ...point, components: [1, 2] }), 'bad_value', 'measured[0].components', 'should have 4 elements, not 2'],
    [measured({ ...point, components: [1, 2, 3, -4] }), 'bad_value', 'measured[0].components[3]', 'of at least 0, not -4'],
    [measured({ ...point, components: [0, 0, 0, 0] }), 'bad_value', 'measured[0].components', 'all 0'],
    [measured({ ...point, salt: undefined }), 'missing_key', 'measured[0].salt', "'salt' is missing"],
    [measured({ ...point, salt: 0 }), 'bad_value', 'measured[0].salt', 'should be more than 0'],
    [measured({ ...point, value: undefined }), 'missing_key', 'measured[0].value', "'value' is missing; it should be a finite number"],
    [measured({ ...point, value: NaN }), 'bad_value', 'measured[0].value', 'not NaN'],
    [measured({ ...point, value: -2 }), 'bad_value', 'measured[0].value', 'should be more than 0'],
    [measured({ ...point, composition_id: 'EC|100|LiPF6|1' }), 'bad_value', 'measured[0]', "give either 'components' or 'composition_id'"],
    [measured({ composition_id: 'EC|100|LiPF6', value: 1 }), 'bad_value', 'measured[0].composition_id', "3 parts between '|'"],
    [measured({ composition_id: 'EC_EA|50_50|LiPF6|1', value: 1 }), 'bad_value', 'measured[0].composition_id', "'EA' is not among the components of the request: 'EC'"],
    [measured({ composition_id: 'EC|100|LiBOB|1', value: 1 }), 'bad_value', 'measured[0].composition_id', "the salt is 'LiBOB'; it should be 'LiPF6'"],
    [{ ...liquid, measured: [{ components: [1, 1, 1], salt: 1, value: 1 }] }, 'bad_value', 'measured[0].salt', 'has no salt'],
  ])('%#', (request, code, field, message) => {
    const error = refusal(() => mg.propose(request as ProposeRequest));
    expect({ code: error.code, field: error.field }).toEqual({ code, field });
    expect(error.message).toContain(message);
  });
});

it('keeps to one phase', async () => {
  const components = [{ smiles: 'CO' }, { smiles: 'C1CCCCC1' }];
  await mg.prepare({ components });
  const { proposals } = mg.propose({
    components: components.map((one, i) => ({ ...one, amount: i === 0 ? 0.6 : 0.4 })),
    basis: 'mole',
    temperature_K: 298.15,
    goal: { maximize: 'density_g_per_cm3' },
    limits: [{ one_phase_K: { from: 298.15, to: 298.15 } }],
    stay_in_domain: false,
    experiments: 6,
  });
  for (const { components: feed } of proposals) {
    expect((await mg.flash({ components, temperature_K: 298.15, feed })).phases).toHaveLength(1);
  }
});
