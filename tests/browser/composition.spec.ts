import { nearestInside, Triangle } from '../../web/src/charts/triangle';
import {
  added,
  converted,
  moveShare,
  normalised,
  removed,
  total,
  withShares,
} from '../../web/src/composition';
import type { Ingredient } from '../../web/src/state';
import { expect, test } from './laboratory';

const mixture = (...amounts: (number | string)[]): Ingredient[] =>
  amounts.map((amount, i) => ({
    molecule: { species: `S${i}` },
    amount: Number.parseFloat(String(amount)),
    locked: String(amount).endsWith('!'),
    limits: {},
  }));
const amounts = (components: Ingredient[]) => components.map(({ amount }) => amount);

test('moving a share keeps the sum, the locks and the others’ ratios', () => {
  expect(amounts(moveShare(mixture(30, 30, 40), 0, 0.65))).toEqual([65, 15, 20]);
  expect(amounts(moveShare(mixture(30, '30!', 40), 0, 0.65))).toEqual([65, 30, 5]);
  expect(amounts(moveShare(mixture(30, '30!', 40), 0, 0.9))).toEqual([70, 30, 0]);
  expect(amounts(moveShare(mixture(100, 0, 0), 0, 0.5))).toEqual([50, 25, 25]);
  expect(amounts(moveShare(mixture(1, 1, 1), 0, 0.5))).toEqual([1.5, 0.75, 0.75]);
  expect(amounts(moveShare(mixture(30, '70!'), 0, 0.5))).toEqual([30, 70]);
  expect(amounts(moveShare(mixture('30!', 70), 0, 0.5))).toEqual([30, 70]);
});

test('thirds are rounded to a sum of 100', () => {
  const components = moveShare(mixture(40, 20, 20, 20), 0, 0);
  expect(amounts(components)).toEqual([0, 33.34, 33.33, 33.33]);
  expect(total(components)).toBe(100);
});

test('normalising scales what is not locked', () => {
  expect(amounts(normalised(mixture(1, 1)))).toEqual([50, 50]);
  expect(amounts(normalised(mixture('40!', 20, 10)))).toEqual([40, 40, 20]);
  expect(amounts(normalised(mixture('300!', 100)))).toEqual([75, 25]);
  expect(amounts(normalised(mixture(0, 0)))).toEqual([50, 50]);
});

test('adding and removing share fairly', () => {
  const newcomer = mixture(0)[0] as Ingredient;
  expect(amounts(added(mixture(30, 70), newcomer))).toEqual([20, 46.67, 33.33]);
  expect(amounts(removed(mixture(20, 40, 40), 0))).toEqual([50, 50]);
  expect(amounts(removed(mixture(20, '40!', 40), 0))).toEqual([40, 60]);
  expect(amounts(removed(mixture(20, '80!'), 0))).toEqual([80]);
});

test('another basis moves locked numbers too; the map does not', () => {
  expect(amounts(converted(mixture('30!', 70), [0.4, 0.6]))).toEqual([40, 60]);
  expect(amounts(withShares(mixture('30!', 70, 0), [0.3, 0.2, 0.5]))).toEqual([30, 20, 50]);
});

test('the triangle goes from shares to paper and back', () => {
  const triangle = new Triangle(10, 200, 180);
  for (const shares of [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0.2, 0.3, 0.5],
  ]) {
    triangle.shares(triangle.point(shares)).forEach((share, i) => {
      expect(share).toBeCloseTo(shares[i] as number, 10);
    });
  }
});

test('the arrows of a linear field point where it rises', () => {
  const triangle = new Triangle(0, 0, 1);
  // κ = a·x; adding a little of component i to an amount of 1 changes it by a_i − a·x.
  const slope = [3, 1, 1];
  const shares = [0.2, 0.5, 0.3];
  const mean = shares.reduce((sum, share, i) => sum + share * (slope[i] as number), 0);
  const { x, y } = triangle.uphill(slope.map((part) => part - mean));
  expect(x).toBeCloseTo(0, 10);
  expect(y).toBeLessThan(0); // Up on paper.
});

test('a point dragged outside stays on the nearest edge, locks kept', () => {
  expect(nearestInside([1.4, -0.2, -0.2], [0.3, 0.3, 0.4], [false, false, false])).toEqual([1, 0, 0]);
  const [first, second, third] = nearestInside([0.6, 0.6, -0.2], [0.3, 0.3, 0.4], [false, false, false]);
  expect([first, second, third]).toEqual([0.5, 0.5, 0]);
  expect(nearestInside([0.9, 0.1, 0], [0.3, 0.3, 0.4], [true, true, false])).toEqual([0.3, 0.3, 0.4]);
  const locked = nearestInside([0.9, -0.1, 0.2], [0.3, 0.3, 0.4], [true, false, false]);
  expect(locked[0]).toBe(0.3);
  expect(locked[1]).toBeCloseTo(0.2, 10);
  expect(locked[2]).toBeCloseTo(0.5, 10);
});
