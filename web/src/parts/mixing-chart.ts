/** One property of a pair across its whole composition: a card with its plot, its state and its files. */
import type { BinaryMixing, Curve } from '../../mixgrad/mixgrad.js';
import { niceRange } from '../charts/axis.js';
import { mixingSentence } from '../charts/describe.js';
import { worst } from '../charts/domain.js';
import { binaryCsv } from '../csv.js';
import { h, uniqueId, write } from '../dom.js';
import { download } from '../download.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { curveOf, type MixingChart, readingAt } from '../mixing.js';
import { kelvin, type Range } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { svgFile } from '../svg-file.js';
import { createDomainBadge } from './domain-badge.js';
import { createLinePlot } from './line-plot.js';

export function createMixingChart(lab: Lab, spec: MixingChart): HTMLElement {
  const { store, engine } = lab;
  const { name, properties } = spec;
  const title = text.mixing.heading[name];
  const headingId = uniqueId('mixing');
  const captionId = uniqueId('caption');
  const hues = properties.length > 1 ? properties.map((_, i) => hue(i)) : ['hue-accent'];
  const values = properties.map((_, i) => h('span', { class: hues[i] }));
  const caption = h('figcaption', { id: captionId });
  const badge = createDomainBadge();

  const plot = createLinePlot({
    hues,
    height: 212,
    left: 48,
    handle: text.mixing.handle(title),
    describedBy: captionId,
    fit: (curves) => fit(curves, spec),
    snap: 0.01,
    keyStep: 0.01,
    value: () => store.state.mole_fraction,
    move: (mole_fraction) => store.change({ ...store.state, mole_fraction }),
    settle: () => store.settle(),
  });

  /** The present composition needs no model: it is read off the curve. */
  const mark = (mixing: BinaryMixing) => {
    const x = store.state.mole_fraction;
    const readings = properties.map((property) =>
      text.mixing.valueWithUnit(property, readingAt(mixing, property, x).value),
    );
    plot.mark(x, text.mixing.at(x, readings));
    values.forEach((value, i) => {
      const property = properties[i];
      if (property) {
        write(
          value,
          properties.length > 1 ? `${text.mixing.symbol[property]} ${readings[i]}` : (readings[i] ?? ''),
        );
      }
    });
  };

  engine.mixed.watch((mixed) => {
    if (!mixed) return;
    const { state, mixing } = mixed;
    const curves = properties.map((property) => curveOf(mixing, property));
    plot.draw(curves, {
      x: text.mixing.axis(shortLabel(state.pair[0], 22)),
      y: text.mixing.vertical(properties),
    });
    badge.show(worst(properties.map((property) => mixing.domain[property].state)));
    write(caption, mixingSentence(curves, spec));
    mark(mixing);
  });
  store.changes.watch(() => {
    if (engine.mixed.value) mark(engine.mixed.value.mixing);
  });

  const names = ({ pair }: State): [string, string] => [moleculeLabel(pair[0]), moleculeLabel(pair[1])];
  const save = (type: 'csv' | 'svg') => () => {
    const shown = engine.mixed.value;
    if (!shown) return;
    const { state, mixing } = shown;
    const content =
      type === 'csv'
        ? binaryCsv(mixing, properties, names(state), kelvin(state.temperature_C))
        : svgFile(plot.chart, text.mixing.fileTitle(names(state), state.temperature_C, title));
    download(`${names(state).join('-')}-${state.temperature_C}C-${name}`, type, content);
  };
  const button = (label: string, words: string, click: () => void) =>
    h(
      'button',
      { type: 'button', class: 'action', 'aria-label': label, title: label, click },
      icon('save'),
      words,
    );

  return h(
    'section',
    { class: `card chart mixing mixing-${name}`, 'aria-labelledby': headingId },
    h(
      'div',
      { class: 'chart-head' },
      h('h2', { id: headingId }, title),
      h('p', { class: 'chart-readout', 'aria-hidden': 'true' }, ...values),
    ),
    h('figure', {}, plot.element, caption),
    h(
      'div',
      { class: 'mixing-foot' },
      badge.element,
      h(
        'div',
        { class: 'actions' },
        button(text.mixing.saveCsv(title), text.mixing.csv, save('csv')),
        button(text.mixing.saveSvg(title), text.mixing.svg, save('svg')),
      ),
    ),
  );
}

/** The curve fits, and its interval too unless that is much wider than the curve: then it leaves the plot. */
function fit(curves: readonly Curve[], { excess, leastSpan }: MixingChart): Range {
  const all = (pick: (curve: Curve) => Float64Array) => curves.flatMap((curve) => [...pick(curve)]);
  const values = all(({ value }) => value);
  const [least, most] = [
    Math.min(...values, ...(excess ? [0] : [])),
    Math.max(...values, ...(excess ? [0] : [])),
  ];
  const room = Math.max(1.5 * (most - least), 1.6 * leastSpan);
  const low = Math.max(Math.min(least, ...all(({ lower }) => lower)), least - room);
  const high = Math.min(Math.max(most, ...all(({ upper }) => upper)), most + room);
  const missing = Math.max(0, leastSpan - (high - low)) / 2;
  return niceRange(low - missing, high + missing, 4);
}
