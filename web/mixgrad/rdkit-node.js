// RDKit in Node: in this thread, its WebAssembly read from the package.
import initRDKitModule from '@rdkit/rdkit';
import { MoleculeReader } from './rdkit-reader.js';

// The options are new with every load, because the module makes itself out of them.
export const reader = new MoleculeReader(() => initRDKitModule({ print() {}, printErr() {} }));
