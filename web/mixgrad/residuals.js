// How far measurements lie from the model, as a Gaussian process (Rasmussen and Williams, Gaussian Processes for
// Machine Learning, MIT Press 2006, chapters 2 and 5): what was measured corrects the predictions nearby.

/** What a measurement scatters, as a part of the model's own standard deviation there. */
const SCATTER = 0.1;

/**
 * Lengths over which the model is likely wrong in the same way: in shares, and in salt relative to its range. The
 * first holds until measurements say otherwise; the last is a constant offset, nearly.
 */
const LENGTHS = [0.5, 0.25, 1, 2];

/**
 * The residual at some points, with mean 0 and covariance s_i s_j exp(−d²/2ℓ²) to begin with, where s is the
 * model's standard deviation. Measurements come one by one, and each leaves one column of the covariance's Cholesky
 * factor: k_n(i, j) = k(i, j) − Σ column[i] column[j].
 */
export class Residuals {
  #points;
  #sd;
  #length;
  /** @type {Float64Array[]} */
  #columns = [];

  /**
   * @param {number[][]} points
   * @param {number[]} sd
   * @param {number} length
   */
  constructor(points, sd, length) {
    this.#points = points;
    this.#sd = sd;
    this.#length = length;
    this.mean = new Float64Array(points.length);
    this.variance = Float64Array.from(sd, (s) => s * s);
  }

  /** @param {number} i @param {number} j */
  #prior(i, j) {
    const [a, b] = [this.#points[i], this.#points[j]];
    let square = 0;
    for (let d = 0; d < a.length; d += 1) square += (a[d] - b[d]) ** 2;
    return this.#sd[i] * this.#sd[j] * Math.exp(-square / (2 * this.#length ** 2));
  }

  /**
   * Learns of a residual at point i. Without one, that something will be measured there: then the mean stays.
   * @param {number} i
   * @param {number} [residual]
   * @returns {number} ln p(residual | those before), but for a constant
   */
  learn(i, residual = this.mean[i]) {
    const sd = Math.sqrt(this.variance[i] + (SCATTER * this.#sd[i]) ** 2);
    if (sd === 0) return 0; // the model knows: an excess property of a pure liquid
    const surprise = (residual - this.mean[i]) / sd;
    const column = Float64Array.from(this.#points, (_, j) => this.#prior(i, j));
    for (const earlier of this.#columns) {
      const own = earlier[i];
      for (let j = 0; j < column.length; j += 1) column[j] -= own * earlier[j];
    }
    for (let j = 0; j < column.length; j += 1) {
      column[j] /= sd;
      this.mean[j] += column[j] * surprise;
      this.variance[j] = Math.max(0, this.variance[j] - column[j] ** 2);
    }
    this.#columns.push(column);
    return -(surprise ** 2) / 2 - Math.log(sd);
  }
}

/**
 * The residuals at some points, the first of which were measured; with the length that makes these likeliest.
 * @param {number[][]} points
 * @param {number[]} sd
 * @param {number[]} measured
 */
export function residualsFrom(points, sd, measured) {
  const likelihood = LENGTHS.map((length) => {
    const alone = new Residuals(points.slice(0, measured.length), sd, length);
    return measured.reduce((sum, residual, i) => sum + alone.learn(i, residual), 0);
  });
  const length = LENGTHS[likelihood.indexOf(Math.max(...likelihood))];
  const residuals = new Residuals(points, sd, length);
  measured.forEach((residual, i) => residuals.learn(i, residual));
  return residuals;
}
