// What an experiment is worth, by what is expected of it and how unsure that is. More is better.

/** Nine of ten measurements of a normal distribution lie within so many standard deviations of its mean. */
export const SD_OF_90 = 1.6448536269514722;

/** @param {number} z */
const density = (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * The normal distribution function by Marsaglia's series (J. Stat. Softw. 11(4), 2004, doi 10.18637/jss.v011.i04).
 * @param {number} z between −7 and 7
 */
function distribution(z) {
  let sum = z;
  for (let k = 3, term = z; sum !== sum + (term *= (z * z) / k); k += 2) sum += term;
  return 0.5 + sum * density(z);
}

/**
 * What is gained above `best` on average (Jones, Schonlau and Welch 1998, doi 10.1023/A:1008306431147).
 * @param {number} mean
 * @param {number} sd
 * @param {number} best
 */
export function expectedImprovement(mean, sd, best) {
  if (sd === 0) return Math.max(0, mean - best);
  const z = (mean - best) / sd;
  if (z > 6) return mean - best;
  return sd * (z < -6 ? density(z) / (z * z) : density(z) + z * distribution(z));
}

/**
 * The favourable end of the 90 % interval (Srinivas et al., ICML 2010, with a constant β).
 * @param {number} mean
 * @param {number} sd
 */
export const upperConfidence = (mean, sd) => mean + SD_OF_90 * sd;
