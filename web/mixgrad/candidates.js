// Compositions spread evenly over what the bounds leave of the simplex, its faces included.

/**
 * Of each component and of the salt: where it may be.
 * @typedef {{ low: number, high: number }} Range
 */

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43];

/** The digits of a number in a base, mirrored at the point. @param {number} index @param {number} base */
function radicalInverse(index, base) {
  let value = 0;
  for (let digit = 1 / base; index > 0; digit /= base) {
    value += (index % base) * digit;
    index = Math.floor(index / base);
  }
  return value;
}

/** Fractional parts of multiples of irrational numbers: a shift of its own for each dimension and seed. */
const shift = (/** @type {number} */ seed, /** @type {number} */ dimension) =>
  (seed * Math.sqrt(/** @type {number} */ (PRIMES[dimension]))) % 1;

/**
 * Point `index` of Halton's sequence in the unit cube, shifted by the seed (Cranley and Patterson's rotation).
 * @param {number} index from 0
 * @param {number} dimensions up to 14
 * @param {number} seed
 */
export function halton(index, dimensions, seed) {
  return Array.from(
    { length: dimensions },
    (_, d) => (radicalInverse(index + 1, /** @type {number} */ (PRIMES[d])) + shift(seed, d)) % 1,
  );
}

/**
 * Shares in the ratio of the weights above their lower bounds; what is more than an upper bound goes to the others.
 * @param {number[]} weights
 * @param {Range[]} ranges
 * @returns {number[] | null} null if the weights that are more than 0 cannot make up the whole
 */
export function fitted(weights, ranges) {
  const shares = ranges.map(({ low }) => low);
  let open = weights.flatMap((weight, i) => (weight > 0 ? [i] : []));
  let rest = 1 - shares.reduce((sum, share) => sum + share, 0);
  while (rest > 1e-12) {
    const total = open.reduce((sum, i) => sum + weights[i], 0);
    if (!(total > 0)) return null;
    const part = rest / total;
    for (const i of open) {
      const added = Math.min(part * weights[i], ranges[i].high - shares[i]);
      shares[i] += added;
      rest -= added;
    }
    open = open.filter((i) => shares[i] < ranges[i].high - 1e-12);
  }
  return shares;
}

/**
 * Shares and salt amount. The excess of an exponential number over a threshold is exponential too; so weights
 * −ln (1 − u), less a threshold, are spread evenly on the faces of the simplex as inside it.
 * @param {number} index
 * @param {number} seed
 * @param {Range[]} ranges of the shares, then of the salt
 * @returns {number[] | null}
 */
export function candidate(index, seed, ranges) {
  const [threshold, ...u] = halton(index, ranges.length + 1, seed);
  const salt = ranges[ranges.length - 1];
  const shares = fitted(
    u.slice(0, -1).map((x) => Math.max(0, -Math.log(1 - x) - threshold)),
    ranges.slice(0, -1),
  );
  return shares && [...shares, salt.low + (salt.high - salt.low) * u[u.length - 1]];
}

/** From `anchor` towards `point`, by a part of the way. @param {number[]} anchor @param {number[]} point @param {number} part */
export const between = (anchor, point, part) => anchor.map((x, i) => x + part * (point[i] - x));

/** What nobody would weigh. */
const TRACE = 0.005;

/**
 * The point without traces, which go to the largest share that has room.
 * @param {number[]} point
 * @param {Range[]} ranges
 */
export function withoutTraces(point, ranges) {
  const solvents = point.slice(0, -1);
  const kept = solvents.map((x, i) => (x < TRACE && ranges[i].low === 0 && ranges[i].high > TRACE ? 0 : x));
  const traces = solvents.reduce((sum, x, i) => sum + x - kept[i], 0);
  const room = kept.map((x, i) => (x > 0 && x + traces <= ranges[i].high ? x : 0));
  const largest = Math.max(...room);
  if (largest === 0) return point;
  kept[room.indexOf(largest)] += traces;
  return [...kept, point[solvents.length]];
}
