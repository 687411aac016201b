// Curves and the ternary map: predictions in a row.
import { describe, expect, it } from 'vitest';
import type { Curve, LiquidPropertyName, MixtureRequest } from '../../web/mixgrad/mixgrad.js';
import {
  conductivity,
  electrolyte,
  largest,
  mg,
  nameOf,
  randomMixtures,
  sum,
  withAmounts,
} from './mixtures.js';

const codes = ['known ground', 'caution', 'outside'];

describe.each(randomMixtures(8, 4).map((mixture) => [nameOf(mixture), mixture] as const))(
  '%s',
  (_, mixture) => {
    /** Value, interval and domain of a curve's point are those of a prediction. */
    const expectPoint = (curve: Curve, i: number, changes: Partial<MixtureRequest>) => {
      const { conductivity_mS_per_cm: k, domain } = mg.predict({ ...mixture, ...changes });
      const expected = [k!.value, ...k!.interval90];
      [curve.value, curve.lower, curve.upper].forEach((values, j) =>
        expect(Math.abs(values[i]! - expected[j]!)).toBeLessThanOrEqual(1e-12 * expected[j]!),
      );
      expect(codes[curve.domain[i]!]).toBe(domain.state);
    };

    it('along temperature is the prediction at each temperature', () => {
      const curve = mg.curve({ ...mixture, along: 'temperature_K', from: 200, to: 400, points: 41 });
      expect(Array.from(curve.x)).toEqual(Array.from({ length: 41 }, (_, i) => 200 + 5 * i));
      curve.x.forEach((temperature_K, i) => expectPoint(curve, i, { temperature_K }));
      expect(curve.domain[40]).toBe(2);
    });

    it('along salt is the prediction at each amount, in the unit given', () => {
      const curve = mg.curve({ ...mixture, along: 'salt', from: 2, to: 0, points: 11 });
      const { species, ...amount } = mixture.salt!;
      const [unit] = Object.keys(amount) as ['molality_mol_per_kg'];
      curve.x.forEach((x, i) => {
        expect(x).toBeCloseTo(2 - 0.2 * i, 12);
        expectPoint(curve, i, { salt: { species: species!, [unit]: x } as MixtureRequest['salt'] });
      });
      expect([curve.x[0], curve.x[10], curve.value[10]]).toEqual([2, 0, 0]);
    });
  },
);

describe('a curve', () => {
  it('ends where it was told to', () => {
    const { x } = mg.curve({ ...electrolyte(), along: 'temperature_K', from: 273.15, to: 333.15, points: 7 });
    expect([x[0], x.at(-1), x.length]).toEqual([273.15, 333.15, 7]);
  });

  it('may be a single place', () => {
    const { x, value } = mg.curve({ ...electrolyte(), along: 'salt', from: 1, to: 1, points: 2 });
    expect([...x, value[1]]).toEqual([1, 1, value[0]]);
  });

  it('is 0 without salt', () => {
    const request = electrolyte({ salt: undefined });
    const curve = mg.curve({ ...request, along: 'temperature_K', from: 250, to: 350, points: 3 });
    for (const values of [curve.value, curve.lower, curve.upper, curve.domain]) {
      expect(Array.from(values)).toEqual([0, 0, 0]);
    }
  });

  it('is a copy that later answers leave alone', () => {
    const request = { ...electrolyte(), along: 'temperature_K', from: 250, to: 350, points: 101 } as const;
    const curve = mg.curve(request);
    const kept = structuredClone(curve);
    mg.ternary({ ...triangle('mass'), subdivisions: 50 });
    expect(curve).toEqual(kept);
    expect(curve.value).toBeInstanceOf(Float64Array);
    expect(curve.domain).toBeInstanceOf(Uint8Array);
  });
});

function triangle(basis: MixtureRequest['basis'], changes: Partial<MixtureRequest> = {}): MixtureRequest {
  const components = ['EC', 'DMC', 'DME'].map((species) => ({ species, amount: 1 }));
  return { ...electrolyte(), components, basis, ...changes };
}

describe.each(['mole', 'mass', 'volume'] as const)('the ternary map by %s', (basis) => {
  const subdivisions = 8;
  const request = triangle(basis, { salt: { species: 'LiPF6', molarity_mol_per_l: 1.1 } });
  const map = mg.ternary({ ...request, subdivisions, gradient: true });
  const row = (values: Float64Array, i: number) => Array.from(values.subarray(3 * i, 3 * i + 3));

  it('goes row by row from component 3 = 0 upward', () => {
    const shares: number[][] = [];
    for (let third = 0; third <= subdivisions; third += 1) {
      for (let second = 0; second + third <= subdivisions; second += 1) {
        shares.push([subdivisions - third - second, second, third].map((steps) => steps / subdivisions));
      }
    }
    expect(map.subdivisions).toBe(subdivisions);
    expect(map.value).toHaveLength(((subdivisions + 1) * (subdivisions + 2)) / 2);
    expect(shares.map((_, i) => row(map.share, i))).toEqual(shares);
    expect(map.share).toHaveLength(3 * shares.length);
  });

  it('is the prediction at each point', () => {
    map.value.forEach((value, i) => {
      const mixture = withAmounts(request, row(map.share, i));
      const expected = conductivity(mixture);
      [value, map.lower[i]!, map.upper[i]!].forEach((end, j) =>
        expect(Math.abs(end / [expected.value, ...expected.interval90][j]! - 1)).toBeLessThan(1e-6),
      );
      row(map.gradient, i).forEach((g, j) =>
        expect(Math.abs(g - expected.gradient.components[j]!)).toBeLessThan(1e-5 * (Math.abs(g) + value)),
      );
      expect(codes[map.domain[i]!]).toBe(mg.predict(mixture).domain.state);
    });
  });

  it('has gradients that weigh up to 0', () => {
    map.value.forEach((value, i) => {
      const shares = row(map.share, i);
      const weighted = row(map.gradient, i).map((g, j) => g * shares[j]!);
      expect(Math.abs(sum(weighted))).toBeLessThan(1e-12 * (value + sum(weighted.map(Math.abs))));
    });
  });

  it('ignores the amounts', () => {
    const other = withAmounts(request, [0, 5, 1e-3]);
    expect(mg.ternary({ ...other, subdivisions, gradient: true })).toEqual(map);
  });

  it('has no gradient unless asked', () => {
    const { gradient, ...rest } = mg.ternary({ ...request, subdivisions });
    expect(gradient).toHaveLength(0);
    expect(rest).toEqual({ ...map, gradient: undefined });
  });
});

const ofLiquids: LiquidPropertyName[] = [
  'molar_volume_cm3_per_mol',
  'density_g_per_cm3',
  'excess_volume_cm3_per_mol',
  'excess_enthalpy_J_per_mol',
  'excess_gibbs_J_per_mol',
  'viscosity_mPa_s',
];
describe.each(ofLiquids)('the ternary map of %s', (property) => {
  const subdivisions = 6;
  const request = triangle('mass', { temperature_K: 310 });
  const map = mg.ternary({ ...request, property, subdivisions, gradient: true });
  const row = (values: Float64Array, i: number) => Array.from(values.subarray(3 * i, 3 * i + 3));

  it('is the prediction at each point', () => {
    map.value.forEach((value, i) => {
      const expected = mg.predict({ ...withAmounts(request, row(map.share, i)), gradient: true })[property]!;
      const size = Math.abs(expected.value) + 1e-9;
      [value, map.lower[i]!, map.upper[i]!].forEach((end, j) =>
        expect(Math.abs(end - [expected.value, ...expected.interval90][j]!)).toBeLessThan(1e-9 * size),
      );
      row(map.gradient, i).forEach((g, j) =>
        expect(Math.abs(g - expected.gradient!.components[j]!)).toBeLessThan(1e-9 * (Math.abs(g) + size)),
      );
      expect(codes[map.domain[i]!]).toBe(expected.domain.state);
    });
  });

  it('has the slopes of its own values', () => {
    // Along lines of constant third share the slope is that of share 2 minus that of share 1.
    const n = 200;
    const fine = mg.ternary({ ...request, property, subdivisions: n, gradient: true });
    const steepest = largest(Array.from(fine.gradient));
    const start = n + 1; // the second row: third share 1/n
    for (const second of [2, 40, 100, 150, n - 3]) {
      const i = start + second;
      const across = (steps: number) => fine.value[i + steps]! - fine.value[i - steps]!;
      const difference = ((8 * across(1) - across(2)) * n) / 12;
      const [first = 0, middle = 0] = row(fine.gradient, i);
      expect(Math.abs(middle - first - difference)).toBeLessThan(1e-5 * steepest);
    }
  });

  it('has no gradient unless asked', () => {
    const { gradient, ...rest } = mg.ternary({ ...request, property, subdivisions });
    expect(gradient).toHaveLength(0);
    expect(rest).toEqual({ ...map, gradient: undefined });
  });

  it('takes no notice of the salt', () => {
    const bare = mg.ternary({ ...request, salt: undefined, property, subdivisions, gradient: true });
    expect(bare).toEqual(map);
  });
});

describe('the largest map', () => {
  it('has 20,301 points, all finite', () => {
    const map = mg.ternary({ ...triangle('mass'), subdivisions: 200, gradient: true });
    expect(map.value).toHaveLength(20_301);
    expect(map.value.every((value) => value > 0 && value < 100)).toBe(true);
    expect(map.gradient.every(Number.isFinite)).toBe(true);
  });

  it('without salt is 0', () => {
    const map = mg.ternary({ ...triangle('mass', { salt: undefined }), subdivisions: 3, gradient: true });
    expect(Array.from(map.value)).toEqual(new Array(10).fill(0));
    expect(Array.from(map.gradient)).toEqual(new Array(30).fill(0));
  });
});
