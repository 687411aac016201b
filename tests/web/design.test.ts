// Design runs: better than before, within the limits, and as good as first-order conditions can tell.
import { describe, expect, it } from 'vitest';
import type { DesignRequest as AnyRequest, DesignResult, PredictRequest } from '../../web/mixgrad/mixgrad.js';
import { conductivity, electrolyte, mg, seeded, sum, withAmounts } from './mixtures.js';

type DesignRequest = AnyRequest & {
  salt: NonNullable<AnyRequest['salt']>;
  temperature_K: number;
};

const goal = { maximize: 'conductivity_mS_per_cm' } as const;

const solvents = (...list: [string, number, object?][]) =>
  list.map(([species, amount, limits]) => ({ species, amount, ...limits }));

function designOf(changes: Partial<DesignRequest> = {}): DesignRequest {
  const { basis, salt, temperature_K } = electrolyte();
  const components = solvents(['EC', 0.25], ['EMC', 0.25], ['DMC', 0.25], ['PC', 0.25]);
  return { components, basis, salt: salt!, temperature_K, goal, ...changes };
}

const freeSalt = (limits: object, amount: object = { molality_mol_per_kg: 1 }) =>
  ({ species: 'LiPF6', ...amount, locked: false, ...limits }) as DesignRequest['salt'];

const problems: Record<string, DesignRequest> = {
  'four carbonates': designOf(),
  'by mole, warm': designOf({ basis: 'mole', temperature_K: 333.15 }),
  'by volume, cold, mol/l': designOf({
    basis: 'volume',
    temperature_K: 253.15,
    salt: { species: 'LiPF6', molarity_mol_per_l: 1.2 },
  }),
  'bounds on shares': designOf({
    components: solvents(
      ['EC', 3, { min: 0.2, max: 0.4 }],
      ['EMC', 5, { min: 0.3 }],
      ['MA', 2, { max: 0.25 }],
    ),
  }),
  'a locked share': designOf({
    components: solvents(['EC', 1, { locked: true, max: 0.01 }], ['EMC', 1], ['DMC', 2]),
  }),
  'all locked but two': designOf({
    components: solvents(['EC', 2, { locked: true }], ['EMC', 1], ['DMC', 1], ['PC', 1, { locked: true }]),
  }),
  'salt too': designOf({ salt: freeSalt({}) }),
  'salt too, in mol/l, between bounds': designOf({
    salt: freeSalt({ min: 0.2, max: 0.8 }, { molarity_mol_per_l: 0.5 }),
  }),
  'the lowest': designOf({ goal: { minimize: 'conductivity_mS_per_cm' } }),
  ethers: designOf({
    components: solvents(['DME', 1], ['DOL', 1], ['G2', 1]),
    salt: {
      ...freeSalt({ max: 0.9 }, { molality_mol_per_kg: 0.5 }),
      species: 'LiTFSI',
    } as DesignRequest['salt'],
  }),
  'one solvent': designOf({ components: solvents(['PC', 5]), salt: freeSalt({ max: 2 }) }),
};

/** Lowest and highest of each share, then of the salt. */
function boundsOf({ components, salt }: DesignRequest, before: DesignResult['before']) {
  const bounds = components.map(({ min = 0, max = 1, locked }, i) =>
    locked ? [before.components[i]!, before.components[i]!] : [min, max],
  );
  const { locked = true, min = 0, max = Infinity } = salt;
  return [...bounds, locked ? [before.salt, before.salt] : [min, max]] as [number, number][];
}

function mixtureAt(
  { components, basis, salt, temperature_K }: DesignRequest,
  point: number[],
): PredictRequest {
  const amount = point.at(-1)!;
  const unit = salt.molality_mol_per_kg === undefined ? 'molarity_mol_per_l' : 'molality_mol_per_kg';
  return withAmounts(
    {
      components: components.map(({ species }) => ({ species: species!, amount: 1 })),
      basis,
      salt: { species: salt.species, [unit]: amount } as PredictRequest['salt'],
      temperature_K,
    },
    point.slice(0, -1),
  );
}

/**
 * The most that a feasible point can be better, to first order: each share that gains most is filled up first.
 * 0 at an optimum (the Frank–Wolfe gap).
 */
function firstOrderGain(gradient: number[], point: number[], bounds: [number, number][]): number {
  const lowest = bounds.map(([low]) => low);
  let rest = 1 - sum(lowest);
  const order = gradient.map((_, i) => i).sort((a, b) => gradient[b]! - gradient[a]!);
  for (const i of order) {
    const room = Math.min(rest, bounds[i]![1] - lowest[i]!);
    lowest[i]! += room;
    rest -= room;
  }
  return sum(gradient.map((g, i) => g * (lowest[i]! - point[i]!)));
}

describe.each(Object.entries(problems))('%s', (_, request) => {
  const result = mg.design(request);
  const { before, best } = result;
  const sign = 'maximize' in request.goal ? 1 : -1;
  const bounds = boundsOf(request, before);
  const bestPoint = [...best.components, best.salt];

  it('starts from the request', () => {
    const amounts = request.components.map(({ amount }) => amount);
    before.components.forEach((share, i) => expect(share).toBeCloseTo(amounts[i]! / sum(amounts), 12));
    expect(before.salt).toBe(request.salt.molality_mol_per_kg ?? request.salt.molarity_mol_per_l);
  });

  it('gives values and intervals that are predictions', () => {
    for (const point of [before, best]) {
      const expected = conductivity(mixtureAt(request, [...point.components, point.salt]));
      expect(Math.abs(point.value / expected.value - 1)).toBeLessThan(1e-6);
      point.interval90!.forEach((end, i) =>
        expect(Math.abs(end / expected.interval90[i]! - 1)).toBeLessThan(1e-6),
      );
    }
    expect(best.domain).toEqual(mg.predict(mixtureAt(request, bestPoint)).domain);
    expect(result.change_percent).toBeCloseTo(100 * (best.value / before.value - 1), 9);
  });

  it('is not worse than before', () => {
    expect(sign * result.change_percent!).toBeGreaterThanOrEqual(0);
  });

  it('keeps to the limits', () => {
    expect(sum(best.components)).toBeCloseTo(1, 12);
    for (const { components, salt } of [best, ...result.trace]) {
      [...components, salt].forEach((value, i) => {
        const [low, high] = bounds[i]!;
        expect(value).toBeGreaterThanOrEqual(low - 1e-12);
        expect(value).toBeLessThanOrEqual(high + 1e-12);
      });
    }
    expect(best.domain.state).not.toBe('outside');
  });

  it('meets the first-order conditions, by the gradients of a prediction', () => {
    expect(result.converged).toBe(true);
    expect(result.kkt_residual).toBeLessThanOrEqual(1e-4);
    const { value, gradient } = conductivity(mixtureAt(request, bestPoint));
    const uphill = gradient.components.map((g) => sign * g);
    expect(firstOrderGain(uphill, best.components, bounds) / value).toBeLessThan(1.1e-4);
    const [low, high] = bounds.at(-1)!;
    const saltUphill = sign * gradient.salt!;
    if (best.salt > low) expect(saltUphill * Math.min(best.salt - low, 1)).toBeGreaterThan(-1.1e-4 * value);
    if (best.salt < high) expect(saltUphill * Math.min(high - best.salt, 1)).toBeLessThan(1.1e-4 * value);
  });

  it('is beaten by none of 300 mixtures drawn at random', () => {
    const random = seeded(5);
    let tried = 0;
    for (let draw = 0; tried < 300 && draw < 100_000; draw += 1) {
      const free = before.components.map(() => -Math.log(1 - random()));
      const locked = bounds.slice(0, -1).map(([low, high]) => low === high);
      const open = 1 - sum(before.components.filter((_, i) => locked[i]));
      const total = sum(free.filter((_, i) => !locked[i]));
      const shares = before.components.map((share, i) => (locked[i] ? share : (open * free[i]!) / total));
      const [low, high] = bounds.at(-1)!;
      const salt = low + (Math.min(high, 2) - low) * random();
      if (shares.some((share, i) => share < bounds[i]![0] || share > bounds[i]![1])) continue;
      tried += 1;
      const { value } = mg.predict(mixtureAt(request, [...shares, salt])).conductivity_mS_per_cm!;
      expect(sign * value).toBeLessThan(sign * best.value + 2e-4 * best.value);
    }
    expect(tried).toBe(300);
  });

  it('shows its way, uphill', () => {
    const { trace } = result;
    expect(trace.at(-1)).toEqual({
      components: best.components,
      salt: best.salt,
      value: trace.at(-1)!.value,
    });
    expect(Math.abs(trace.at(-1)!.value / best.value - 1)).toBeLessThan(1e-6);
    for (let i = 1; i < trace.length; i += 1) {
      expect(sign * (trace[i]!.value - trace[i - 1]!.value)).toBeGreaterThan(-1e-5 * best.value);
    }
    for (const point of trace) {
      expect(sum(point.components)).toBeCloseTo(1, 12);
      const { value } = conductivity(mixtureAt(request, [...point.components, point.salt]));
      expect(Math.abs(point.value / value - 1)).toBeLessThan(1e-6);
    }
  });

  it('names the limits it has reached, and no others', () => {
    const names = [...request.components.map(({ species }) => species!), request.salt.species!];
    const reached = bounds.flatMap(([low, high], i) => {
      if (low === high) return [];
      // A share is 1 because the others are 0; that says nothing more.
      const side = bestPoint[i] === low ? 'lower' : bestPoint[i] === high && high !== 1 ? 'upper' : '';
      return side ? [`${names[i]} at its ${side} bound ${bestPoint[i]}`] : [];
    });
    const stated = result.active_limits.map((words) => words.replace(/ mol\/(kg|l)$/, ''));
    expect(stated.sort()).toEqual(reached.sort());
  });

  it('gives the same answer for the same seed', () => {
    mg.predict(electrolyte({ temperature_K: 280 }));
    expect(mg.design(structuredClone(request))).toEqual(result);
    expect(mg.design({ ...request, starts: 16, seed: 1, max_iterations: 200, stay_in_domain: true })).toEqual(
      result,
    );
  });

  it('ends as high with another seed', () => {
    const other = mg.design({ ...request, seed: 2_147_483_647 });
    expect(Math.abs(other.best.value / best.value - 1)).toBeLessThan(2e-4);
  });
});

describe('the salt', () => {
  it('stays unless it is unlocked', () => {
    expect(mg.design(designOf()).best.salt).toBe(1);
    expect(mg.design(designOf({ salt: freeSalt({}) })).best.salt).not.toBe(1);
  });

  it('may start from none', () => {
    const { before, best, change_percent } = mg.design(
      designOf({ salt: freeSalt({}, { molality_mol_per_kg: 0 }) }),
    );
    expect(before.value).toBe(0);
    expect(best.value).toBeGreaterThan(1);
    expect(change_percent).toBeNull();
  });

  it('stays where it was measured, unless the domain may be left', () => {
    const lowest = designOf({
      components: solvents(['PC', 1]),
      goal: { minimize: 'conductivity_mS_per_cm' },
      salt: freeSalt({ min: 1, max: 8 }),
    });
    const inside = mg.design(lowest).best;
    expect(inside.domain.state).not.toBe('outside');
    expect(inside.salt).toBeLessThan(8);
    const anywhere = mg.design({ ...lowest, stay_in_domain: false }).best;
    expect(anywhere.salt).toBe(8);
    expect(anywhere.domain.state).toBe('outside');
    expect(anywhere.value).toBeLessThan(inside.value);
  });
});

describe('a run', () => {
  it('from a point outside its limits ends inside them, even if that is worse', () => {
    const request = designOf({ components: solvents(['EC', 3, { max: 0.05 }], ['DEC', 7, { min: 0.9 }]) });
    const { before, best, change_percent } = mg.design(request);
    expect(before.components).toEqual([0.3, 0.7]);
    expect(best.components[0]).toBeLessThanOrEqual(0.05);
    expect(best.components[1]).toBeGreaterThanOrEqual(0.9);
    expect(change_percent).toBeLessThan(0);
  });

  it('that is cut short says so', () => {
    const request = designOf({ max_iterations: 1, starts: 1 });
    const result = mg.design(request);
    expect(result.iterations).toBe(1);
    expect(result.converged).toBe(false);
    expect(result.kkt_residual).toBeGreaterThan(1e-4);
    expect(result.best.value).toBeGreaterThanOrEqual(result.before.value);
    expect(mg.design(designOf({ starts: 1 })).kkt_residual).toBeLessThan(result.kkt_residual);
  });

  it('says how many starts it made', () => {
    expect(mg.design(designOf()).starts).toBe(16);
    expect(mg.design(designOf({ starts: 3 })).starts).toBe(3);
  });

  it('with everything locked changes nothing', () => {
    const components = solvents(['EC', 1, { locked: true }], ['EMC', 1, { locked: true }]);
    const { best, before, converged, trace } = mg.design(designOf({ components }));
    expect(best.components).toEqual(before.components);
    expect(best.value).toBe(before.value);
    expect(converged).toBe(true);
    expect(trace).toHaveLength(1);
  });
});
