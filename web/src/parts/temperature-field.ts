/** The temperature that both views share: a heading with kelvins, a slider and a field in °C. */
import { h, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { kelvin, type Range } from '../requests.js';
import { bounds, type State } from '../state.js';
import { text } from '../strings/en.js';
import { createSliderField } from './slider-field.js';

/** `range` is what the slider covers, in °C. */
export function createTemperatureField(lab: Lab, range: (state: State) => Range): HTMLElement[] {
  const { store } = lab;
  const kelvins = h('span', { class: 'remark' });
  const change = (temperature_C: number) => store.change({ ...store.state, temperature_C });
  const field = createSliderField({
    sliderLabel: text.composer.temperature,
    fieldLabel: text.composer.temperature,
    unit: h('span', { class: 'unit' }, '°C'),
    snap: 1,
    keyStep: 1,
    typed: bounds.temperature_C,
    digits: 2,
    onSlide: change,
    onType: change,
    onSettle: () => store.settle(),
  });
  const update = () => {
    const { temperature_C } = store.state;
    const [min, max] = range(store.state);
    write(kelvins, text.composer.kelvin(kelvin(temperature_C)));
    field.update({
      position: temperature_C,
      min,
      max,
      positionText: text.composer.temperatureValue(temperature_C),
      amount: temperature_C,
      locked: false,
    });
  };
  store.changes.watch(update);
  update();
  return [
    h('div', { class: 'sub-head' }, h('h3', {}, text.composer.temperature), kelvins),
    h('div', { class: 'rows' }, h('div', { class: 'row hue-heat' }, field.element)),
  ];
}
