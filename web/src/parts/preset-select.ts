/** A choice of what to start from; it shows the one that the page is at, if any. */
import { h } from '../dom.js';
import type { Lab } from '../lab.js';
import type { Preset } from '../presets.js';
import { fromLink, type State, toLink } from '../state.js';

export function createPresetSelect(
  lab: Lab,
  label: string,
  own: string,
  presets: readonly Preset[],
): HTMLElement {
  const { store } = lab;
  /** What a preset does not name stays as it is. */
  const from = ({ link }: Preset): State => fromLink(link, lab.library, store.state).state;
  const select = h('select', { class: 'select', 'aria-label': label });
  select.append(
    h('option', { value: '' }, own),
    ...presets.map(({ name }, i) => h('option', { value: String(i) }, name)),
  );
  const update = () => {
    const here = toLink(store.state);
    const index = presets.findIndex((preset) => toLink(from(preset)) === here);
    select.value = index < 0 ? '' : String(index);
  };
  select.addEventListener('change', () => {
    const chosen = presets[Number(select.value)];
    if (select.value !== '' && chosen) store.apply(from(chosen));
    else update();
  });
  store.settled.watch(update);
  update();
  return select;
}
