/**
 * Measured values from a table that a person pastes. Either CompositionIDs, one a line with its value and, if it
 * likes, a temperature in °C:
 *
 *     DMC_EC|62_38|LiPF6|0.18, 5.3
 *
 * or a heading with columns of the library's molecules (solvents in shares of any sum, salt in mol per kg of
 * solvent), `temperature_C` and `measured`:
 *
 *     EC, EMC, LiPF6, temperature_C, measured
 *     30, 70, 1, 25, 9.1
 */
import { parseCompositionId } from '../mixgrad/composition-id.js';
import type { Basis, IdentifiedMixture, PredictRequest } from '../mixgrad/mixgrad.js';
import type { Library } from './library.js';
import { parseDecimal } from './numbers.js';
import { text } from './strings/en.js';

export interface Measurement {
  /** As a person wrote it, or made of the columns. */
  label: string;
  mixture: Pick<PredictRequest, 'components' | 'basis' | 'salt' | 'temperature_K'>;
  measured: number;
}

export const measuredBounds = { characters: 100_000, rows: 500, problems: 6 } as const;

const words = text.measured;

/** Of tables without their own: the basis of shares, and the temperature in °C. */
export interface Assumed {
  basis: Basis;
  temperature_C: number;
}

export function parseMeasured(
  table: string,
  library: Library,
  { basis, temperature_C }: Assumed,
): { rows: Measurement[]; problems: string[] } {
  if (table.length > measuredBounds.characters) return { rows: [], problems: [words.tooLong] };
  const lines = table
    .split(/\r\n?|\n/)
    .map((content, i) => ({ content: content.trim(), place: i + 1 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  const rows: Measurement[] = [];
  const problems: string[] = [];
  let heading: string[] | null = null;
  for (const { content, place } of lines) {
    const cells = cellsOf(content);
    const numbers = cells.map(parseDecimal);
    if (!content.includes('|') && numbers.every((value) => value === null)) {
      heading = cells;
      continue;
    }
    if (rows.length === measuredBounds.rows) {
      problems.push(words.tooMany(measuredBounds.rows));
      break;
    }
    const row = content.includes('|')
      ? fromId(cells, library, temperature_C)
      : fromColumns(cells, heading, library, { basis, temperature_C });
    if (typeof row === 'string') problems.push(words.line(place, row));
    else rows.push(row);
  }
  const kept = problems.slice(0, measuredBounds.problems);
  if (kept.length < problems.length) kept.push(words.moreProblems(problems.length - kept.length));
  return { rows, problems: kept };
}

/** Tabs, semicolons or commas part the cells; a comma is a decimal sign where another mark parts them. */
function cellsOf(line: string): string[] {
  const mark = ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';
  return line.split(mark).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function fromId(cells: readonly string[], library: Library, celsius: number): Measurement | string {
  const [words_ = '', value = '', heat] = cells;
  let id: IdentifiedMixture;
  try {
    id = parseCompositionId(words_);
  } catch {
    return words.badId(words_.slice(0, 40));
  }
  const measured = parseDecimal(value);
  const temperature = heat ? parseDecimal(heat) : celsius;
  if (measured === null) return words.badValue(value.slice(0, 20));
  if (temperature === null) return words.badValue((heat ?? '').slice(0, 20));
  const components = [];
  for (const { species, amount } of id.components) {
    const entry = library.exact(species, 'solvent');
    if (!entry) return words.unknown(species.slice(0, 40));
    components.push({ ...library.reference(entry), amount });
  }
  const salt = id.salt && library.exact(id.salt.species, 'salt');
  if (id.salt && !salt) return words.unknown(id.salt.species.slice(0, 40));
  return {
    label: words_,
    measured,
    mixture: {
      components,
      basis: 'mass',
      ...(id.salt &&
        salt && {
          salt: { ...library.reference(salt), molality_mol_per_kg: id.salt.molality_mol_per_kg },
        }),
      temperature_K: temperature + 273.15,
    },
  };
}

function fromColumns(
  cells: readonly string[],
  heading: readonly string[] | null,
  library: Library,
  assumed: Assumed,
): Measurement | string {
  if (!heading) return words.noHeading;
  let measured: number | null = null;
  let celsius = assumed.temperature_C;
  let salt: PredictRequest['salt'];
  const components: PredictRequest['components'] = [];
  const parts: string[] = [];
  for (const [i, name] of heading.entries()) {
    const cell = cells[i] ?? '';
    const value = cell === '' ? 0 : parseDecimal(cell);
    if (value === null) return words.badValue(cell.slice(0, 20));
    const solvent = library.exact(name, 'solvent');
    const ion = library.exact(name, 'salt');
    if (/^(measured|value)$/i.test(name)) measured = cell === '' ? null : value;
    else if (/^temperature(_c)?$/i.test(name)) celsius = cell === '' ? celsius : value;
    else if (solvent || ion) {
      if (value < 0) return words.badValue(cell.slice(0, 20));
      if (value === 0) continue;
      parts.push(`${name} ${cell}`);
      if (solvent) components.push({ ...library.reference(solvent), amount: value });
      else if (ion && salt) return words.twoSalts;
      else if (ion) salt = { ...library.reference(ion), molality_mol_per_kg: value };
    } else return words.unknownColumn(name.slice(0, 40));
  }
  if (measured === null) return words.noValue;
  if (components.length === 0) return words.noSolvent;
  return {
    label: parts.join(', '),
    measured,
    mixture: { components, basis: assumed.basis, ...(salt && { salt }), temperature_K: celsius + 273.15 },
  };
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
