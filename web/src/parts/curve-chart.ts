/** κ along one axis with its interval: a card around a plot. */
import type { Curve } from '../../mixgrad/mixgrad.js';
import { niceCeiling } from '../charts/axis.js';
import { interpolate } from '../charts/curve.js';
import { curveSentence } from '../charts/describe.js';
import { h, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import type { Range } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { createLinePlot } from './line-plot.js';

export interface CurveChartOptions {
  name: 'temperature' | 'salt';
  heading(state: State): string;
  axis(state: State): string;
  handle: string;
  position(x: number, state: State): string;
  /** The curve and the axis in the chart's unit (°C, not K). */
  curve(curves: { temperature: Curve; salt: Curve }): Curve;
  toAxis(x: number): number;
  value(state: State): number;
  move(state: State, x: number): State;
  snap: number;
  keyStep: number;
  locked(state: State): boolean;
}

export function createCurveChart(lab: Lab, options: CurveChartOptions): HTMLElement {
  const { store, engine } = lab;
  const headingId = uniqueId('chart');
  const captionId = uniqueId('caption');
  const heading = h('h2', { id: headingId });
  const readout = h('p', { class: 'chart-readout', 'aria-hidden': 'true' });
  const caption = h('figcaption', { id: captionId });
  const legend = h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    h('li', { class: 'legend-band' }, text.curve.legendInterval),
    h('li', { class: 'legend-caution' }, text.curve.legendCaution),
    h('li', { class: 'legend-outside' }, text.curve.legendOutside),
  );
  const plot = createLinePlot({
    hues: ['hue-accent'],
    height: 232,
    left: 38,
    handle: options.handle,
    describedBy: captionId,
    fit: fitFromZero,
    snap: options.snap,
    keyStep: options.keyStep,
    value: () => options.value(store.state),
    move: (x) => store.change(options.move(store.state, x)),
    settle: () => store.settle(),
  });

  engine.curves.watch((curves) => {
    if (!curves) return;
    const { state } = curves;
    const found = options.curve(curves);
    const curve = { ...found, x: found.x.map(options.toAxis) };
    plot.draw([curve], { x: options.axis(state), y: [text.curve.kappa] });
    const present = options.value(state);
    const value = interpolate(curve.x, curve.value, present);
    const words = text.curve.at(options.position(present, state), value);
    plot.mark(present, words, options.locked(state));
    write(readout, words);
    write(heading, options.heading(state));
    write(
      caption,
      curveSentence(curve.x, curve, (at) => options.position(at, state)),
    );
    legend.classList.toggle('has-caution', curve.domain.includes(1));
    legend.classList.toggle('has-outside', curve.domain.includes(2));
  });

  return h(
    'section',
    { class: `card chart chart-${options.name}`, 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, heading, readout),
    h('figure', {}, plot.element, h('div', { class: 'under' }, caption, legend)),
  );
}

/** The curve fits, and its interval too where the ground is known; elsewhere the interval may leave the plot. */
function fitFromZero(curves: readonly Curve[]): Range {
  let most = 0.5;
  for (const { value, upper, domain } of curves) {
    value.forEach((v, i) => {
      most = Math.max(most, 1.1 * v, domain[i] === 0 ? (upper[i] as number) : 0);
    });
  }
  return [0, niceCeiling(most)];
}
