// Mixtures for the tests of the JavaScript interface, and the interface itself.
import { createMixGrad, MixGradError, type PredictRequest } from '../../web/mixgrad/mixgrad.js';

export const mg = await createMixGrad();

/** Uniform in [0, 1), the same sequence for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 1 mol/kg LiPF6 in EC:EMC 3:7 by mass at 298.15 K, with changes. */
export function electrolyte(changes: Partial<PredictRequest> = {}): PredictRequest {
  return {
    components: [
      { species: 'EC', amount: 3 },
      { species: 'EMC', amount: 7 },
    ],
    basis: 'mass',
    salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
    temperature_K: 298.15,
    ...changes,
  };
}

/** One to five solvents of the library, any salt in either unit, any basis; the same for a seed. */
export function randomMixtures(count: number, seed = 1): PredictRequest[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const ids = (role: string) => mg.species().flatMap((s) => (s.role === role ? [s.id] : []));
  const solvents = ids('solvent');
  const salts = ids('salt');
  return Array.from({ length: count }, () => {
    const chosen = new Set<string>();
    for (let n = 1 + Math.floor(random() * 5); chosen.size < n;) chosen.add(pick(solvents));
    const amount = 0.2 + 1.3 * random();
    return {
      components: [...chosen].map((species) => ({ species, amount: 0.05 + random() })),
      basis: pick(['mole', 'mass', 'volume'] as const),
      salt: {
        species: pick(salts),
        ...(random() < 0.5 ? { molality_mol_per_kg: amount } : { molarity_mol_per_l: amount }),
      } as PredictRequest['salt'],
      temperature_K: 250 + 90 * random(),
    };
  });
}

/** `EC + DMC in LiPF6`, for the names of tests. */
export const nameOf = ({ components, salt }: PredictRequest) =>
  `${components.map((c) => c.species ?? c.smiles).join(' + ')}, ${salt?.species ?? salt?.smiles}`;

/** The prediction with its gradient. */
export const conductivity = (request: PredictRequest) => {
  const prediction = mg.predict({ ...request, gradient: true }).conductivity_mS_per_cm!;
  return { ...prediction, gradient: prediction.gradient! };
};

/** The value in mS/cm. */
export const kappa = (request: PredictRequest) => mg.predict(request).conductivity_mS_per_cm!.value;

/** Shares in the request's basis, summing to 1. */
export const sharesOf = (request: PredictRequest) => mg.predict(request).composition[request.basis];

/** The same molecules in other amounts. */
export const withAmounts = (request: PredictRequest, amounts: readonly number[]): PredictRequest => ({
  ...request,
  components: request.components.map((component, i) => ({ ...component, amount: amounts[i]! })),
});

export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
export const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/** What a call throws, which must be a MixGradError. */
export function refusal(call: () => unknown): MixGradError {
  try {
    call();
  } catch (error) {
    if (error instanceof MixGradError) return error;
    throw error;
  }
  throw new Error('the call was answered; it should have been refused');
}
