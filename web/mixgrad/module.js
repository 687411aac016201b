// What all WebAssembly modules share: how their bytes are loaded, and how requests and answers pass.
import { MixGradError } from './error.js';

/**
 * A module as functions of JavaScript's values. Its answers are JSON: `{ ok, arrays? }` or `{ error }`. Every number
 * in it is an index into `numbers()`; `arrays` names what `array()` holds. Both are views onto the module's memory,
 * valid until the next call.
 * @typedef {object} Module
 * @property {(method: string, request: string) => string} call
 * @property {() => Float64Array} numbers
 * @property {(name: string) => Float64Array | Uint8Array} array if the module has arrays
 * @property {(species: Uint8Array, weights: Uint8Array) => string} load if it needs them first
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param {any} wasm exports: bytes go in by `input`; a pointer comes out, and `size` elements (bindings/passing.h)
 * @returns {Module}
 */
function moduleOf(wasm) {
  /** @param {Uint8Array} bytes */
  const pass = (bytes) => {
    const at = wasm.input(bytes.length); // which may move the memory
    new Uint8Array(wasm.memory.buffer, at).set(bytes);
  };
  /** @param {number} at */
  const bytes = (at) => new Uint8Array(wasm.memory.buffer, at, wasm.size());
  /** @param {number} at */
  const doubles = (at) => new Float64Array(wasm.memory.buffer, at, wasm.size());
  return {
    load(species, weights) {
      pass(species);
      wasm.species();
      pass(weights);
      return decoder.decode(bytes(wasm.load()));
    },
    call(method, request) {
      pass(encoder.encode(`${method}\n${request}`));
      return decoder.decode(bytes(wasm.call()));
    },
    numbers: () => doubles(wasm.numbers()),
    array(name) {
      pass(encoder.encode(name));
      return (name === 'domain' ? bytes : doubles)(wasm.array());
    },
  };
}

/** @param {unknown} cause */
export const messageOf = (cause) => (cause instanceof Error ? cause.message : String(cause));

/**
 * @param {unknown} source bytes, or an address; in Node also a path
 * @param {string} option for the error
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(source, option) {
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

/** What a module may ask of its host. */
const imports = {
  env: {
    emscripten_notify_memory_growth() {}, // views are made anew for every call
  },
  wasi_snapshot_preview1: {
    /** @param {number} status */
    proc_exit(status) {
      throw new Error(`it ended with status ${status}`); // so does abort()
    },
  },
};

/**
 * @param {unknown} wasm where the module's bytes are, see `bytesOf`
 * @param {string} option for the error
 * @returns {Promise<Module>}
 */
export async function startModule(wasm, option) {
  const bytes = await bytesOf(wasm, option);
  try {
    const { instance } = /** @type {any} */ (await WebAssembly.instantiate(bytes, imports));
    instance.exports._initialize();
    return moduleOf(instance.exports);
  } catch (cause) {
    throw new MixGradError('not_loaded', option, `the WebAssembly does not start: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/**
 * @param {Module} module
 * @param {string} text
 */
export function answerOf(module, text) {
  const numbers = module.numbers();
  const {
    ok,
    arrays = [],
    error,
  } = JSON.parse(text, (_, value) => (typeof value === 'number' ? numbers[value] : value));
  if (error) throw new MixGradError(error.code, error.field, error.message);
  for (const name of arrays) ok[name] = module.array(name).slice();
  return ok;
}

/**
 * JSON has no NaN and no infinity; as text they reach the check that names their field.
 * @param {unknown} request
 */
export function jsonOf(request) {
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
