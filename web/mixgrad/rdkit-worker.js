// RDKit in a browser: in a worker of its own, because it needs eval, which the page's policy forbids.
//
// In: a SMILES. Out: `{ ready: true }` when RDKit is loaded, then `{ molecule }` or `{ error }`.
import initRDKitModule from '@rdkit/rdkit';
import wasmUrl from '@rdkit/rdkit/RDKit_minimal.wasm?url';
import { MoleculeReader } from './rdkit-reader.js';

const reader = new MoleculeReader(() =>
  initRDKitModule({ locateFile: () => wasmUrl, print() {}, printErr() {} }),
);

self.onmessage = async ({ data: smiles }) => {
  try {
    await reader.ready();
    self.postMessage({ ready: true });
    self.postMessage({ molecule: await reader.read(smiles) });
  } catch (error) {
    const { code, field, message } = /** @type {import('./error.js').MixGradError} */ (error);
    self.postMessage({ error: { code, field, message } });
  }
};
