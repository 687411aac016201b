/** κ along one axis with its interval; the present point can be dragged or moved by keys. */
import type { Curve } from '../../mixgrad/mixgrad.js';
import { linear, niceCeiling, ticks } from '../charts/axis.js';
import { curveSentence } from '../charts/describe.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import { followPointer } from '../drag.js';
import type { Lab } from '../lab.js';
import { clamp, trimmed } from '../numbers.js';
import type { Range } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';

export interface CurveChartOptions {
  name: 'temperature' | 'salt';
  heading(state: State): string;
  axis(state: State): string;
  handle: string;
  position(x: number, state: State): string;
  /** The curve and the axis in the chart's unit (°C, not K). */
  curve(curves: { temperature: Curve; salt: Curve }): Curve;
  toAxis(x: number): number;
  range(state: State): Range;
  value(state: State): number;
  move(state: State, x: number): State;
  snap: number;
  keyStep: number;
  locked(state: State): boolean;
}

const margin = { top: 24, right: 14, bottom: 44, left: 38 };
const height = 232;

/** What one drawing needs. */
interface Drawn {
  state: State;
  x: Float64Array;
  curve: Curve;
}

export function createCurveChart(lab: Lab, options: CurveChartOptions): HTMLElement {
  const { store, engine } = lab;
  const headingId = uniqueId('chart');
  const captionId = uniqueId('caption');
  const hatchId = uniqueId('hatch');
  const clipId = uniqueId('clip');

  const grid = svg('g', { class: 'grid' });
  const outside = svg('g', {});
  const band = svg('path', { class: 'band' });
  const clipBox = svg('rect', { x: margin.left, y: margin.top });
  const lines = [0, 1, 2].map((domain) => svg('path', { class: `line line-${domain}` }));
  const guide = svg('line', { class: 'guide' });
  const yTitle = svg('text', { class: 'axis-title', x: 2, y: 14 }, text.curve.kappa);
  const xTitle = svg('text', { class: 'axis-title', 'text-anchor': 'end' });
  const chart = svg(
    'svg',
    { class: 'plot', 'aria-hidden': 'true', height },
    svg(
      'defs',
      {},
      svg(
        'pattern',
        {
          id: hatchId,
          width: 7,
          height: 7,
          patternUnits: 'userSpaceOnUse',
          patternTransform: 'rotate(45)',
        },
        svg('line', { class: 'hatch-line', x1: 0, y1: 0, x2: 0, y2: 7 }),
      ),
      svg('clipPath', { id: clipId }, clipBox),
    ),
    outside,
    grid,
    svg('g', { 'clip-path': `url(#${clipId})` }, band, ...lines),
    guide,
    yTitle,
    xTitle,
  );
  const handle = h('div', {
    class: 'handle',
    role: 'slider',
    tabindex: '0',
    'aria-label': options.handle,
    'aria-describedby': captionId,
  });
  const readout = h('p', { class: 'chart-readout', 'aria-hidden': 'true' });
  const area = h('div', { class: 'plot-area' }, chart, handle);
  const heading = h('h2', { id: headingId });
  const caption = h('figcaption', { id: captionId });
  const legend = h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    h('li', { class: 'legend-band' }, text.curve.legendInterval),
    h('li', { class: 'legend-caution' }, text.curve.legendCaution),
    h('li', { class: 'legend-outside' }, text.curve.legendOutside),
  );

  let width = 0;
  let top = 0;
  let drawn: Drawn | null = null;
  let gridDrawn = '';
  let outsideDrawn = '';
  let xOf = (_: number) => 0;
  let axisOf = (_: number) => 0;

  const draw = () => {
    if (!drawn || width === 0) return;
    const { state, x, curve } = drawn;
    const n = x.length;
    const [low, high] = [x[0] as number, x[n - 1] as number];
    const right = width - margin.right;
    const bottom = height - margin.bottom;
    xOf = linear(low, high, margin.left, right);
    axisOf = linear(margin.left, right, low, high);

    // The curve fits, and its interval too where the ground is known; elsewhere the interval may leave the plot.
    let most = 0.5;
    for (let i = 0; i < n; i++) {
      most = Math.max(most, 1.1 * (curve.value[i] as number));
      if (curve.domain[i] === 0) most = Math.max(most, curve.upper[i] as number);
    }
    const wanted = niceCeiling(most);
    if (wanted > top || wanted < 0.55 * top) top = wanted;
    const yOf = linear(0, top, bottom, margin.top);
    const place = (i: number, values: Float64Array) =>
      `${tenths(xOf(x[i] as number))},${tenths(yOf(values[i] as number))}`;

    // What stays the same from frame to frame is left alone.
    const frame = [width, top, low, high].join();
    if (frame !== gridDrawn) {
      gridDrawn = frame;
      grid.replaceChildren(
        ...ticks(0, top, 5).flatMap((tick) => [
          svg('line', { x1: margin.left, x2: right, y1: yOf(tick), y2: yOf(tick) }),
          svg('text', { x: margin.left - 8, y: yOf(tick) + 4, 'text-anchor': 'end' }, trimmed(tick)),
        ]),
        ...ticks(low, high, width / 75).map((tick) =>
          svg('text', { x: xOf(tick), y: bottom + 18, 'text-anchor': 'middle' }, trimmed(tick)),
        ),
      );
    }
    const foreign = [width, low, high, ...runs(curve.domain, 2)].join();
    if (foreign !== outsideDrawn) {
      outsideDrawn = foreign;
      outside.replaceChildren(
        ...runs(curve.domain, 2).map(([from, to]) => {
          const left = xOf(x[Math.max(0, from - 1)] as number);
          return svg('rect', {
            class: 'outside-area',
            x: left,
            y: margin.top,
            width: Math.max(1, xOf(x[to] as number) - left),
            height: bottom - margin.top,
            fill: `url(#${hatchId})`,
          });
        }),
      );
    }
    set(clipBox, { width: right - margin.left, height: bottom - margin.top });
    set(xTitle, { x: right, y: height - 6 });
    write(xTitle, options.axis(state));

    const upper: string[] = [];
    const lower: string[] = [];
    const paths = ['', '', ''];
    for (let i = 0; i < n; i++) {
      upper.push(place(i, curve.upper));
      lower.unshift(place(i, curve.lower));
      const domain = curve.domain[i] as number;
      const point = place(i, curve.value);
      // A run of one state begins where the run before ended, so that the line has no gaps.
      const joined = i > 0 && curve.domain[i - 1] === domain;
      paths[domain] += joined ? `L${point}` : i > 0 ? `M${place(i - 1, curve.value)}L${point}` : `M${point}`;
    }
    set(band, { d: `M${upper.join('L')}L${lower.join('L')}Z` });
    paths.forEach((path, domain) => lines[domain] && set(lines[domain], { d: path }));

    legend.classList.toggle('has-caution', curve.domain.includes(1));
    legend.classList.toggle('has-outside', curve.domain.includes(2));

    const present = options.value(state);
    const value = interpolate(x, curve.value, present);
    const [px, py] = [xOf(present), yOf(value)];
    set(guide, { x1: px, x2: px, y1: py, y2: bottom });
    handle.style.transform = `translate(${px}px, ${py}px)`;
    write(readout, text.curve.at(options.position(present, state), value));
    set(handle, {
      'aria-valuemin': low,
      'aria-valuemax': high,
      'aria-valuenow': present,
      'aria-valuetext': text.curve.at(options.position(present, state), value),
      'aria-disabled': String(options.locked(state)),
    });
    write(heading, options.heading(state));
    write(
      caption,
      curveSentence(x, curve, (at) => options.position(at, state)),
    );
  };

  new ResizeObserver(([entry]) => {
    width = Math.round(entry?.contentRect.width ?? 0);
    set(chart, { width, viewBox: `0 0 ${width} ${height}` });
    draw();
  }).observe(area);

  engine.curves.watch((curves) => {
    if (!curves) return;
    const curve = options.curve(curves);
    drawn = { state: curves.state, curve, x: curve.x.map(options.toAxis) };
    draw();
  });

  const moveTo = (x: number) => {
    const { state } = store;
    if (options.locked(state)) return;
    const [low, high] = options.range(state);
    const snapped = Number((Math.round(x / options.snap) * options.snap).toFixed(6));
    const next = clamp(snapped, low, high);
    if (next !== options.value(state)) store.change(options.move(state, next));
  };
  followPointer({ area, handle, onMove: ({ x }) => moveTo(axisOf(x)), onEnd: () => store.settle() });
  handle.addEventListener('keydown', (event) => {
    const { state } = store;
    const [low, high] = options.range(state);
    const x = options.value(state);
    const target: Record<string, number> = {
      ArrowLeft: x - options.keyStep,
      ArrowDown: x - options.keyStep,
      ArrowRight: x + options.keyStep,
      ArrowUp: x + options.keyStep,
      PageDown: x - 5 * options.keyStep,
      PageUp: x + 5 * options.keyStep,
      Home: low,
      End: high,
    };
    const next = target[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveTo(next);
  });
  handle.addEventListener('keyup', () => store.settle());

  return h(
    'section',
    { class: `card chart chart-${options.name}`, 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, heading, readout),
    h('figure', {}, area, h('div', { class: 'under' }, caption, legend)),
  );
}

/** First and last index of every run of `state`. */
function runs(domain: Uint8Array, state: number): [number, number][] {
  const found: [number, number][] = [];
  domain.forEach((value, i) => {
    const last = found.at(-1);
    if (value !== state) return;
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}

function interpolate(x: Float64Array, y: Float64Array, at: number): number {
  const n = x.length;
  const step = ((x[n - 1] as number) - (x[0] as number)) / (n - 1);
  const i = clamp(Math.floor((at - (x[0] as number)) / step), 0, n - 2);
  const t = (at - (x[i] as number)) / step;
  return (1 - t) * (y[i] as number) + t * (y[i + 1] as number);
}

const tenths = (value: number) => Math.round(10 * value) / 10;
