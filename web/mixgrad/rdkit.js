// SMILES to molecules. The only way from a SMILES to a graph, in the browser and in Node alike; RDKit
// (7 MB) is loaded with the first SMILES and not before.
import { MixGradError } from './error.js';
import { WorkerReader } from './rdkit-client.js';
import { explainText } from './rdkit-explain.js';

/** @typedef {import('./rdkit-reader.js').Molecule} Molecule */

const cacheSize = 256;

/**
 * Checks, shares and remembers: a SMILES under way or read lately is not read again.
 * @param {(smiles: string) => Promise<Molecule>} read
 * @returns {(smiles: string) => Promise<Molecule>}
 */
export function rememberingSource(read) {
  /** @type {Map<string, Promise<Molecule>>} oldest first */
  const known = new Map();

  return async (smiles) => {
    const text = typeof smiles === 'string' ? smiles.trim() : smiles;
    const objection = explainText(text);
    if (objection) throw new MixGradError('bad_smiles', 'smiles', objection);

    const molecule = known.get(text) ?? read(text);
    known.delete(text);
    known.set(text, molecule);
    if (known.size > cacheSize) known.delete(known.keys().next().value ?? '');
    try {
      return await molecule;
    } catch (error) {
      known.delete(text);
      throw error;
    }
  };
}

/** @type {Promise<{ read(smiles: string): Promise<Molecule> }> | null} */
let reader = null;

async function createReader() {
  if (typeof process === 'object' && process.versions?.node) {
    const nodeOnly = './rdkit-node.js';
    return (await import(/* @vite-ignore */ nodeOnly)).reader;
  }
  return new WorkerReader(
    () => new Worker(new URL('./rdkit-worker.js', import.meta.url), { type: 'module', name: 'rdkit' }),
  );
}

/**
 * Reads a SMILES with RDKit; surrounding blanks do not count.
 *
 * Errors ({@link MixGradError}, field `smiles`): `bad_smiles`, the message pointing at the trouble;
 * `rdkit_unavailable` when RDKit could not be loaded. After any error the next call works.
 * @type {(smiles: string) => Promise<Molecule>}
 */
export const moleculeFromSmiles = rememberingSource(async (smiles) => {
  reader ??= createReader();
  return (await reader).read(smiles);
});

/**
 * The canonical SMILES of a molecule without stereo marks: one for one molecule as the core sees it.
 * @param {string} canonical
 */
export async function withoutStereo(canonical) {
  // Twice, because the marks' places have a say in the order of the atoms.
  const bare = (await moleculeFromSmiles(canonical.replace(/[@/\\]/g, ''))).canonical;
  return (await moleculeFromSmiles(bare)).canonical;
}
