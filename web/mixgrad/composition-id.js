// The notation of the Clio robot: `DMC_EC|62_38|LiPF6|0.18` is 0.18 mol of LiPF6 per kg of DMC:EC 62:38 by mass,
// `DMC_EC|62_38` the same without salt.
import { listed, refuse, shown } from './checks.js';

/**
 * @typedef {import('./mixgrad.js').IdentifiedMixture} IdentifiedMixture
 * @typedef {import('./mixgrad.js').MixtureRequest} MixtureRequest
 * @typedef {import('./mixgrad.js').Prediction} Prediction
 */

const FORM = "the form is 'DMC_EC|62_38|LiPF6|0.18', without salt 'DMC_EC|62_38'";
const FIELD = 'composition_id';
/** By how much a percentage that is rounded to a whole one may be off: three thirds make 99. */
const ROUNDING = 0.5;

/** @param {string} text @param {string} what */
function numberOf(text, what) {
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return Number(text);
  return refuse(FIELD, `${what} should be a number of at least 0, not ${shown(text)}; ${FORM}`);
}

/**
 * @param {string} text
 * @returns {IdentifiedMixture}
 */
export function parseCompositionId(text) {
  if (typeof text !== 'string')
    return refuse(FIELD, `'${FIELD}' should be text, not ${shown(text)}; ${FORM}`);
  const parts = text.trim().split('|');
  if (parts.length !== 2 && parts.length !== 4) {
    refuse(FIELD, `${shown(text)} has ${parts.length} parts between '|', not 2 or 4; ${FORM}`);
  }
  const [names, percentages] = parts.slice(0, 2).map((part) => part.split('_'));
  if (names.includes('')) refuse(FIELD, `a solvent in ${shown(text)} has no name; ${FORM}`);
  if (names.length !== percentages.length) {
    const counts = `${names.length} solvents and ${percentages.length} percentages`;
    refuse(FIELD, `${shown(text)} has ${counts}; there should be as many; ${FORM}`);
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) refuse(FIELD, `'${twice}' stands twice in ${shown(text)}; its percentages should be added up`);
  const components = names.map((species, i) => ({
    species,
    amount: numberOf(percentages[i], `the percentage of '${species}'`),
  }));
  const sum = components.reduce((total, { amount }) => total + amount, 0);
  if (Math.abs(sum - 100) > ROUNDING * components.length) {
    refuse(
      FIELD,
      `the percentages in ${shown(text)} make ${Number(sum.toPrecision(6))}; they should make 100`,
    );
  }
  if (parts.length === 2) return { components, basis: 'mass' };
  const [, , species, molality] = parts;
  if (species === '') refuse(FIELD, `the salt in ${shown(text)} has no name; ${FORM}`);
  if (species.includes('_')) refuse(FIELD, `${shown(text)} has several salts; there should be one`);
  const molality_mol_per_kg = numberOf(molality, `the molality of '${species}'`);
  return { components, basis: 'mass', salt: { species, molality_mol_per_kg } };
}

/**
 * The same, of molecules that a request has.
 * @param {string} text
 * @param {Pick<MixtureRequest, 'components' | 'salt'>} request
 */
export function parseCompositionIdOf(text, request) {
  const mixture = parseCompositionId(text);
  const names = request.components.map(({ species, smiles }) => species ?? smiles ?? '');
  const stranger = mixture.components.find(({ species }) => !names.includes(species));
  if (stranger) {
    refuse(FIELD, `'${stranger.species}' is not among the components of the request: ${listed(names)}`);
  }
  const salt = request.salt?.species;
  if (mixture.salt && mixture.salt.species !== salt) {
    const wanted = salt ? `it should be '${salt}'` : 'there should be none';
    refuse(FIELD, `the salt is '${mixture.salt.species}'; ${wanted}, as in the request`);
  }
  return mixture;
}

/** At most so many decimals, and none that say nothing. @param {number} value @param {number} decimals */
const rounded = (value, decimals) => String(Number(value.toFixed(decimals)));

/**
 * @param {import('./mixgrad.js').MoleculeRef} molecule
 * @param {string} field
 */
function nameOf({ species }, field) {
  if (species === undefined) {
    return refuse(field, 'a CompositionID has no place for SMILES; the molecule should come by its species');
  }
  if (!/[|_]/.test(species)) return species;
  return refuse(`${field}.species`, `'${species}' holds '|' or '_', which separate names in a CompositionID`);
}

/**
 * @param {Pick<MixtureRequest, 'components' | 'basis' | 'salt'>} mixture
 * @param {Prediction['composition']} [composition] the mixture's, by `predict`; needed unless it is in mass and mol/kg
 * @returns {string}
 */
export function formatCompositionId({ components, basis, salt }, composition) {
  const field = basis !== 'mass' ? 'basis' : salt?.molarity_mol_per_l !== undefined ? 'salt' : '';
  if (field && !composition) {
    const message = 'a CompositionID is by mass and mol/kg; give the composition that predict() answers, too';
    refuse(field, message, 'missing_key');
  }
  const amounts = composition?.mass ?? components.map(({ amount }) => amount);
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) refuse('components', 'the amounts are all 0; at least one should be more');
  const names = components.map((component, i) => nameOf(component, `components[${i}]`));
  /** @type {Map<string, number>} */
  const percentages = new Map();
  names.forEach((name, i) => {
    percentages.set(name, (percentages.get(name) ?? 0) + (100 * amounts[i]) / total);
  });
  const present = [...percentages].filter(([, percentage]) => Number(rounded(percentage, 2)) > 0);
  const solvents = present.map(([name]) => name).join('_');
  const shares = present.map(([, percentage]) => rounded(percentage, 2)).join('_');
  if (!salt) return `${solvents}|${shares}`;
  const molality = composition?.molality_mol_per_kg ?? salt.molality_mol_per_kg;
  return `${solvents}|${shares}|${nameOf(salt, 'salt')}|${rounded(/** @type {number} */ (molality), 4)}`;
}
