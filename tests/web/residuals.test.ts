// The mathematics behind proposals, each part against another way to the same number.
import { describe, expect, it } from 'vitest';
import { expectedImprovement, upperConfidence } from '../../web/mixgrad/acquisition.js';
import { candidate, fitted, halton, settled, within } from '../../web/mixgrad/candidates.js';
import { Residuals, residualsFrom } from '../../web/mixgrad/residuals.js';
import { seeded, sum } from './mixtures.js';

/** Solves A x = b by elimination. */
function solve(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  const n = rows.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      if (j === i) continue;
      const factor = rows[j]![i]! / rows[i]![i]!;
      rows[j] = rows[j]!.map((x, k) => x - factor * rows[i]![k]!);
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

describe('the Gaussian process', () => {
  const random = seeded(3);
  const points = Array.from({ length: 12 }, () => [random(), random(), random()]);
  const sd = points.map(() => 0.05 + 0.2 * random());
  const measured = points.slice(0, 5).map(() => random() - 0.5);
  const length = 0.5;
  const covariance = (i: number, j: number) =>
    sd[i]! * sd[j]! * Math.exp(-sum(points[i]!.map((x, d) => (x - points[j]![d]!) ** 2)) / (2 * length ** 2));
  const K = measured.map((_, i) =>
    measured.map((_, j) => covariance(i, j) + (i === j ? (0.1 * sd[i]!) ** 2 : 0)),
  );

  it('learns one by one what it learns at once: k*ᵀ K⁻¹ y and k** − k*ᵀ K⁻¹ k*', () => {
    const residuals = new Residuals(points, sd, length);
    measured.forEach((residual, i) => residuals.learn(i, residual));
    points.forEach((_, p) => {
      const k = measured.map((_, i) => covariance(i, p));
      const mean = sum(solve(K, measured).map((x, i) => x * k[i]!));
      const variance = covariance(p, p) - sum(solve(K, k).map((x, i) => x * k[i]!));
      expect(residuals.mean[p]).toBeCloseTo(mean, 10);
      expect(residuals.variance[p]).toBeCloseTo(variance, 10);
    });
  });

  it('believes what is measured, and nothing far away', () => {
    const far = [[0], [0.1], [50]];
    const residuals = residualsFrom(far, [0.1, 0.1, 0.1], [0.05]);
    expect(residuals.mean[0]).toBeCloseTo(0.05, 3);
    expect(residuals.mean[1]).toBeGreaterThan(0.04);
    expect(residuals.mean[2]).toBeCloseTo(0, 12);
    expect(residuals.variance[0]).toBeLessThan(2e-4);
    expect(residuals.variance[2]).toBeCloseTo(0.01, 12);
  });

  it('takes the length that the measurements speak for', () => {
    const line = Array.from({ length: 21 }, (_, i) => [i / 20]);
    const even = line.map(() => 0.1);
    const at = (residual: (x: number) => number) => {
      const known = line.filter((_, i) => i % 2 === 0);
      const order = [...known, ...line.filter((_, i) => i % 2 === 1)];
      return residualsFrom(
        order,
        even,
        known.map(([x]) => residual(x!)),
      ).variance.at(-1)!;
    };
    // Between two measurements nothing is sure where the error changes soon.
    expect(at((x) => 0.1 * Math.sin(12 * x))).toBeGreaterThan(1.5 * at(() => 0.1));
  });

  it('keeps its mean when told that something will be measured', () => {
    const residuals = residualsFrom([[0], [0.2], [0.4]], [0.1, 0.1, 0.1], [0.05]);
    const [mean, variance] = [[...residuals.mean], [...residuals.variance]];
    residuals.learn(2);
    residuals.mean.forEach((x, i) => expect(x).toBeCloseTo(mean[i]!, 14));
    expect(residuals.variance[2]).toBeLessThan(0.1 * variance[2]!);
  });

  it('has nothing to learn where the model knows', () => {
    const residuals = residualsFrom([[0], [0.1]], [0, 0.1], [0.3]);
    expect([...residuals.mean]).toEqual([0, 0]);
    expect(residuals.variance[1]).toBeCloseTo(0.01, 14);
  });
});

describe('what an experiment is worth', () => {
  it.each([-9, -6.5, -5, -2, -0.3, 0, 0.7, 3, 6.5])('expected improvement at z = %d is the integral', (z) => {
    const [sd, best] = [0.2, 1.5];
    const mean = best + z * sd;
    let integral = 0;
    const step = 1e-3;
    for (let t = step / 2; t < 12; t += step) {
      const x = Math.max(-12, -z) + t; // above `best`
      integral += sd * (x + z) * (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * step;
    }
    const value = expectedImprovement(mean, sd, best);
    expect(Math.abs(value / integral - 1)).toBeLessThan(z < -6 ? 0.08 : 1e-5);
  });

  it('without doubt is the improvement, and the confidence the mean', () => {
    expect(expectedImprovement(2, 0, 1.5)).toBe(0.5);
    expect(expectedImprovement(1, 0, 1.5)).toBe(0);
    expect(upperConfidence(2, 0)).toBe(2);
  });
});

describe('candidates', () => {
  const free = { low: 0, high: 1 };
  const salt = { low: 0.5, high: 1.5 };

  it.each([
    [[free, free, free, salt]],
    [[{ low: 0.2, high: 0.4 }, free, { low: 0, high: 0.1 }, salt]],
    [[{ low: 0.3, high: 0.3 }, free, free, { low: 1, high: 1 }]],
    [[free, { low: 1, high: 1 }]],
    [[...Array(12).fill(free), salt]],
  ])('lie in their bounds: %j', (ranges) => {
    let count = 0;
    for (let i = 0; i < 500; i += 1) {
      const point = candidate(i, 1, ranges);
      if (!point) continue;
      count += 1;
      expect(sum(point.slice(0, -1))).toBeCloseTo(1, 12);
      point.forEach((x, k) => {
        expect(x).toBeGreaterThanOrEqual(ranges[k]!.low - 1e-12);
        expect(x).toBeLessThanOrEqual(ranges[k]!.high + 1e-12);
      });
    }
    expect(count).toBeGreaterThan(150);
  });

  it('are spread evenly, on the faces as inside', () => {
    const points = Array.from({ length: 4000 }, (_, i) => candidate(i, 7, [free, free, free, salt])!);
    const there = points.filter(Boolean);
    for (let k = 0; k < 3; k += 1) {
      expect(sum(there.map((x) => x[k]!)) / there.length).toBeCloseTo(1 / 3, 1.7);
    }
    const edge = there.filter((x) => x[2] === 0 && x[0]! > 0 && x[1]! > 0);
    expect(edge.length).toBeGreaterThan(200);
    // On an edge, as many in each quarter.
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const inside = edge.filter((x) => Math.floor(4 * x[0]!) === quarter).length;
      expect(Math.abs(inside / edge.length - 0.25)).toBeLessThan(0.05);
    }
  });

  it('differ by seed, and are the same for a seed', () => {
    expect(halton(5, 4, 1)).toEqual(halton(5, 4, 1));
    expect(halton(5, 4, 1)).not.toEqual(halton(5, 4, 2));
  });

  it('are none where the weights cannot make up the whole', () => {
    expect(fitted([1, 0], [{ low: 0, high: 0.5 }, free])).toBeNull();
    expect(fitted([1, 1], [{ low: 0, high: 0.2 }, free])).toEqual([0.2, 0.8]);
  });

  it('hold no traces', () => {
    const [none, ...others] = settled([0.003, 0.6, 0.397, 1], [free, free, free, salt], [])!;
    expect(none).toBe(0);
    expect(sum(others)).toBeCloseTo(2, 12);
    const additive = { low: 0, high: 0.004 };
    expect(settled([0.003, 0.997, 1], [additive, free, salt], [])).toEqual([0.003, 0.997, 1]);
    // Half of the first share and the second are the same: neither can go alone.
    const twice = { weights: [1, -0.5, 0], least: 0, most: 0 };
    const pair = settled([0.006, 0.012, 0.982, 1], [free, free, free, salt], [twice])!;
    expect(pair[0]).toBeCloseTo(0.5 * pair[1]!, 12);
  });

  it('meet limits that are linear in the shares, exact ones too, and keep to the ranges', () => {
    const ranges = [free, { low: 0.1, high: 0.3 }, free, { low: 0.05, high: 0.05 }];
    const limits = [
      { weights: [1, 1, 0, 0], least: 0.4, most: 0.4 },
      { weights: [1, 0, -0.5, 0], least: -Infinity, most: 0 },
    ];
    const random = seeded(8);
    const found = Array.from({ length: 50 }, () =>
      within([random(), random(), random(), 0], ranges, limits)!,
    );
    for (const [a, b, c, d] of found as [number, number, number, number][]) {
      expect(a + b + c + d).toBeCloseTo(1, 11);
      expect(a + b).toBeCloseTo(0.4, 9);
      expect(a - 0.5 * c).toBeLessThan(1e-9);
      expect(b >= 0.1 && b <= 0.3 && d === 0.05).toBe(true);
    }
    const second = found.map((point) => point[1]!);
    expect(Math.max(...second) - Math.min(...second)).toBeGreaterThan(0.1);
  });

  it('are left alone where they are within already, and not there where they cannot be', () => {
    const cap = { weights: [1, 0, 0], least: -Infinity, most: 0.5 };
    within([0.2, 0.3, 0.5], [free, free, free], [cap])!.forEach((x, i) =>
      expect(x).toBeCloseTo([0.2, 0.3, 0.5][i]!, 12),
    );
    const little = { low: 0, high: 0.2 };
    expect(within([0.5, 0.5], [little, little], [])).toBeNull();
    const contradiction = { weights: [1, 0, 0], least: 2, most: 2 };
    expect(settled([0.2, 0.3, 0.5, 1], [free, free, free, salt], [contradiction])).toBeNull();
  });
});
