/** The solvation equilibrium of the formulation under assumed n, ΔH and ΔS. */
import { h, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { kelvin } from '../requests.js';
import { phases as words } from '../strings/phases.en.js';
import { solvation as text } from '../strings/solvation.en.js';
import { complexes, equilibriumDefaults, lnEquilibrium } from './equilibrium.js';
import { equilibriumNames, equilibriumRange } from './equilibrium-parameters.js';
import type { PhasesState, Triple } from './keys.js';
import { createParameterRow } from './parameter-row.js';

export interface EquilibriumCard {
  element: HTMLElement;
  /** `learnedFree`: the share of the solvent that touches no Li⁺; null where it is not known. */
  show(phases: PhasesState, temperature_C: number, labels: Triple<string>, learnedFree: number | null): void;
}

export function createEquilibriumCard(lab: Lab): EquilibriumCard {
  const say = text.equilibrium;
  const headingId = uniqueId('equilibrium');
  const reaction = h('p', { class: 'equilibrium-reaction' });
  const constant = h('p', { class: 'intro' });
  const rows = h('tbody', {});
  const compare = h('p', { class: 'intro' });
  const parameters = equilibriumNames.map((name) => {
    const { name: title, unit, reason } = say.parameter[name];
    return {
      name,
      reason,
      row: createParameterRow(lab, { name, title, unit, range: equilibriumRange[name] }),
    };
  });
  const element = h(
    'section',
    { class: 'card equilibrium', 'aria-labelledby': headingId },
    h(
      'div',
      { class: 'chart-head' },
      h('h2', { id: headingId }, say.heading),
      h('span', { class: 'tag tag-assumed' }, words.lhce.mark.assumed),
    ),
    h(
      'div',
      { class: 'equilibrium-body' },
      h(
        'div',
        {},
        reaction,
        constant,
        h(
          'table',
          { class: 'around-table' },
          h('caption', { class: 'visually-hidden' }, say.caption),
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ...[say.species, say.bound, say.free].map((title) => h('th', { scope: 'col' }, title)),
            ),
          ),
          rows,
        ),
        compare,
        h('p', { class: 'intro' }, say.intro),
      ),
      h('div', {}, ...parameters.map(({ row }) => row.element)),
    ),
  );

  return {
    element,
    show({ feed, assumed }, temperature_C, labels, learnedFree) {
      const values = { ...equilibriumDefaults, ...assumed };
      for (const { name, reason, row } of parameters) {
        const moved = assumed[name] !== undefined;
        const why = moved ? `${reason} ${words.lhce.defaultIs(equilibriumDefaults[name])}` : reason;
        row.show(values[name], moved ? 'moved' : 'assumed', why);
      }
      const ln_K = lnEquilibrium(values, kelvin(temperature_C));
      const { freeSalt, freeSolvent } = complexes(feed, values.n, ln_K);
      const [salt, solvent] = labels;
      write(reaction, say.reaction(salt, values.n, solvent));
      write(constant, say.constant(Math.exp(ln_K), temperature_C));
      rows.replaceChildren(
        shares('hue-salt', salt, feed[0], freeSalt),
        shares('hue-1', solvent, feed[1], freeSolvent),
      );
      compare.hidden = learnedFree === null;
      if (learnedFree !== null) write(compare, say.compare(solvent, learnedFree));
    },
  };
}

/** Of an amount, what is in the complex and what is free. */
function shares(hue: string, name: string, amount: number, free: number): HTMLElement {
  const say = text.equilibrium;
  const share = free / amount;
  const figures = amount > 0 ? [1 - share, share] : [];
  const filled = (part: number | undefined) => {
    const bar = h(
      'div',
      { class: 'amount-bar', 'aria-hidden': 'true' },
      h('span', { class: 'amount-value' }),
    );
    bar.style.setProperty('--value', `${(100 * (part ?? 0)).toFixed(1)}%`);
    return bar;
  };
  return h(
    'tr',
    { class: hue },
    h('th', { scope: 'row' }, h('span', { class: 'swatch' }), h('span', {}, name)),
    ...[0, 1].map((i) =>
      h(
        'td',
        {},
        h('span', { class: 'amount-figure' }, figures[i] === undefined ? say.none : say.share(figures[i])),
        filled(figures[i]),
      ),
    ),
  );
}
