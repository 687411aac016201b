/** The parameters of the solvation equilibrium S + nL ⇌ C that a person may move. */
export const equilibriumNames = ['n', 'dH_c', 'dS_c'] as const;
export type EquilibriumName = (typeof equilibriumNames)[number];

/** Lowest and highest value: molecules; kJ/mol and J/(mol K) of the whole reaction. */
export const equilibriumRange: Record<EquilibriumName, readonly [number, number]> = {
  n: [1, 6],
  dH_c: [-120, 20],
  dS_c: [-300, 50],
};
