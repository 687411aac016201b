// Measurements from a table, and proposals as one: the same columns, so that what was proposed is filled in and read
// back.
import { blaming, checkedList, checkedObject, refuse, shown } from './checks.js';
import { parseCompositionIdOf } from './composition-id.js';
import { csvOf, parseCsv } from './csv.js';

/**
 * @typedef {import('./mixgrad.js').ProposeRequest} ProposeRequest
 * @typedef {import('./mixgrad.js').Experiment} Experiment
 * @typedef {Pick<ProposeRequest, 'components' | 'basis' | 'salt' | 'temperature_K' | 'goal'>} Wanted
 * @typedef {{ line: number, cells: string[] }} Row
 */

const ID = 'CompositionID';
/** What is expected of a proposal. */
export const explainingColumns = ['predicted', 'lower90', 'upper90', 'acquisition', 'domain'];

/** @param {Wanted} request */
function columnsOf(request) {
  const { components, salt, goal } = request ?? {};
  checkedList(components, 'components', { least: 1, most: 12 });
  checkedObject(goal, 'goal', ['maximize', 'minimize']);
  const unit =
    salt && (salt.molality_mol_per_kg !== undefined ? 'molality_mol_per_kg' : 'molarity_mol_per_l');
  return {
    solvents: components.map((molecule) => molecule?.species ?? molecule?.smiles ?? ''),
    unit,
    salt: /** @type {string[]} */ (salt ? [unit, salt.species ?? salt.smiles, 'salt'] : []),
    property: 'maximize' in goal ? goal.maximize : goal.minimize,
  };
}

/** @param {number} line @param {number} [column] from 0 */
const placeOf = (line, column) =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column + 1}`;

/**
 * A number, in quotes or not, with a decimal point or comma.
 * @param {Row} row
 * @param {number} column
 * @param {string} name
 */
function numberAt({ line, cells }, column, name) {
  const text = cells[column];
  if (/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text.replace(',', '.'));
  const place = placeOf(line, column);
  return refuse(place, `${place} ('${name}') should be a number, not ${shown(text)}`);
}

/**
 * @param {Row} row
 * @param {number} column
 * @param {Wanted} request
 */
function idAt({ line, cells }, column, request) {
  const place = placeOf(line, column);
  blaming(place, () => parseCompositionIdOf(cells[column], request), `${place}: `);
  return cells[column];
}

/**
 * What a table says about the request must be true.
 * @param {Row} row
 * @param {(name: string) => number} columnOf
 * @param {Wanted} request
 */
function agree(row, columnOf, { temperature_K, basis }) {
  const [temperature, by] = [columnOf('temperature_K'), columnOf('basis')];
  if (temperature >= 0 && Math.abs(numberAt(row, temperature, 'temperature_K') - temperature_K) > 0.01) {
    const place = placeOf(row.line, temperature);
    refuse(
      place,
      `${place} ('temperature_K') should be ${temperature_K} as in the request, not ${row.cells[temperature]}`,
    );
  }
  if (by >= 0 && row.cells[by] !== basis) {
    const place = placeOf(row.line, by);
    refuse(place, `${place} ('basis') should be '${basis}' as in the request, not ${shown(row.cells[by])}`);
  }
}

/**
 * @param {string} text
 * @param {Wanted} request
 * @returns {Experiment[]}
 */
export function parseExperiments(text, request) {
  const [head, ...rows] = parseCsv(text);
  if (!head) return refuse('line 1', 'the table is empty; line 1 should name the columns', 'missing_key');
  const names = head.cells.map((name) => name.toLowerCase());
  const columnOf = (/** @type {string} */ name) => {
    const column = names.indexOf(name.toLowerCase());
    const again = names.indexOf(name.toLowerCase(), column + 1);
    if (column >= 0 && again >= 0) {
      const place = placeOf(head.line, again);
      refuse(place, `${place}: the column '${name}' is there already; each should be there once`);
    }
    return column;
  };
  /** @param {string[]} names the first of them that is there */
  const anyOf = (names) => names.map(columnOf).find((column) => column >= 0) ?? -1;
  const place = placeOf(head.line);
  const missing = (/** @type {string} */ what) =>
    refuse(place, `the column ${what} is missing in ${place}, which names the columns`, 'missing_key');

  const columns = columnsOf(request);
  const value = anyOf([columns.property, 'value']);
  if (value < 0) missing(`'${columns.property}' or 'value'`);
  const solvents = columns.solvents.map(columnOf);
  const salt = anyOf(columns.salt);
  const id = anyOf([ID, 'composition_id']);
  const complete = !solvents.includes(-1) && (salt >= 0 || columns.salt.length === 0);
  if (!complete && id < 0) {
    const absent = columns.solvents.find((_, i) => solvents[i] < 0);
    missing(absent !== undefined ? `'${absent}' (or '${ID}')` : `'${columns.salt[0]}' (or '${ID}')`);
  }

  return rows.flatMap((row) => {
    const { line, cells } = row;
    if (cells.length > head.cells.length) {
      refuse(
        placeOf(line, head.cells.length),
        `line ${line} has ${cells.length} cells; there are ${head.cells.length} columns`,
      );
    }
    while (cells.length < head.cells.length) cells.push('');
    if (cells[value] === '') return []; // proposed, not measured yet
    agree(row, columnOf, request);
    const measured = numberAt(row, value, head.cells[value]);
    if (!complete) return { composition_id: idAt(row, id, request), value: measured };
    const shares = solvents.map((column) => share(row, column, head.cells[column]));
    if (!shares.some((x) => x > 0)) {
      refuse(placeOf(line, solvents[0]), `line ${line}: the shares are all 0; at least one should be more`);
    }
    return {
      components: shares,
      ...(salt >= 0 && { salt: share(row, salt, head.cells[salt]) }),
      value: measured,
    };
  });
}

/**
 * A number that is not negative.
 * @param {Row} row
 * @param {number} column
 * @param {string} name
 */
function share(row, column, name) {
  const value = numberAt(row, column, name);
  if (value >= 0) return value;
  const place = placeOf(row.line, column);
  return refuse(place, `${place} ('${name}') should be a number of at least 0, not ${row.cells[column]}`);
}

/**
 * @param {readonly import('./mixgrad.js').Proposal[]} proposals
 * @param {Wanted} request
 */
export function proposalsCsv(proposals, request) {
  const { solvents, unit, property } = columnsOf(request);
  const named = proposals.every(({ composition_id }) => composition_id !== undefined);
  const head = [
    ...(named ? [ID] : []),
    ...solvents,
    ...(unit ? [unit] : []),
    'basis',
    'temperature_K',
    property,
    ...explainingColumns,
  ];
  const rows = proposals.map(
    ({ composition_id, components, salt, value, interval90, acquisition, domain }) => [
      ...(named ? [composition_id ?? ''] : []),
      ...components,
      ...(unit ? [salt] : []),
      request.basis,
      request.temperature_K,
      '',
      value,
      ...interval90,
      acquisition,
      domain.state,
    ],
  );
  return csvOf([head, ...rows]);
}
