// What the core needs of RDKit's CommonChem JSON.

/**
 * @typedef {object} CommonChem
 * @property {object} rdkitjson
 * @property {{ atom: Record<string, unknown>, bond: Record<string, unknown> }} defaults
 * @property {{ atoms: object[], bonds: object[],
 *   extensions: { name: string, aromaticAtoms?: number[], aromaticBonds?: number[] }[] }[]} molecules
 */

/** @param {Record<string, unknown>} entry */
const withoutStereo = ({ stereo: _, stereoAtoms: __, ...rest }) => rest;

/**
 * Keeps elements, charges, hydrogens, bonds and the aromatic flags; drops stereo, rings and CIP ranks.
 * @param {CommonChem} commonchem
 */
export function essential(commonchem) {
  const { defaults, molecules } = commonchem;
  const [{ atoms, bonds, extensions }] = molecules;
  const { name, aromaticAtoms, aromaticBonds } =
    extensions.find((extension) => extension.name === 'rdkitRepresentation') ?? {};
  return {
    rdkitjson: commonchem.rdkitjson,
    defaults: { atom: withoutStereo(defaults.atom), bond: withoutStereo(defaults.bond) },
    molecules: [
      {
        atoms: atoms.map((atom) => withoutStereo({ ...atom })),
        bonds: bonds.map((bond) => withoutStereo({ ...bond })),
        ...(aromaticAtoms && { extensions: [{ name, aromaticAtoms, aromaticBonds }] }),
      },
    ],
  };
}
