/** The best mixtures of other solvents, each with its value, to be put into the composer. */
import type { DesignPoint } from '../../mixgrad/mixgrad.js';
import { h, write } from '../dom.js';
import { hue, type Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import { mixtureKey, withMixture } from '../mixture-found.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';

const words = text.design;

export interface MixtureList {
  element: HTMLElement;
  /** Best first; one alone is the answer itself and needs no list. */
  show(asked: State, mixtures: readonly DesignPoint[]): void;
}

export function createMixtureList(lab: Lab): MixtureList {
  const { store } = lab;
  const hint = h('p', { class: 'hint' });
  const list = h('ol', {});
  const element = h(
    'div',
    { class: 'part mixtures', hidden: true },
    h('h3', {}, words.mixturesHeading),
    hint,
    list,
  );
  let rows: { item: HTMLElement; use: HTMLElement; key: string }[] = [];

  const createRow = (asked: State, mixture: DesignPoint) => {
    const labels = asked.components.map(({ molecule }) => shortLabel(molecule));
    const spots = text.map.spot(labels, mixture.components);
    const [goal] = asked.design.goals;
    const single = asked.design.goals.length === 1 && goal && goal.sense !== 'nearest';
    const value = single ? words.valueWithUnit(goal.property, mixture.value) : words.score(mixture.value);
    const use = h(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-label': words.mixtureRow(spots, value),
        click: () => {
          store.apply(withMixture(store.state, asked, mixture));
          lab.said.set(words.announceApplied);
        },
      },
      words.use,
    );
    const strip = h('div', { class: 'strip', 'aria-hidden': 'true' });
    for (const [i, share] of mixture.components.entries()) {
      if (share < 0.005) continue;
      const piece = h('span', { class: hue(i) });
      piece.style.flexGrow = String(share);
      strip.append(piece);
    }
    const item = h(
      'li',
      {},
      h('span', { class: 'mixture-spots' }, spots),
      h('b', { class: 'mixture-value' }, value),
      strip,
      use,
    );
    return { item, use, key: mixtureKey(withMixture(asked, asked, mixture)) };
  };

  const update = () => {
    const now = mixtureKey(store.state);
    for (const { item, use, key } of rows) {
      const here = key === now;
      item.classList.toggle('here', here);
      write(use, here ? words.used : words.use);
    }
  };
  store.changes.watch(update);

  return {
    element,
    show(asked, mixtures) {
      element.hidden = mixtures.length < 2;
      write(hint, words.mixturesHint(asked.design.most ?? asked.components.length));
      rows = mixtures.map((mixture) => createRow(asked, mixture));
      list.replaceChildren(...rows.map(({ item }) => item));
      update();
    },
  };
}
