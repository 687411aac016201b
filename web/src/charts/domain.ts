/** Domain states as curves have them, from good to bad. */
import type { DomainState } from '../../mixgrad/mixgrad.js';

const states: readonly DomainState[] = ['known ground', 'caution', 'outside'];

export const domainCode = (state: DomainState): number => states.indexOf(state);

/** The most doubtful of some states. */
export const worst = (found: readonly DomainState[]): DomainState =>
  states[Math.max(0, ...found.map(domainCode))] ?? 'outside';
