/** Everything the model says of the mixture at the map's point, and which of the design's limits it keeps. */
import type { DesignProperty } from '../../mixgrad/mixgrad.js';
import { designProperties } from '../design.js';
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { isBroken, limitsOfPoint } from '../map-limits.js';
import { sentence } from '../numbers.js';
import { mapProperty, type State } from '../state.js';
import { text } from '../strings/en.js';

const words = text.map;
const properties = Object.values(designProperties);

export function createMapReadout({ store, engine }: Lab): HTMLElement {
  const rows = new Map<DesignProperty, { row: HTMLElement; value: HTMLElement; interval: HTMLElement }>();
  for (const property of properties) {
    const value = h('td', { class: 'point-value' });
    const interval = h('td', { class: 'point-interval' });
    const name = h('th', { scope: 'row' }, sentence(text.design.property[property]).replace('.', ''));
    const unit = h('td', { class: 'point-unit' }, text.design.unit[property]);
    rows.set(property, { row: h('tr', {}, name, value, unit, interval), value, interval });
  }
  const limits = h('ol', { class: 'point-limits' });
  const heading = h('h3', { class: 'point-limits-heading' }, words.limitsHeading);
  const element = h(
    'div',
    { class: 'map-readout' },
    h('h3', {}, words.pointHeading),
    h(
      'table',
      {},
      h(
        'thead',
        { class: 'visually-hidden' },
        h('tr', {}, ...words.pointColumns.map((name) => h('th', { scope: 'col' }, name))),
      ),
      h('tbody', {}, ...[...rows.values()].map(({ row }) => row)),
    ),
    heading,
    limits,
  );

  const mark = (state: State) => {
    const shown = mapProperty(state);
    for (const [property, { row }] of rows) row.classList.toggle('shown', property === shown);
  };
  const show = () => {
    const predicted = engine.predicted.value;
    if (!predicted) return;
    const { state, prediction } = predicted;
    for (const [property, { value, interval }] of rows) {
      const found = prediction[property];
      write(value, found ? text.design.value(property, found.value) : '–');
      write(interval, found ? words.range(property, found.interval90) : '');
    }
    const kept = state.view === 'design' ? limitsOfPoint(state, prediction) : [];
    heading.hidden = kept.length === 0;
    limits.replaceChildren(
      ...kept.map((limit) => {
        const broken = isBroken(limit);
        return h(
          'li',
          { 'data-broken': String(broken) },
          icon(broken ? 'caution' : 'known'),
          h('span', {}, sentence(limit.words).replace(/\.$/, '')),
          h('span', { class: 'limit-state' }, broken ? words.broken : words.kept),
        );
      }),
    );
  };
  engine.predicted.watch(show);
  store.changes.watch(() => mark(store.state));
  mark(store.state);
  return element;
}
