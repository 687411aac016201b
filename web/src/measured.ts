/**
 * Measured values from a table that a person pastes. Either CompositionIDs, one a line with its value and, if it
 * likes, a temperature in °C:
 *
 *     DMC_EC|62_38|LiPF6|0.18, 5.3
 *
 * or a heading with columns of the library's molecules (solvents in shares of any sum, salt in mol per kg of
 * solvent), `temperature_C` and `measured`; also proposals that were saved as a table and filled in, where the value
 * has the name of the property, and rows that have none yet are passed over:
 *
 *     EC, EMC, LiPF6, temperature_C, measured
 *     30, 70, 1, 25, 9.1
 */
import { parseCompositionId } from '../mixgrad/composition-id.js';
import { parseCsv } from '../mixgrad/csv.js';
import { explainingColumns } from '../mixgrad/experiments.js';
import type { Basis, DesignProperty, IdentifiedMixture, PredictRequest } from '../mixgrad/mixgrad.js';
import type { Library } from './library.js';
import { parseDecimal, sentence } from './numbers.js';
import type { State } from './state.js';
import { text } from './strings/en.js';

export interface Measurement {
  /** As a person wrote it, or made of the columns. */
  label: string;
  mixture: Pick<PredictRequest, 'components' | 'basis' | 'salt' | 'temperature_K'>;
  measured: number;
}

export const measuredBounds = { characters: 100_000, rows: 500, problems: 6 } as const;

const words = text.measured;

/** Of tables without their own: the basis of shares, and the temperature in °C; and the property that is measured. */
export type Assumed = Pick<State, 'basis' | 'temperature_C'> & { design: Pick<State['design'], 'goals'> };

const goalOf = ({ design }: Pick<Assumed, 'design'>): DesignProperty =>
  design.goals[0]?.property ?? 'conductivity_mS_per_cm';

/** Columns that are no molecules, in small letters: those of proposals among them, which come back filled in. */
const columns = {
  value: ['measured', 'value'],
  id: ['compositionid', 'composition_id'],
  basis: ['basis'],
  celsius: ['temperature', 'temperature_c'],
  kelvin: ['temperature_k'],
  explaining: explainingColumns,
} as const;
const isIdColumn = (name: string) => (columns.id as readonly string[]).includes(name.toLowerCase());
const bases: readonly Basis[] = ['mass', 'mole', 'volume'];
const everyColumn: readonly string[] = Object.values(columns).flat();

export function parseMeasured(
  table: string,
  library: Library,
  assumed: Assumed,
): { rows: Measurement[]; problems: string[] } {
  if (table.length > measuredBounds.characters) return { rows: [], problems: [words.tooLong] };
  let lines: ReturnType<typeof parseCsv>;
  try {
    lines = parseCsv(table.replace(/^[ \t]*#.*$/gm, ''));
  } catch (error) {
    return { rows: [], problems: [sentence((error as Error).message)] };
  }
  const rows: Measurement[] = [];
  const problems: string[] = [];
  let heading: string[] | null = null;
  for (const { line, cells } of lines) {
    // With a heading that has a column for them, CompositionIDs stand in it.
    const named = cells[0]?.includes('|') && !heading?.some(isIdColumn);
    if (!named && cells.every((cell) => parseDecimal(cell) === null)) {
      heading = cells;
      continue;
    }
    if (rows.length === measuredBounds.rows) {
      problems.push(words.tooMany(measuredBounds.rows));
      break;
    }
    const row = named ? fromList(cells, library, assumed) : fromColumns(cells, heading, library, assumed);
    if (typeof row === 'string') problems.push(words.line(line, row));
    else if (row) rows.push(row);
  }
  const kept = problems.slice(0, measuredBounds.problems);
  if (kept.length < problems.length) kept.push(words.moreProblems(problems.length - kept.length));
  return { rows, problems: kept };
}

function fromList(
  [id = '', value = '', celsius = '']: readonly string[],
  library: Library,
  assumed: Assumed,
): Measurement | string {
  const read = readOf(value, celsius, 273.15, assumed);
  return typeof read === 'string' ? read : fromId(id, read, library);
}

function fromId(id: string, read: Read, library: Library): Measurement | string {
  let mixture: IdentifiedMixture;
  try {
    mixture = parseCompositionId(id);
  } catch (error) {
    return (error as Error).message;
  }
  const components = [];
  for (const { species, amount } of mixture.components) {
    const entry = library.exact(species, 'solvent');
    if (!entry) return words.unknown(species.slice(0, 40));
    components.push({ ...library.reference(entry), amount });
  }
  const { basis, salt } = mixture;
  const ion = salt && library.exact(salt.species, 'salt');
  if (salt && !ion) return words.unknown(salt.species.slice(0, 40));
  return {
    label: id,
    measured: read.measured,
    mixture: {
      components,
      basis,
      ...(ion && {
        salt: { ...library.reference(ion), molality_mol_per_kg: salt.molality_mol_per_kg },
      }),
      temperature_K: read.temperature_K,
    },
  };
}

/** Null for a row that has no value yet. */
function fromColumns(
  cells: readonly string[],
  heading: readonly string[] | null,
  library: Library,
  assumed: Assumed,
): Measurement | string | null {
  if (!heading) return words.noHeading;
  const names = heading.map((name) => name.toLowerCase());
  const columnOf = (kind: keyof typeof columns) =>
    names.findIndex((name) => (columns[kind] as readonly string[]).includes(name));
  const cellOf = (kind: keyof typeof columns) => cells[columnOf(kind)] ?? '';
  const property = names.indexOf(goalOf(assumed).toLowerCase());
  const value = columnOf('value') >= 0 ? columnOf('value') : property;
  if (value < 0) return words.noValue;
  if (!cells[value]) return null;
  const kelvin = cellOf('kelvin');
  const read = readOf(cells[value], kelvin || cellOf('celsius'), kelvin ? 0 : 273.15, assumed);
  if (typeof read === 'string') return read;
  const id = cellOf('id');
  if (id) return fromId(id, read, library);

  const basis = cellOf('basis') ? bases.find((name) => name === cellOf('basis')) : assumed.basis;
  if (!basis) return words.badBasis(cellOf('basis').slice(0, 20));
  let salt: PredictRequest['salt'];
  const components: PredictRequest['components'] = [];
  const parts: string[] = [];
  for (const [i, name] of heading.entries()) {
    if (i === value || everyColumn.includes(names[i] ?? '')) continue;
    const cell = cells[i] ?? '';
    const solvent = library.exact(name, 'solvent');
    const ion = library.exact(name, 'salt');
    if (!solvent && !ion) return words.unknownColumn(name.slice(0, 40));
    const amount = cell === '' ? 0 : parseDecimal(cell);
    if (amount === null || amount < 0) return words.badValue(cell.slice(0, 20));
    if (amount === 0) continue;
    parts.push(`${name} ${cell}`);
    if (solvent) components.push({ ...library.reference(solvent), amount });
    else if (ion && salt) return words.twoSalts;
    else if (ion) salt = { ...library.reference(ion), molality_mol_per_kg: amount };
  }
  if (components.length === 0) return words.noSolvent;
  return {
    label: parts.join(', '),
    measured: read.measured,
    mixture: { components, basis, ...(salt && { salt }), temperature_K: read.temperature_K },
  };
}

interface Read {
  measured: number;
  temperature_K: number;
}

/** @param zero of the temperature's scale, K */
function readOf(value: string, heat: string, zero: number, { temperature_C }: Assumed): Read | string {
  const measured = parseDecimal(value);
  const temperature = heat ? parseDecimal(heat) : temperature_C;
  if (measured === null) return words.badValue(value.slice(0, 20));
  if (temperature === null) return words.badValue(heat.slice(0, 20));
  return { measured, temperature_K: temperature + (heat ? zero : 273.15) };
}

export interface Comparison {
  measured: number;
  predicted: number;
  interval90: readonly [number, number];
}

/** Mean absolute error, mean error (predicted minus measured), and how many lie inside their interval. */
export function agreement(pairs: readonly Comparison[]): { mae: number; bias: number; inside: number } {
  const n = pairs.length || 1;
  return {
    mae: pairs.reduce((sum, { measured, predicted }) => sum + Math.abs(predicted - measured), 0) / n,
    bias: pairs.reduce((sum, { measured, predicted }) => sum + predicted - measured, 0) / n,
    inside: pairs.filter(({ measured, interval90: [low, high] }) => measured >= low && measured <= high)
      .length,
  };
}
