// What all WebAssembly modules share: how their bytes are loaded, and how requests and answers pass.
import { MixGradError } from './error.js';

/**
 * A module's answers are JSON: `{ ok, arrays? }` or `{ error }`. Every number in it is an index into `numbers()`;
 * `arrays` names what `array()` holds. Both are views onto the module's memory, valid until the next call.
 * @typedef {object} Module
 * @property {(method: string, request: string) => string} call
 * @property {() => Float64Array} numbers
 * @property {(name: string) => Float64Array | Uint8Array} [array]
 */

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

/**
 * @param {Promise<{ default: Function }>} glue the module's JavaScript, as `import()` gives it
 * @param {unknown} wasm
 * @param {string} option for the error
 */
export async function startModule(glue, wasm, option) {
  /** @param {string} what @returns {(cause: unknown) => never} */
  const failed = (what) => (cause) => {
    if (cause instanceof MixGradError) throw cause;
    throw new MixGradError('not_loaded', option, `${what}: ${messageOf(cause)}`, { cause });
  };
  const [{ default: createModule }, wasmBinary] = await Promise.all([
    glue.catch(failed('the core could not be loaded')),
    bytesOf(wasm, option),
  ]);
  try {
    return await createModule({ wasmBinary, print() {}, printErr() {} });
  } catch (cause) {
    return failed('the WebAssembly does not start')(cause);
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
  for (const name of arrays) ok[name] = module.array?.(name).slice();
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
