/** Phases: will two liquids mix, and what do salt, solvent and diluent form? */
import '../styles/phases.css';
import { h } from '../dom.js';
import type { Lab } from '../lab.js';
import { phases as text } from '../strings/phases.en.js';
import { sections } from './keys.js';
import { createMixSection } from './mix-section.js';
import { createLhceSection } from './lhce-section.js';

export function createView(lab: Lab): HTMLElement[] {
  const { store } = lab;
  const panels = { mix: createMixSection(lab), lhce: createLhceSection(lab) };
  const choices = sections.map((section) => {
    const input = h('input', {
      type: 'radio',
      name: 'phases-section',
      value: section,
      change: () => store.apply({ ...store.state, phases: { ...store.state.phases, section } }),
    });
    return { section, input, label: h('label', {}, input, h('span', {}, text.section[section])) };
  });
  const update = () => {
    for (const { section, input } of choices) {
      const chosen = section === store.state.phases.section;
      input.checked = chosen;
      panels[section].hidden = !chosen;
    }
  };
  store.changes.watch(update);
  update();
  return [
    h(
      'fieldset',
      { class: 'segments phases-sections' },
      h('legend', { class: 'visually-hidden' }, text.section.label),
      ...choices.map(({ label }) => label),
    ),
    panels.mix,
    panels.lhce,
  ];
}
