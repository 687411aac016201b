/** An electrolyte's conductivity: its value, what moves it, and how to improve it. */
import { h } from '../dom.js';
import type { Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { trimmed } from '../numbers.js';
import { celsius } from '../requests.js';
import { text } from '../strings/en.js';
import { createCurveChart } from './curve-chart.js';
import { createGradientBars } from './gradient-bars.js';
import { createImproveControl } from './improve-control.js';
import { createResultPanel } from './result-panel.js';

export function createElectrolyteView(lab: Lab): HTMLElement {
  const view = h(
    'div',
    {},
    createResultPanel(lab),
    // The composer and the map come here when this view is shown.
    h('div', { class: 'composer-place' }),
    createImproveControl(lab),
    createTemperatureChart(lab),
    createSaltChart(lab),
    createGradientBars(lab),
    h('div', { class: 'map-place' }),
  );
  // Without a prediction the charts still show the last one: they must not look like the present one.
  lab.engine.failed.watch((failed) => view.classList.toggle('stale', failed !== null));
  return view;
}

function createTemperatureChart(lab: Lab): HTMLElement {
  return createCurveChart(lab, {
    name: 'temperature',
    heading: () => text.curve.temperature.heading,
    axis: () => text.curve.temperature.axis,
    handle: text.curve.temperature.handle,
    position: (x) => text.curve.temperature.position(x),
    curve: ({ temperature }) => temperature,
    toAxis: celsius,
    value: (state) => state.temperature_C,
    move: (state, temperature_C) => ({ ...state, temperature_C }),
    snap: 1,
    keyStep: 1,
    locked: () => false,
  });
}

function createSaltChart(lab: Lab): HTMLElement {
  return createCurveChart(lab, {
    name: 'salt',
    heading: ({ salt }) => text.curve.salt.heading(moleculeLabel(salt.molecule)),
    axis: ({ salt }) => text.curve.salt.axis(moleculeLabel(salt.molecule), salt.unit),
    handle: text.curve.salt.handle,
    position: (x, { salt }) => text.curve.salt.position(Number(trimmed(x)), salt.unit),
    curve: ({ salt }) => salt,
    toAxis: (x) => x,
    value: ({ salt }) => salt.amount,
    move: (state, amount) => ({ ...state, salt: { ...state.salt, amount } }),
    snap: 0.02,
    keyStep: 0.1,
    locked: ({ salt }) => salt.locked,
  });
}
