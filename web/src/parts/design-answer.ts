/** What a design run found: before and after, the mixture, what holds it back, and how exactly to weigh. */
import type { ActiveLimit, DesignProperty, DesignResult } from '../../mixgrad/mixgrad.js';
import { type Goal, type Need, trendOf } from '../design.js';
import { copyText } from '../clipboard.js';
import { formatCompositionId } from '../../mixgrad/composition-id.js';
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { type FoundMixture, mixtureKey, withMixture } from '../mixture-found.js';
import { sentence } from '../numbers.js';
import { celsius, predictRequest } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { createDomainBadge } from './domain-badge.js';
import { createRecipe } from './recipe.js';

const words = text.design;

/** A run's question and its answer. */
export interface Found {
  asked: State;
  /** Of each limit of the request, the limit of the page that it says. */
  needs: readonly number[];
  result: DesignResult;
}

/** `actions` stand below the numbers, `others` are mixtures that are nearly as good. */
export function createAnswerBody(
  lab: Lab,
  found: Found,
  actions: HTMLElement,
  others: HTMLElement,
): HTMLElement {
  const { asked, result } = found;
  const { best } = result;
  const badge = createDomainBadge();
  badge.show(best.domain.state);
  const goalProperties = new Set(asked.design.goals.map(({ property }) => property));
  const more = (Object.keys(best.properties) as DesignProperty[]).filter(
    (property) => !goalProperties.has(property),
  );
  return h(
    'div',
    { class: 'answer-body' },
    h(
      'div',
      { class: 'gains' },
      ...asked.design.goals.map((goal, i) => gain(goal, result, i === 0)),
      ...(more.length > 0
        ? [h('ul', { class: 'also' }, ...more.map((property) => also(property, result)))]
        : []),
    ),
    actions,
    h(
      'div',
      { class: 'answer-ground' },
      badge.element,
      h(
        'div',
        {},
        best.domain.reasons.length === 0 &&
          h('p', { class: 'meaning' }, text.result.domainMeaning[best.domain.state]),
        best.domain.reasons.length > 0 &&
          h(
            'ul',
            { class: 'reasons' },
            ...best.domain.reasons.map((reason) => h('li', {}, sentence(reason))),
          ),
      ),
    ),
    remarks(found),
    h('div', { class: 'part' }, h('h3', {}, words.mixture), createRecipe(lab, asked, best)),
    others,
    h('div', { class: 'part' }, h('h3', {}, words.heldHeading), held(found)),
    asked.components.length > 1 && h('div', { class: 'part' }, ...sensitivity(found)),
  );
}

/** One property before and after, large for the first goal. */
function gain(goal: Goal, { before, best }: DesignResult, first: boolean): HTMLElement {
  const { property } = goal;
  const [from, to] = [before.properties[property], best.properties[property]];
  const percent = from && to && from.value !== 0 ? 100 * (to.value / from.value - 1) : null;
  // Per cent of what may be negative say little.
  const counted = percent !== null && from && from.value > 0 && !property.startsWith('excess');
  const trend = from && to ? trendOf(goal, from.value, to.value) : 'same';
  return h(
    'div',
    { class: first ? 'gain-block' : 'gain-block second' },
    h('p', { class: 'gain-name' }, text.design.property[property]),
    h(
      'p',
      { class: 'gain' },
      h('span', { class: 'visually-hidden' }, `${words.before} `),
      h('span', { class: 'gain-before' }, from ? words.value(property, from.value) : '–'),
      h('span', { class: 'gain-arrow', 'aria-hidden': 'true' }, '→'),
      h('span', { class: 'visually-hidden' }, ` ${words.after} `),
      h('span', { class: 'gain-after' }, to ? words.value(property, to.value) : '–'),
      h('span', { class: 'gain-unit' }, words.unit[property]),
      from &&
        to &&
        h(
          'span',
          { class: 'gain-percent', 'data-trend': trend },
          counted ? words.percent(percent) : words.trend[trend],
        ),
    ),
    to && h('p', { class: 'gain-interval' }, words.interval(property, to.interval90)),
  );
}

function also(property: DesignProperty, { before, best }: DesignResult): HTMLElement {
  const [from, to] = [before.properties[property], best.properties[property]];
  return h(
    'li',
    {},
    h('span', { class: 'also-name' }, words.property[property]),
    h(
      'span',
      {},
      from ? `${words.value(property, from.value)} → ` : '',
      h('b', {}, to ? words.value(property, to.value) : '–'),
      ` ${words.unit[property]}`,
    ),
  );
}

function remarks({ asked, result }: Found): HTMLElement | null {
  const { before, best, converged, change_percent } = result;
  const [goal] = asked.design.goals;
  const still =
    Math.max(...best.components.map((share, i) => Math.abs(share - (before.components[i] ?? 0)))) < 5e-5 &&
    Math.abs(best.salt - before.salt) < 5e-4 &&
    best.temperature_K === before.temperature_K;
  const better = goal?.sense === 'lowest' ? best.value - before.value : before.value - best.value;
  const worse =
    asked.design.goals.length === 1 && goal?.sense !== 'nearest' && change_percent !== null && better > 1e-9;
  const lines = [
    ...(still ? [words.unmoved] : []),
    ...(worse && !still ? [words.worse] : []),
    ...(converged ? [] : [words.unsettled]),
    ...(asked.design.cautious ? [words.cautiousNote] : []),
  ];
  return lines.length > 0 ? h('p', { class: 'remarks' }, lines.join(' ')) : null;
}

/** Limits in the way, in words, with what relaxing each would buy. */
function held(found: Found): HTMLElement {
  const { active } = found.result;
  if (active.length === 0) return h('p', { class: 'hint' }, words.heldNothing);
  const absent = active.flatMap(({ field }) => leftOut(found, field) ?? []);
  // Of many candidates most are left out: one line for all.
  const together = absent.length > 2;
  return h(
    'ul',
    { class: 'held' },
    together && h('li', {}, h('span', { class: 'held-what' }, words.allOut(absent))),
    ...active.map((limit) => {
      if (together && leftOut(found, limit.field)) return null;
      const { what, buys } = describeActive(found, limit);
      return h(
        'li',
        {},
        h('span', { class: 'held-what' }, sentence(what).replace(/\.$/, '')),
        buys && h('span', { class: 'hint' }, sentence(buys)),
      );
    }),
  );
}

/** The solvent that a lower bound of 0 keeps out. */
function leftOut({ asked }: Found, field: string): string | null {
  const [, place] = /^components\[(\d+)\]\.min$/.exec(field) ?? [];
  const ingredient = asked.components[Number(place)];
  return ingredient && (ingredient.limits.min ?? 0) === 0 ? shortLabel(ingredient.molecule) : null;
}

function describeActive(
  { asked, needs }: Found,
  { limit, field, gain_per_unit }: ActiveLimit,
): { what: string; buys: string } {
  const { design, components, salt } = asked;
  /** `perUnit`: by how much the request's number changes for one step. */
  const buys = (step: number, unit: string, perUnit: number) => {
    const gained = gain_per_unit * step * perUnit;
    const [goal] = design.goals;
    const named = words.step(step, unit);
    if (!goal || gained < 5e-7) return words.buysLittle;
    if (design.goals.length > 1) return words.buysScore(named, gained);
    if (goal.sense === 'nearest') return words.buysNearer(named);
    return gained < 5e-4 ? words.buysLittle : words.buys(named, gained, goal.property, goal.sense);
  };
  const [, place, end] = /^components\[(\d+)\]\.(min|max)$/.exec(field) ?? [];
  const ingredient = components[Number(place)];
  if (ingredient) {
    const label = shortLabel(ingredient.molecule);
    const { min = 0, max = 100 } = ingredient.limits;
    if (end === 'min' && min === 0) return { what: words.out(label), buys: '' };
    if (end === 'max' && max === 100) return { what: words.alone(label), buys: '' };
    const what = end === 'min' ? words.atLeast(label, min, '%') : words.atMost(label, max, '%');
    return { what, buys: buys(1, '%', 0.01) };
  }
  const [, saltEnd] = /^salt\.(min|max)$/.exec(field) ?? [];
  if (saltEnd) {
    const value = salt.limits[saltEnd as 'min' | 'max'];
    const unit = text.composer.saltUnitName[salt.unit];
    const label = shortLabel(salt.molecule);
    if (value === undefined) return { what: limit, buys: buys(0.1, unit, 1) };
    const what = saltEnd === 'min' ? words.atLeast(label, value, unit) : words.atMost(label, value, unit);
    return { what, buys: buys(0.1, unit, 1) };
  }
  const [, heatEnd] = /^temperature_K\.(min|max)$/.exec(field) ?? [];
  if (heatEnd) {
    const value = design.temperature[heatEnd as 'min' | 'max'];
    const name = text.composer.temperature;
    if (value === undefined) return { what: limit, buys: '' };
    const what = heatEnd === 'min' ? words.atLeast(name, value, '°C') : words.atMost(name, value, '°C');
    return { what, buys: buys(1, '°C', 1) };
  }
  const cold = oneLiquidAt(limit);
  if (cold !== null) return { what: words.oneLiquidAt(cold), buys: '' };
  const need = needOf(design.needs, needs, field);
  if (!need) return { what: limit, buys: '' };
  const what = needText(need);
  if (need.of === 'sum') return { what, buys: buys(1, '%', 0.01) };
  // One unit may be far more than the limit itself: a step that suits its size.
  const step = need.value === 0 ? 1 : 10 ** Math.floor(Math.log10(Math.abs(need.value) / 4));
  return { what, buys: buys(step, 'property' in need ? words.unit[need.property] : '', 1) };
}

/** The temperature in °C of a limit that the core calls `one liquid at 253.15 K`; null if it is another. */
export function oneLiquidAt(limit: string): number | null {
  const [, kelvins] = /^one liquid at (\S+) K$/.exec(limit) ?? [];
  return kelvins === undefined ? null : celsius(Number(kelvins));
}

/** The limit of the page that a field of the request belongs to. */
export function needIndex(needs: readonly number[], field: string): number | null {
  const [, place] = /^limits\[(\d+)\]/.exec(field) ?? [];
  return place === undefined ? null : (needs[Number(place)] ?? null);
}
const needOf = (all: readonly Need[], needs: readonly number[], field: string): Need | undefined =>
  all[needIndex(needs, field) ?? -1];

export const needText = (need: Need): string =>
  words.needWords(need, 'molecules' in need ? need.molecules.map((molecule) => shortLabel(molecule)) : []);

/** Per solvent two bars: what 1 % less and 1 % more of it do. */
function sensitivity({ asked, result }: Found): Node[] {
  const { best, sensitivity: found } = result;
  const [goal] = asked.design.goals;
  const single = asked.design.goals.length === 1 && goal;
  const changes = found.map(({ less, more }) => ({
    less: less === null ? null : less - best.value,
    more: more === null ? null : more - best.value,
  }));
  const most = Math.max(
    1e-9,
    ...changes.flatMap(({ less, more }) => [Math.abs(less ?? 0), Math.abs(more ?? 0)]),
  );
  const bar = (change: number | null) => {
    const fill = h('div', {});
    const size = (50 * Math.abs(change ?? 0)) / most;
    fill.style.width = `${size}%`;
    fill.style.left = `${(change ?? 0) < 0 ? 50 - size : 50}%`;
    return h('div', { class: 'effect-bar', 'aria-hidden': 'true' }, fill);
  };
  const number = (change: number | null) =>
    h('span', { class: 'deviation' }, change === null ? words.impossible : words.deviation(change));
  return [
    h('h3', {}, words.sensitivityHeading),
    h(
      'p',
      { class: 'hint' },
      words.sensitivityHint(
        single ? words.property[single.property] : words.sumName,
        single ? words.unit[single.property] : '',
      ),
    ),
    h(
      'ul',
      { class: 'sensitivity' },
      ...asked.components.map(
        ({ molecule }, i) =>
          // Of many candidates only those in the mixture are weighed.
          (asked.design.most === null || (best.components[i] ?? 0) > 0) &&
          h(
            'li',
            { class: hue(i) },
            h('span', { class: 'recipe-name' }, h('span', { class: 'swatch' }), shortLabel(molecule)),
            h('span', { class: 'hint' }, words.less),
            bar(changes[i]?.less ?? null),
            number(changes[i]?.less ?? null),
            h('span', { class: 'hint' }, words.more),
            bar(changes[i]?.more ?? null),
            number(changes[i]?.more ?? null),
          ),
      ),
    ),
  ];
}

/** What stands in the card before the first run. */
export const createSteps = (): HTMLElement =>
  h('ol', { class: 'steps' }, ...words.steps.map((step) => h('li', {}, h('span', {}, step))));

/** Buttons that put the answer into the composer and take it back. */
export function createApply(lab: Lab, onApplied: () => void) {
  const { store } = lab;
  let found: Found | null = null;
  const apply = h(
    'button',
    {
      type: 'button',
      class: 'small',
      hidden: true,
      click: () => {
        if (!found) return;
        store.apply(withMixture(store.state, found.asked, found.result.best));
        lab.said.set(words.announceApplied);
        onApplied();
        undo.focus();
      },
    },
    words.apply,
  );
  const undo = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      hidden: true,
      click: () => {
        if (!found) return;
        const { components, salt, temperature_C } = found.asked;
        store.apply({ ...store.state, components, salt, temperature_C });
        apply.focus();
      },
    },
    icon('undo'),
    words.undo,
  );
  /** By mass and per kg of solvent, whatever the page counts in. */
  const copyId = async () => {
    if (!found) return;
    const state = withMixture(found.asked, found.asked, found.result.best);
    const { composition } = await lab.engine.run((api) => api.predict(predictRequest(state)));
    const named = state.components.map(({ molecule }, i) => ({
      species: moleculeLabel(molecule),
      amount: composition.mass[i] ?? 0,
    }));
    const id = formatCompositionId(
      {
        components: named,
        basis: 'mass',
        salt: {
          species: moleculeLabel(state.salt.molecule),
          molality_mol_per_kg: composition.molality_mol_per_kg,
        },
      },
      composition,
    );
    await copyText(lab, id, words.copiedId);
  };
  const copy = h(
    'button',
    { type: 'button', class: 'quiet', click: () => void copyId() },
    icon('copy'),
    words.copyId,
  );
  const note = h('p', { class: 'hint' });
  const update = () => {
    const now = mixtureKey(store.state);
    const isIn = (mixture: FoundMixture) =>
      found !== null && now === mixtureKey(withMixture(found.asked, found.asked, mixture));
    const best = found !== null && isIn(found.result.best);
    const here = best || (found?.result.mixtures ?? []).some(isIn);
    const original = found !== null && now === mixtureKey(found.asked);
    const question =
      found !== null &&
      JSON.stringify([found.asked.design, found.asked.basis]) ===
        JSON.stringify([store.state.design, store.state.basis]);
    const unmoved = here && original;
    apply.hidden = !((original || here) && question) || best || unmoved;
    undo.hidden = !here || unmoved;
    write(
      note,
      found === null || unmoved ? '' : here ? words.applied : original && question ? '' : words.stale,
    );
    return found !== null && !((here || original) && question);
  };
  return {
    element: h('div', { class: 'apply' }, apply, undo, copy, note),
    /** True when the answer is to another question than the page's. */
    update,
    show(next: Found | null): void {
      found = next;
      update();
    },
  };
}
