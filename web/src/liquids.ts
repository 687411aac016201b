/** Everyday liquids that the built-in library does not hold: found by name, and given to the model as SMILES. */
import type { Species } from '../mixgrad/mixgrad.js';

/** What the page knows of a molecule that has a name. */
export type Entry = Pick<Species, 'id' | 'name' | 'aliases' | 'smiles' | 'role' | 'formula' | 'trained'>;

const table: readonly [id: string, smiles: string, formula: string, ...aliases: string[]][] = [
  ['Water', 'O', 'H2O'],
  ['Methanol', 'CO', 'CH4O', 'MeOH'],
  ['Ethanol', 'CCO', 'C2H6O', 'EtOH', 'alcohol'],
  ['1-Propanol', 'CCCO', 'C3H8O', 'propan-1-ol'],
  ['2-Propanol', 'CC(C)O', 'C3H8O', 'propan-2-ol', 'isopropanol', 'IPA'],
  ['1-Butanol', 'CCCCO', 'C4H10O', 'butan-1-ol'],
  ['Ethylene glycol', 'OCCO', 'C2H6O2', 'ethane-1,2-diol', 'glycol'],
  ['Acetone', 'CC(C)=O', 'C3H6O', 'propanone'],
  ['2-Butanone', 'CCC(C)=O', 'C4H8O', 'methyl ethyl ketone', 'MEK'],
  ['Acetic acid', 'CC(=O)O', 'C2H4O2', 'ethanoic acid'],
  ['Chloroform', 'ClC(Cl)Cl', 'CHCl3', 'trichloromethane'],
  ['Tetrachloromethane', 'ClC(Cl)(Cl)Cl', 'CCl4', 'carbon tetrachloride'],
  ['Hexane', 'CCCCCC', 'C6H14', 'n-hexane'],
  ['Heptane', 'CCCCCCC', 'C7H16', 'n-heptane'],
  ['Octane', 'CCCCCCCC', 'C8H18', 'n-octane'],
  ['Cyclohexane', 'C1CCCCC1', 'C6H12'],
  ['Anisole', 'COc1ccccc1', 'C7H8O', 'methoxybenzene'],
  ['Phenetole', 'CCOc1ccccc1', 'C8H10O', 'ethoxybenzene'],
  ['Chlorobenzene', 'Clc1ccccc1', 'C6H5Cl'],
  ['Pyridine', 'c1ccncc1', 'C5H5N'],
  ['Triethylamine', 'CCN(CC)CC', 'C6H15N'],
  ['Nitromethane', 'C[N+](=O)[O-]', 'CH3NO2'],
  ['Dibutyl ether', 'CCCCOCCCC', 'C8H18O'],
  ['Methyl tert-butyl ether', 'COC(C)(C)C', 'C5H12O', 'MTBE'],
];

export const liquids: readonly Entry[] = table.map(([id, smiles, formula, ...aliases]) => ({
  id,
  name: id.charAt(0).toLowerCase() + id.slice(1),
  aliases,
  smiles,
  role: 'solvent',
  formula,
  trained: false,
}));

const bySmiles = new Map(liquids.map((entry) => [entry.smiles, entry]));

export const liquidOfSmiles = (smiles: string): Entry | undefined => bySmiles.get(smiles);
