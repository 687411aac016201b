import { Lattice } from '../../web/src/charts/lattice';
import type { TernaryField } from '../../web/mixgrad/mixgrad.js';
import { expect, test } from './laboratory';

/** A field that is linear in the shares, in the order that `ternary` documents. */
function linearField(n: number, slope: [number, number, number]): TernaryField {
  const share: number[] = [];
  const value: number[] = [];
  for (let third = 0; third <= n; third++) {
    for (let second = 0; second + third <= n; second++) {
      const shares = [(n - second - third) / n, second / n, third / n] as const;
      share.push(...shares);
      value.push(shares[0] * slope[0] + shares[1] * slope[1] + shares[2] * slope[2]);
    }
  }
  return {
    subdivisions: n,
    share: Float64Array.from(share),
    value: Float64Array.from(value),
    lower: Float64Array.from(value),
    upper: Float64Array.from(value),
    gradient: new Float64Array(),
    domain: new Uint8Array(value.length),
  };
}

test('a raster of a linear field is exact everywhere, edges included', () => {
  const size = 41;
  const lattice = new Lattice(linearField(7, [1, 5, -2]));
  let painted = 0;
  lattice.raster(
    size,
    size,
    // Pixel centres run from share 0 to share 1.
    (x, y) => [(x - 0.5) / (size - 1), (y - 0.5) / (size - 1)],
    (pixel, value) => {
      const second = (pixel % size) / (size - 1);
      const third = Math.floor(pixel / size) / (size - 1);
      if (second + third > 1 + 1e-12) return;
      painted++;
      expect(value).toBeCloseTo(1 - second - third + 5 * second - 2 * third, 9);
    },
  );
  expect(painted).toBe((size * (size + 1)) / 2);
});

test('contours of a linear field lie on their level', () => {
  const slope = [0, 3, 8] as const;
  const segments = new Lattice(linearField(9, [...slope])).contour(2.5);
  expect(segments.length).toBeGreaterThan(5);
  for (const { from, to } of segments) {
    for (const shares of [from, to]) {
      expect(shares.reduce((sum, share, i) => sum + share * (slope[i] as number), 0)).toBeCloseTo(2.5, 9);
      expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1, 9);
    }
  }
});
