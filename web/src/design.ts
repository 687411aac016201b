/**
 * What the design view asks for: goals, limits and how careful to be; and its spelling in a link. The locks and
 * bounds of the ingredients belong to the mixture (`state.ts`).
 *
 * `goal=max:conductivity;min:viscosity*5`: the second goal's unit is worth 5 of the first's; `near:density:1.2`
 * comes nearest to a value. `need=viscosity:..3;width(conductivity):..0.8;sum(1,2):40..;ratio(1,3):=0.5`: an upper
 * end, a lower end, or exactly; sums in per cent; solvents by their position in `mix`.
 */
import type { DesignProperty, DomainState, MoleculeRef } from '../mixgrad/mixgrad.js';
import { parseDecimal, trimmed } from './numbers.js';
import { text } from './strings/en.js';

/** Properties by their name in a link, in the order in which they are offered. */
export const designProperties = {
  conductivity: 'conductivity_mS_per_cm',
  viscosity: 'viscosity_mPa_s',
  density: 'density_g_per_cm3',
  molar_volume: 'molar_volume_cm3_per_mol',
  excess_volume: 'excess_volume_cm3_per_mol',
  excess_enthalpy: 'excess_enthalpy_J_per_mol',
  excess_gibbs: 'excess_gibbs_J_per_mol',
} as const satisfies Record<string, DesignProperty>;

const shortNames = Object.fromEntries(
  Object.entries(designProperties).map(([short, property]) => [property, short]),
) as Record<DesignProperty, keyof typeof designProperties>;
export const shortNameOf = (property: DesignProperty): string => shortNames[property];

export const senses = ['highest', 'lowest', 'nearest'] as const;
export type Sense = (typeof senses)[number];
const senseMarks: Record<Sense, string> = { highest: 'max', lowest: 'min', nearest: 'near' };

export interface Goal {
  sense: Sense;
  property: DesignProperty;
  /** What `nearest` aims at. */
  value: number;
  /** Of the second goal: what one unit of it is worth in units of the first one. */
  weight: number;
}

export const ends = ['at_most', 'at_least', 'equals'] as const;
export type End = (typeof ends)[number];

/** Of a property, of half the width of its interval, of a sum of shares in per cent, or of a ratio of two. */
export type Need = { end: End; value: number } & (
  | { of: 'property'; property: DesignProperty }
  | { of: 'width'; property: DesignProperty }
  | { of: 'sum' | 'ratio'; molecules: readonly MoleculeRef[] }
);

export interface Design {
  /** One or two. */
  goals: readonly Goal[];
  needs: readonly Need[];
  /** Count on the unfavourable end of the interval. */
  cautious: boolean;
  /** The worst state in which the model is believed; `outside` believes it anywhere. */
  ground: DomainState;
  /** The temperature may move, in °C between these ends. */
  temperature: { free: boolean; min?: number; max?: number };
  /** The solvents stay one liquid from the lower to the upper end, in °C. */
  oneLiquid: { on: boolean; low: number; high: number };
  /** At most so many solvents; null for all of them. */
  most: number | null;
}

export const designBounds = { value: 1e6, weight: 1e6, goals: 2, needs: 12 } as const;

const same = (a: MoleculeRef, b: MoleculeRef) => a.species === b.species && a.smiles === b.smiles;

/** The positions of a limit's solvents; null when one of them is no longer in the mixture. */
export function positionsOf(
  molecules: readonly MoleculeRef[],
  components: readonly { molecule: MoleculeRef }[],
): number[] | null {
  const found = molecules.map((molecule) => components.findIndex((other) => same(other.molecule, molecule)));
  return found.includes(-1) ? null : found;
}

const plain = (value: number) => trimmed(value, 6).replace('\u2212', '-');

function number(spelling: string, least: number, most: number): number | null {
  const value = parseDecimal(spelling);
  return value !== null && value >= least && value <= most ? value : null;
}

export function readGoals(value: string, draft: { design: Design }): string[] {
  const problems: string[] = [];
  const goals: Goal[] = [];
  for (const entry of value.split(';')) {
    const [, mark, short = '', aim, worth] = /^(\w+):(\w+)(?::([^*]+))?(?:\*(.+))?$/.exec(entry) ?? [];
    const sense = senses.find((name) => senseMarks[name] === mark);
    const property = propertyOf(short);
    const goal = {
      aim: aim === undefined ? null : number(aim, -designBounds.value, designBounds.value),
      weight: worth === undefined ? 1 : number(worth, 0, designBounds.weight),
    };
    const aimed = sense === 'nearest' ? goal.aim !== null : aim === undefined;
    if (!sense || !property || !aimed || goal.weight === null || goals.length === designBounds.goals) {
      problems.push(text.link.goal(entry.slice(0, 40), designBounds.goals));
    } else goals.push({ sense, property, value: goal.aim ?? 0, weight: goal.weight });
  }
  if (goals.length > 0) draft.design = { ...draft.design, goals };
  return problems;
}

export const writeGoals = ({ goals }: Design): string =>
  goals
    .map(({ sense, property, value, weight }, i) => {
      const aim = sense === 'nearest' ? `:${plain(value)}` : '';
      return `${senseMarks[sense]}:${shortNames[property]}${aim}${i > 0 ? `*${plain(weight)}` : ''}`;
    })
    .join(';');

export function readNeeds(
  value: string,
  draft: { design: Design; components: readonly { molecule: MoleculeRef }[] },
): string[] {
  const problems: string[] = [];
  const needs: Need[] = [];
  for (const entry of value.split(';')) {
    const [, subject = '', range = ''] = /^(\w+(?:\([\w,]+\))?):(.+)$/.exec(entry) ?? [];
    const end = endOf(range);
    const of = end && subjectOf(subject, draft.components);
    if (!of) problems.push(text.link.need(entry.slice(0, 40)));
    else if (needs.length === designBounds.needs) problems.push(text.link.tooManyNeeds(designBounds.needs));
    else if (of.of === 'width' && end.end !== 'at_most') problems.push(text.link.need(entry.slice(0, 40)));
    else if (of.of !== 'property' && end.value < 0) problems.push(text.link.need(entry.slice(0, 40)));
    else needs.push({ ...of, ...end } as Need);
  }
  draft.design = { ...draft.design, needs };
  return problems;
}

/** Limits whose solvents are gone hold nothing and are not written. */
export const writeNeeds = (
  { needs }: Design,
  components: readonly { molecule: MoleculeRef }[],
): string | undefined =>
  needs
    .flatMap((need) => {
      const range = { at_most: `..${plain(need.value)}`, at_least: `${plain(need.value)}..` };
      const bound = need.end === 'equals' ? `=${plain(need.value)}` : range[need.end];
      if (need.of === 'property') return [`${shortNames[need.property]}:${bound}`];
      if (need.of === 'width') return [`width(${shortNames[need.property]}):${bound}`];
      const places = positionsOf(need.molecules, components);
      return places ? [`${need.of}(${places.map((place) => place + 1).join(',')}):${bound}`] : [];
    })
    .join(';') || undefined;

/** By its name in a link. */
export const propertyOf = (short: string): DesignProperty | undefined =>
  Object.entries(designProperties).find(([name]) => name === short)?.[1];

/** `..3`, `1..` or `=2`. */
function endOf(range: string): { end: End; value: number } | null {
  const [, exact, high, low] = /^(?:=(.+)|\.\.(.+)|(.+)\.\.)$/.exec(range) ?? [];
  const value = number(exact ?? high ?? low ?? '', -designBounds.value, designBounds.value);
  const end = exact !== undefined ? 'equals' : high !== undefined ? 'at_most' : 'at_least';
  return value === null ? null : { end, value };
}

type Subject =
  | { of: 'property' | 'width'; property: DesignProperty }
  | { of: 'sum' | 'ratio'; molecules: readonly MoleculeRef[] };

function subjectOf(subject: string, components: readonly { molecule: MoleculeRef }[]): Subject | null {
  const [, name = '', inside] = /^(\w+)(?:\(([\w,]+)\))?$/.exec(subject) ?? [];
  if (inside === undefined) {
    const property = propertyOf(name);
    return property ? { of: 'property', property } : null;
  }
  if (name === 'width') {
    const property = propertyOf(inside);
    return property ? { of: 'width', property } : null;
  }
  if (name !== 'sum' && name !== 'ratio') return null;
  const places = inside.split(',').map(Number);
  const molecules = places.flatMap((place) => components[place - 1]?.molecule ?? []);
  const distinct = new Set(places).size === places.length && molecules.length === places.length;
  return distinct && (name === 'sum' || places.length === 2) ? { of: name, molecules } : null;
}

/** All the properties that the goals and limits ask for. */
export const askedProperties = ({ goals, needs }: Design): Set<DesignProperty> =>
  new Set([
    ...goals.map(({ property }) => property),
    ...needs.flatMap((need) => ('property' in need ? [need.property] : [])),
  ]);

/** Whether a goal's property came nearer to what is sought; what no digit shows counts as the same. */
export function trendOf({ sense, value }: Goal, from: number, to: number): 'better' | 'worse' | 'same' {
  const worth = (x: number) => (sense === 'highest' ? x : sense === 'lowest' ? -x : -Math.abs(x - value));
  const gained = worth(to) - worth(from);
  if (Math.abs(gained) < 5e-4 * Math.max(Math.abs(from), Math.abs(to))) return 'same';
  return gained > 0 ? 'better' : 'worse';
}
