/** The design view's question as one of experiments: what to measure next, and what was measured already. */
import type {
  DesignRequest,
  Experiment,
  PredictRequest,
  Prediction,
  Proposal,
  ProposeRequest,
} from '../mixgrad/mixgrad.js';
import { sameMolecule } from './library.js';
import type { Measurement } from './measured.js';
import { designRequest } from './requests.js';
import type { State } from './state.js';

export const strategies = ['upper_confidence', 'expected_improvement'] as const;
export type Strategy = (typeof strategies)[number];

/** Temperatures that differ by less are one, K. */
const oneTemperature_K = 0.05;

/**
 * The request, and of each of its limits the limit of the page that it says. Null for a goal that is closest to a
 * value: no mixture is the best by it.
 */
export function proposeRequest(
  state: State,
  highestMolality: number,
  wish: Pick<ProposeRequest, 'experiments' | 'strategy'>,
): { request: ProposeRequest; needs: number[] } | null {
  const { request, needs } = designRequest({ ...state, design: { ...state.design, most: null } });
  const goal = Array.isArray(request.goal) ? request.goal[0] : request.goal;
  if (!goal || 'target' in goal) return null;
  const { components, basis, limits, domain_at_least, salt } = request;
  return {
    request: {
      components,
      basis,
      temperature_K: state.temperature_C + 273.15,
      goal: 'maximize' in goal ? { maximize: goal.maximize } : { minimize: goal.minimize },
      ...(limits && { limits }),
      ...(domain_at_least && { domain_at_least }),
      ...(salt && { salt: salt.locked ? salt : { ...salt, max: salt.max ?? highestMolality } }),
      ...wish,
    },
    needs,
  };
}

/**
 * What was measured as an experiment of the request, in its basis and its unit of salt. Null for a mixture of other
 * molecules, of another temperature, or that the model does not take.
 */
export async function experimentOf(
  { mixture, measured }: Measurement,
  asked: ProposeRequest,
  predict: (request: PredictRequest) => Promise<Prediction>,
): Promise<Experiment | null> {
  const { components, salt, temperature_K } = mixture;
  if (Math.abs(temperature_K - asked.temperature_K) > oneTemperature_K) return null;
  if (asked.salt ? !salt || !sameMolecule(salt, asked.salt) : salt) return null;
  const places = components.map((component) =>
    asked.components.findIndex((other) => sameMolecule(other, component)),
  );
  if (places.includes(-1)) return null;
  try {
    const { composition } = await predict({ ...mixture, properties: [] });
    const shares = asked.components.map(() => 0);
    places.forEach((place, i) => {
      shares[place] = (shares[place] ?? 0) + (composition[asked.basis][i] ?? 0);
    });
    const unit = asked.salt?.molality_mol_per_kg === undefined ? 'molarity_mol_per_l' : 'molality_mol_per_kg';
    return { components: shares, ...(asked.salt && { salt: composition[unit] }), value: measured };
  } catch {
    return null; // the panel of measured values says why
  }
}

/** Whether there is anything to choose. */
export function canMove({ components, salt }: Pick<DesignRequest, 'components' | 'salt'>): boolean {
  return components.filter(({ locked }) => !locked).length > 1 || (salt !== undefined && !salt.locked);
}

/** Why a mixture is proposed, beside the others of its round. */
export interface Reason {
  /** The favourable end of its interval. */
  reach: number;
  /** What is expected of it is the best of all. */
  best: boolean;
  /** Its interval is the widest, by the ratio of its ends where they are positive. */
  leastSure: boolean;
  /** What the model says without measurements, where that is another value by more than a hundredth. */
  alone: number | null;
}

export function reasonsOf(proposals: readonly Proposal[], sign: 1 | -1): Reason[] {
  const width = ({ interval90: [low, high] }: Proposal) => (low > 0 ? Math.log(high / low) : high - low);
  const best = Math.max(...proposals.map(({ value }) => sign * value));
  const widest = Math.max(...proposals.map(width));
  return proposals.map((proposal) => {
    const { value, interval90, model } = proposal;
    return {
      reach: interval90[sign > 0 ? 1 : 0],
      best: proposals.length > 1 && sign * value === best,
      leastSure: proposals.length > 1 && width(proposal) === widest,
      alone: Math.abs(model.value - value) > 0.01 * Math.abs(value) ? model.value : null,
    };
  });
}
