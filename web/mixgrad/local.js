// The core in this thread: loads wasm, species and weights, turns requests into calls and refusals into errors.
import { MixGradError } from './error.js';
import { answerOf, bytesOf, jsonOf, messageOf, startModule } from './module.js';
import { diagramOf, microstructureOf, miscibilityOf, separationOf } from './phases.js';
import { proposalsOf } from './propose.js';

/**
 * @typedef {import('./mixgrad.js').MixGrad} MixGrad
 * @typedef {import('./mixgrad.js').MoleculeRef} MoleculeRef
 * @typedef {import('./mixgrad.js').CreateOptions} CreateOptions
 */

/** @typedef {import('./module.js').Module} Core */

/**
 * @param {CreateOptions} options
 * @returns {Promise<Core>}
 */
async function loadCore({ wasm, species, weights }) {
  // Spelled out here because bundlers look for exactly this.
  const [core, speciesBytes, weightBytes] = await Promise.all([
    startModule(wasm ?? new URL('../../build/wasm/mixgrad.wasm', import.meta.url), 'wasm'),
    bytesOf(species ?? new URL('../../build/wasm/species.json', import.meta.url), 'species'),
    bytesOf(weights ?? new URL('../../weights/mixgrad.safetensors', import.meta.url), 'weights'),
  ]);
  answerOf(core, core.load(speciesBytes, weightBytes));
  return core;
}

/**
 * A front from its points as they come, along the first goal.
 * @param {Iterable<import('./mixgrad.js').ParetoPoint | null>} found
 * @returns {import('./mixgrad.js').ParetoFront}
 */
export function frontOf(found) {
  const points = [...found].flatMap((point) => point ?? []);
  return { points: points.sort((a, b) => a.values[0] - b.values[0]) };
}

/** @implements {MixGrad} */
class LocalMixGrad {
  #core;
  #onCrash;
  /** The front that was begun last: the core knows one at a time. */
  #front = {};
  #phaseWasm;
  /** SMILES that need no RDKit, or no RDKit any more, with their role before them. */
  #known = new Set();

  /**
   * @param {Core} core
   * @param {() => void} onCrash
   * @param {unknown} phaseWasm
   */
  constructor(core, onCrash, phaseWasm) {
    this.#core = core;
    this.#onCrash = onCrash;
    this.#phaseWasm = phaseWasm;
    for (const { role, smiles } of this.species()) this.#known.add(`${role} ${smiles}`);
  }

  /**
   * @param {string} method
   * @param {unknown} [request]
   */
  #call(method, request = {}) {
    const json = jsonOf(request);
    try {
      return answerOf(this.#core, this.#core.call(method, json));
    } catch (cause) {
      if (cause instanceof MixGradError) throw cause;
      this.#onCrash();
      const message = `the model broke down (${messageOf(cause)}); createMixGrad() gives a new one`;
      throw new MixGradError('internal', '', message, { cause });
    }
  }

  species() {
    return this.#call('species');
  }

  about() {
    return this.#call('about');
  }

  /** @param {{ components?: MoleculeRef[], salt?: MoleculeRef }} request */
  async prepare(request) {
    const components = Array.isArray(request?.components) ? request.components : [];
    for (const [i, component] of components.entries()) {
      await this.#prepare(component, 'solvent', `components[${i}].smiles`);
    }
    await this.#prepare(request?.salt, 'salt', 'salt.smiles');
  }

  /**
   * What is no SMILES is left to the method that the request is for.
   * @param {MoleculeRef | undefined} molecule
   * @param {'solvent' | 'salt'} role
   * @param {string} field
   */
  async #prepare(molecule, role, field) {
    const smiles = molecule?.smiles;
    if (typeof smiles !== 'string' || this.#known.has(`${role} ${smiles}`)) return;
    try {
      const { moleculeFromSmiles, withoutStereo } = await import('./rdkit.js');
      const { canonical, commonchem } = await moleculeFromSmiles(smiles);
      const key = await withoutStereo(canonical);
      this.#call('add', { smiles, role, canonical, key, commonchem });
      this.#known.add(`${role} ${smiles}`);
    } catch (error) {
      if (!(error instanceof MixGradError)) throw error;
      throw new MixGradError(error.code, field, error.message, { cause: error });
    }
  }

  /** @param {import('./mixgrad.js').PredictRequest} request */
  predict(request) {
    return this.#call('predict', request);
  }

  /** @param {import('./mixgrad.js').CurveRequest} request */
  curve(request) {
    return this.#call('curve', request);
  }

  /** @param {import('./mixgrad.js').TernaryRequest} request */
  ternary(request) {
    return this.#call('ternary', request);
  }

  /**
   * The core gives columns, `density_g_per_cm3.lower`; here they become curves by property.
   * @param {import('./mixgrad.js').BinaryRequest} request
   * @returns {import('./mixgrad.js').BinaryMixing}
   */
  binary(request) {
    const { mole_fraction, domain, coefficients, ...columns } = this.#call('binary', request);
    const curves = /** @type {any} */ ({});
    for (const property of Object.keys(domain)) {
      const [value, lower, upper] = ['', '.lower', '.upper'].map((end) => columns[property + end]);
      curves[property] = { value, lower, upper };
    }
    return { mole_fraction, curves, domain, coefficients };
  }

  /** @param {import('./mixgrad.js').SolvationRequest} request */
  solvation(request) {
    return this.#call('solvation', request);
  }

  /** @param {import('./mixgrad.js').DesignRequest} request */
  design(request) {
    return this.#call('design', request);
  }

  /** @param {import('./mixgrad.js').ProposeRequest} request */
  propose(request) {
    return proposalsOf(this, request);
  }

  /**
   * @param {import('./mixgrad.js').ParetoRequest} request
   * @returns {Generator<import('./mixgrad.js').ParetoPoint | null, void>}
   */
  *paretoPoints(request) {
    const front = (this.#front = {});
    const { points } = this.#call('pareto', request);
    for (let i = 0; i < points; i += 1) {
      if (this.#front !== front) throw new MixGradError('terminated', '', 'another front was begun');
      yield this.#call('pareto_next');
    }
  }

  /** @param {import('./mixgrad.js').ParetoRequest} request */
  pareto(request) {
    return frontOf(this.paretoPoints(request));
  }

  /** What the phase engine is made of: its module, and the learned surfaces that it may ask for. */
  #phases() {
    return {
      wasm: this.#phaseWasm,
      /** @param {unknown} request */
      learned: (request) => this.#call('excess_gibbs', request),
    };
  }

  /** @param {import('./mixgrad.js').PhaseDiagramRequest} request */
  phaseDiagram(request) {
    return diagramOf(this.#phases(), request);
  }

  /** @param {import('./mixgrad.js').FlashRequest} request */
  flash(request) {
    return separationOf(this.#phases(), request);
  }

  /** @param {import('./mixgrad.js').MicrostructureRequest} request */
  microstructure(request) {
    return microstructureOf(this.#phases(), request);
  }

  /** @param {import('./mixgrad.js').MiscibilityRequest} request */
  miscibility(request) {
    return miscibilityOf(this.#phases(), request);
  }
}

const OPTIONS = /** @type {const} */ (['wasm', 'species', 'weights', 'phaseWasm']);

/**
 * What was loaded, by options; forgotten when loading failed or the core crashed.
 * @type {Set<{ options: CreateOptions, promise: Promise<MixGrad> }>}
 */
const loaded = new Set();

/**
 * @param {CreateOptions} [options]
 * @returns {Promise<MixGrad>}
 */
export function createMixGrad(options = {}) {
  const unknown = Object.keys(options).find((key) => !OPTIONS.some((option) => option === key));
  if (unknown !== undefined) {
    const message = `'${unknown}' is not a known option; known are '${OPTIONS.join("', '")}'`;
    return Promise.reject(new MixGradError('unknown_key', unknown, message));
  }
  for (const entry of loaded) {
    if (OPTIONS.every((option) => entry.options[option] === options[option])) return entry.promise;
  }
  const forget = () => loaded.delete(entry);
  const promise = loadCore(options).then((core) => new LocalMixGrad(core, forget, options.phaseWasm));
  const entry = { options: { ...options }, promise };
  loaded.add(entry);
  promise.catch(forget);
  return promise;
}
