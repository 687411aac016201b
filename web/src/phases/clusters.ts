/** What the section of clusters asks the model, and the answers as curves. No page, no worker. */
import type {
  Curve,
  Microstructure,
  MicrostructureRequest,
  MoleculeRef,
  PredictRequest,
  Prediction,
} from '../../mixgrad/mixgrad.js';
import { niceCeiling } from '../charts/axis.js';
import type { Triple } from './keys.js';
import { referenceK, type SystemModel } from './lhce.js';
import { massOf } from './solvation.js';

/** Temperatures of the charts, °C. */
export const warming = [-40, 80] as const;

/** At 25 °C, by molecule: molar volume and molar mass. */
export interface Sizes {
  volumes: Triple<number>;
  /** Of solvent and diluent, g/mol. */
  masses: readonly [number, number];
}

/** Salt in the solvent at 1 mol/kg; beside both liquids alone (`massRequest`), what the sizes are read from. */
export const dissolvedRequest = (salt: MoleculeRef, solvent: MoleculeRef): PredictRequest => ({
  components: [{ ...solvent, amount: 1 }],
  basis: 'mole',
  salt: { ...salt, molality_mol_per_kg: 1 },
  temperature_K: referenceK,
});

export function sizesOf(solvent: Prediction, diluent: Prediction, dissolved: Prediction): Sizes {
  const volume = (one: Prediction) => one.molar_volume_cm3_per_mol?.value ?? Number.NaN;
  // A kilogram of solvent takes this much room alone, and with a mole of salt in it.
  const alone = 1000 / solvent.composition.density_g_per_cm3;
  const salt = 1000 / dissolved.composition.molarity_mol_per_l - alone;
  return { volumes: [salt, volume(solvent), volume(diluent)], masses: [massOf(solvent), massOf(diluent)] };
}

/** How far the charts of dilution go: moles of diluent per mole of salt. */
export const dilutionEnd = (feed: Triple<number>): number =>
  niceCeiling(Math.max(10, Math.min((8 * feed[2]) / feed[0], 1000)));

export function microstructureRequest(
  { model, values }: SystemModel,
  feed: Triple<number>,
  temperature_K: number,
  { volumes }: Sizes,
): MicrostructureRequest {
  return {
    model,
    feed: [...feed],
    temperature_K,
    molar_volume_cm3_per_mol: [...volumes],
    clusters: { surface_kT: values.surface, crowding_kT: values.crowding },
    dilution: { diluent_per_salt: dilutionEnd(feed), points: 81 },
    over_temperature: { from: warming[0] + 273.15, to: warming[1] + 273.15, points: 25 },
  };
}

const curve = (x: number[], value: number[]): Curve => ({
  x: Float64Array.from(x),
  value: Float64Array.from(value),
  lower: Float64Array.from(value),
  upper: Float64Array.from(value),
  domain: new Uint8Array(x.length),
});

/** Along the dilution: share of the salt in clusters in per cent; salt units per cluster, by number and by weight. */
export function dilutionCurves({ dilution }: Microstructure): Record<'share' | 'number' | 'weight', Curve> {
  const points = (dilution ?? []).flatMap(({ diluent_per_salt, clusters }) =>
    clusters ? [{ x: diluent_per_salt, ...clusters }] : [],
  );
  const x = points.map((point) => point.x);
  return {
    share: curve(
      x,
      points.map(({ share_in_clusters }) => 100 * share_in_clusters),
    ),
    number: curve(
      x,
      points.map(({ number_mean }) => number_mean),
    ),
    weight: curve(
      x,
      points.map(({ weight_mean }) => weight_mean),
    ),
  };
}

/** Over temperature in °C: the local concentration, and since the coldest what solvent and diluent changed in it. */
export function warmingCurves({
  over_temperature,
}: Microstructure): Record<'local' | 'both' | 'solvent' | 'diluent', Curve> {
  const points = (over_temperature ?? []).flatMap(({ temperature_K, inside, change_mol_per_l }) =>
    inside && change_mol_per_l
      ? [{ x: temperature_K - 273.15, local: inside.salt_mol_per_l, ...change_mol_per_l }]
      : [],
  );
  const x = points.map((point) => point.x);
  return {
    local: curve(
      x,
      points.map(({ local }) => local),
    ),
    both: curve(
      x,
      points.map(({ solvent, diluent }) => solvent + diluent),
    ),
    solvent: curve(
      x,
      points.map(({ solvent }) => solvent),
    ),
    diluent: curve(
      x,
      points.map(({ diluent }) => diluent),
    ),
  };
}
