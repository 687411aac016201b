/**
 * Salt (1), solvent (2) and diluent (3) as a model of mixing, the rule of a stable localized high-concentration
 * electrolyte, and what a formulation does. The solvent–diluent terms are learned where the molecules are known.
 *
 * g/RT = Σ x_i ln φ_i + Σ x_i x_j Σ_k C_k(T) (x_i − x_j)^k + C x_1 x_2 x_3, C_k(T) = c_k + h_k u + g_k (u + ln T/T₀),
 * u = T₀/T − 1, T₀ = 298.15 K. Solid salt: ln a_1 = ln a_sat − (ΔH/R)(1/T − 1/T₀).
 */
import type {
  BinaryMixing,
  BinaryPhaseDiagram,
  Flash,
  MixingModel,
  Solid,
  TernaryPhaseDiagram,
} from '../../mixgrad/mixgrad.js';
import type { PhasesState, Triple } from './keys.js';
import type { ParameterName } from './parameters.js';

export const gasConstant = 8.31446261815324;
export const referenceK = 298.15;

/** Chosen, not measured; `strings/phases.en.ts` says why for each. */
export const defaults: Record<ParameterName, number> = {
  A12: -0.5,
  A13: 3.6,
  A23: 0.4,
  C: -9,
  h12: -12,
  h13: 9,
  a_sat: 0.55,
  dH: 6,
  size: 1,
  surface: 10,
  crowding: 1,
};

type PairTerms = Extract<MixingModel, { kind: 'redlich_kister' }>['pairs'][number];

/** What the network knows of solvent and diluent. */
export interface Learned {
  terms: PairTerms;
  /** The first coefficient at T₀ with its spread: what a person may set in its place. */
  A: number;
  sd: number;
}

/** The excess Gibbs energy's terms among the coefficients of solvent (first) and diluent. */
export function learnedTerms({ coefficients }: Pick<BinaryMixing, 'coefficients'>): Learned {
  const gibbs = coefficients.filter(({ law }) => law === 'excess_gibbs');
  const column = (name: string) =>
    gibbs
      .filter((coefficient) => coefficient.name === name)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ value }) => value);
  const first = gibbs.find(({ name, order }) => name === 'gibbs' && order === 0);
  return {
    terms: { c: column('gibbs'), h: column('enthalpy'), g: column('heat_capacity') },
    A: first?.value ?? 0,
    sd: first?.sd ?? 0,
  };
}

export interface SystemModel {
  model: Extract<MixingModel, { kind: 'redlich_kister' }>;
  solids: [Solid];
  values: Record<ParameterName, number>;
  /** Whether the solvent–diluent terms are the learned ones. */
  learned: boolean;
}

export function systemModel(assumed: PhasesState['assumed'], learned: Learned | null): SystemModel {
  const values = { ...defaults, ...(learned && { A23: learned.A }), ...assumed };
  const useLearned = learned !== null && assumed.A23 === undefined;
  const reduced = (kJ: number) => (1000 * kJ) / (gasConstant * referenceK);
  return {
    model: {
      kind: 'redlich_kister',
      pairs: [
        { c: [values.A12], h: [reduced(values.h12)] },
        { c: [values.A13], h: [reduced(values.h13)] },
        useLearned ? learned.terms : { c: [values.A23] },
      ],
      C: values.C,
      // The learned terms belong to equal sizes, so only the salt's can differ.
      sizes: [values.size, 1, 1],
    },
    solids: [
      {
        formula: [1, 0, 0],
        ln_K: Math.log(values.a_sat),
        dH_J_per_mol: 1000 * values.dH,
        T_ref_K: referenceK,
      },
    ],
    values,
    learned: useLearned,
  };
}

/** The logarithm of the salt's activity over its solid. */
export function lnSaturated({ values }: SystemModel, temperature_K: number): number {
  return Math.log(values.a_sat) - ((1000 * values.dH) / gasConstant) * (1 / temperature_K - 1 / referenceK);
}

/** The model of one edge of the triangle; a solid only where the salt is one of the two. */
export function edgeRequest(
  { model, solids }: SystemModel,
  edge: 'salt-solvent' | 'salt-diluent' | 'solvent-diluent',
  temperature_K: number,
) {
  const place = { 'salt-solvent': 0, 'salt-diluent': 1, 'solvent-diluent': 2 }[edge];
  const [own, first, second] = model.sizes ?? [1, 1, 1];
  const pair = model.pairs[place] ?? { c: [0] };
  const sizes = [
    [own, first],
    [own, second],
    [first, second],
  ][place] as number[];
  return {
    model: { kind: 'redlich_kister' as const, pairs: [pair], sizes },
    ...(place < 2 && { solids: solids.map((solid) => ({ ...solid, formula: [1, 0] })) }),
    temperature_K,
  };
}

/** The most salt, as a mole fraction, that a liquid of this edge holds beside the solid; 1 where it takes all. */
export function solubility({ isotherms }: BinaryPhaseDiagram): number | null {
  const [isotherm] = isotherms;
  if (!isotherm?.converged) return null;
  const beside = isotherm.coexisting
    .filter(({ phases }) => phases.some(({ solid }) => solid !== null))
    .flatMap(({ phases }) => phases.filter(({ solid }) => solid === null))
    .map(({ x }) => x[0] ?? 0);
  return beside.length > 0 ? Math.min(...beside) : 1;
}

/** Below this mole fraction the salt counts as insoluble in the diluent. */
export const insoluble = 0.05;

export interface Edges {
  /** Null where the diagram did not converge. */
  miscible: boolean | null;
  inDiluent: number | null;
  inSolvent: number | null;
}

export type Fate = 'one liquid' | 'salt saturated' | 'two liquids' | 'three phases' | 'other';

export const fates = ['one liquid', 'salt saturated', 'two liquids', 'three phases'] as const;

export function fateOf(phases: readonly { solid: number | null }[]): Fate {
  const solids = phases.filter(({ solid }) => solid !== null).length;
  const liquids = phases.length - solids;
  if (phases.length === 3) return 'three phases';
  if (liquids === 2) return 'two liquids';
  if (solids === 1) return 'salt saturated';
  return phases.length === 1 ? 'one liquid' : 'other';
}

/** The rule of design: three edges, and one liquid that holds less salt than it could. */
export interface Rule {
  edges: { miscible: boolean | null; insoluble: boolean | null; limited: boolean | null };
  fate: Fate;
  /** The salt's activity relative to that over its solid; below 1 undersaturated. */
  saturation: number;
  stable: boolean;
  /** All of the rule. */
  lhce: boolean;
}

export function ruleOf(edges: Edges, flash: Pick<Flash, 'phases' | 'ln_activity'>, lnSat: number): Rule {
  const judged = {
    miscible: edges.miscible,
    insoluble: edges.inDiluent === null ? null : edges.inDiluent < insoluble,
    limited:
      edges.inSolvent === null || edges.inDiluent === null
        ? null
        : edges.inSolvent > Math.max(insoluble, 2 * edges.inDiluent) && edges.inSolvent < 1,
  };
  const fate = fateOf(flash.phases);
  const saturation = Math.exp((flash.ln_activity[0] ?? Number.NEGATIVE_INFINITY) - lnSat);
  const stable = fate === 'one liquid' && saturation < 1;
  return {
    edges: judged,
    fate,
    saturation,
    stable,
    lhce: stable && Object.values(judged).every(Boolean),
  };
}

/** A region of the diagram as a polygon of compositions, with what is in it. */
export interface Area {
  fate: Fate;
  outline: readonly (readonly number[])[];
  /** Of a region of two phases: pairs of compositions. */
  ties: readonly (readonly [readonly number[], readonly number[]])[];
}

export function areasOf({ regions, triangles }: TernaryPhaseDiagram): Area[] {
  return [
    ...regions.map(({ phases }): Area => {
      const [a, b] = phases;
      return {
        fate: fateOf(phases),
        outline: [...a.x, ...b.x.toReversed()],
        ties: a.x.map((x, k) => [x, b.x[k] ?? x] as const),
      };
    }),
    ...triangles.map(({ phases }): Area => ({
      fate: 'three phases',
      outline: phases.map(({ x }) => x),
      ties: [],
    })),
  ];
}

/** Whether a composition lies in a polygon, by the even-odd rule in the plane of the first two fractions. */
export function inside(x: ArrayLike<number>, outline: readonly (readonly number[])[]): boolean {
  const [u, v] = [x[0] as number, x[1] as number];
  let within = false;
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length] as readonly number[];
    const [au, av, bu, bv] = [a[0] as number, a[1] as number, b[0] as number, b[1] as number];
    if (av > v !== bv > v && u < ((bu - au) * (v - av)) / (bv - av) + au) within = !within;
  });
  return within;
}

/** The tie-line nearest to a composition, and where on it the lever rule puts the balance. */
export function nearestTie(x: readonly number[], ties: Area['ties']): Area['ties'][number] | null {
  let best: Area['ties'][number] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const tie of ties) {
    const [a, b] = tie;
    const d = a.map((value, i) => (b[i] ?? 0) - value);
    const length = d.reduce((sum, value) => sum + value * value, 0);
    const along = d.reduce((sum, value, i) => sum + value * ((x[i] ?? 0) - (a[i] ?? 0)), 0);
    const t = Math.min(Math.max(along / (length || 1), 0), 1);
    const distance = a.reduce((sum, value, i) => sum + (value + t * (d[i] ?? 0) - (x[i] ?? 0)) ** 2, 0);
    if (distance < least) [least, best] = [distance, tie];
  }
  return best;
}

/** Where the name of each kind of region fits best: the lattice point farthest from anything else. */
export function labelPlaces(areas: readonly Area[], steps = 36): Map<Fate, Triple<number>> {
  const kinds: { x: Triple<number>; fate: Fate }[] = [];
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; i + j <= steps; j++) {
      const x = [i / steps, j / steps, (steps - i - j) / steps] as const;
      // A hair inside, so that points on an edge belong somewhere.
      const near = x.map((value) => 0.999 * value + 0.001 / 3);
      kinds.push({ x, fate: areas.find(({ outline }) => inside(near, outline))?.fate ?? 'one liquid' });
    }
  }
  const places = new Map<Fate, Triple<number>>();
  const room = new Map<Fate, number>();
  for (const { x, fate } of kinds) {
    // Text is wide and low, so sideways counts half; the triangle's edges count as something else.
    const edge = Math.min(x[0], 0.75 * x[1], 0.75 * x[2]);
    let free = edge * edge;
    for (const other of kinds) {
      if (other.fate === fate) continue;
      const up = x[0] - other.x[0];
      const side = (x[2] - x[1] - (other.x[2] - other.x[1])) / 2;
      free = Math.min(free, 0.75 * up * up + 0.4 * side * side);
      if (free <= (room.get(fate) ?? 0.0012)) break;
    }
    if (free > (room.get(fate) ?? 0.0012)) {
      room.set(fate, free);
      places.set(fate, x);
    }
  }
  return places;
}
