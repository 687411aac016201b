/** Why a run found nothing, in the words of the page. */
import type { MixGradError } from '../../mixgrad/mixgrad.js';
import { sentence } from '../numbers.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { needIndex, needText, oneLiquidAt } from './design-answer.js';

const words = text.design;

export interface Refusal {
  message: string;
  /** The limit of the page that cannot be met. */
  need: number | null;
}

/** @param needs of each limit of the request, the limit of the page that it says */
export function refusalOf(error: MixGradError, asked: State, needs: readonly number[]): Refusal {
  if (error.code === 'no_finite_value' && asked.design.ground === 'known ground') {
    return { message: words.noGround, need: null };
  }
  const others = error.message.includes('together with the other limits');
  const cold = error.code === 'infeasible' ? oneLiquidAt(/^'(.*)'/.exec(error.message)?.[1] ?? '') : null;
  if (cold !== null) {
    const what = sentence(words.oneLiquidAt(cold)).replace(/\.$/, '');
    return { message: words.cannot(what, others, ''), need: null };
  }
  const index = needIndex(needs, error.field);
  const need = index === null ? undefined : asked.design.needs[index];
  if (error.code !== 'infeasible' || !need) return { message: sentence(error.message), need: null };
  const nearest = Number(/nearest found is (\S+)$/.exec(error.message)?.[1] ?? Number.NaN);
  const what = sentence(needText(need)).replace(/\.$/, '');
  const value = Number.isFinite(nearest) ? words.nearestValue(need, nearest) : '';
  return { message: words.cannot(what, others, value), need: index };
}
