/** One parameter of a model: its value to move, whence it is, and the reason. */
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { createSliderField } from '../parts/slider-field.js';
import { phases as text } from '../strings/phases.en.js';
import type { AssumedName, PhasesState } from './keys.js';

export interface ParameterRowOptions {
  name: AssumedName;
  title: string;
  unit: string;
  range: readonly [number, number];
}

export interface ParameterRow {
  element: HTMLElement;
  show(value: number, mark: keyof typeof text.lhce.mark, why: string): void;
}

/** The state with these assumptions in place of its own. */
export const withAssumed = ({ state }: Lab['store'], assumed: PhasesState['assumed']) => ({
  ...state,
  phases: { ...state.phases, assumed },
});

export function createParameterRow(
  lab: Lab,
  { name, title, unit, range }: ParameterRowOptions,
): ParameterRow {
  const { store } = lab;
  const [min, max] = range;
  const step = max - min > 150 ? 5 : max - min > 15 ? 0.5 : max - min < 3 ? 0.05 : 0.1;
  const move = (value: number) =>
    store.change(withAssumed(store, { ...store.state.phases.assumed, [name]: value }));
  const field = createSliderField({
    sliderLabel: title,
    fieldLabel: title,
    unit: h('span', { class: 'unit' }, unit),
    snap: step,
    keyStep: step,
    typed: range,
    digits: 2,
    onSlide: move,
    onType: move,
    onSettle: () => store.settle(),
  });
  const tag = h('span', { class: 'tag' });
  const reason = h('p', { class: 'intro' });
  const back = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': text.lhce.resetOne(title),
      title: text.lhce.resetOne(title),
      click: () => {
        const { [name]: _, ...rest } = store.state.phases.assumed;
        store.apply(withAssumed(store, rest));
        field.slider.focus();
      },
    },
    icon('undo'),
  );
  return {
    element: h(
      'div',
      { class: 'row parameter hue-accent' },
      h('div', { class: 'parameter-head' }, h('h3', {}, title), tag, back),
      field.element,
      reason,
    ),
    show(value, mark, why) {
      field.update({
        position: Math.min(Math.max(value, min), max),
        min,
        max,
        positionText: `${title}: ${value.toFixed(2)} ${unit}`,
        amount: Number(value.toFixed(2)),
        locked: false,
      });
      write(tag, text.lhce.mark[mark]);
      tag.className = `tag tag-${mark}`;
      back.hidden = store.state.phases.assumed[name] === undefined;
      write(reason, why);
    },
  };
}
