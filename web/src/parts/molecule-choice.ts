/** A molecule's name as a button; it gives way to the search that chooses another. */
import type { MoleculeRef } from '../../mixgrad/mixgrad.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { formulaText } from '../numbers.js';
import { text } from '../strings/en.js';
import { createMoleculeSearch, type MoleculeSearchOptions } from './molecule-search.js';

export interface MoleculeChoiceOptions extends Pick<MoleculeSearchOptions, 'role' | 'label' | 'untrained'> {
  molecule: MoleculeRef;
  /** Labels of molecules that cannot be chosen. */
  taken(): string[];
  onReplace(molecule: MoleculeRef): void;
}

/** `tools` stand at the right of the name. */
export function createMoleculeChoice(
  lab: Lab,
  options: MoleculeChoiceOptions,
  ...tools: HTMLElement[]
): HTMLElement {
  const { molecule } = options;
  const label = moleculeLabel(molecule);
  const entry = lab.library.entry(molecule);
  const name = h(
    'button',
    {
      type: 'button',
      class: 'molecule',
      'aria-haspopup': 'listbox',
      title: entry?.name ?? label,
      click: () => openSearch(),
    },
    h('span', { class: 'swatch' }),
    h('span', { class: 'molecule-id' }, label),
    h(
      'span',
      { class: 'molecule-name' },
      entry ? `${entry.name} · ${formulaText(entry.formula)}` : text.composer.yourMolecule,
    ),
    h('span', { class: 'visually-hidden' }, text.composer.replace),
    icon('swap'),
  );
  const head = h('div', { class: 'row-head' }, name, ...tools);

  const openSearch = () => {
    const close = () => {
      search.element.replaceWith(head);
      name.focus();
    };
    const search = createMoleculeSearch(lab, {
      ...options,
      taken: options.taken(),
      onChoose: (chosen) => {
        close();
        options.onReplace(chosen);
      },
      onCancel: close,
    });
    head.replaceWith(search.element);
    search.focus();
  };
  return head;
}
