/** The words about what to measure next, in English. */
import type { DesignProperty } from '../../mixgrad/mixgrad.js';
import { text } from './en.js';

const { design } = text;

export const proposals = {
  heading: 'What to measure next',
  intro:
    'Mixtures within the limits that teach the most about the first goal, spaced apart. Values measured at this temperature, pasted below, correct the predictions nearby.',
  count: 'How many experiments',
  strategy: 'Choose by',
  strategies: {
    upper_confidence: 'the favourable end of the interval: bold',
    expected_improvement: 'the improvement to be expected: careful',
  },
  start: 'Propose experiments',
  thinking: 'Choosing…',
  oneGoal: 'Experiments are proposed for a first goal that is highest or lowest, not closest to a value.',
  nothingFree: 'Nothing may move: unlock a solvent or the salt.',
  used: (taken: number, all: number) =>
    taken === all
      ? `${all} measured ${all === 1 ? 'value' : 'values'} counted in.`
      : `${taken} of ${all} measured values counted in; the others are of other molecules or another temperature.`,
  none: 'No measured values yet: these rest on the model alone.',
  done: (count: number) => `${count} ${count === 1 ? 'mixture' : 'mixtures'} proposed.`,
  table: 'Proposed mixtures',
  mixture: 'Mixture',
  expected: (property: DesignProperty) => `Expected ${design.property[property]}, ${design.unit[property]}`,
  interval: '90 % interval',
  ground: 'Ground',
  use: 'Use',
  useRow: (mixture: string) => `Use ${mixture}`,
  applied: 'The proposed mixture is in the composer.',
  copyIds: 'Copy as CompositionIDs',
  copiedIds: 'CompositionIDs copied',
  saveCsv: 'Save as CSV',
  old: 'For another question than the one above now.',
};
