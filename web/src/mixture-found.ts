/** Mixtures that a run found, as states of the page. */
import type { DesignPoint } from '../mixgrad/mixgrad.js';
import { withShares } from './composition.js';
import { celsius } from './requests.js';
import type { State } from './state.js';

export type FoundMixture = Omit<DesignPoint, 'value'>;

/** The state with a mixture that was found; `asked` is the state of the question. */
export function withMixture(state: State, asked: State, found: FoundMixture): State {
  const { components, salt, temperature_K } = found;
  return {
    ...state,
    components: withShares(asked.components, components),
    salt: asked.salt.locked || salt === 0 ? asked.salt : { ...asked.salt, amount: Number(salt.toFixed(3)) },
    temperature_C:
      temperature_K === undefined ? asked.temperature_C : Number(celsius(temperature_K).toFixed(2)),
  };
}

/** Equal for states of the same mixture. */
export const mixtureKey = ({ components, salt, temperature_C }: State): string =>
  JSON.stringify([components, salt, temperature_C]);

/** Equal for states in which the same mixtures can be reached and the same is sought: amounts count where they are held. */
export const questionKey = ({ components, salt, basis, temperature_C, design }: State): string =>
  JSON.stringify([
    components.map(({ molecule, locked, limits, amount }) => [molecule, limits, locked && amount]),
    [salt.molecule, salt.unit, salt.limits, salt.locked && salt.amount],
    basis,
    design.temperature.free || temperature_C,
    design,
  ]);
