/** The surroundings of Li⁺ in the formulation: what is learned of them, and one equilibrium that is assumed. */
import '../styles/solvation.css';
import { h } from '../dom.js';
import type { Lab } from '../lab.js';
import { createEquilibriumCard } from './equilibrium-card.js';
import type { PhasesState, Triple } from './keys.js';
import { createSolvationCard } from './solvation-card.js';

export interface Surroundings {
  element: HTMLElement;
  /** `parted`: the formulation is more than one phase. */
  show(phases: PhasesState, temperature_C: number, labels: Triple<string>, parted: boolean): Promise<void>;
}

export function createSurroundings(lab: Lab): Surroundings {
  const learned = createSolvationCard(lab);
  const assumed = createEquilibriumCard(lab);
  return {
    element: h('div', { class: 'surroundings' }, learned.element, assumed.element),
    async show(phases, temperature_C, labels, parted) {
      const { system, feed } = phases;
      const solvation = await learned.show(system, feed, labels, parted);
      const free = feed[1] > 0 ? solvation?.components[0]?.free_share.value : undefined;
      assumed.show(phases, temperature_C, labels, free ?? null);
    },
  };
}
