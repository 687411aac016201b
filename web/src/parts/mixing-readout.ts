/** Every property of the pair at the present composition, in numbers that can be copied. */
import type { BinaryMixing } from '../../mixgrad/mixgrad.js';
import { copyText } from '../clipboard.js';
import { binaryCsv } from '../csv.js';
import { h, write } from '../dom.js';
import { download } from '../download.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { mixingProperties, readingAt, reasonsOf } from '../mixing.js';
import { sentence } from '../numbers.js';
import { kelvin } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { createDomainBadge } from './domain-badge.js';

export function createMixingReadout(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const where = h('p', { class: 'chart-readout' });
  const rows = mixingProperties.map((property) => ({
    property,
    value: h('td', { class: 'readout-value' }, '–'),
    range: h('td', {}, '–'),
    badge: createDomainBadge(),
  }));
  const reasons = h('ul', { class: 'reasons' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const names = ({ pair }: State): [string, string] => [moleculeLabel(pair[0]), moleculeLabel(pair[1])];

  const update = (mixing: BinaryMixing) => {
    const { mole_fraction, temperature_C } = store.state;
    write(where, text.mixing.where(mole_fraction, temperature_C));
    for (const { property, value, range } of rows) {
      const reading = readingAt(mixing, property, mole_fraction);
      write(value, text.mixing.value(property, reading.value));
      write(range, text.mixing.range(property, reading.lower, reading.upper));
    }
  };
  engine.mixed.watch((mixed) => {
    if (!mixed) return;
    for (const { property, badge } of rows) badge.show(mixed.mixing.domain[property].state);
    const found = reasonsOf(mixed.mixing);
    reasons.replaceChildren(
      ...found.map(({ reason, properties }) =>
        h(
          'li',
          {},
          properties.length === mixingProperties.length
            ? sentence(reason)
            : text.mixing.someReason(properties, sentence(reason)),
        ),
      ),
    );
    reasons.hidden = found.length === 0;
    update(mixed.mixing);
  });
  store.changes.watch(() => {
    if (engine.mixed.value) update(engine.mixed.value.mixing);
  });
  engine.failed.watch((failed) => {
    const own = failed?.state.view === 'binary' ? failed : null;
    problem.hidden = !own;
    write(problem, own ? `${text.result.failed}. ${sentence(own.error.message)}` : '');
  });

  const copy = () => {
    const shown = engine.mixed.value;
    if (!shown) return;
    const { mole_fraction, temperature_C } = store.state;
    const [first, second] = names(shown.state);
    const lines = mixingProperties.map((property) => {
      const { value, lower, upper } = readingAt(shown.mixing, property, mole_fraction);
      return [property, ...[value, lower, upper].map((number) => Number(number.toPrecision(7)))].join('\t');
    });
    const head = [
      ['component_1', first],
      ['component_2', second],
      ['temperature_K', kelvin(temperature_C)],
      ['mole_fraction_1', mole_fraction],
      ['property', 'value', 'lower90', 'upper90'],
    ].map((cells) => cells.join('\t'));
    void copyText(lab, [...head, ...lines, ''].join('\n'), text.mixing.copied);
  };
  const saveAll = () => {
    const shown = engine.mixed.value;
    if (!shown) return;
    const { state, mixing } = shown;
    const content = binaryCsv(mixing, mixingProperties, names(state), kelvin(state.temperature_C));
    download(`${names(state).join('-')}-${state.temperature_C}C`, 'csv', content);
  };

  return h(
    'section',
    {
      class: 'card mixing-readout',
      id: 'mixing-result',
      tabindex: '-1',
      'aria-labelledby': 'mixing-result-heading',
    },
    h('div', { class: 'chart-head' }, h('h2', { id: 'mixing-result-heading' }, text.mixing.readout), where),
    problem,
    h(
      'table',
      { class: 'readings' },
      h(
        'thead',
        { class: 'visually-hidden' },
        h(
          'tr',
          {},
          ...[text.mixing.property, text.result.value, text.mixing.value90, text.mixing.ground].map((name) =>
            h('th', { scope: 'col' }, name),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map(({ property, value, range, badge }) =>
          h(
            'tr',
            {},
            h(
              'th',
              { scope: 'row' },
              h('span', { class: 'readout-symbol' }, text.mixing.symbol[property]),
              h('span', { class: 'remark' }, text.mixing.unit[property]),
            ),
            value,
            range,
            h('td', {}, badge.element),
          ),
        ),
      ),
    ),
    h('p', { class: 'intro' }, text.mixing.rangeHint),
    reasons,
    h(
      'div',
      { class: 'readout-actions' },
      h('button', { type: 'button', class: 'quiet', click: copy }, icon('copy'), text.mixing.copy),
      h('button', { type: 'button', class: 'quiet', click: saveAll }, icon('save'), text.mixing.saveAll),
    ),
  );
}
