/** The design view's question as one of experiments: what to measure next, and what was measured already. */
import type { DesignRequest, Experiment, ProposeRequest } from '../mixgrad/mixgrad.js';
import { sameMolecule } from './library.js';
import type { Measurement } from './measured.js';
import { designRequest } from './requests.js';
import type { State } from './state.js';

export type Strategy = NonNullable<ProposeRequest['strategy']>;

/** Temperatures that differ by less are one, K. */
const oneTemperature_K = 0.05;

/** Null for a goal that is closest to a value: no mixture is the best by it. */
export function proposeRequest(
  state: State,
  highestMolality: number,
  wish: { experiments: number; strategy: Strategy; measured: readonly Measurement[] },
): ProposeRequest | null {
  const { request } = designRequest({ ...state, design: { ...state.design, most: null } });
  const goal = Array.isArray(request.goal) ? request.goal[0] : request.goal;
  if (!goal || 'target' in goal) return null;
  const { components, basis, limits, domain_at_least, salt } = request;
  const asked: ProposeRequest = {
    components,
    basis,
    temperature_K: state.temperature_C + 273.15,
    goal: 'maximize' in goal ? { maximize: goal.maximize } : { minimize: goal.minimize },
    ...(limits && { limits }),
    ...(domain_at_least && { domain_at_least }),
    ...(salt && { salt: salt.locked ? salt : { ...salt, max: salt.max ?? highestMolality } }),
    experiments: wish.experiments,
    strategy: wish.strategy,
  };
  const measured = wish.measured.flatMap((row) => experimentOf(row, asked) ?? []);
  return { ...asked, measured };
}

/** Null for one of other molecules, another temperature or other units. */
function experimentOf({ mixture, measured }: Measurement, asked: ProposeRequest): Experiment | null {
  const { components, salt, basis, temperature_K } = mixture;
  if (Math.abs(temperature_K - asked.temperature_K) > oneTemperature_K) return null;
  const shares = asked.components.map(() => 0);
  for (const component of components) {
    const place = asked.components.findIndex((other) => sameMolecule(other, component));
    if (place < 0) return null;
    shares[place] = (shares[place] ?? 0) + component.amount;
  }
  if (salt && !(asked.salt && sameMolecule(salt, asked.salt))) return null;
  const amount = salt?.molality_mol_per_kg ?? 0;
  const inUnit = !asked.salt || asked.salt.molality_mol_per_kg !== undefined;
  if (basis === asked.basis && inUnit) {
    return { components: shares, ...(asked.salt && { salt: amount }), value: measured };
  }
  const id = basis === 'mass' ? idOf(mixture, asked) : null;
  return id === null ? null : { composition_id: id, value: measured };
}

/** With every digit: it is only passed on. Null where a molecule has no name. */
function idOf({ components, salt }: Measurement['mixture'], asked: ProposeRequest): string | null {
  const names = components.map(({ species }) => species);
  if (names.includes(undefined) || (asked.salt && !asked.salt.species)) return null;
  const sum = components.reduce((total, { amount }) => total + amount, 0);
  const percent = components.map(({ amount }) => ((100 * amount) / sum).toFixed(6));
  const blend = `${names.join('_')}|${percent.join('_')}`;
  return salt ? `${blend}|${salt.species}|${(salt.molality_mol_per_kg ?? 0).toFixed(6)}` : blend;
}

/** Whether there is anything to choose. */
export function canMove({ components, salt }: Pick<DesignRequest, 'components' | 'salt'>): boolean {
  return components.filter(({ locked }) => !locked).length > 1 || (salt !== undefined && !salt.locked);
}
