/** A combobox over the library that also takes any SMILES and asks the model about it. */
import type { MoleculeRef } from '../../mixgrad/mixgrad.js';
import { h, set, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { aliasFor, moleculeLabel, type Role } from '../library.js';
import { formulaText } from '../numbers.js';
import { trialRequest } from '../requests.js';
import { bounds } from '../state.js';
import { text } from '../strings/en.js';

interface Choice {
  molecule: MoleculeRef;
  taken: boolean;
  content: Node[];
}

export interface MoleculeSearchOptions {
  role: Role;
  /** What the field is called; else by its role. */
  label?: string;
  /** Said of molecules that did not train the model, where that matters. */
  untrained?: string;
  /** Labels of molecules that cannot be chosen. */
  taken: readonly string[];
  onChoose(molecule: MoleculeRef): void;
  onCancel(): void;
}

export interface MoleculeSearch {
  element: HTMLElement;
  focus(): void;
}

export function createMoleculeSearch(lab: Lab, options: MoleculeSearchOptions): MoleculeSearch {
  const listId = uniqueId('matches');
  const statusId = uniqueId('search-status');
  const label = options.label ?? text.search.label[options.role];
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    class: 'search-input',
    'aria-label': label,
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    'aria-describedby': statusId,
    placeholder: text.search.placeholder,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: bounds.smiles,
  });
  const list = h('ul', {
    id: listId,
    role: 'listbox',
    class: 'matches',
    'aria-label': label,
  });
  const status = h('p', { id: statusId, class: 'search-status', role: 'status' });
  const cancel = h(
    'button',
    { type: 'button', class: 'quiet', click: () => options.onCancel() },
    text.search.cancel,
  );
  const element = h(
    'div',
    { class: 'search' },
    h('div', { class: 'search-line' }, input, cancel),
    list,
    status,
  );

  let choices: Choice[] = [];
  let active = -1;
  let busy = false;

  const say = (message: string, bad = false) => {
    write(status, message);
    status.classList.toggle('error', bad);
    if (bad) set(input, { 'aria-invalid': 'true' });
    else input.removeAttribute('aria-invalid');
  };

  const activate = (index: number) => {
    active = index;
    [...list.children].forEach((item, i) => set(item, { 'aria-selected': String(i === index) }));
    const item = list.children[index];
    if (item) {
      set(input, { 'aria-activedescendant': item.id });
      item.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };

  const choose = async ({ molecule, taken }: Choice) => {
    if (busy) return;
    if (taken) {
      say(`${moleculeLabel(molecule)}: ${text.search.taken}.`, true);
      return;
    }
    if (molecule.smiles !== undefined) {
      busy = true;
      say(text.search.reading);
      try {
        await lab.engine.run((api) => api.predict(trialRequest(molecule, options.role, lab.store.state)));
      } catch (error) {
        if (element.isConnected) say((error as Error).message, true);
        return;
      } finally {
        busy = false;
      }
      if (!element.isConnected) return;
    }
    options.onChoose(molecule);
  };

  const refresh = () => {
    const typed = input.value.trim();
    const role = options.role;
    choices = lab.library.search(typed, role).map((entry) => {
      const taken = options.taken.includes(entry.id);
      const alias = aliasFor(entry, typed);
      const remark = taken
        ? text.search.taken
        : [alias && text.search.alias(alias), !entry.trained && options.untrained].filter(Boolean).join(', ');
      return {
        molecule: lab.library.reference(entry),
        taken,
        content: [
          h('span', { class: 'match-id' }, entry.id),
          h('span', { class: 'match-name' }, entry.name),
          h('span', { class: 'match-formula' }, formulaText(entry.formula)),
          ...(remark ? [h('span', { class: 'match-remark' }, remark)] : []),
        ],
      };
    });
    const found = choices.length;
    if (typed && !/\s/.test(typed) && !lab.library.exact(typed, role)) {
      choices.push({
        molecule: { smiles: typed },
        taken: options.taken.includes(moleculeLabel({ smiles: typed })),
        content: [h('span', { class: 'match-smiles' }, text.search.asSmiles(typed))],
      });
    }
    list.replaceChildren(
      ...choices.map((choice, i) =>
        h(
          'li',
          {
            id: `${listId}-${i}`,
            role: 'option',
            'aria-selected': 'false',
            'aria-disabled': String(choice.taken),
            pointerdown: (event: PointerEvent) => event.preventDefault(),
            click: () => void choose(choice),
          },
          ...choice.content,
        ),
      ),
    );
    list.hidden = choices.length === 0;
    set(input, { 'aria-expanded': String(choices.length > 0) });
    say(typed ? text.search.found(found) : '');
    activate(typed ? 0 : -1);
  };

  input.addEventListener('input', refresh);
  input.addEventListener('keydown', (event) => {
    const last = choices.length - 1;
    if (event.key === 'ArrowDown') activate(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') activate(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter') {
      const choice = choices[active];
      if (choice) void choose(choice);
    } else if (event.key === 'Escape') options.onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  refresh();

  return { element, focus: () => input.focus() };
}
