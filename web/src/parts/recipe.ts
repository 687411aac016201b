/** Every ingredient before and after, with a bar: a tick where it was, filled to where it is. */
import { shares } from '../composition.js';
import { h } from '../dom.js';
import { hue, type Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import type { FoundMixture } from '../mixture-found.js';
import { trimmed } from '../numbers.js';
import { celsius } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';

const words = text.design;

/** @param before the mixture that it is compared with */
export function createRecipe(lab: Lab, before: State, found: FoundMixture): HTMLElement {
  const from = shares(before.components);
  const { salt } = before;
  const rows = before.components.flatMap(({ molecule }, i) => {
    const [was, is] = [100 * (from[i] ?? 0), 100 * (found.components[i] ?? 0)];
    // Of many candidates most are in neither mixture.
    const absent = was < 0.05 && is < 0.05 && before.design.most !== null;
    const row = { name: shortLabel(molecule), hue: hue(i), from: was, to: is };
    return absent ? [] : [{ ...row, most: 100, unit: '%', digits: 1 }];
  });
  if (found.salt > 0) {
    rows.push({
      name: shortLabel(salt.molecule),
      hue: 'hue-salt',
      from: salt.amount,
      to: found.salt,
      most: Math.max(lab.about.molality_mol_per_kg[1], salt.amount, found.salt),
      unit: text.composer.saltUnitName[salt.unit],
      digits: 2,
    });
  }
  const list = h(
    'ul',
    { class: 'recipe' },
    ...rows.map((row) => {
      const fill = h('div', { class: 'recipe-fill' });
      const tick = h('div', { class: 'recipe-tick' });
      fill.style.width = `${(100 * row.to) / (row.most || 1)}%`;
      tick.style.left = `${(100 * row.from) / (row.most || 1)}%`;
      return h(
        'li',
        { class: row.hue },
        h('span', { class: 'recipe-name' }, h('span', { class: 'swatch' }), row.name),
        h(
          'span',
          { class: 'recipe-numbers' },
          h('span', { class: 'visually-hidden' }, `${words.before} `),
          h('span', { class: 'recipe-from' }, trimmed(row.from, row.digits)),
          h('span', { class: 'gain-arrow', 'aria-hidden': 'true' }, ' → '),
          h('span', { class: 'visually-hidden' }, ` ${words.after} `),
          h('b', {}, trimmed(row.to, row.digits)),
          ` ${row.unit}`,
        ),
        h('div', { class: 'recipe-bar', 'aria-hidden': 'true' }, fill, tick),
      );
    }),
  );
  if (found.temperature_K !== undefined) {
    list.append(
      h(
        'li',
        { class: 'hue-heat' },
        h('span', { class: 'recipe-name' }, h('span', { class: 'swatch' }), text.composer.temperature),
        h(
          'span',
          { class: 'recipe-numbers' },
          h('span', { class: 'recipe-from' }, trimmed(before.temperature_C, 1)),
          h('span', { class: 'gain-arrow', 'aria-hidden': 'true' }, ' → '),
          h('b', {}, trimmed(celsius(found.temperature_K), 1)),
          ' °C',
        ),
      ),
    );
  }
  return list;
}
