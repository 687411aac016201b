// The core in this thread: loads wasm and weights, turns requests into calls and refusals into errors.
import { MixGradError } from './error.js';

/**
 * @typedef {import('./mixgrad.js').MixGrad} MixGrad
 * @typedef {import('./mixgrad.js').MoleculeRef} MoleculeRef
 * @typedef {import('./mixgrad.js').CreateOptions} CreateOptions
 */

/**
 * The core as functions of JavaScript's values. Answers are JSON: `{ ok, arrays? }` or `{ error }`. Every number in
 * it is an index into `numbers()`; `arrays` names what `array()` holds. Both are views onto the module's
 * memory, valid until the next call.
 * @typedef {object} Core
 * @property {(weights: Uint8Array) => string} load
 * @property {(method: string, request: string) => string} call
 * @property {() => Float64Array} numbers
 * @property {(name: string) => Float64Array | Uint8Array} array
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {any} module of WebAssembly: bytes go in by `_input`; a pointer comes out, and `_size` elements
 * @returns {Core}
 */
function coreOf(module) {
  /** @param {Uint8Array} bytes */
  const pass = (bytes) => {
    const at = module._input(bytes.length); // which may move the memory
    module.HEAPU8.set(bytes, at);
  };
  /** @param {number} at */
  const bytes = (at) => new Uint8Array(module.HEAPU8.buffer, at, module._size());
  /** @param {number} at */
  const doubles = (at) => new Float64Array(module.HEAPU8.buffer, at, module._size());
  return {
    load(weights) {
      pass(weights);
      return decoder.decode(bytes(module._load()));
    },
    call(method, request) {
      pass(encoder.encode(`${method}\n${request}`));
      return decoder.decode(bytes(module._call()));
    },
    numbers: () => doubles(module._numbers()),
    array(name) {
      pass(encoder.encode(name));
      return (name === 'domain' ? bytes : doubles)(module._array());
    },
  };
}

/** @param {unknown} cause */
const messageOf = (cause) => (cause instanceof Error ? cause.message : String(cause));

/**
 * @param {unknown} source bytes, or an address; in Node also a path
 * @param {string} option for the error
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(source, option) {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new MixGradError('bad_value', option, `'${option}' should be bytes or an address`);
  }
  const address = String(source);
  try {
    if (typeof process === 'object' && process.versions?.node && !/^https?:/.test(address)) {
      const nodeOnly = 'node:fs/promises';
      const { readFile } = await import(/* @vite-ignore */ nodeOnly);
      return await readFile(address.startsWith('file:') ? new URL(address) : address);
    }
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new MixGradError('not_loaded', option, `${address} could not be loaded: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/**
 * @param {CreateOptions} options
 * @returns {Promise<Core>}
 */
async function loadCore({ wasm, weights }) {
  // Spelled out here because bundlers look for exactly this.
  const [{ default: createModule }, wasmBinary, weightBytes] = await Promise.all([
    // @ts-ignore: made by the build
    import('../../build/wasm/mixgrad.js').catch((cause) => {
      throw new MixGradError('not_loaded', 'wasm', `the core could not be loaded: ${messageOf(cause)}`, {
        cause,
      });
    }),
    bytesOf(wasm ?? new URL('../../build/wasm/mixgrad.wasm', import.meta.url), 'wasm'),
    bytesOf(weights ?? new URL('../../weights/mixgrad.safetensors', import.meta.url), 'weights'),
  ]);
  /** @type {Core} */
  let core;
  try {
    core = coreOf(await createModule({ wasmBinary, print() {}, printErr() {} }));
  } catch (cause) {
    throw new MixGradError('not_loaded', 'wasm', `the WebAssembly does not start: ${messageOf(cause)}`, {
      cause,
    });
  }
  answerOf(core, core.load(weightBytes));
  return core;
}

/**
 * @param {Core} core
 * @param {string} text
 */
function answerOf(core, text) {
  const numbers = core.numbers();
  const {
    ok,
    arrays = [],
    error,
  } = JSON.parse(text, (_, value) => (typeof value === 'number' ? numbers[value] : value));
  if (error) throw new MixGradError(error.code, error.field, error.message);
  for (const name of arrays) ok[name] = core.array(name).slice();
  return ok;
}

/**
 * JSON has no NaN and no infinity; as text they reach the check that names their field.
 * @param {unknown} request
 */
function jsonOf(request) {
  try {
    return (
      JSON.stringify(request, (_, value) =>
        typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
      ) ?? 'null'
    );
  } catch (cause) {
    throw new MixGradError('bad_value', '', `the request is not plain data: ${messageOf(cause)}`, { cause });
  }
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
  /** SMILES that need no RDKit, or no RDKit any more, with their role before them. */
  #known = new Set();

  /**
   * @param {Core} core
   * @param {() => void} onCrash
   */
  constructor(core, onCrash) {
    this.#core = core;
    this.#onCrash = onCrash;
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

  /** @param {import('./mixgrad.js').DesignRequest} request */
  design(request) {
    return this.#call('design', request);
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
}

/**
 * What was loaded, by options; forgotten when loading failed or the core crashed.
 * @type {Set<{ wasm: unknown, weights: unknown, promise: Promise<MixGrad> }>}
 */
const loaded = new Set();

/**
 * @param {CreateOptions} [options]
 * @returns {Promise<MixGrad>}
 */
export function createMixGrad(options = {}) {
  const { wasm, weights, ...unknown } = options;
  for (const key of Object.keys(unknown)) {
    const message = `'${key}' is not a known option; known are 'wasm', 'weights'`;
    return Promise.reject(new MixGradError('unknown_key', key, message));
  }
  for (const entry of loaded) {
    if (entry.wasm === wasm && entry.weights === weights) return entry.promise;
  }
  const forget = () => loaded.delete(entry);
  const promise = loadCore(options).then((core) => new LocalMixGrad(core, forget));
  const entry = { wasm, weights, promise };
  loaded.add(entry);
  promise.catch(forget);
  return promise;
}
