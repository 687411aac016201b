/** Lines with their 90 % bands over one axis; the present point can be dragged or moved by keys. */
import type { Curve } from '../../mixgrad/mixgrad.js';
import { linear, ticks } from '../charts/axis.js';
import { interpolate, runs } from '../charts/curve.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import { followPointer } from '../drag.js';
import { clamp, trimmed } from '../numbers.js';
import type { Range } from '../requests.js';

export interface LinePlotOptions {
  /** The colour class of each line; the first one carries the handle. */
  hues: readonly string[];
  height: number;
  /** Room for the numbers of the vertical axis, px. */
  left: number;
  /** What the handle is called, and the id of what describes it. */
  handle: string;
  describedBy: string;
  /** The vertical range that these curves want; kept while the next one nearly fills it. */
  fit(curves: readonly Curve[]): Range;
  /** A drag stops at multiples of `snap`, and an arrow key moves by `keyStep`. */
  snap: number;
  keyStep: number;
  /** The present point of the state, which the drawing may lag behind. */
  value(): number;
  move(x: number): void;
  settle(): void;
}

export interface Titles {
  x: string;
  /** In parts where there are several lines: each in the colour of its line. */
  y: readonly string[];
}

/** A place on the horizontal axis that the curves speak of. */
export interface Landmark {
  x: number;
  label: string;
}

export interface LinePlot {
  element: HTMLElement;
  chart: SVGSVGElement;
  /** As many curves as hues, over the same `x`. */
  draw(curves: readonly Curve[], titles: Titles, landmarks?: readonly Landmark[]): void;
  /** Moves the handle, with its position in words. */
  mark(at: number, words: string, locked?: boolean): void;
}

const margin = { top: 24, right: 14, bottom: 44 };

export function createLinePlot(options: LinePlotOptions): LinePlot {
  const { height, left } = options;
  const hatchId = uniqueId('hatch');
  const clipId = uniqueId('clip');

  const grid = svg('g', { class: 'grid' });
  const outside = svg('g', {});
  const clipBox = svg('rect', { x: left, y: margin.top });
  const layers = options.hues.map((hue, i) => ({
    band: svg('path', { class: `band ${hue}` }),
    lines: [0, 1, 2].map((domain) => svg('path', { class: `line line-${domain} ${hue}` })),
    // The first line's point is the handle.
    point: i > 0 ? svg('circle', { class: `plot-point ${hue}`, r: 5.5 }) : null,
  }));
  const landmarkLayer = svg('g', {});
  const guide = svg('line', { class: `guide ${options.hues[0]}` });
  const yTitle = svg('text', { class: 'axis-title', x: 2, y: 14 });
  const xTitle = svg('text', { class: 'axis-title', 'text-anchor': 'end', y: height - 6 });
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
    svg(
      'g',
      { 'clip-path': `url(#${clipId})` },
      ...layers.map(({ band }) => band),
      ...layers.flatMap(({ lines }) => lines),
    ),
    landmarkLayer,
    guide,
    ...layers.map(({ point }) => point),
    yTitle,
    xTitle,
  );
  const handle = h('div', {
    class: `handle ${options.hues[0]}`,
    role: 'slider',
    tabindex: '0',
    'aria-label': options.handle,
    'aria-describedby': options.describedBy,
    hidden: true,
  });
  const element = h('div', { class: 'plot-area' }, chart, handle);

  let width = 0;
  let range: Range = [0, 0];
  let drawn: { curves: readonly Curve[]; titles: Titles; landmarks: readonly Landmark[] } | null = null;
  let marked: { at: number; words: string; locked: boolean } | null = null;
  let gridDrawn = '';
  let outsideDrawn = '';
  let xOf = (_: number) => 0;
  let yOf = (_: number) => 0;
  let axisOf = (_: number) => 0;
  let ends: Range = [0, 0];
  const bottom = height - margin.bottom;

  const drawLines = () => {
    if (!drawn || width === 0) return;
    const { curves, titles, landmarks } = drawn;
    const first = curves[0] as Curve;
    const { x } = first;
    const n = x.length;
    ends = [x[0] as number, x[n - 1] as number];
    const [low, high] = ends;
    const right = width - margin.right;
    xOf = linear(low, high, left, right);
    axisOf = linear(left, right, low, high);

    range = steadyRange(range, options.fit(curves));
    const [floor, ceiling] = range;
    yOf = linear(floor, ceiling, bottom, margin.top);
    const place = (i: number, values: Float64Array) =>
      `${tenths(xOf(x[i] as number))},${tenths(yOf(values[i] as number))}`;

    // What stays the same from frame to frame is left alone.
    const frame = [width, floor, ceiling, low, high].join();
    if (frame !== gridDrawn) {
      gridDrawn = frame;
      grid.replaceChildren(
        ...ticks(floor, ceiling, 5).flatMap((tick) => [
          svg('line', {
            class: tick === 0 && floor < 0 ? 'zero' : '',
            x1: left,
            x2: right,
            y1: yOf(tick),
            y2: yOf(tick),
          }),
          svg('text', { x: left - 8, y: yOf(tick) + 4, 'text-anchor': 'end' }, trimmed(tick, 6)),
        ]),
        ...ticks(low, high, width / 75).map((tick) =>
          svg('text', { x: xOf(tick), y: bottom + 18, 'text-anchor': 'middle' }, trimmed(tick)),
        ),
      );
    }
    const foreign = [width, low, high, ...runs(first.domain, 2)].join();
    if (foreign !== outsideDrawn) {
      outsideDrawn = foreign;
      outside.replaceChildren(
        ...runs(first.domain, 2).map(([from, to]) => {
          const start = xOf(x[Math.max(0, from - 1)] as number);
          return svg('rect', {
            class: 'outside-area',
            x: start,
            y: margin.top,
            width: Math.max(1, xOf(x[to] as number) - start),
            height: bottom - margin.top,
            fill: `url(#${hatchId})`,
          });
        }),
      );
    }
    landmarkLayer.replaceChildren(
      ...landmarks
        .filter(({ x: at }) => at >= low && at <= high)
        .flatMap(({ x: at, label }) => {
          // The words stand on the side that has more room.
          const before = at > (low + high) / 2;
          return [
            svg('line', { class: 'landmark', x1: xOf(at), x2: xOf(at), y1: margin.top, y2: bottom }),
            svg(
              'text',
              {
                class: 'landmark-label',
                x: xOf(at) + (before ? -6 : 6),
                y: margin.top + 12,
                'text-anchor': before ? 'end' : 'start',
              },
              label,
            ),
          ];
        }),
    );
    set(clipBox, { y: margin.top - 2, width: right - left, height: bottom - margin.top + 4 });
    set(xTitle, { x: right });
    write(xTitle, titles.x);
    if (yTitle.textContent !== titles.y.join('')) {
      const several = titles.y.length > 1;
      yTitle.replaceChildren(
        ...titles.y.map((part, i) =>
          svg('tspan', { class: several ? `tinted ${options.hues[i]}` : '' }, part),
        ),
      );
    }

    layers.forEach(({ band, lines }, k) => {
      const curve = curves[k] as Curve;
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
        paths[domain] += joined
          ? `L${point}`
          : i > 0
            ? `M${place(i - 1, curve.value)}L${point}`
            : `M${point}`;
      }
      set(band, { d: `M${upper.join('L')}L${lower.join('L')}Z` });
      paths.forEach((path, domain) => lines[domain] && set(lines[domain], { d: path }));
    });
    drawMark();
  };

  const drawMark = () => {
    if (!drawn || !marked || width === 0) return;
    const { at, words, locked } = marked;
    handle.hidden = false;
    const px = xOf(at);
    drawn.curves.forEach((curve, k) => {
      const py = yOf(interpolate(curve.x, curve.value, at));
      const point = layers[k]?.point;
      if (point) {
        set(point, { cx: px, cy: py });
        return;
      }
      set(guide, { x1: px, x2: px, y1: py, y2: bottom });
      handle.style.transform = `translate(${px}px, ${py}px)`;
    });
    set(handle, {
      'aria-valuemin': ends[0],
      'aria-valuemax': ends[1],
      'aria-valuenow': at,
      'aria-valuetext': words,
      'aria-disabled': String(locked),
    });
  };

  new ResizeObserver(([entry]) => {
    width = Math.round(entry?.contentRect.width ?? 0);
    set(chart, { width, viewBox: `0 0 ${width} ${height}` });
    drawLines();
  }).observe(element);

  const moveTo = (x: number) => {
    if (!drawn || marked?.locked) return;
    const snapped = Number((Math.round(x / options.snap) * options.snap).toFixed(6));
    const next = clamp(snapped, ...ends);
    if (next !== options.value()) options.move(next);
  };
  followPointer({ area: element, handle, onMove: ({ x }) => moveTo(axisOf(x)), onEnd: options.settle });
  handle.addEventListener('keydown', (event) => {
    const x = options.value();
    const target: Record<string, number> = {
      ArrowLeft: x - options.keyStep,
      ArrowDown: x - options.keyStep,
      ArrowRight: x + options.keyStep,
      ArrowUp: x + options.keyStep,
      PageDown: x - 5 * options.keyStep,
      PageUp: x + 5 * options.keyStep,
      Home: ends[0],
      End: ends[1],
    };
    const next = target[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveTo(next);
  });
  handle.addEventListener('keyup', options.settle);

  return {
    element,
    chart,
    draw(curves, titles, landmarks = []) {
      drawn = { curves, titles, landmarks };
      drawLines();
    },
    mark(at, words, locked = false) {
      marked = { at, words, locked };
      drawMark();
    },
  };
}

/** The range grows at once but shrinks only when it is far too long: it must not flicker in a drag. */
function steadyRange(now: Range, wanted: Range): Range {
  const fits = wanted[0] >= now[0] && wanted[1] <= now[1];
  return fits && wanted[1] - wanted[0] > 0.55 * (now[1] - now[0]) - 1e-12 ? now : wanted;
}

const tenths = (value: number) => Math.round(10 * value) / 10;
