/** Something that is on or off, with its words. */
import { h } from '../dom.js';

export interface Switch {
  element: HTMLElement;
  show(on: boolean): void;
}

export function createSwitch(label: string, hint: string, onChange: (on: boolean) => void): Switch {
  const input = h('input', { type: 'checkbox', role: 'switch', change: () => onChange(input.checked) });
  return {
    element: h(
      'label',
      { class: 'switch' },
      input,
      h('span', { class: 'switch-track', 'aria-hidden': 'true' }),
      h('span', { class: 'switch-words' }, label, hint && h('span', { class: 'hint' }, hint)),
    ),
    show(on) {
      input.checked = on;
    },
  };
}
