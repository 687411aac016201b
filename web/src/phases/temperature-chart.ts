/** Temperature against composition: where there are two liquids, by the model and by each of its heads. */
import type { BinaryPhaseDiagram, Miscibility } from '../../mixgrad/mixgrad.js';
import { linear, ticks } from '../charts/axis.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import { followPointer } from '../drag.js';
import type { Lab } from '../lab.js';
import { clamp, trimmed } from '../numbers.js';
import { celsius } from '../requests.js';
import { phases as text } from '../strings/phases.en.js';
import { binodal, type Outline, spinodal } from './mixing-diagram.js';

/** Height for a width, within bounds, px. */
const heightOf = (width: number) => Math.round(Math.min(Math.max(0.64 * width, 340), 600));
const margin = { top: 26, right: 16, bottom: 46, left: 48 };

export interface TemperatureChart {
  element: HTMLElement;
  draw(miscibility: Miscibility, range_C: readonly [number, number], label: string, words: string): void;
  /** Moves the point; the gap is that of its temperature, if it lies in one. */
  mark(words: string, gap: readonly [number, number] | null): void;
}

export function createTemperatureChart(lab: Lab): TemperatureChart {
  const { store } = lab;
  const clipId = uniqueId('clip');
  const keysId = uniqueId('keys');
  const clipBox = svg('rect', { x: margin.left, y: margin.top });
  const grid = svg('g', { class: 'grid' });
  const heads = svg('g', { class: 'heads' });
  const region = svg('g', { class: 'two-liquids' });
  const inner = svg('g', { class: 'spinodal' });
  const critical = svg('g', {});
  const tie = svg('line', { class: 'tie here' });
  const ends = [0, 1].map(() => svg('circle', { class: 'tie-end', r: 5 }));
  const names = svg('g', { class: 'area-names' });
  const xTitle = svg('text', { class: 'axis-title', 'text-anchor': 'end' });
  const chart = svg(
    'svg',
    { class: 'plot', 'aria-hidden': 'true' },
    svg('defs', {}, svg('clipPath', { id: clipId }, clipBox)),
    grid,
    svg('g', { 'clip-path': `url(#${clipId})` }, heads, region, inner),
    critical,
    names,
    tie,
    ...ends,
    svg('text', { class: 'axis-title', x: 2, y: 14 }, text.mix.vertical),
    xTitle,
  );
  const handle = h('div', {
    class: 'handle hue-accent',
    role: 'slider',
    tabindex: '0',
    'aria-label': text.mix.chartHandle,
    'aria-describedby': keysId,
    'aria-valuemin': 0,
    'aria-valuemax': 1,
    hidden: true,
  });
  const area = h('div', { class: 'plot-area' }, chart, handle);
  const caption = h('figcaption', {});
  const swatch = (name: keyof typeof text.mix.legend) =>
    h('li', { class: `phases-key phases-key-${name}` }, text.mix.legend[name]);
  const figure = h(
    'figure',
    {},
    area,
    h(
      'div',
      { class: 'under' },
      caption,
      h(
        'ul',
        { class: 'phases-legend' },
        swatch('two'),
        swatch('spinodal'),
        swatch('heads'),
        swatch('critical'),
      ),
    ),
    h('p', { id: keysId, class: 'keys' }, text.mix.keys),
  );

  let width = 0;
  let height = 0;
  let drawn: { miscibility: Miscibility; range: readonly [number, number]; label: string } | null = null;
  let marked: { words: string; gap: readonly [number, number] | null } | null = null;
  let xOf = (_: number) => 0;
  let yOf = (_: number) => 0;
  let xAt = (_: number) => 0;
  let yAt = (_: number) => 0;

  const path = (outline: Outline, close: boolean) =>
    `M${outline.map(([x, T]) => `${tenths(xOf(x))},${tenths(yOf(celsius(T)))}`).join('L')}${close ? 'Z' : ''}`;

  const redraw = () => {
    if (!drawn || width === 0) return;
    const { miscibility, range, label } = drawn;
    const [low, high] = range;
    const [right, bottom] = [width - margin.right, height - margin.bottom];
    xOf = linear(0, 1, margin.left, right);
    yOf = linear(low, high, bottom, margin.top);
    xAt = linear(margin.left, right, 0, 1);
    yAt = linear(bottom, margin.top, low, high);
    set(clipBox, { width: right - margin.left, height: bottom - margin.top });
    set(xTitle, { x: right, y: height - 6 });
    write(xTitle, text.mix.axis(label));
    grid.replaceChildren(
      ...ticks(low, high, 7).flatMap((tick) => [
        svg('line', { x1: margin.left, x2: right, y1: yOf(tick), y2: yOf(tick) }),
        svg('text', { x: margin.left - 8, y: yOf(tick) + 4, 'text-anchor': 'end' }, trimmed(tick)),
      ]),
      ...ticks(0, 1, 5).map((tick) =>
        svg('text', { x: xOf(tick), y: bottom + 18, 'text-anchor': 'middle' }, trimmed(tick)),
      ),
      svg('rect', {
        class: 'frame',
        x: margin.left,
        y: margin.top,
        width: right - margin.left,
        height: bottom - margin.top,
      }),
    );
    const mean = miscibility.diagram as BinaryPhaseDiagram;
    const binodals = binodal(mean);
    const both = miscibility.heads.filter((head) => head.components === 2);
    heads.replaceChildren(
      ...both.flatMap((head) => binodal(head).map((outline) => svg('path', { d: path(outline, false) }))),
    );
    region.replaceChildren(...binodals.map((outline) => svg('path', { d: path(outline, false) })));
    inner.replaceChildren(...spinodal(mean).map((outline) => svg('path', { d: path(outline, false) })));
    critical.replaceChildren(
      ...mean.critical
        .filter(({ stable }) => stable)
        .map(({ x, temperature_K }) =>
          svg('circle', { class: 'critical', cx: xOf(x[0] ?? 0), cy: yOf(celsius(temperature_K)), r: 5 }),
        ),
    );
    names.replaceChildren(
      ...binodals.flatMap((outline) => {
        const T = outline.map(([, each]) => celsius(each));
        const x = outline.map(([each]) => each);
        const wide = xOf(Math.max(...x)) - xOf(Math.min(...x));
        const tall = yOf(Math.min(...T)) - yOf(Math.max(...T));
        if (wide < 110 || tall < 40) return [];
        const at = {
          x: xOf((Math.max(...x) + Math.min(...x)) / 2),
          y: yOf(Math.min(...T)) - Math.min(tall / 3, 60),
        };
        return [svg('text', { ...at, 'text-anchor': 'middle' }, text.mix.legend.two)];
      }),
      ...(binodals.length === 0
        ? [
            svg(
              'text',
              { x: xOf(0.5), y: yOf((low + high) / 2), 'text-anchor': 'middle' },
              text.mix.oneLiquid,
            ),
          ]
        : []),
    );
    place();
  };

  const place = () => {
    if (!drawn || !marked || width === 0) return;
    const { words, gap } = marked;
    const { mole_fraction: x, temperature_C } = store.state;
    const y = yOf(clamp(temperature_C, ...drawn.range));
    handle.hidden = false;
    handle.style.transform = `translate(${xOf(x)}px, ${y}px)`;
    set(handle, {
      'aria-valuenow': x,
      'aria-valuetext': text.mix.chartPosition(x, temperature_C, words),
    });
    for (const element of [tie, ...ends]) element.classList.toggle('hidden', !gap);
    if (!gap) return;
    set(tie, { x1: xOf(gap[0]), x2: xOf(gap[1]), y1: y, y2: y });
    ends.forEach((end, i) => set(end, { cx: xOf(gap[i] ?? 0), cy: y }));
  };

  const moveTo = (x: number, temperature_C: number) => {
    if (!drawn) return;
    const mole_fraction = clamp(Number((Math.round(100 * x) / 100).toFixed(2)), 0, 1);
    const next = clamp(Math.round(temperature_C), ...drawn.range);
    if (mole_fraction !== store.state.mole_fraction || next !== store.state.temperature_C)
      store.change({ ...store.state, mole_fraction, temperature_C: next });
  };
  followPointer({
    area,
    handle,
    onMove: ({ x, y }) => moveTo(xAt(x), yAt(y)),
    onEnd: () => store.settle(),
  });
  handle.addEventListener('keydown', (event) => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-0.01, 0],
      ArrowRight: [0.01, 0],
      ArrowDown: [0, -1],
      ArrowUp: [0, 1],
      PageDown: [0, -10],
      PageUp: [0, 10],
    };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 5 : 1;
    moveTo(store.state.mole_fraction + size * step[0], store.state.temperature_C + size * step[1]);
  });
  handle.addEventListener('keyup', () => store.settle());

  new ResizeObserver(([entry]) => {
    const next = Math.round(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    height = heightOf(width);
    set(chart, { width, height, viewBox: `0 0 ${width} ${height}` });
    redraw();
  }).observe(area);

  return {
    element: figure,
    draw(miscibility, range, label, words) {
      drawn = { miscibility, range, label };
      write(caption, words);
      redraw();
    },
    mark(words, gap) {
      marked = { words, gap };
      place();
    },
  };
}

const tenths = (value: number) => Math.round(10 * value) / 10;
