// Which mixtures to measure next: candidates within the limits, corrected by what was measured, and of these one by
// one what is worth most.
import { expectedImprovement, SD_OF_90, upperConfidence } from './acquisition.js';
import { areMet, between, candidate, settled } from './candidates.js';
import { blaming, refuse } from './checks.js';
import { formatCompositionId } from './composition-id.js';
import { planOf } from './propose-request.js';
import { residualsFrom } from './residuals.js';

/**
 * @typedef {import('./mixgrad.js').MixGrad} MixGrad
 * @typedef {import('./mixgrad.js').ProposeRequest} ProposeRequest
 * @typedef {import('./mixgrad.js').DomainVerdict} DomainVerdict
 * @typedef {import('./propose-request.js').Plan} Plan
 */

/**
 * What the model says of a point: shares, then the salt amount.
 * @typedef {object} Look
 * @property {number[]} point
 * @property {number} value
 * @property {[number, number]} interval90
 * @property {DomainVerdict} domain of all that is asked for
 * @property {boolean} allowed within the limits
 * @property {import('./mixgrad.js').Prediction['composition']} composition
 */

const STATES = ['known ground', 'caution', 'outside'];
/** How often the model is asked: all over the room, then around the best found there. */
const [SPREAD, NEAR] = [500, 250];
/** As in the core, a limit is met to a millionth of itself. */
const SLACK = 2e-6;
/** To what CompositionIDs are rounded. */
const ROUNDING = 1e-4;

/**
 * @param {Plan} plan
 * @param {number[]} point
 */
function mixtureAt({ request: { components, basis, salt, temperature_K }, unit }, point) {
  return /** @type {import('./mixgrad.js').MixtureRequest} */ ({
    components: components.map(({ species, smiles }, i) => ({ species, smiles, amount: point[i] })),
    basis,
    ...(salt &&
      unit && { salt: { species: salt.species, smiles: salt.smiles, [unit]: point[components.length] } }),
    temperature_K,
  });
}

/**
 * @param {number} value
 * @param {{ at_most?: number, at_least?: number }} limit
 */
const meets = (value, { at_most = Infinity, at_least = -Infinity }) =>
  value <= at_most + SLACK * Math.abs(at_most) && value >= at_least - SLACK * Math.abs(at_least);

/**
 * Whether a mixture is one phase: nothing of it may move, and the optimiser says whether the limit can be met.
 * @param {MixGrad} mg
 * @param {Plan} plan
 * @param {number[]} point
 * @param {import('./mixgrad.js').DesignLimit} limit
 */
function isOnePhase(mg, plan, point, limit) {
  const { components, salt, ...rest } = mixtureAt(plan, point);
  const locked = components.map((component) => ({ ...component, locked: true }));
  const held = { ...rest, components: locked, ...(salt && { salt: { ...salt, locked: true } }) };
  try {
    mg.design({ ...held, goal: plan.request.goal, limits: [limit], starts: 1, stay_in_domain: false });
    return true;
  } catch (error) {
    if (/** @type {any} */ (error).code === 'infeasible') return false;
    throw error;
  }
}

/**
 * @param {Extract<import('./mixgrad.js').DesignLimit, { property: unknown }>} limit
 * @param {any} prediction
 */
function isMet(limit, prediction) {
  const { value, interval90 } = prediction[limit.property];
  const { half_width_at_most } = limit;
  const narrow =
    half_width_at_most === undefined ||
    meets((interval90[1] - interval90[0]) / 2, { at_most: half_width_at_most });
  return narrow && meets(value, limit);
}

/**
 * @param {MixGrad} mg
 * @param {Plan} plan
 * @param {number[]} point
 * @returns {Look}
 */
function lookAt(mg, plan, point) {
  const { property, limits, linear } = plan;
  const properties = new Set([
    property,
    ...limits.flatMap((limit) => ('property' in limit ? limit.property : [])),
  ]);
  const prediction = /** @type {any} */ (
    mg.predict({ ...mixtureAt(plan, point), properties: [...properties] })
  );
  // That of the conductivity stands by itself.
  const verdicts = [...properties].map((name) => prediction[name].domain ?? prediction.domain);
  verdicts.sort((a, b) => STATES.indexOf(b.state) - STATES.indexOf(a.state));
  return {
    point,
    value: prediction[property].value,
    interval90: prediction[property].interval90,
    domain: { state: verdicts[0].state, reasons: [...new Set(verdicts.flatMap(({ reasons }) => reasons))] },
    allowed:
      areMet(linear, point, ROUNDING) &&
      limits.every((limit) =>
        'property' in limit ? isMet(limit, prediction) : isOnePhase(mg, plan, point, limit),
      ),
    composition: prediction.composition,
  };
}

/**
 * Candidates, each on its way from an anchor to a point of the room: as far as the limits let it go.
 * @param {MixGrad} mg
 * @param {Plan} plan
 * @param {number[]} anchor
 * @param {number} most how often the model is asked
 * @param {(i: number) => number} reach the part of the way to try first
 */
function candidatesFrom(mg, plan, anchor, most, reach) {
  const { request, ranges, linear, scale, seed } = plan;
  const worst = STATES.indexOf(
    request.domain_at_least ?? (request.stay_in_domain === false ? 'outside' : 'caution'),
  );
  /** @type {Look[]} */
  const found = [];
  for (let i = 0, asked = 0; asked < most; i += 1) {
    const drawn = candidate(i, seed, ranges);
    const target = drawn && settled(drawn, ranges, linear);
    asked += 1;
    for (let part = reach(i), tries = 0; target && tries < 4; part /= 2, tries += 1) {
      if (tries > 0) asked += 1;
      const point = settled(between(anchor, target, part), ranges, linear);
      if (!point) break;
      const look = blaming('salt.max', () => lookAt(mg, plan, point));
      const known = STATES.indexOf(look.domain.state) <= worst;
      if (!look.allowed || !known || !Number.isFinite(scale.to(look.value))) continue;
      found.push(look);
      break;
    }
  }
  return found;
}

/**
 * What is expected at the measured points and the candidates, on the property's scale and more being better.
 * @param {Plan} plan
 * @param {Look[]} looks those measured first
 */
function expectations({ measured, ranges, request, scale, sign }, looks) {
  const { low, high } = ranges[ranges.length - 1];
  const salt = request.components.length;
  // Salt counts relative to its range; where that is a point, to the amount there.
  const unit = high - low || high || 1;
  const places = looks.map(({ point }) => point.map((x, i) => (i === salt ? x / unit : x)));
  const prior = looks.map(({ value }) => sign * scale.to(value));
  const sd = looks.map(
    ({ interval90: [lower, upper] }) => (scale.to(upper) - scale.to(lower)) / (2 * SD_OF_90),
  );
  const residual = measured.map(({ value }, i) => sign * scale.to(value) - prior[i]);
  const residuals = residualsFrom(places, sd, residual);
  return {
    places,
    residuals,
    mean: (/** @type {number} */ i) => prior[i] + residuals.mean[i],
    sd: (/** @type {number} */ i) => Math.sqrt(residuals.variance[i]),
  };
}

/** @param {number[]} a @param {number[]} b */
const apart = (a, b) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

/**
 * The candidates that are worth most, in this order, each far enough from what was measured and from those before.
 * That those before will be measured makes others near them less worth it (Desautels, Krause and Burdick, J. Mach.
 * Learn. Res. 15, 2014): of each it is believed that what is expected comes out.
 * @param {Plan} plan
 * @param {Look[]} looks those measured first
 * @param {ReturnType<typeof expectations>} expected
 * @param {number} most
 * @returns {{ look: Look, mean: number, sd: number, worth: number }[]}
 */
function pick({ measured, strategy, spacing, scale, sign }, looks, expected, most) {
  const { places, residuals, mean, sd } = expected;
  const before = looks.map((_, i) => ({ mean: mean(i), sd: sd(i) }));
  let open = looks.map((_, i) => i).slice(measured.length);
  const leave = (/** @type {number} */ taken) => {
    open = open.filter((i) => i !== taken && apart(places[i], places[taken]) >= spacing - 1e-9);
  };
  measured.forEach((_, i) => leave(i));
  const achieved = measured.flatMap(({ value }, i) => (looks[i].allowed ? sign * scale.to(value) : []));
  let best = Math.max(...(achieved.length > 0 ? achieved : open.map(mean)));
  const worth = (/** @type {number} */ i) =>
    strategy === 'upper_confidence'
      ? upperConfidence(mean(i), sd(i))
      : expectedImprovement(mean(i), sd(i), best);
  const picked = [];
  while (picked.length < most && open.length > 0) {
    const worths = open.map(worth);
    const place = worths.indexOf(Math.max(...worths));
    const next = open[place];
    picked.push({ look: looks[next], ...before[next], worth: worths[place] });
    best = Math.max(best, mean(next));
    residuals.learn(next);
    leave(next);
  }
  return picked;
}

/**
 * The model against the measurements that it did not see.
 * @param {Plan} plan
 * @param {Look[]} looks
 * @returns {import('./mixgrad.js').Comparison}
 */
function comparison({ measured, request, sign }, looks) {
  const points = measured.map(({ point, value }, i) => {
    const { value: predicted, interval90, domain } = looks[i];
    const inside = value >= interval90[0] && value <= interval90[1];
    const components = point.slice(0, request.components.length);
    return {
      components,
      salt: point[components.length],
      measured: value,
      predicted,
      interval90,
      inside,
      domain,
    };
  });
  const errors = points.map(({ measured: value, predicted }) => Math.abs(predicted - value));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const values = measured.map(({ value }) => sign * value);
  return {
    points,
    mean_absolute_error: mean(errors),
    mean_relative_error: values.includes(0) ? null : mean(errors.map((e, i) => e / Math.abs(values[i]))),
    share_inside: mean(points.map(({ inside }) => Number(inside))),
    best: values.indexOf(Math.max(...values)),
  };
}

/**
 * @param {Plan} plan
 * @param {{ look: Look, mean: number, sd: number, worth: number }} picked
 * @returns {import('./mixgrad.js').Proposal}
 */
function proposalOf(plan, { look, mean, sd, worth }) {
  const { request, scale, sign, strategy } = plan;
  const ends = [-1, 1].map((side) => scale.from(sign * mean + side * SD_OF_90 * sd));
  const mixture = mixtureAt(plan, look.point);
  const named = [...mixture.components, ...(mixture.salt ? [mixture.salt] : [])].every(
    ({ species }) => species,
  );
  return {
    components: look.point.slice(0, request.components.length),
    salt: look.point[request.components.length],
    ...(named && { composition_id: formatCompositionId(mixture, look.composition) }),
    value: scale.from(sign * mean),
    interval90: [ends[0], ends[1]],
    model: { value: look.value, interval90: look.interval90 },
    acquisition: strategy === 'upper_confidence' ? scale.from(sign * worth) : worth,
    domain: look.domain,
  };
}

/**
 * @param {MixGrad} mg
 * @param {ProposeRequest} given
 * @returns {import('./mixgrad.js').ProposeResult}
 */
export function proposalsOf(mg, given) {
  const plan = planOf(mg, given);
  const { measured, experiments, optimum, scale, spacing } = plan;
  const known = measured.map(({ point }, i) => {
    const look = blaming(`measured[${i}].salt`, () => lookAt(mg, plan, point));
    if (Number.isFinite(scale.to(look.value))) return look;
    return refuse(`measured[${i}].salt`, "'salt' should be more than 0: without, nothing is conducted");
  });
  const spread = candidatesFrom(mg, plan, optimum, SPREAD, (i) => (i === 0 ? 0 : 1));
  const looks = [...known, ...spread];
  if (spread.length === 0) refuse('limits', 'no mixture was found within the limits', 'infeasible');
  const [first] = pick(plan, looks, expectations(plan, looks), 1);
  if (first) looks.push(...candidatesFrom(mg, plan, first.look.point, NEAR, (i) => 2 ** -(1 + (i % 4))));
  const picked = pick(plan, looks, expectations(plan, looks), experiments);
  if (picked.length < experiments) {
    const fewer = picked.length > 0 ? ` or 'experiments' ${picked.length}` : '';
    const message = `within the limits only ${picked.length} mixtures of ${experiments} were found that are ${spacing} apart; 'spacing' should be less${fewer}`;
    refuse('spacing', message, 'infeasible');
  }
  return {
    proposals: picked.map((each) => proposalOf(plan, each)),
    ...(measured.length > 0 && { comparison: comparison(plan, known) }),
  };
}
