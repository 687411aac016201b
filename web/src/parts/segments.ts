/** A few choices side by side, of which one holds. */
import { h, uniqueId } from '../dom.js';

export interface Segments<Name extends string> {
  element: HTMLElement;
  choose(name: Name): void;
}

export function segments<Name extends string>(
  legend: string,
  names: readonly Name[],
  labels: Record<Name, string>,
  onChoose: (name: Name) => void,
): Segments<Name> {
  const group = uniqueId('choice');
  const inputs = names.map((name) =>
    h('input', { type: 'radio', name: group, value: name, change: () => onChoose(name) }),
  );
  return {
    element: h(
      'fieldset',
      { class: 'segments' },
      h('legend', {}, legend),
      ...names.map((name, i) => h('label', {}, inputs[i], h('span', {}, labels[name]))),
    ),
    choose(name) {
      for (const input of inputs) input.checked = input.value === name;
    },
  };
}
