// Tables as text: one row a line, cells between separators, in quotes where they must be.
import { refuse } from './checks.js';

const SEPARATORS = ['\t', ';', ','];

/** Of the first line that says something; a comma beside another separator is a decimal sign. @param {string} text */
function separatorOf(text) {
  const [head] = text
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split('\n', 1);
  return SEPARATORS.find((separator) => head.includes(separator)) ?? ',';
}

/**
 * Rows that are not empty, with the line that each begins on.
 * @param {string} text with any of the separators, any ends of lines and perhaps a byte order mark
 * @returns {{ line: number, cells: string[] }[]}
 */
export function parseCsv(text) {
  const rest = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const separator = separatorOf(rest);
  /** @type {{ line: number, cells: string[] }[]} */
  const rows = [];
  let row = { line: 1, cells: /** @type {string[]} */ ([]) };
  // A cell, in quotes or not, and what ends it.
  const cell = new RegExp(
    `[ ]*"((?:[^"]|"")*)"[ ]*(${separator}|\n|$)|([^${separator}\n]*)(${separator}|\n|$)`,
    'y',
  );
  for (let line = 1, at = 0; at <= rest.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const [all, quoted, quotedEnd, plain, plainEnd] = cell.exec(rest) ?? [];
    const field = `line ${line}, column ${row.cells.length + 1}`;
    if (all === undefined || plain?.trimStart().startsWith('"')) {
      return refuse(field, `${field}: a quote is open; it should be closed, before the next separator`);
    }
    row.cells.push(quoted?.replaceAll('""', '"') ?? plain.trim());
    line += all.split('\n').length - 1;
    const end = quotedEnd ?? plainEnd;
    if (end === separator) continue;
    if (row.cells.some((text) => text !== '')) rows.push(row);
    row = { line, cells: [] };
    if (end === '') break;
  }
  return rows;
}

/** @param {string} text */
const quoted = (text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Seven digits: more than the model means, so that nothing is lost on the way. @param {number} value */
const plain = (value) => String(Number(value.toPrecision(7)));

/**
 * @param {readonly (readonly (string | number)[])[]} rows
 * @returns {string}
 */
export const csvOf = (rows) =>
  rows
    .map((row) => `${row.map((cell) => (typeof cell === 'number' ? plain(cell) : quoted(cell))).join(',')}\n`)
    .join('');
