/** The parameters of the model of salt (1), solvent (2) and diluent (3) that a person may move. */
export const parameterNames = [
  'A12',
  'A13',
  'A23',
  'C',
  'h12',
  'h13',
  'a_sat',
  'dH',
  'size',
  'surface',
  'crowding',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** Lowest and highest value. Heats in kJ/mol; the others are plain numbers. */
export const parameterRange: Record<ParameterName, readonly [number, number]> = {
  A12: [-6, 3],
  A13: [0, 6],
  A23: [-2, 4],
  C: [-16, 6],
  h12: [-30, 10],
  h13: [-15, 15],
  a_sat: [0.02, 1],
  dH: [0, 30],
  size: [0.5, 3],
  surface: [0, 30],
  crowding: [0.2, 5],
};
