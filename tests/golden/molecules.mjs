// Writes molecules.json beside this file: RDKit's own view of some molecules, for the core's tests.
//
//   node tests/golden/molecules.mjs

import { writeFile } from 'node:fs/promises';
import initRDKitModule from '@rdkit/rdkit';

const spellings = [
  'O',
  'CCO',
  'CC(C)=O',
  'CC#N',
  'CC(=O)O',
  'CN(C)C=O',
  'COCCOC',
  'COC(=O)OC',
  'O=C1OCCO1',
  'CC1COC(=O)O1',
  'CS(C)=O',
  'O=S1(=O)CCCC1',
  'COS(=O)OC',
  'NCCN',
  'C1CCCCC1',
  'OC1CCCCC1',
  'CCCCCC',
  'ClC(Cl)Cl',
  'c1ccccc1',
  'Cc1ccccc1C',
  'c1ccc2ccccc2c1',
  'c1ccncc1',
  'c1cc[nH]c1',
  'C1CCC2(CC1)OCCO2',
  'C1CC2CCC1C2',
  'C[N+](=O)[O-]',
  'C=CC=C',
  'C=CC(=O)N',
  'C=C=C',
  'CCO[Si](OCC)(OCC)OCC',
  'FC(F)C(F)(F)COCC(F)(F)F',
  'CC(=O)[O-]',
  'Cn1cc[n+](C)c1',
  '[Li+].F[P-](F)(F)(F)(F)F',
  '[Li+].F[B-](F)(F)F',
  '[Li+].[O-]Cl(=O)(=O)=O',
  '[Li+].O=C1O[B-]2(OC1=O)OC(=O)C(=O)O2',
  '[Li+].O=S(=O)([N-]S(=O)(=O)C(F)(F)F)C(F)(F)F',
  '[Li+].[O-]S(=O)(=O)C(F)(F)F',
  '[Li+].N#Cc1nc(C(F)(F)F)[n-]c1C#N',
];

const rdkit = await initRDKitModule();
const hybridisation = ['[^0]', '[^1]', '[^2]', '[^3]', '[^4,^5]'].flatMap((smarts) => rdkit.get_qmol(smarts) ?? []);

const molecules = spellings.map((smiles) => {
  const molecule = rdkit.get_mol(smiles);
  if (!molecule) throw new Error(smiles);
  const commonchem = molecule.get_json();
  const heavyAtoms = molecule.get_num_atoms(true);
  const smallestRing = new Array(heavyAtoms).fill(0);
  for (const ring of JSON.parse(commonchem).molecules[0].extensions[0].atomRings ?? []) {
    for (const atom of ring) smallestRing[atom] = Math.min(smallestRing[atom] || Infinity, ring.length);
  }
  const hybrid = new Array(heavyAtoms);
  for (const [kind, query] of hybridisation.entries()) {
    const matches = JSON.parse(molecule.get_substruct_matches(query)); // {} when there is none
    if (Array.isArray(matches)) for (const match of matches) hybrid[match.atoms[0]] = kind;
  }
  const { amw } = JSON.parse(molecule.get_descriptors());
  molecule.delete();
  return { smiles, molar_mass_g_per_mol: amw, smallest_ring: smallestRing, hybridisation: hybrid, commonchem };
});
for (const query of hybridisation) query.delete();

const lines = molecules.map((molecule) => JSON.stringify(molecule)).join(',\n');
await writeFile(
  new URL('molecules.json', import.meta.url),
  `{"rdkit": "${rdkit.version()}", "molecules": [\n${lines}\n]}\n`,
);
