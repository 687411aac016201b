// Choosing components, checked against every subset; and fronts of two goals, checked against a grid.
import { describe, expect, it } from 'vitest';
import type { DesignRequest, ParetoRequest } from '../../web/mixgrad/mixgrad.js';
import { mg, refusal, sum } from './mixtures.js';

const components = (names: string[]) => names.map((species) => ({ species, amount: 1 }));
const electrolyte = {
  components: components(['EC', 'EMC', 'DMC', 'PC', 'MA', 'DEC']),
  basis: 'mass',
  salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
  temperature_K: 298.15,
} as const;

describe('at most so many components', () => {
  const request: DesignRequest = {
    ...electrolyte,
    goal: { maximize: 'conductivity_mS_per_cm' },
    limits: [{ property: 'viscosity_mPa_s', at_least: 0.9 }],
  };
  const names = request.components.map(({ species }) => species!);

  /** Value and components of the best mixture of each subset, best first. */
  function everySubset(most: number) {
    const found: { value: number; present: string }[] = [];
    for (let subset = 1; subset < 1 << names.length; subset += 1) {
      const chosen = names.filter((_, i) => (subset >> i) & 1);
      if (chosen.length > most) continue;
      try {
        const { best } = mg.design({ ...request, components: components(chosen) });
        const present = chosen.filter((_, i) => best.components[i]! > 0);
        if (present.length === chosen.length) found.push({ value: best.value, present: present.join() });
      } catch {
        // These cannot meet the limit.
      }
    }
    return found.sort((a, b) => b.value - a.value);
  }

  it.each([1, 2, 3])('%i: is the best of every subset', (most) => {
    const { best, converged } = mg.design({ ...request, at_most_components: most });
    const [expected] = everySubset(most);
    expect(converged).toBe(true);
    expect(best.components.filter((share) => share > 0).length).toBeLessThanOrEqual(most);
    expect(sum(best.components)).toBeCloseTo(1, 12);
    expect(best.value).toBeGreaterThan(expected!.value * (1 - 1e-3));
    expect(best.properties.viscosity_mPa_s!.value).toBeGreaterThan(0.9 * (1 - 2e-6));
  });

  it('names the next best too', () => {
    const { best, mixtures } = mg.design({ ...request, at_most_components: 2, mixtures: 4 });
    const expected = everySubset(2).slice(0, 4);
    expect(mixtures).toHaveLength(4);
    expect(mixtures![0]!.components).toEqual(best.components);
    mixtures!.forEach(({ components: shares, value }, i) => {
      expect(value).toBeGreaterThan(expected[i]!.value * (1 - 1e-3));
      expect(shares.filter((share) => share > 0).length).toBeLessThanOrEqual(2);
    });
    const present = mixtures!.map(({ components: shares }) => shares.map((share) => share > 0).join());
    expect(new Set(present).size).toBe(4);
  });

  it('that cannot meet the limits is told', () => {
    const limits = [
      { sum_of: [0], at_most: 0.6 },
      { sum_of: [1, 2, 3, 4, 5], at_most: 0.5 },
    ];
    const error = refusal(() => mg.design({ ...request, limits, at_most_components: 1 }));
    expect({ code: error.code, field: error.field }).toEqual({
      code: 'infeasible',
      field: 'at_most_components',
    });
  });

  it.each([0, 13, 1.5])('%d is refused', (most) => {
    expect(refusal(() => mg.design({ ...request, at_most_components: most })).field).toBe(
      'at_most_components',
    );
  });
});

describe('a front', () => {
  const request: ParetoRequest = {
    ...electrolyte,
    components: components(['EC', 'EMC', 'DMC']),
    goals: [{ maximize: 'conductivity_mS_per_cm' }, { maximize: 'density_g_per_cm3' }],
    limits: [{ property: 'viscosity_mPa_s', at_most: 1.2 }],
    points: 15,
  };
  const { points } = mg.pareto(request);
  const at = (shares: number[]) =>
    mg.predict({
      ...electrolyte,
      components: request.components.map(({ species }, i) => ({ species: species!, amount: shares[i]! })),
    });

  it('rises in the one goal and falls in the other', () => {
    expect(points.length).toBeGreaterThan(10);
    for (let i = 1; i < points.length; i += 1) {
      expect(points[i]!.values[0]).toBeGreaterThan(points[i - 1]!.values[0]);
      expect(points[i]!.values[1]).toBeLessThan(points[i - 1]!.values[1]);
    }
  });

  it('shows values that are predictions, within the limits', () => {
    for (const { components: shares, values, salt, converged } of points) {
      const prediction = at(shares);
      expect(converged).toBe(true);
      expect(salt).toBe(1);
      expect(values[0]).toBeCloseTo(prediction.conductivity_mS_per_cm!.value, 4);
      expect(values[1]).toBeCloseTo(prediction.density_g_per_cm3!.value, 6);
      expect(prediction.viscosity_mPa_s!.value).toBeLessThan(1.2 * (1 + 2e-6));
    }
  });

  it('ends at the best by each goal', () => {
    for (const [goal, value] of [
      [request.goals[0], points.at(-1)!.values[0]],
      [request.goals[1], points[0]!.values[1]],
    ] as const) {
      const { goals: _, points: __, ...rest } = request;
      expect(value).toBeCloseTo(mg.design({ ...rest, goal }).best.value, 3);
    }
  });

  it('is passed by no mixture of a grid', () => {
    for (let i = 0; i <= 25; i += 1) {
      for (let j = 0; i + j <= 25; j += 1) {
        const prediction = at([i / 25, j / 25, (25 - i - j) / 25]);
        if (prediction.viscosity_mPa_s!.value > 1.2) continue;
        const kappa = prediction.conductivity_mS_per_cm!.value;
        const density = prediction.density_g_per_cm3!.value;
        for (const { values } of points) {
          const passed = kappa > values[0] * 1.001 && density > values[1] * 1.001;
          expect(passed).toBe(false);
        }
      }
    }
  });

  it('comes point by point', () => {
    const found = [...mg.paretoPoints(request)];
    expect(found).toHaveLength(15);
    const sorted = found.flatMap((point) => point ?? []).sort((a, b) => a.values[0] - b.values[0]);
    expect(sorted).toEqual(points);
  });

  it('settles by the other goal what one goal leaves open', () => {
    // The viscosity is that of the solvents alone: the salt is there for the conductivity.
    const salt = { species: 'LiPF6', molality_mol_per_kg: 0.2, locked: false };
    const { points: free } = mg.pareto({
      ...request,
      salt,
      limits: [],
      goals: [{ maximize: 'conductivity_mS_per_cm' }, { minimize: 'viscosity_mPa_s' }],
    });
    const thinnest = free[0]!;
    const components = request.components.map(({ species }, i) => ({
      species: species!,
      amount: thinnest.components[i]!,
      locked: true,
    }));
    const { best } = mg.design({
      ...electrolyte,
      components,
      salt,
      goal: { maximize: 'conductivity_mS_per_cm' },
    });
    expect(thinnest.values[0]).toBeGreaterThan(best.value * (1 - 1e-4));
    expect(thinnest.salt).toBeCloseTo(best.salt, 2);
  });

  it('that is not finished gives way to another, and other calls may come between', () => {
    const first = mg.paretoPoints(request);
    const begun = first.next().value;
    at([0.2, 0.3, 0.5]);
    expect(first.next().done).toBe(false);
    const second = mg.paretoPoints(request);
    expect(second.next().value).toEqual(begun);
    expect(refusal(() => first.next()).code).toBe('terminated');
  });

  it.each([
    [{ goals: [request.goals[0]] }, 'goals'],
    [{ goals: [request.goals[0], { target: 'density_g_per_cm3', value: 1 }] }, 'goals'],
    [{ goals: [request.goals[0], { maximize: 'taste' }] }, 'goals[1].maximize'],
    [{ points: 1 }, 'points'],
    [{ goal: request.goals[0] }, 'goal'],
  ])('is refused: %#', (changes, field) => {
    expect(refusal(() => mg.pareto({ ...request, ...changes } as ParetoRequest)).field).toBe(field);
  });
});
