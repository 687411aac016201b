// Phase diagrams: the engine is a WebAssembly module of its own, loaded when first asked for. It knows no molecules;
// for those it is given the coefficients of the learned excess Gibbs energy.
import { MixGradError } from './error.js';
import { answerOf, jsonOf, messageOf, startModule } from './module.js';

/**
 * @typedef {import('./mixgrad.js').MixingModel} MixingModel
 * @typedef {import('./mixgrad.js').DomainVerdict} DomainVerdict
 * @typedef {{ wasm: unknown, learned: (request: unknown) => any }} Phases where the module is, and the core's
 *   `excess_gibbs`
 * @typedef {{ models: MixingModel[], mean: MixingModel, domain: DomainVerdict }} Learned by head, and their mean
 */

/** By where its bytes come from; forgotten when loading failed or the engine crashed. */
const engines = new Map();

/** @param {unknown} wasm */
function load(wasm) {
  if (!engines.has(wasm)) {
    const engine = startModule(wasm ?? new URL('../../build/wasm/phase.wasm', import.meta.url), 'phaseWasm');
    engines.set(wasm, engine);
    engine.catch(() => engines.delete(wasm));
  }
  return engines.get(wasm);
}

/**
 * @param {Phases} phases
 * @param {'diagram' | 'flash' | 'microstructure'} method
 * @param {unknown} request
 */
async function ask({ wasm }, method, request) {
  const json = jsonOf(request);
  const engine = await load(wasm);
  try {
    return answerOf(engine, engine.call(method, json));
  } catch (cause) {
    if (cause instanceof MixGradError) throw cause;
    engines.delete(wasm);
    const message = `the phase engine broke down (${messageOf(cause)}); the next call starts a new one`;
    throw new MixGradError('internal', '', message, { cause });
  }
}

const STATES = ['known ground', 'caution', 'outside'];

/** A table of numbers, row by row. @param {Float64Array} flat @param {number} width */
const rows = (flat, width) =>
  Array.from({ length: flat.length / width }, (_, i) =>
    Array.from(flat.subarray(i * width, (i + 1) * width)),
  );

/**
 * The learned surfaces of some molecules. Their coefficients hold at every temperature; the domain is the worse of
 * those at the temperatures given.
 * @param {Phases} phases
 * @param {unknown} components
 * @param {unknown[]} temperatures
 * @returns {Learned}
 */
function learnedModels({ learned }, components, temperatures) {
  const answers = temperatures.map((temperature_K) => learned({ components, temperature_K }));
  const [{ heads, orders, coefficient, resemblance }] = answers;
  const worst = Math.max(...answers.map(({ domain }) => STATES.indexOf(domain.state)));
  const n = /** @type {unknown[]} */ (components).length;
  const pairs = (n * (n - 1)) / 2;
  /** @param {number[]} c coefficients, pairs × 3 × orders @param {number[]} sigma @returns {MixingModel} */
  const model = (c, sigma) => ({
    kind: 'redlich_kister',
    pairs: rows(Float64Array.from(c), 3 * orders).map((all) => ({
      c: all.slice(0, orders),
      h: all.slice(orders, 2 * orders),
      g: all.slice(2 * orders),
    })),
    resemblance: sigma,
  });
  const c = rows(coefficient, pairs * 3 * orders);
  const sigma = rows(resemblance, pairs * n);
  /** @param {number[][]} table */
  const mean = (table) => table[0].map((_, k) => table.reduce((sum, row) => sum + row[k], 0) / heads);
  return {
    models: c.map((own, head) => model(own, sigma[head])),
    mean: model(mean(c), mean(sigma)),
    domain: answers.find(({ domain }) => domain.state === STATES[worst]).domain,
  };
}

/** The ends of a range of temperatures, or the one. @param {any} temperature */
const endsOf = (temperature) =>
  temperature !== null && typeof temperature === 'object'
    ? [temperature.from, temperature.to]
    : [temperature];

/**
 * Answers a request whose liquid is a model, or molecules.
 * @param {Phases} phases
 * @param {'diagram' | 'flash'} method
 * @param {any} request
 */
async function answer(phases, method, request) {
  const { components, ...rest } = request ?? {};
  if (components === undefined) return ask(phases, method, request);
  if (rest.model !== undefined) {
    throw new MixGradError('bad_value', '', "give either 'model' or 'components', not both");
  }
  const { mean, domain } = learnedModels(phases, components, endsOf(rest.temperature_K));
  return { ...(await ask(phases, method, { ...rest, model: mean })), domain };
}

/** @param {Phases} phases @param {import('./mixgrad.js').PhaseDiagramRequest} request */
export const diagramOf = (phases, request) => answer(phases, 'diagram', request);

/** @param {Phases} phases @param {import('./mixgrad.js').FlashRequest} request */
export const separationOf = (phases, request) => answer(phases, 'flash', request);

/** @param {Phases} phases @param {import('./mixgrad.js').MicrostructureRequest} request */
export const microstructureOf = (phases, request) => ask(phases, 'microstructure', request);

const MOST_POINTS = 101;
/** Enough to tell whether three liquids split; `phaseDiagram` draws them finer. */
const SUBDIVISIONS = 60;

/**
 * @param {any} range
 * @returns {number[]}
 */
function temperaturesOf(range) {
  /** @param {string} key @param {string} message */
  const refuse = (key, message) => {
    throw new MixGradError('bad_value', `temperature_K${key}`, message);
  };
  if (range === null || typeof range !== 'object') {
    return refuse('', "'temperature_K' should be an object with 'from', 'to' and 'points'");
  }
  for (const key of Object.keys(range)) {
    if (!['from', 'to', 'points'].includes(key)) {
      const message = `'${key}' is not a known key; known are 'from', 'to', 'points'`;
      throw new MixGradError('unknown_key', `temperature_K.${key}`, message);
    }
  }
  const { from, to, points } = range;
  if (!Number.isFinite(from)) refuse('.from', "'from' should be a finite number");
  if (!Number.isFinite(to) || !(to > from)) refuse('.to', "'to' should be a finite number above 'from'");
  if (!Number.isInteger(points) || points < 2 || points > MOST_POINTS) {
    refuse('.points', `'points' should be a whole number from 2 to ${MOST_POINTS}`);
  }
  return Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}

/**
 * Whether molecules mix, by every head's own surface and by the mean of them.
 * @param {Phases} phases
 * @param {import('./mixgrad.js').MiscibilityRequest} request
 * @returns {Promise<import('./mixgrad.js').Miscibility>}
 */
export async function miscibilityOf(phases, request) {
  const { components, temperature_K: range, ...unknown } = /** @type {any} */ (request) ?? {};
  for (const key of Object.keys(unknown)) {
    const message = `'${key}' is not a known key; known are 'components', 'temperature_K'`;
    throw new MixGradError('unknown_key', key, message);
  }
  const temperature_K = temperaturesOf(range);
  const { models, mean, domain } = learnedModels(phases, components, [range.from, range.to]);
  const two = components.length === 2;
  /** @param {MixingModel} model */
  const diagram = async (model) => {
    if (two) return ask(phases, 'diagram', { model, temperature_K: range });
    const isotherms = [];
    for (const T of temperature_K) {
      isotherms.push(await ask(phases, 'diagram', { model, temperature_K: T, subdivisions: SUBDIVISIONS }));
    }
    return { components: 3, isotherms, converged: isotherms.every(({ converged }) => converged) };
  };
  const own = await diagram(mean);
  /** @type {any[]} */
  const heads = [];
  for (const model of models) heads.push(await diagram(model));
  /** @param {any} isotherm */
  const splits = ({ converged, miscible }) => (converged ? !miscible : null);
  const share = temperature_K.map((_, t) => {
    const known = heads.map(({ isotherms }) => splits(isotherms[t])).filter((verdict) => verdict !== null);
    return known.length > 0 ? known.filter(Boolean).length / known.length : null;
  });
  return {
    temperature_K,
    splits: own.isotherms.map(splits),
    heads_that_split: share,
    diagram: own,
    heads,
    domain,
  };
}
