/** Two liquids across their whole composition. */
import { h } from '../dom.js';
import type { Lab } from '../lab.js';
import { mixingCharts } from '../mixing.js';
import { createMixingChart } from './mixing-chart.js';
import { createMixingLaw } from './mixing-law.js';
import { createMixingReadout } from './mixing-readout.js';
import { createPairComposer } from './pair-composer.js';

export function createBinaryView(lab: Lab): HTMLElement {
  const charts = h(
    'div',
    { class: 'mixing-charts' },
    ...mixingCharts.map((spec) => createMixingChart(lab, spec)),
  );
  const view = h(
    'div',
    {},
    h('div', { class: 'pair-column' }, createPairComposer(lab), createMixingReadout(lab)),
    charts,
    createMixingLaw(lab),
  );
  // While new molecules are read, the charts still show the old ones: they must not look like the present ones.
  const update = () => {
    const shown = lab.engine.mixed.value?.state.pair;
    const stale = JSON.stringify(shown) !== JSON.stringify(lab.store.state.pair);
    view.classList.toggle('stale', stale || lab.engine.failed.value !== null);
    charts.setAttribute('aria-busy', String(stale && lab.engine.failed.value === null));
  };
  for (const signal of [lab.store.changes, lab.engine.mixed, lab.engine.failed]) signal.watch(update);
  update();
  return view;
}
