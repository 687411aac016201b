// A request for proposals, checked. What it has in common with a design is checked by the core, which looks for the
// optimum at once.
import { blaming, checkedList, checkedNumber, checkedObject, checkedWord, refuse, shown } from './checks.js';
import { parseCompositionIdOf } from './composition-id.js';

/**
 * @typedef {import('./mixgrad.js').MixGrad} MixGrad
 * @typedef {import('./mixgrad.js').ProposeRequest} ProposeRequest
 * @typedef {import('./mixgrad.js').DesignLimit} DesignLimit
 * @typedef {import('./mixgrad.js').DesignProperty} DesignProperty
 */

/**
 * A request that was checked.
 * @typedef {object} Plan
 * @property {ProposeRequest} request
 * @property {DesignProperty} property
 * @property {Scale} scale of the property
 * @property {1 | -1} sign whether more of it is better
 * @property {DesignLimit[]} limits those that the model is asked about
 * @property {import('./candidates.js').LinearLimit[]} linear those on sums and ratios of shares
 * @property {import('./candidates.js').Range[]} ranges of the shares, then of the salt
 * @property {'molality_mol_per_kg' | 'molarity_mol_per_l' | undefined} unit of the salt
 * @property {number} experiments
 * @property {'upper_confidence' | 'expected_improvement'} strategy
 * @property {number} spacing
 * @property {number} seed
 * @property {{ point: number[], value: number }[]} measured
 * @property {number[]} optimum the best point by the model
 */

const KEYS = [
  'components',
  'basis',
  'salt',
  'temperature_K',
  'goal',
  'limits',
  'stay_in_domain',
  'domain_at_least',
];
const OWN_KEYS = ['experiments', 'strategy', 'spacing', 'measured', 'seed'];
/** Whose intervals are differences; those of the others are factors, and they are reckoned with by their logarithms. */
const DIFFERENCES = ['excess_volume_cm3_per_mol', 'excess_enthalpy_J_per_mol', 'excess_gibbs_J_per_mol'];

/**
 * From a property to where its error is normal, and back.
 * @typedef {{ to(value: number): number, from(value: number): number }} Scale
 */

/** @param {DesignProperty} property @returns {Scale} */
const scaleOf = (property) =>
  DIFFERENCES.includes(property)
    ? { to: (value) => value, from: (value) => value }
    : { to: Math.log, from: Math.exp };

/**
 * A proposal measures one property; there is nothing to weigh and no value to hit.
 * @param {unknown} given
 */
function goalOf(given) {
  if (given === undefined) refuse('goal', "'goal' is missing; it should be an object", 'missing_key');
  const goal = checkedObject(given, 'goal', ['maximize', 'minimize']);
  if (goal.maximize !== undefined && goal.minimize !== undefined) {
    refuse('goal', "give either 'maximize' or 'minimize', not both");
  }
  /** @type {1 | -1} */
  const sign = goal.minimize === undefined ? 1 : -1;
  return { property: /** @type {DesignProperty} */ (goal.maximize ?? goal.minimize), sign };
}

/**
 * A mixture that was measured, as a point of the request.
 * @param {MixGrad} mg
 * @param {ProposeRequest} request
 * @param {Plan['unit']} unit
 * @param {unknown} given
 * @param {string} field
 */
function measuredPoint(mg, request, unit, given, field) {
  const entry = checkedObject(given, field, ['components', 'salt', 'composition_id', 'value']);
  if (entry.composition_id !== undefined) {
    const other = ['components', 'salt'].find((key) => entry[key] !== undefined);
    if (other) refuse(field, `give either '${other}' or 'composition_id', not both`);
    return identifiedPoint(mg, request, unit, entry.composition_id, `${field}.composition_id`);
  }
  const count = request.components.length;
  const amounts = checkedList(entry.components, `${field}.components`, { least: count, most: count });
  amounts.forEach((amount, i) => checkedNumber(amount, `${field}.components[${i}]`, { least: 0 }));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) refuse(`${field}.components`, 'the shares are all 0; at least one should be more');
  if (!unit && entry.salt)
    refuse(`${field}.salt`, "'salt' should be 0 or missing, as the request has no salt");
  const salt = unit ? checkedNumber(entry.salt, `${field}.salt`, { least: 0, most: 20 }) : 0;
  return [...amounts.map((amount) => amount / total), salt];
}

/**
 * @param {MixGrad} mg
 * @param {ProposeRequest} request
 * @param {Plan['unit']} unit
 * @param {string} id
 * @param {string} field
 */
function identifiedPoint(mg, request, unit, id, field) {
  const { components, basis, temperature_K } = request;
  const mixture = blaming(field, () => parseCompositionIdOf(id, request));
  const { composition } = blaming(field, () => mg.predict({ ...mixture, temperature_K, properties: [] }));
  const shares = components.map(() => 0);
  mixture.components.forEach(({ species }, i) => {
    shares[components.findIndex((component) => component.species === species)] = composition[basis][i];
  });
  return [...shares, unit ? composition[unit] : 0];
}

/**
 * A limit on a sum or a ratio; a/b ≤ r is a − r b ≤ 0.
 * @param {DesignLimit} limit
 * @param {number} count of components
 * @returns {import('./candidates.js').LinearLimit[]}
 */
function linearOf(limit, count) {
  if (!('sum_of' in limit || 'ratio_of' in limit)) return [];
  const { equals, at_least: least = equals, at_most: most = equals } = limit;
  /** @param {Map<number, number>} weights */
  const of = (weights) => Array.from({ length: count }, (_, i) => weights.get(i) ?? 0);
  if ('sum_of' in limit) {
    const weights = of(new Map(limit.sum_of.map((i) => [i, 1])));
    return [{ weights, least: least ?? -Infinity, most: most ?? Infinity }];
  }
  const [above, below] = limit.ratio_of;
  const weightsFor = (/** @type {number} */ ratio) =>
    of(
      new Map([
        [above, 1],
        [below, -ratio],
      ]),
    );
  return [
    ...(least === undefined ? [] : [{ weights: weightsFor(least), least: 0, most: Infinity }]),
    ...(most === undefined ? [] : [{ weights: weightsFor(most), least: -Infinity, most: 0 }]),
  ];
}

/**
 * What the core does not see is checked here; the rest when it is asked for the optimum.
 * @param {MixGrad} mg
 * @param {ProposeRequest} given
 * @returns {Plan}
 */
export function planOf(mg, given) {
  const request = /** @type {ProposeRequest} */ (checkedObject(given, '', [...KEYS, ...OWN_KEYS]));
  const { property, sign } = goalOf(request.goal);
  checkedNumber(request.temperature_K, 'temperature_K', { least: 200, most: 400 });
  const experiments = checkedNumber(request.experiments, 'experiments', { least: 1, most: 96, whole: true });
  const strategy = checkedWord(request.strategy ?? 'upper_confidence', 'strategy', [
    'upper_confidence',
    'expected_improvement',
  ]);
  const spacing = checkedNumber(request.spacing ?? 0.05, 'spacing', { least: 0, most: 1 });
  const seed = checkedNumber(request.seed ?? 1, 'seed', { least: 0, most: 2_147_483_647, whole: true });

  const { experiments: _n, strategy: _s, spacing: _d, measured: _m, ...design } = request;
  const { before, best } = mg.design(design);
  const { salt, limits = [] } = request;
  const exact = limits.findIndex((limit) => 'property' in limit && limit.equals !== undefined);
  if (exact >= 0) {
    const instead = "give 'at_least' and 'at_most' for a property, which proposals do not meet exactly";
    refuse(`limits[${exact}].equals`, instead);
  }
  /** @type {Plan['unit']} */
  const unit =
    salt && (salt.molality_mol_per_kg !== undefined ? 'molality_mol_per_kg' : 'molarity_mol_per_l');
  const ranges = request.components.map(({ min = 0, max = 1, locked }, i) =>
    locked ? { low: before.components[i], high: before.components[i] } : { low: min, high: max },
  );
  const free = salt && !(salt.locked ?? true);
  const most = free ? checkedNumber(salt.max, 'salt.max', { least: salt.min ?? 0, most: 20 }) : before.salt;
  ranges.push({ low: free ? (salt.min ?? 0) : before.salt, high: most });

  const scale = scaleOf(property);
  const measured = checkedList(request.measured ?? [], 'measured', { least: 0, most: 500 }).map(
    (entry, i) => {
      const field = `measured[${i}]`;
      const point = measuredPoint(mg, request, unit, entry, field);
      const value = checkedNumber(entry.value, `${field}.value`, { least: -Infinity });
      if (!Number.isFinite(scale.to(value))) {
        refuse(`${field}.value`, `'value' should be more than 0, as '${property}' is, not ${shown(value)}`);
      }
      return { point, value };
    },
  );
  const optimum = [...best.components, best.salt];
  const wish = { experiments, strategy, spacing, seed };
  return {
    ...{ request, property, scale, sign, ranges, unit, ...wish, measured, optimum },
    limits: limits.filter((limit) => 'property' in limit || 'one_phase_K' in limit),
    linear: limits.flatMap((limit) => linearOf(limit, request.components.length)),
  };
}
