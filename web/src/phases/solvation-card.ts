/** Who stands around Li⁺ in the formulation, as learned from simulations: a table with bars. */
import type { MoleculeRef, Solvation, SolvationNumber } from '../../mixgrad/mixgrad.js';
import { h, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { sentence } from '../numbers.js';
import { createDomainBadge } from '../parts/domain-badge.js';
import { solvation as text } from '../strings/solvation.en.js';
import type { Triple } from './keys.js';
import { leastSalt, massOf, massRequest, solvationRequest } from './solvation.js';

/** The places of one Li⁺ that all compete for: the length of a whole bar. */
const places = 4;

export interface SolvationCard {
  element: HTMLElement;
  /** Resolves with what was learned of the formulation; null where there is no prediction. */
  show(
    system: Triple<MoleculeRef>,
    feed: Triple<number>,
    labels: Triple<string>,
    parted: boolean,
  ): Promise<Solvation | null>;
}

export function createSolvationCard({ engine }: Lab): SolvationCard {
  const say = text.around;
  const headingId = uniqueId('around');
  const badge = createDomainBadge();
  const parted = h('p', { class: 'around-parted', hidden: true }, say.parted);
  const problem = h('p', { class: 'around-problem', role: 'status', hidden: true });
  const rows = h('tbody', {});
  const total = h('tfoot', {});
  const reasons = h('ul', { class: 'reasons' });
  const head = [say.species, say.coordination, say.free];
  const answer = h(
    'div',
    {},
    h(
      'table',
      { class: 'around-table' },
      h('caption', { class: 'visually-hidden' }, say.caption),
      h('thead', {}, h('tr', {}, ...head.map((title) => h('th', { scope: 'col' }, title)))),
      rows,
      total,
    ),
    h('p', { class: 'intro' }, say.always),
    parted,
    reasons,
  );
  const element = h(
    'section',
    { class: 'card around', 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, h('h2', { id: headingId }, say.heading), badge.element),
    h('p', { class: 'around-source' }, h('span', { class: 'tag tag-learned' }, say.learned)),
    problem,
    answer,
  );

  let known: { key: string; value: readonly [number, number] } | null = null;
  const massesOf = async (solvent: MoleculeRef, diluent: MoleculeRef) => {
    const key = JSON.stringify([solvent, diluent]);
    if (known?.key === key) return known.value;
    const [first, second] = await Promise.all(
      [solvent, diluent].map((molecule) => engine.run((api) => api.predict(massRequest(molecule)))),
    );
    const value = [first ? massOf(first) : 0, second ? massOf(second) : 0] as const;
    known = { key, value };
    return value;
  };

  const refuse = (words: string) => {
    write(problem, words);
    problem.hidden = false;
    answer.hidden = true;
    badge.element.hidden = true;
    return null;
  };

  return {
    element,
    async show(system, feed, labels, inParts) {
      if (feed[0] < leastSalt) return refuse(say.noSalt);
      if (feed[1] + feed[2] < leastSalt) return refuse(say.noLiquid);
      let solvation: Solvation;
      try {
        const request = solvationRequest(system, feed, await massesOf(system[1], system[2]));
        solvation = await engine.run((api) => api.solvation(request));
      } catch (error) {
        return refuse(say.failed(sentence((error as Error).message)));
      }
      problem.hidden = true;
      answer.hidden = false;
      badge.element.hidden = false;
      parted.hidden = !inParts;
      const { components, anion, total_coordination, domain } = solvation;
      badge.show(domain.state);
      const [salt, solvent, diluent] = labels;
      const species = [
        { name: solvent, hue: 'hue-1', amount: feed[1], numbers: components[0] },
        { name: diluent, hue: 'hue-2', amount: feed[2], numbers: components[1] },
        { name: say.anion(salt), hue: 'hue-salt', amount: feed[0], numbers: anion },
      ];
      rows.replaceChildren(
        ...species.map(({ name, hue, amount, numbers }) =>
          h(
            'tr',
            { class: hue },
            h('th', { scope: 'row' }, h('span', { class: 'swatch' }), h('span', {}, name)),
            ...(amount > 0 && numbers
              ? [
                  cell(numbers.coordination, places, say.count, say.countRange),
                  cell(numbers.free_share, 1, say.share, say.shareRange),
                ]
              : [h('td', {}, say.none), h('td', {}, say.none)]),
          ),
        ),
      );
      total.replaceChildren(
        h(
          'tr',
          { class: 'hue-accent' },
          h('th', { scope: 'row' }, say.total),
          cell(total_coordination, places, say.count, say.countRange),
          h('td', {}),
        ),
      );
      reasons.replaceChildren(...domain.reasons.map((reason) => h('li', {}, sentence(reason))));
      return solvation;
    },
  };
}

/** A number with its interval in figures and as a bar. */
function cell(
  { value, interval90: [low, high] }: SolvationNumber,
  whole: number,
  figure: (value: number) => string,
  range: (low: number, high: number) => string,
): HTMLElement {
  const along = (x: number) => `${Math.min(Math.max((100 * x) / whole, 0), 100).toFixed(1)}%`;
  const bar = h(
    'div',
    { class: 'amount-bar', 'aria-hidden': 'true' },
    h('span', { class: 'amount-value' }),
    h('span', { class: 'amount-interval' }),
  );
  bar.style.setProperty('--value', along(value));
  bar.style.setProperty('--from', along(low));
  bar.style.setProperty('--to', along(high));
  return h(
    'td',
    {},
    h('span', { class: 'amount-figure' }, figure(value)),
    ' ',
    h('span', { class: 'amount-range' }, range(low, high)),
    bar,
  );
}
