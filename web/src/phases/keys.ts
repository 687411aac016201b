/** What the phases view adds to the page's state, and its spelling in a link. */
import type { MoleculeRef } from '../../mixgrad/mixgrad.js';
import type { Library, Role } from '../library.js';
import { trimmed } from '../numbers.js';
import { type EquilibriumName, equilibriumNames, equilibriumRange } from './equilibrium-parameters.js';
import { parameterNames, parameterRange, type ParameterName } from './parameters.js';
import { text } from '../strings/en.js';

export const sections = ['mix', 'lhce'] as const;
export type Section = (typeof sections)[number];

/** Everything a person may assume. */
export type AssumedName = ParameterName | EquilibriumName;
const assumedNames = [...parameterNames, ...equilibriumNames];
const assumedRange = { ...parameterRange, ...equilibriumRange };

/** Salt, solvent and diluent. */
export type Triple<T> = readonly [T, T, T];

export interface PhasesState {
  section: Section;
  /** Of the diagram of two liquids. */
  range_C: readonly [number, number];
  /** Beside the two liquids; null without. */
  third: MoleculeRef | null;
  /** Of the three liquids, mole fractions. */
  blend: Triple<number>;
  system: Triple<MoleculeRef>;
  /** Mole fractions. */
  feed: Triple<number>;
  /** Parameters that a person moved away from their defaults. */
  assumed: Partial<Record<AssumedName, number>>;
}

interface Spelling {
  listMark: string;
  temperature_C: readonly [number, number];
  readMolecule(spelling: string, role: Role, library: Library): MoleculeRef | string;
  writeMolecule(molecule: MoleculeRef): string;
  readNumber(spelling: string, low: number, high: number): number | null;
  plain(value: number): string;
}

/** The least span of a diagram's temperatures, K. */
export const leastSpan = 10;

const roles: Triple<Role> = ['salt', 'solvent', 'solvent'];

/** Keys for the table of `state.ts`, which knows how molecules and numbers are spelled. */
export function phaseKeys(spelling: Spelling) {
  const { listMark, readMolecule, writeMolecule, readNumber, plain } = spelling;
  interface Draft {
    phases: PhasesState;
  }
  const views = ['phases'] as const;
  const readAmounts = (value: string): Triple<number> | null => {
    const amounts = value.split(':').map((amount) => readNumber(amount, 0, 10_000));
    const sum = amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
    if (amounts.length !== 3 || amounts.includes(null) || !(sum > 0)) return null;
    return amounts.map((amount) => (amount ?? 0) / sum) as unknown as Triple<number>;
  };
  const writeAmounts = (shares: Triple<number>) => shares.map((x) => trimmed(100 * x)).join(':');
  return [
    {
      key: 'ph',
      views,
      fallback: 'mix',
      read(value: string, draft: Draft) {
        const section = sections.find((name) => name === value);
        if (!section) return [text.link.section(value)];
        // The first of these keys: the default's draft is still empty.
        const { assumed = {}, third = null } = draft.phases ?? {};
        draft.phases = { ...draft.phases, section, assumed, third };
        return [];
      },
      write: ({ phases }: Draft) => (phases.section === 'mix' ? undefined : phases.section),
    },
    {
      // Lowest and highest temperature of the diagram of two liquids, °C.
      key: 'range',
      views,
      fallback: '-20..100',
      read(value: string, draft: Draft) {
        const ends = value.split('..').map((end) => readNumber(end, ...spelling.temperature_C));
        const [low, high] = ends;
        if (
          ends.length !== 2 ||
          typeof low !== 'number' ||
          typeof high !== 'number' ||
          high - low < leastSpan
        )
          return [text.link.range(value, leastSpan)];
        draft.phases = { ...draft.phases, range_C: [low, high] };
        return [];
      },
      write: ({ phases }: Draft) => phases.range_C.map(plain).join('..'),
    },
    {
      // Salt, solvent and diluent, spelled as in `mix`.
      key: 'sys',
      views,
      fallback: 'LiFSI;DME;TTE',
      read(value: string, draft: Draft, library: Library) {
        const spellings = value.split(listMark);
        if (spellings.length !== 3) return [text.link.system(value.slice(0, 40))];
        const molecules = spellings.map((one, i) => readMolecule(one, roles[i] as Role, library));
        const problems = molecules.filter((molecule) => typeof molecule === 'string');
        if (problems.length === 0)
          draft.phases = {
            ...draft.phases,
            system: molecules as MoleculeRef[] as unknown as Triple<MoleculeRef>,
          };
        return problems;
      },
      write: ({ phases }: Draft) => phases.system.map((molecule) => writeMolecule(molecule)).join(listMark),
    },
    {
      // A third liquid beside the pair; empty for none.
      key: 'third',
      views,
      fallback: '',
      read(value: string, draft: Draft, library: Library) {
        const third = value === '' ? null : readMolecule(value, 'solvent', library);
        if (typeof third === 'string') return [third];
        draft.phases = { ...draft.phases, third };
        return [];
      },
      write: ({ phases }: Draft) => (phases.third ? writeMolecule(phases.third) : undefined),
    },
    {
      // Amounts of the three liquids in moles.
      key: 'blend',
      views,
      fallback: '1:1:1',
      read(value: string, draft: Draft) {
        const blend = readAmounts(value);
        if (!blend) return [text.link.amounts('blend', value)];
        draft.phases = { ...draft.phases, blend };
        return [];
      },
      write: ({ phases }: Draft) => (phases.third ? writeAmounts(phases.blend) : undefined),
    },
    {
      // Amounts in moles; only their ratios count.
      key: 'feed',
      views,
      fallback: '19.23:23.08:57.69',
      read(value: string, draft: Draft) {
        const feed = readAmounts(value);
        if (!feed) return [text.link.amounts('feed', value)];
        draft.phases = { ...draft.phases, feed };
        return [];
      },
      write: ({ phases }: Draft) => writeAmounts(phases.feed),
    },
    {
      // `A13:4` moves a parameter of the salt's model; empty puts all back.
      key: 'par',
      views,
      fallback: '',
      read(value: string, draft: Draft) {
        const problems: string[] = [];
        const assumed: PhasesState['assumed'] = {};
        for (const entry of value.split(listMark).filter(Boolean)) {
          const [name, number = '', ...more] = entry.split(':');
          const parameter = assumedNames.find((known) => known === name);
          const amount = parameter && readNumber(number, ...assumedRange[parameter]);
          if (!parameter || more.length > 0) problems.push(text.link.parameter(entry, assumedNames));
          else if (typeof amount !== 'number')
            problems.push(text.link.parameterRange(entry, ...assumedRange[parameter]));
          else assumed[parameter] = amount;
        }
        draft.phases = { ...draft.phases, assumed };
        return problems;
      },
      write: ({ phases }: Draft) =>
        assumedNames
          .flatMap((name) => {
            const value = phases.assumed[name];
            return value === undefined ? [] : [`${name}:${plain(value)}`];
          })
          .join(listMark) || undefined,
    },
  ];
}
