/** The words about what to measure next, in English. */
import type { DesignProperty } from '../../mixgrad/mixgrad.js';
import type { Reason, Strategy } from '../experiments.js';
import { fixed, sentence } from '../numbers.js';
import { text } from './en.js';

const { design } = text;
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const strategies: Record<Strategy, string> = {
  upper_confidence: 'What it may reach',
  expected_improvement: 'What it gains on average',
};
const strategyHints: Record<Strategy, string> = {
  upper_confidence:
    'By the favourable end of the interval (upper confidence bound): bold, it also tries what the model knows little of.',
  expected_improvement:
    'By how much better than the best so far it is expected to be, misses counted as nothing (expected improvement).',
};

export const proposals = {
  heading: 'What to measure next',
  intro:
    'Mixtures within the limits, spaced apart, that are worth an experiment. Save them as a table, fill in what you measured and drop it on the measured values below: the next proposals learn from it.',
  count: 'How many experiments',
  strategy: 'Choose by',
  strategies,
  strategyHints,
  start: 'Propose experiments',
  thinking: 'Choosing…',
  oneGoal: 'Experiments are proposed for a first goal that is highest or lowest, not closest to a value.',
  nothingFree: 'Nothing may move: unlock a solvent or the salt.',
  done: (proposed: number, measured: string) =>
    `${count(proposed, 'mixture', 'mixtures')} proposed. ${measured}`,
  none: 'No measured values yet: these rest on the model alone.',
  used: (taken: number, all: number, best: string) => {
    const others =
      taken === all ? '' : `; the other ${all - taken} are of other molecules or another temperature`;
    const known = taken > 0 ? `, the best ${best}` : '';
    return `${taken === all ? '' : `${taken} of `}${count(all, 'measured value', 'measured values')} counted in${known}${others}.`;
  },
  table: 'Proposed mixtures',
  mixture: 'Mixture',
  expected: (property: DesignProperty) =>
    `Expected ${design.property[property]} and 90\u00a0% interval, ${design.unit[property]}`,
  /** @param gain of expected improvement: of excess properties in their unit, of others as a logarithm */
  why: (
    property: DesignProperty,
    sign: 1 | -1,
    strategy: Strategy,
    { reach, best, leastSure, alone }: Reason,
    gain: number,
  ) => {
    const may = `${sign > 0 ? 'may reach' : 'may fall to'} ${design.value(property, reach)}`;
    const size = property.startsWith('excess_')
      ? design.valueWithUnit(property, gain)
      : `${fixed(100 * Math.expm1(gain), gain < 0.0995 ? 1 : 0)} %`;
    return sentence(
      [
        strategy === 'upper_confidence' ? may : `${size} better than the best on average`,
        ...(best ? ['the best expected of these'] : []),
        ...(leastSure ? ['the least sure of these'] : []),
        ...(alone === null ? [] : [`${design.value(property, alone)} by the model without measurements`]),
      ].join('; '),
    );
  },
  inComposer: 'In the composer',
  useRow: (mixture: string) => `Use ${mixture}`,
  applied: 'The proposed mixture is in the composer.',
  copyIds: 'Copy as CompositionIDs',
  copiedIds: 'CompositionIDs copied',
  saveCsv: 'Save as CSV',
  fileName: (labels: readonly string[]) => `${labels.join('-')}-experiments`,
  old: 'These answer another question than the one above.',
};
