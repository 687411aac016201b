/** The units in which a person may give the salt: per kg of solvent, or per litre of solution. */
export type SaltUnit = 'mol/kg' | 'mol/l';
