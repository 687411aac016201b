/**
 * The page's whole state and its spelling in a link, declared once in {@link table}.
 *
 * The link is the address's fragment, which browsers never send to a server:
 * `#v=1&mix=EC:30;EMC:70&basis=mass&salt=LiPF6:1m&t=25`. A bad value is reported in words and the rest is kept.
 * Views have their keys; a link leaves out what belongs to the other views and is at its default.
 */
import type { Basis, DesignProperty, DomainState, MoleculeRef } from '../mixgrad/mixgrad.js';
import {
  type Design,
  propertyOf,
  readGoals,
  readNeeds,
  shortNameOf,
  writeGoals,
  writeNeeds,
} from './design.js';
import type { Library, Role } from './library.js';
import { parseDecimal, trimmed } from './numbers.js';
import { phaseKeys, type PhasesState } from './phases/keys.js';
import { text } from './strings/en.js';
import type { SaltUnit } from './units.js';

/** Bounds for Improve and for the design view: per cent for a solvent, the salt's own unit for the salt. */
export interface Limits {
  min?: number;
  max?: number;
}

export interface Ingredient {
  molecule: MoleculeRef;
  /** As typed: per cent when the amounts sum to 100, else parts. For the salt in its unit. */
  amount: number;
  locked: boolean;
  limits: Limits;
}

export const views = ['electrolyte', 'binary', 'design', 'phases'] as const;
export type View = (typeof views)[number];

/** The two molecules of the binary view, the first one first. */
export type Pair = readonly [MoleculeRef, MoleculeRef];

export interface State {
  view: View;
  components: Ingredient[];
  basis: Basis;
  salt: Ingredient & { unit: SaltUnit };
  pair: Pair;
  /** Of the pair's first molecule, 0 to 1. */
  mole_fraction: number;
  /** Of all views. */
  temperature_C: number;
  design: Design;
  phases: PhasesState;
  /** What the map of three solvents shows; null is conductivity, or in the design view the first goal. */
  map: DesignProperty | null;
}

export const mapProperty = ({ map, view, design }: State): DesignProperty =>
  map ?? (view === 'design' ? design.goals[0]?.property : null) ?? 'conductivity_mS_per_cm';

/** What the page takes in: what the model computes (200 to 400 K), trained on it or not. */
export const bounds = {
  components: 12,
  amount: 10_000,
  salt: 20,
  temperature_C: [-73, 126],
  smiles: 300,
} as const;

interface Key {
  key: string;
  /** The views it belongs to, if not all. */
  views?: readonly View[];
  /** Its value when the link does not give one, spelled as in a link. */
  fallback: string;
  /** Reads a value into the draft; gives back what was wrong with it, in words. */
  read(value: string, draft: State, library: Library): string[];
  /** Undefined when there is nothing to say. */
  write(state: State): string | undefined;
}

/** Between the entries of a list; neither an id nor a SMILES holds it. */
const listMark = ';';

const saltUnits: Record<string, SaltUnit> = { m: 'mol/kg', M: 'mol/l' };

/** The views of an electrolyte, which share the mixture. */
const mixtureViews: readonly View[] = ['electrolyte', 'design'];

/** Keys in the order in which they are read: `lock`, `limit` and `need` point into `mix`. */
export const table: readonly Key[] = [
  {
    key: 'v',
    fallback: '1',
    read: (value) => (value === '1' ? [] : [text.link.version(value)]),
    write: () => '1',
  },
  {
    key: 'view',
    fallback: 'electrolyte',
    read(value, draft) {
      const view = views.find((name) => name === value);
      if (!view) return [text.link.view(value)];
      draft.view = view;
      return [];
    },
    write: ({ view }) => (view === 'electrolyte' ? undefined : view),
  },
  {
    // Solvents and amounts: library ids, or SMILES after a tilde.
    key: 'mix',
    views: mixtureViews,
    fallback: 'EC:30;EMC:70',
    read(value, draft, library) {
      const problems: string[] = [];
      const components: Ingredient[] = [];
      for (const entry of value.split(listMark)) {
        const molecule = readMolecule(beforeLast(entry, ':'), 'solvent', library);
        const amount = readNumber(afterLast(entry, ':'), 0, bounds.amount);
        if (typeof molecule === 'string') problems.push(molecule);
        else if (amount === null) problems.push(text.link.amount(entry, bounds.amount));
        else if (components.some((other) => same(other.molecule, molecule)))
          problems.push(text.link.twice(entry));
        else if (components.length === bounds.components)
          problems.push(text.link.tooMany(entry, bounds.components));
        else components.push({ molecule, amount, locked: false, limits: {} });
      }
      if (components.length > 0) draft.components = components;
      return problems;
    },
    write: (state) =>
      state.components
        .map(({ molecule, amount }) => `${writeMolecule(molecule)}:${plain(amount)}`)
        .join(listMark),
  },
  {
    key: 'basis',
    views: mixtureViews,
    fallback: 'mass',
    read(value, draft) {
      if (value !== 'mole' && value !== 'mass' && value !== 'volume') return [text.link.basis(value)];
      draft.basis = value;
      return [];
    },
    write: (state) => state.basis,
  },
  {
    // `m` is mol per kg of solvent, `M` mol per litre of solution.
    key: 'salt',
    views: mixtureViews,
    fallback: 'LiPF6:1m',
    read(value, draft, library) {
      const molecule = readMolecule(beforeLast(value, ':'), 'salt', library);
      if (typeof molecule === 'string') return [molecule];
      const unit = saltUnits[value.slice(-1)];
      const amount = unit ? readNumber(afterLast(value, ':').slice(0, -1), 0, bounds.salt) : null;
      if (!unit || amount === null) return [text.link.salt(value, bounds.salt)];
      draft.salt = { molecule, amount, unit, locked: false, limits: {} };
      return [];
    },
    write: ({ salt }) =>
      `${writeMolecule(salt.molecule)}:${plain(salt.amount)}${salt.unit === 'mol/kg' ? 'm' : 'M'}`,
  },
  {
    // Two molecules, spelled as in `mix`.
    key: 'pair',
    views: ['binary'],
    fallback: 'AN;Benzene',
    read(value, draft, library) {
      const spellings = value.split(listMark);
      if (spellings.length !== 2) return [text.link.pair(value.slice(0, 40))];
      const molecules = spellings.map((spelling) => readMolecule(spelling, 'solvent', library));
      const [first, second] = molecules;
      const problems = molecules.filter((molecule) => typeof molecule === 'string');
      if (typeof first === 'object' && typeof second === 'object') draft.pair = [first, second];
      return problems;
    },
    write: ({ pair }) => pair.map(writeMolecule).join(listMark),
  },
  {
    // Mole fraction of the pair's first molecule.
    key: 'x',
    views: ['binary'],
    fallback: '0.5',
    read(value, draft) {
      const fraction = readNumber(value, 0, 1);
      if (fraction === null) return [text.link.moleFraction(value)];
      draft.mole_fraction = fraction;
      return [];
    },
    write: (state) => plain(state.mole_fraction),
  },
  {
    key: 't',
    fallback: '25',
    read(value, draft) {
      const temperature = readNumber(value, ...bounds.temperature_C);
      if (temperature === null) return [text.link.temperature(value, ...bounds.temperature_C)];
      draft.temperature_C = temperature;
      return [];
    },
    write: (state) => plain(state.temperature_C),
  },
  {
    // Positions in `mix` counted from 1, or `salt`.
    key: 'lock',
    views: mixtureViews,
    fallback: '',
    read(value, draft) {
      const problems: string[] = [];
      for (const name of value.split(listMark)) {
        const ingredient = at(draft, name);
        if (ingredient) ingredient.locked = true;
        else problems.push(text.link.position('lock', name, draft.components.length));
      }
      return problems;
    },
    write: (state) =>
      positions(state)
        .filter(([, ingredient]) => ingredient.locked)
        .map(([name]) => name)
        .join(listMark) || undefined,
  },
  {
    // `1:10..40` keeps the first solvent between 10 and 40 %; either end may be left out.
    key: 'limit',
    views: mixtureViews,
    fallback: '',
    read(value, draft) {
      const problems: string[] = [];
      for (const entry of value.split(listMark)) {
        const name = beforeLast(entry, ':');
        const ingredient = at(draft, name);
        const [low, high, ...more] = afterLast(entry, ':').split('..');
        const most = name === 'salt' ? bounds.salt : 100;
        const min = low ? readNumber(low, 0, most) : undefined;
        const max = high ? readNumber(high, 0, most) : undefined;
        if (!ingredient) {
          problems.push(text.link.position('limit', name, draft.components.length));
        } else if (high === undefined || more.length > 0 || min === null || max === null) {
          problems.push(text.link.limit(entry, most));
        } else if (min !== undefined && max !== undefined && min > max) {
          problems.push(text.link.limit(entry, most));
        } else {
          ingredient.limits = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
        }
      }
      return problems;
    },
    write: (state) =>
      positions(state)
        .filter(([, { limits }]) => limits.min !== undefined || limits.max !== undefined)
        .map(([name, { limits }]) => `${name}:${plain(limits.min)}..${plain(limits.max)}`)
        .join(listMark) || undefined,
  },
  {
    // Spelled as in `design.ts`.
    key: 'goal',
    views: ['design'],
    fallback: 'max:conductivity',
    read: readGoals,
    write: ({ design }) => writeGoals(design),
  },
  {
    key: 'need',
    views: ['design'],
    fallback: '',
    read: readNeeds,
    write: ({ design, components }) => writeNeeds(design, components),
  },
  {
    // The temperature may move between these ends, in °C; either may be left out.
    key: 'heat',
    views: ['design'],
    fallback: '',
    read(value, draft) {
      const [low, high, ...more] = value.split('..');
      const min = low ? readNumber(low, ...bounds.temperature_C) : undefined;
      const max = high ? readNumber(high, ...bounds.temperature_C) : undefined;
      const wrong = high === undefined || more.length > 0 || min === null || max === null;
      if (wrong || (min !== undefined && max !== undefined && min > max)) {
        return [text.link.heat(value.slice(0, 40), ...bounds.temperature_C)];
      }
      const temperature = {
        free: true,
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      };
      draft.design = { ...draft.design, temperature };
      return [];
    },
    write: ({ design: { temperature } }) =>
      temperature.free ? `${plain(temperature.min)}..${plain(temperature.max)}` : undefined,
  },
  {
    key: 'one',
    views: ['design'],
    fallback: '',
    read(value, draft) {
      const [low, high, ...more] = value
        .split('..')
        .map((end) => readNumber(end, ...bounds.temperature_C) ?? Number.NaN) as [number, number];
      if (!(low <= high) || more.length > 0) {
        return [text.link.one(value.slice(0, 40), ...bounds.temperature_C)];
      }
      draft.design = { ...draft.design, oneLiquid: { on: true, low, high } };
      return [];
    },
    write: ({ design: { oneLiquid } }) =>
      oneLiquid.on ? `${plain(oneLiquid.low)}..${plain(oneLiquid.high)}` : undefined,
  },
  {
    // The most solvents that the mixture may have.
    key: 'most',
    views: ['design'],
    fallback: '',
    read(value, draft) {
      const most = readNumber(value, 1, bounds.components);
      if (most === null || !Number.isInteger(most)) {
        return [text.link.most(value.slice(0, 40), bounds.components)];
      }
      draft.design = { ...draft.design, most };
      return [];
    },
    write: ({ design }) => (design.most === null ? undefined : String(design.most)),
  },
  {
    key: 'count',
    views: ['design'],
    fallback: '',
    read(value, draft) {
      if (value !== 'cautious') return [text.link.count(value.slice(0, 40))];
      draft.design = { ...draft.design, cautious: true };
      return [];
    },
    write: ({ design }) => (design.cautious ? 'cautious' : undefined),
  },
  {
    key: 'ground',
    views: ['design'],
    fallback: '',
    read(value, draft) {
      const ground = grounds[value];
      if (!ground) return [text.link.ground(value.slice(0, 40))];
      draft.design = { ...draft.design, ground };
      return [];
    },
    write: ({ design }) => Object.keys(grounds).find((name) => grounds[name] === design.ground),
  },
  ...phaseKeys({
    listMark,
    temperature_C: bounds.temperature_C,
    readMolecule,
    writeMolecule: (molecule) => writeMolecule(molecule),
    readNumber,
    plain: (value) => plain(value),
  }),
  {
    // A property by its name in `goal`.
    key: 'map',
    views: mixtureViews,
    fallback: '',
    read(value, draft) {
      const property = propertyOf(value);
      if (!property) return [text.link.map(value.slice(0, 40))];
      draft.map = property;
      return [];
    },
    write: ({ map }) => (map === null ? undefined : shortNameOf(map)),
  },
];

/** How far the search may go: `caution` is the default and not written. */
const grounds: Partial<Record<string, DomainState>> = { known: 'known ground', any: 'outside' };

/**
 * Reads a link's fragment (with or without `#`). Never throws; `problems` says what was not understood.
 * What it does not say is as in `base`, or at its default.
 */
export function fromLink(
  fragment: string,
  library: Library,
  base?: State,
): { state: State; problems: string[] } {
  const state = base ? structuredClone(base) : defaults(library);
  const problems: string[] = [];
  const given = new Map<string, string>();
  const bare = fragment.replace(/^#/, '');
  if (bare.length > 4000) return { state, problems: [text.link.tooLong] };
  for (const pair of bare.split('&').filter(Boolean)) {
    const name = pair.split('=', 1)[0] ?? '';
    if (!table.some(({ key }) => key === name)) problems.push(text.link.unknownKey(name));
    else if (given.has(name)) problems.push(text.link.repeatedKey(name));
    else {
      try {
        given.set(name, decodeURIComponent(pair.slice(name.length + 1)));
      } catch {
        problems.push(text.link.undecodable(name));
      }
    }
  }
  for (const { key, read } of table) {
    const value = given.get(key);
    if (value !== undefined) problems.push(...read(value, state, library));
  }
  return { state, problems };
}

const plainDesign: Design = {
  goals: [],
  needs: [],
  cautious: false,
  ground: 'caution',
  temperature: { free: false },
  oneLiquid: { on: false, low: -20, high: 60 },
  most: null,
};

function defaults(library: Library): State {
  const state = { design: plainDesign, map: null } as State;
  for (const { key, fallback, read } of table) {
    const wrong = fallback ? read(fallback, state, library) : [];
    if (wrong.length > 0) throw new Error(`The default of ${key} is not readable: ${wrong.join(' ')}`);
  }
  return state;
}

/** The fragment, without `#`, that {@link fromLink} reads back to the same state. */
export function toLink(state: State): string {
  return table
    .flatMap(({ key, views: own, fallback, write }) => {
      const value = write(state);
      const shown = own === undefined || own.includes(state.view) || value !== fallback;
      return value !== undefined && shown ? [`${key}=${escapeFragment(value)}`] : [];
    })
    .join('&');
}

/** Readable where a fragment allows it. */
const escapeFragment = (value: string) =>
  encodeURIComponent(value).replace(/%(3A|3B|2C|3D|40|2B|2F)/g, (code) => decodeURIComponent(code));

function readMolecule(spelling: string, role: Role, library: Library): MoleculeRef | string {
  if (spelling.startsWith('~')) {
    const smiles = spelling.slice(1);
    const plausible = /^[\x21-\x7e]+$/.test(smiles) && smiles.length <= bounds.smiles;
    return plausible ? { smiles } : text.link.smiles(smiles.slice(0, 40), bounds.smiles);
  }
  const entry = library.find(spelling, role);
  return entry ? { species: entry.id } : text.link.unknownSpecies(spelling.slice(0, 40), role);
}

const writeMolecule = (molecule: MoleculeRef) => molecule.species ?? `~${molecule.smiles}`;

function readNumber(spelling: string, low: number, high: number): number | null {
  const value = parseDecimal(spelling);
  return value !== null && value >= low && value <= high ? value : null;
}

const plain = (value: number | undefined) =>
  value === undefined ? '' : trimmed(value, 6).replace('\u2212', '-');

const same = (a: MoleculeRef, b: MoleculeRef) => a.species === b.species && a.smiles === b.smiles;

const beforeLast = (value: string, mark: string) => value.slice(0, Math.max(0, value.lastIndexOf(mark)));
const afterLast = (value: string, mark: string) => value.slice(value.lastIndexOf(mark) + 1);

const positions = (state: State): [string, Ingredient][] => [
  ...state.components.map((component, index): [string, Ingredient] => [String(index + 1), component]),
  ['salt', state.salt],
];

const at = (state: State, name: string) => positions(state).find(([position]) => position === name)?.[1];
