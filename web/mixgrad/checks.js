// Checks of requests that are answered outside the core, in its words.
import { MixGradError } from './error.js';

/**
 * @param {string} field
 * @param {string} message
 * @param {string} [code]
 * @returns {never}
 */
export function refuse(field, message, code = 'bad_value') {
  throw new MixGradError(code, field, message);
}

/** A value as the person wrote it, shortened. @param {unknown} value */
export function shown(value) {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return value.length > 60 ? 'a long text' : JSON.stringify(value);
  return String(value);
}

/** @param {readonly string[]} words */
export const listed = (words) => words.map((word) => `'${word}'`).join(', ');

/** The last step of a path: `value` of `measured[2].value`. @param {string} field */
const keyOf = (field) => field.replace(/^.*\./, '');

/**
 * @param {string} field
 * @param {unknown} value
 * @param {string} wanted
 * @returns {never}
 */
function refuseValue(field, value, wanted) {
  const key = `'${keyOf(field)}'`;
  if (value === undefined) return refuse(field, `${key} is missing; it should be ${wanted}`, 'missing_key');
  return refuse(field, `${key} should be ${wanted}, not ${shown(value)}`);
}

/**
 * An object with no keys but these.
 * @param {unknown} value
 * @param {string} field its path; empty for the request
 * @param {readonly string[]} keys
 * @returns {Record<string, any>}
 */
export function checkedObject(value, field, keys) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = field === '' ? 'the request' : `'${field}'`;
    return refuse(field, `${what} should be an object, not ${shown(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const path = field === '' ? key : `${field}.${key}`;
    refuse(path, `'${key}' is not a known key; known are ${listed(keys)}`, 'unknown_key');
  }
  return value;
}

/**
 * @param {unknown} value
 * @param {string} field
 * @param {{ least: number, most?: number, whole?: boolean }} range
 * @returns {number}
 */
export function checkedNumber(value, field, { least, most = Infinity, whole = false }) {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) {
    if (!whole || Number.isInteger(value)) return value;
  }
  const kind = whole ? 'a whole number' : 'a finite number';
  if (least === -Infinity) return refuseValue(field, value, kind);
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  return refuseValue(field, value, `${kind} ${range}`);
}

/**
 * @param {unknown} value
 * @param {string} field
 * @param {{ least: number, most: number }} length
 * @returns {any[]}
 */
export function checkedList(value, field, { least, most }) {
  const count = least === most ? `${most}` : `${least} to ${most}`;
  if (!Array.isArray(value)) return refuseValue(field, value, `a list of ${count} elements`);
  if (value.length >= least && value.length <= most) return value;
  return refuse(field, `'${keyOf(field)}' should have ${count} elements, not ${value.length}`);
}

/**
 * @template {string} Word
 * @param {unknown} value
 * @param {string} field
 * @param {readonly Word[]} words
 * @returns {Word}
 */
export function checkedWord(value, field, words) {
  const found = words.find((word) => word === value);
  return found ?? refuseValue(field, value, `one of ${listed(words)}`);
}

/**
 * What the call answers; its refusals speak of this field.
 * @template T
 * @param {string} field
 * @param {() => T} call
 * @param {string} [before] what to put before the message
 * @returns {T}
 */
export function blaming(field, call, before = '') {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof MixGradError)) throw error;
    throw new MixGradError(error.code, field, before + error.message, { cause: error });
  }
}
