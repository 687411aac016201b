// Design with any goal and limits: kept to a millionth, priced rightly, as good as a grid of the model, refused
// with the limit that cannot be met.
import { describe, expect, it } from 'vitest';
import type {
  DesignedMixture,
  DesignLimit,
  DesignProperty,
  DesignRequest,
  PredictRequest,
} from '../../web/mixgrad/mixgrad.js';
import { mg, refusal, sum } from './mixtures.js';

const carbonates = ['EC', 'EMC', 'DMC'].map((species) => ({ species, amount: 1 }));
const salt = { species: 'LiPF6', molality_mol_per_kg: 1 };

const electrolyte = (changes: Partial<DesignRequest> = {}): DesignRequest => ({
  components: carbonates,
  basis: 'mass',
  salt,
  temperature_K: 298.15,
  goal: { maximize: 'conductivity_mS_per_cm' },
  ...changes,
});
const liquid = (changes: Partial<DesignRequest> = {}): DesignRequest => {
  const { salt: _, ...rest } = electrolyte({ goal: { minimize: 'viscosity_mPa_s' }, ...changes });
  return rest;
};

/** What the model says of a composition of the request. */
function predictAt(
  request: DesignRequest,
  { components, salt: amount, temperature_K }: Pick<DesignedMixture, 'components' | 'salt' | 'temperature_K'>,
) {
  const T = request.temperature_K;
  const asked: PredictRequest = {
    components: request.components.map(({ species }, i) => ({ species: species!, amount: components[i]! })),
    basis: request.basis,
    temperature_K: temperature_K ?? (typeof T === 'number' ? T : T.value),
    ...(request.salt && { salt: { species: request.salt.species!, molality_mol_per_kg: amount } }),
  };
  const prediction = mg.predict(asked);
  return (property: DesignProperty) => prediction[property]!;
}

/** Every composition of three solvents in steps of 2 %. */
const grid: number[][] = [];
for (let i = 0; i <= 50; i += 1) {
  for (let j = 0; i + j <= 50; j += 1) grid.push([i / 50, j / 50, (50 - i - j) / 50]);
}

const viscosity = (limit: object): DesignLimit => ({ property: 'viscosity_mPa_s', ...limit });

const problems: Record<string, DesignRequest> = {
  'conductivity, viscosity at most': electrolyte({ limits: [viscosity({ at_most: 0.75 })] }),
  'conductivity, viscosity at least, cool': electrolyte({
    limits: [viscosity({ at_least: 1.4 })],
    temperature_K: 293.15,
  }),
  'conductivity, density at most': electrolyte({
    limits: [{ property: 'density_g_per_cm3', at_most: 1.1 }],
  }),
  'viscosity, density at least, by mole': liquid({
    basis: 'mole',
    limits: [{ property: 'density_g_per_cm3', at_least: 1.15 }],
  }),
  'most volume of mixing, between densities': liquid({
    goal: { maximize: 'excess_volume_cm3_per_mol' },
    limits: [{ property: 'density_g_per_cm3', at_least: 1.05, at_most: 1.2 }],
  }),
  'density, a sum and a ratio': liquid({
    goal: { maximize: 'density_g_per_cm3' },
    limits: [
      { sum_of: [0, 1], at_most: 0.6 },
      { ratio_of: [0, 2], at_most: 0.5 },
    ],
  }),
  'least conductivity, conductivity against itself': electrolyte({
    goal: { minimize: 'conductivity_mS_per_cm' },
    limits: [{ property: 'conductivity_mS_per_cm', at_least: 9 }],
  }),
  'two goals': electrolyte({
    goal: [
      { maximize: 'conductivity_mS_per_cm' },
      { minimize: 'viscosity_mPa_s', weight: 5 },
      { target: 'density_g_per_cm3', value: 1.1, weight: 50 },
    ],
    limits: [{ property: 'excess_enthalpy_J_per_mol', at_most: 250 }],
  }),
};

describe.each(Object.entries(problems))('%s', (_, request) => {
  const result = mg.design(request);
  const goals = Array.isArray(request.goal) ? request.goal : [request.goal];
  const sign = goals.length === 1 && 'minimize' in goals[0]! ? -1 : 1;
  type BoundLimit = Exclude<DesignLimit, { one_phase_K: unknown }>;
  const limits = request.limits! as BoundLimit[];

  const quantity = (limit: BoundLimit, point: DesignedMixture) =>
    'property' in limit
      ? predictAt(request, point)(limit.property).value
      : 'sum_of' in limit
        ? sum(limit.sum_of.map((i) => point.components[i]!))
        : point.components[limit.ratio_of[0]]! / point.components[limit.ratio_of[1]]!;
  const excess = (limit: BoundLimit, point: DesignedMixture) => {
    const value = quantity(limit, point);
    return Math.max(
      (value - (limit.at_most ?? Infinity)) / (limit.at_most ?? 1),
      ((limit.at_least ?? -Infinity) - value) / (limit.at_least ?? 1),
    );
  };
  const worth = (point: Pick<DesignedMixture, 'components' | 'salt'>) => {
    const of = predictAt(request, point);
    if (goals.length === 1) return of(Object.values(goals[0]!)[0] as DesignProperty).value;
    return sum(
      goals.map((goal) => {
        if ('maximize' in goal) return (goal.weight ?? 1) * of(goal.maximize).value;
        if ('minimize' in goal) return -(goal.weight ?? 1) * of(goal.minimize).value;
        return -(goal.weight ?? 1) * (of(goal.target).value - goal.value) ** 2;
      }),
    );
  };

  it('converges and keeps the limits to a millionth', () => {
    expect(result.converged).toBe(true);
    for (const limit of limits) expect(excess(limit, result.best)).toBeLessThanOrEqual(2e-6);
  });

  it('shows values that are predictions', () => {
    for (const point of [result.before, result.best]) {
      const of = predictAt(request, point);
      expect(point.value).toBeCloseTo(worth(point), 4);
      for (const [property, shown] of Object.entries(point.properties)) {
        const { value, interval90 } = of(property as DesignProperty);
        expect(shown.value).toBeCloseTo(value, 9);
        shown.interval90.forEach((end, i) => expect(end).toBeCloseTo(interval90[i]!, 9));
      }
    }
  });

  it('is as good as the best of a grid, within 0.1 %', () => {
    let best = -Infinity;
    for (const components of grid) {
      const point = { ...result.best, components };
      if (limits.every((limit) => excess(limit, point) <= 1e-9)) best = Math.max(best, sign * worth(point));
    }
    expect(sign * result.best.value).toBeGreaterThan(best - 1e-3 * Math.abs(best));
  });

  it('says rightly what relaxing a limit buys', () => {
    for (const { field, gain_per_unit } of result.active) {
      expect(gain_per_unit).toBeGreaterThanOrEqual(0);
      const [, index, bound] = /^limits\[(\d)\]\.(at_most|at_least)$/.exec(field) ?? [];
      if (!index) continue;
      const moved = (step: number) => {
        const changed = structuredClone(request);
        const limit = changed.limits![Number(index)] as unknown as Record<string, number>;
        limit[bound!]! += (bound === 'at_most' ? step : -step) * limit[bound!]!;
        return sign * mg.design(changed).best.value;
      };
      const step = 1e-3;
      const size = (limits[Number(index)] as unknown as Record<string, number>)[bound!]!;
      const bought = (moved(step) - moved(-step)) / (2 * step * size);
      expect(Math.abs(gain_per_unit - bought)).toBeLessThan(0.05 * bought + 1e-3 / size);
    }
  });

  it('says what a hundredth more or less of each component does', () => {
    result.sensitivity.forEach((change, i) => {
      for (const [key, step] of [
        ['less', -0.01],
        ['more', 0.01],
      ] as const) {
        const share = result.best.components[i]! + step;
        if (change[key] === null) {
          expect(share < 0 || share > 1 || result.best.components[i] === 1).toBe(true);
          continue;
        }
        const rest = (1 - share) / (1 - result.best.components[i]!);
        const components = result.best.components.map((x, j) => (j === i ? share : x * rest));
        expect(change[key]).toBeCloseTo(worth({ ...result.best, components }), 4);
      }
    });
  });
});

describe('a target', () => {
  it.each([
    ['density_g_per_cm3', 1.15],
    ['viscosity_mPa_s', 0.9],
    ['conductivity_mS_per_cm', 8],
  ] as const)('%s is hit', (target, value) => {
    const { best, converged } = mg.design(electrolyte({ goal: { target, value } }));
    expect(converged).toBe(true);
    expect(Math.abs(best.value / value - 1)).toBeLessThan(1e-3);
  });

  it('out of reach is approached', () => {
    const target = mg.design(liquid({ goal: { target: 'density_g_per_cm3', value: 9 } })).best;
    const most = mg.design(liquid({ goal: { maximize: 'density_g_per_cm3' } })).best;
    expect(target.value).toBeCloseTo(most.value, 6);
  });
});

describe('caution', () => {
  const mean = electrolyte({ salt: { ...salt, locked: false } });
  const cautious = { ...mean, cautious: true };

  it('raises the lower end above that of the best mean', () => {
    const [a, b] = [mg.design(mean).best, mg.design(cautious).best];
    expect(b.interval90![0]).toBeGreaterThanOrEqual(a.interval90![0] * (1 - 1e-4));
    expect(b.value).toBeCloseTo(b.interval90![0], 4);
    expect(b.properties.conductivity_mS_per_cm!.value).toBeLessThanOrEqual(a.value * (1 + 1e-4));
  });

  it('lowers the upper end', () => {
    const goal = { minimize: 'viscosity_mPa_s' } as const;
    const { best, converged } = mg.design(liquid({ goal, cautious: true, components: carbonates.slice(1) }));
    expect(converged).toBe(true);
    for (let i = 0; i <= 20; i += 1) {
      const upper = predictAt(liquid({ components: carbonates.slice(1) }), {
        components: [i / 20, 1 - i / 20],
        salt: 0,
      })('viscosity_mPa_s').interval90[1];
      expect(best.interval90![1]).toBeLessThanOrEqual(upper * (1 + 1e-4));
    }
  });

  it('keeps the unfavourable end within the limits', () => {
    const { best } = mg.design({ ...cautious, limits: [viscosity({ at_most: 0.9 })] });
    expect(best.properties.viscosity_mPa_s!.interval90[1]).toBeLessThanOrEqual(0.9 * (1 + 2e-6));
  });

  it('may limit the width of the interval', () => {
    const property = 'conductivity_mS_per_cm';
    const { best } = mg.design({ ...mean, limits: [{ property, half_width_at_most: 0.8 }] });
    const [low, high] = best.properties[property]!.interval90;
    expect((high - low) / 2).toBeLessThanOrEqual(0.8 * (1 + 2e-6));
  });
});

describe('temperature', () => {
  it('moves if it may, between its bounds', () => {
    const { best, active } = mg.design(electrolyte({ temperature_K: { value: 290, max: 310 } }));
    expect(best.temperature_K).toBe(310);
    expect(active.map(({ field }) => field)).toContain('temperature_K.max');
    expect(active.find(({ field }) => field === 'temperature_K.max')!.gain_per_unit).toBeGreaterThan(0);
  });

  it('stays if it is locked, and does not leave what was measured', () => {
    expect(mg.design(electrolyte({ temperature_K: { value: 290, locked: true } })).before.temperature_K).toBe(
      undefined,
    );
    const { best } = mg.design(electrolyte({ temperature_K: { value: 290 } }));
    expect(best.temperature_K).toBeLessThanOrEqual(mg.about().temperature_K[1]);
    expect(best.domain.state).not.toBe('outside');
  });

  it('meets a limit that composition cannot', () => {
    const request = liquid({
      goal: { maximize: 'density_g_per_cm3' },
      components: carbonates.slice(2),
      temperature_K: { value: 298.15, max: 330 },
      limits: [viscosity({ at_most: 0.5 })],
    });
    const { best, converged } = mg.design(request);
    expect(converged).toBe(true);
    expect(best.properties.viscosity_mPa_s!.value).toBeCloseTo(0.5, 5);
  });
});

describe('what cannot be', () => {
  it('is refused with the limit that cannot be met, and how near it comes', () => {
    const error = refusal(() => mg.design(liquid({ limits: [viscosity({ at_most: 0.3 })] })));
    expect(error.code).toBe('infeasible');
    expect(error.field).toBe('limits[0].at_most');
    expect(error.message).toMatch(
      /^'viscosity_mPa_s at most 0.3' cannot be met; the nearest found is 0\.\d+$/,
    );
    const nearest = Number(/[\d.]+$/.exec(error.message)![0]);
    const lowest = mg.design(liquid()).best.value;
    expect(nearest).toBeCloseTo(lowest, 4);
  });

  it('is told of limits that contradict each other', () => {
    const limits = [viscosity({ at_most: 0.7 }), { property: 'density_g_per_cm3', at_least: 1.25 } as const];
    const error = refusal(() => mg.design(liquid({ limits })));
    expect(error.code).toBe('infeasible');
    expect(error.message).toContain('together with the other limits');
  });

  const limit = (changes: object) => electrolyte({ limits: [changes as DesignLimit] });
  it.each([
    [limit({}), 'missing_key', 'limits[0]', "'property', 'sum_of' or 'ratio_of' is missing"],
    [limit({ property: 'viscosity_mPa_s' }), 'missing_key', 'limits[0]', "'at_most', 'at_least' or 'equals'"],
    [limit({ property: 'viscosity_mPa_s', at_mots: 1 }), 'unknown_key', 'limits[0].at_mots', "'at_most'?"],
    [limit({ property: 'taste', at_most: 1 }), 'bad_value', 'limits[0].property', 'one of'],
    [
      limit({ property: 'viscosity_mPa_s', at_most: '1' }),
      'bad_value',
      'limits[0].at_most',
      'a finite number',
    ],
    [limit({ sum_of: [0, 3], at_most: 1 }), 'bad_value', 'limits[0].sum_of[1]', 'the place of a component'],
    [limit({ ratio_of: [0], at_most: 1 }), 'bad_value', 'limits[0].ratio_of', '2 elements'],
    [limit({ sum_of: [0], half_width_at_most: 1 }), 'bad_value', 'limits[0].half_width_at_most', 'interval'],
    [electrolyte({ goal: [] }), 'bad_value', 'goal', '1 to 8 elements'],
    [electrolyte({ goal: { target: 'viscosity_mPa_s' } as never }), 'missing_key', 'goal.value', 'missing'],
    [
      electrolyte({ goal: [{ maximize: 'viscosity_mPa_s', weight: -1 }] }),
      'bad_value',
      'goal[0].weight',
      'from 0',
    ],
    [
      electrolyte({ goal: { maximize: 'viscosity_mPa_s', value: 1 } as never }),
      'bad_value',
      'goal.value',
      "'target' alone",
    ],
    [liquid({ goal: { maximize: 'conductivity_mS_per_cm' } }), 'missing_key', 'salt', "'salt' is missing"],
    [electrolyte({ temperature_K: {} as never }), 'missing_key', 'temperature_K.value', 'missing'],
    [electrolyte({ cautious: 1 as never }), 'bad_value', 'cautious', 'true or false'],
    [
      electrolyte({ stay_in_domain: true, domain_at_least: 'caution' }),
      'bad_value',
      'domain_at_least',
      'not both',
    ],
    [electrolyte({ domain_at_least: 'safe' as never }), 'bad_value', 'domain_at_least', 'known ground'],
  ])('is refused: %#', (request, code, field, message) => {
    const error = refusal(() => mg.design(request));
    expect({ code: error.code, field: error.field }).toEqual({ code, field });
    expect(error.message).toContain(message);
  });
});
