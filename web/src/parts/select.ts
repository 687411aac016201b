/** A list to choose one thing from, grouped or not. */
import { h } from '../dom.js';

export interface Choice {
  value: string;
  label: string;
  group?: string;
}

export function createSelect(
  label: string,
  choices: readonly Choice[],
  value: string,
  onChoose: (value: string) => void,
): HTMLSelectElement {
  const select = h('select', {
    class: 'select',
    'aria-label': label,
    'data-key': label,
    change: () => onChoose(select.value),
  });
  const groups = new Map<string, HTMLOptGroupElement>();
  for (const choice of choices) {
    const option = h('option', { value: choice.value }, choice.label);
    if (choice.group === undefined) {
      select.append(option);
      continue;
    }
    let group = groups.get(choice.group);
    if (!group) {
      group = h('optgroup', { label: choice.group });
      groups.set(choice.group, group);
      select.append(group);
    }
    group.append(option);
  }
  select.value = value;
  return select;
}
