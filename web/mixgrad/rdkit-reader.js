// RDKit MinimalLib behind one method, in whatever environment it was loaded.
import { MixGradError } from './error.js';
import { brokeDown, explainLog, explainMolecule, notLoaded } from './rdkit-explain.js';

/**
 * @typedef {import('@rdkit/rdkit').MainModule} RDKit
 * @typedef {object} Molecule
 * @property {string} canonical RDKit's canonical SMILES
 * @property {string} commonchem CommonChem JSON, with the atoms in the order of the SMILES
 */

/**
 * @param {string} message
 * @param {ErrorOptions} [options]
 */
const badSmiles = (message, options) => new MixGradError('bad_smiles', 'smiles', message, options);

/**
 * @param {RDKit} rdkit
 * @param {string} smiles
 * @returns {Molecule}
 */
function readMolecule(rdkit, smiles) {
  const log = rdkit.set_log_capture('rdApp.*');
  let molecule = null;
  try {
    molecule = rdkit.get_mol(smiles);
    if (!molecule) throw badSmiles(explainLog(smiles, log?.get_buffer() ?? ''));
    const commonchem = molecule.get_json();
    const objection = explainMolecule(smiles, commonchem);
    if (objection) throw badSmiles(objection);
    return { canonical: molecule.get_smiles(), commonchem };
  } finally {
    molecule?.delete();
    log?.delete();
  }
}

/** Reads SMILES, and loads RDKit anew after it crashed: a crashed module fails every later call. */
export class MoleculeReader {
  #load;
  /** @type {Promise<RDKit> | null} */
  #rdkit = null;

  /** @param {() => Promise<RDKit>} load */
  constructor(load) {
    this.#load = load;
  }

  /** Loads RDKit if need be; a failure is tried again with the next call. */
  ready() {
    this.#rdkit ??= this.#load().catch((cause) => {
      this.#rdkit = null;
      throw new MixGradError('rdkit_unavailable', 'smiles', notLoaded, { cause });
    });
    return this.#rdkit;
  }

  /**
   * @param {string} smiles
   * @returns {Promise<Molecule>}
   */
  async read(smiles) {
    const rdkit = await this.ready();
    try {
      return readMolecule(rdkit, smiles);
    } catch (error) {
      if (error instanceof MixGradError) throw error;
      this.#rdkit = null;
      throw badSmiles(brokeDown, { cause: error });
    }
  }
}
