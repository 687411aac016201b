/** What the card of the surroundings of Li⁺ asks the model. No page, no worker. */
import type { MoleculeRef, PredictRequest, Prediction, SolvationRequest } from '../../mixgrad/mixgrad.js';
import type { Triple } from './keys.js';
import { referenceK } from './lhce.js';

/** Less salt than this, as a mole fraction, is none. */
export const leastSalt = 1e-3;

/** A liquid alone: its molar mass is molar volume times density. */
export const massRequest = (molecule: MoleculeRef): PredictRequest => ({
  components: [{ ...molecule, amount: 1 }],
  basis: 'mole',
  temperature_K: referenceK,
  properties: ['molar_volume_cm3_per_mol', 'density_g_per_cm3'],
});

/** g/mol. */
export const massOf = ({ molar_volume_cm3_per_mol, density_g_per_cm3 }: Prediction): number =>
  (molar_volume_cm3_per_mol?.value ?? Number.NaN) * (density_g_per_cm3?.value ?? Number.NaN);

/** At the temperature that it was learned at; masses of solvent and diluent in g/mol. */
export function solvationRequest(
  [salt, solvent, diluent]: Triple<MoleculeRef>,
  feed: Triple<number>,
  masses: readonly [number, number],
): SolvationRequest {
  const kilograms = (feed[1] * masses[0] + feed[2] * masses[1]) / 1000;
  return {
    components: [
      { ...solvent, amount: feed[1] },
      { ...diluent, amount: feed[2] },
    ],
    basis: 'mole',
    salt: { ...salt, molality_mol_per_kg: feed[0] / kilograms },
    temperature_K: referenceK,
  };
}
