// Compositions spread evenly over what the bounds leave of the simplex, its faces included.

/**
 * Of each component and of the salt: where it may be.
 * @typedef {{ low: number, high: number }} Range
 */

/**
 * A limit that is linear in the shares: least ≤ Σ weights[i] share[i] ≤ most.
 * @typedef {{ weights: number[], least: number, most: number }} LinearLimit
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

/** Rounds of projections, and what is left over that does not matter. */
const [ROUNDS, CLOSE] = [200, 1e-12];

/**
 * Shares near the given ones that make up the whole within their ranges and meet the limits, unless these contradict
 * each other: projected onto one limit after the other (Gubin, Polyak and Raik 1967,
 * doi 10.1016/0041-5553(67)90113-9). So a narrow limit, or an exact one, leaves as many candidates as a wide one.
 * @param {number[]} shares
 * @param {Range[]} ranges of the shares
 * @param {readonly LinearLimit[]} limits
 * @returns {number[] | null} null if there are no shares within the ranges
 */
export function within(shares, ranges, limits) {
  const free = ranges.flatMap(({ low, high }, i) => (high > low ? [i] : []));
  const ofRanges = (/** @type {number[]} */ point) =>
    fitted(
      point.map((x, i) => Math.max(0, x - ranges[i].low)),
      ranges,
    );
  let point = ofRanges(shares);
  for (let round = 0, moved = true; point && moved && round < ROUNDS; round += 1) {
    moved = false;
    for (const { weights, least, most } of limits) {
      const sum = point.reduce((total, x, i) => total + weights[i] * x, 0);
      const off = sum - Math.min(Math.max(sum, least), most);
      if (Math.abs(off) <= CLOSE) continue;
      // What moves keeps its sum.
      const mean = free.reduce((total, i) => total + weights[i], 0) / free.length;
      const square = free.reduce((total, i) => total + (weights[i] - mean) ** 2, 0);
      if (!(square > CLOSE)) continue;
      for (const i of free) point[i] -= (off * (weights[i] - mean)) / square;
      moved = true;
    }
    if (moved) point = ofRanges(point);
  }
  return point;
}

/**
 * @param {readonly LinearLimit[]} limits
 * @param {number[]} point
 * @param {number} slack
 */
export const areMet = (limits, point, slack) =>
  limits.every(({ weights, least, most }) => {
    const sum = weights.reduce((total, weight, i) => total + weight * point[i], 0);
    return sum >= least - slack && sum <= most + slack;
  });

/** The part of its upper bound that nobody would weigh. */
const TRACE = 0.01;

/**
 * The mixture within its ranges and limits that is nearest, or nearly; without traces where it can do without.
 * @param {number[]} point shares, then the salt
 * @param {Range[]} ranges
 * @param {readonly LinearLimit[]} limits
 * @returns {number[] | null}
 */
export function settled(point, ranges, limits) {
  const salt = point[point.length - 1];
  const shares = within(point.slice(0, -1), ranges.slice(0, -1), limits);
  if (!shares) return null;
  const isTrace = shares.map((x, i) => x < TRACE * ranges[i].high && ranges[i].low === 0);
  const kept = shares.map((x, i) => (isTrace[i] ? 0 : x));
  const present = ranges.slice(0, -1).map((range, i) => (isTrace[i] ? { low: 0, high: 0 } : range));
  const without = within(kept, present, limits);
  const best = [without, shares].find((each) => each && areMet(limits, each, 1e-9));
  return best ? [...best, salt] : null;
}
