/** How many solvents the mixture may have, and from which ones they are chosen. */
import { removed } from '../composition.js';
import { h, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { sameMolecule } from '../library.js';
import { bounds } from '../state.js';
import { text } from '../strings/en.js';

const words = text.design;

export function createCandidates({ store, library }: Lab): HTMLElement {
  const apply = (most: number | null) =>
    store.apply({ ...store.state, design: { ...store.state.design, most } });
  const select = h('select', {
    class: 'select',
    'aria-label': words.mostName,
    change: () => apply(select.value === '' ? null : Number(select.value)),
  });
  const among = h('span', {});

  const solvents = library.species.filter(({ role, trained }) => role === 'solvent' && trained);
  const chips = solvents.map(({ id, name }) => {
    const molecule = { species: id };
    const box = h('input', {
      type: 'checkbox',
      change: () => {
        const { components } = store.state;
        const place = components.findIndex((other) => sameMolecule(other.molecule, molecule));
        const next =
          place < 0
            ? [...components, { molecule, amount: 0, locked: false, limits: {} }]
            : removed(components, place);
        store.apply({ ...store.state, components: next });
      },
    });
    const chip = h('label', { class: 'chip hue-accent', title: name }, box, h('span', {}, id));
    return { chip, box, molecule };
  });
  const hint = h('p', { class: 'hint', role: 'status' });
  const shelf = h(
    'details',
    { class: 'details' },
    h('summary', {}, words.candidates),
    hint,
    h(
      'fieldset',
      { class: 'chips' },
      h('legend', { class: 'visually-hidden' }, words.candidates),
      ...chips.map(({ chip }) => chip),
    ),
  );

  let offered = '';
  const update = () => {
    const { components, design } = store.state;
    const count = components.length;
    const numbers = Array.from({ length: count - 1 }, (_, i) => i + 1);
    // A number that no longer limits anything is kept: solvents may come back.
    if (design.most !== null && design.most >= count) numbers.push(design.most);
    const key = numbers.join();
    if (offered !== key || select.options.length === 0) {
      offered = key;
      select.replaceChildren(
        h('option', { value: '' }, words.mostAll),
        ...numbers.map((number) => h('option', { value: number }, words.mostUpTo(number))),
      );
    }
    select.value = design.most === null ? '' : String(design.most);
    write(among, words.mostOf(count));
    for (const { box, molecule } of chips) {
      box.checked = components.some((other) => sameMolecule(other.molecule, molecule));
      box.disabled = box.checked ? count < 2 : count >= bounds.components;
    }
    write(hint, words.candidatesHint(bounds.components - count));
  };
  store.changes.watch(update);
  update();

  return h(
    'div',
    { class: 'part' },
    h('h3', {}, words.mostHeading),
    h('div', { class: 'most' }, h('span', {}, words.mostLead), select, among),
    h('p', { class: 'hint' }, words.mostHint),
    shelf,
  );
}
