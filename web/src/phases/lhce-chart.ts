/** Three components: which phases there are, with the mixture as a point to drag. */
import type { PhaseOf, TernaryPhaseDiagram } from '../../mixgrad/mixgrad.js';
import { nearestInside, type Point, Triangle } from '../charts/triangle.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import { followPointer } from '../drag.js';
import type { Lab } from '../lab.js';
import { clamp, trimmed } from '../numbers.js';
import { phases as text } from '../strings/phases.en.js';
import type { PhasesState, Triple } from './keys.js';
import { type Area, areasOf, type Fate, fates, inside, labelPlaces, nearestTie } from './lhce.js';

const padding = { top: 46, side: 40, bottom: 62 };
const largestSide = 640;
/** In less room names would cover the regions; the legend says them. */
const leastNamedWidth = 400;
/** Tie-lines drawn in a region, at most. */
const tiesShown = 9;

export const triad: Triple<string> = ['hue-salt', 'hue-1', 'hue-2'];

/** What of the page's state is the point, and how all is called. */
export interface LhceChartOptions {
  hues: Triple<string>;
  fates: readonly Fate[];
  words: {
    handle: string;
    keys: string;
    tieHint: string;
    legend: Partial<Record<Fate, string>>;
    fate: Record<Fate, string>;
    tieWords(labels: readonly string[], phases: readonly (readonly number[])[]): string;
  };
  point(phases: PhasesState): Triple<number>;
  put(phases: PhasesState, point: Triple<number>): PhasesState;
}

/** Salt, solvent and diluent. */
const formulation: LhceChartOptions = {
  hues: triad,
  fates,
  words: text.lhce,
  point: ({ feed }) => feed,
  put: (phases, feed) => ({ ...phases, feed }),
};

export interface LhceChart {
  element: HTMLElement;
  /** `settled`: nothing newer waits, so names may find their place. */
  draw(diagram: TernaryPhaseDiagram, labels: readonly string[], settled: boolean): void;
  /** The phases that the formulation separates into. */
  mark(phases: readonly PhaseOf<number[]>[], words: string): void;
}

export function createLhceChart(lab: Lab, options = formulation): LhceChart {
  const { store } = lab;
  const { hues, words: say } = options;
  const keysId = uniqueId('keys');
  const [dots, strokes] = [uniqueId('dots'), uniqueId('strokes')];
  const marks: Partial<Record<Fate, string>> = { 'salt saturated': dots, 'three phases': strokes };
  const ground = svg('path', { class: 'area area-one-liquid' });
  const areaLayer = svg('g', {});
  const gridLayer = svg('g', { class: 'ternary-grid' });
  const tieLayer = svg('g', { class: 'ties' });
  const spinodalLayer = svg('g', { class: 'spinodal' });
  const unknownLayer = svg('g', { class: 'not-converged' });
  const pointLayer = svg('g', {});
  const nameLayer = svg('g', { class: 'area-names' });
  const outline = svg('path', { class: 'outline' });
  const hovered = svg('g', { class: 'tie-hover' });
  const own = svg('g', { class: 'tie-own' });
  const labelLayer = svg('g', { class: 'corner-labels' });
  const chart = svg(
    'svg',
    { class: 'plot', 'aria-hidden': 'true' },
    svg(
      'defs',
      {},
      svg(
        'pattern',
        { id: dots, width: 9, height: 9, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        svg('circle', { class: 'area-mark', cx: 4.5, cy: 4.5, r: 0.9 }),
      ),
      svg(
        'pattern',
        { id: strokes, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        svg('line', { class: 'area-mark-line', x1: 3, x2: 3, y1: 0, y2: 6 }),
      ),
    ),
    ground,
    areaLayer,
    gridLayer,
    tieLayer,
    spinodalLayer,
    outline,
    unknownLayer,
    pointLayer,
    nameLayer,
    hovered,
    own,
    labelLayer,
  );
  const handle = h('div', {
    class: 'handle',
    role: 'slider',
    tabindex: '0',
    'aria-label': say.handle,
    'aria-describedby': keysId,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  const area = h('div', { class: 'map-area' }, chart, handle);
  const missing = h('p', { class: 'phases-missing', hidden: true });
  const tieWords = h('p', { class: 'tie-words', 'aria-hidden': 'true' });
  const figure = h(
    'figure',
    {},
    area,
    h(
      'ul',
      { class: 'phases-legend' },
      ...options.fates.map((fate) =>
        h('li', { class: `phases-key phases-key-${slug(fate)}` }, say.legend[fate] ?? ''),
      ),
      h('li', { class: 'phases-key phases-key-tie' }, text.lhce.tie),
      h('li', { class: 'phases-key phases-key-spinodal' }, text.lhce.spinodal),
      h('li', { class: 'phases-key phases-key-critical' }, text.lhce.critical),
    ),
    missing,
    tieWords,
    h('p', { id: keysId, class: 'keys' }, say.keys),
  );

  let width = 0;
  let triangle = new Triangle(0, 0, 1);
  let drawn: {
    diagram: TernaryPhaseDiagram;
    areas: Area[];
    labels: readonly string[];
    settled: boolean;
  } | null = null;
  let marked: { phases: readonly PhaseOf<number[]>[]; words: string } | null = null;

  const at = (x: ArrayLike<number>) => {
    const point = triangle.point(x);
    return `${tenths(point.x)},${tenths(point.y)}`;
  };
  const line = (a: readonly number[], b: readonly number[], name = '') => {
    const [from, to] = [triangle.point(a), triangle.point(b)];
    return svg('line', {
      class: name,
      x1: tenths(from.x),
      y1: tenths(from.y),
      x2: tenths(to.x),
      y2: tenths(to.y),
    });
  };

  const layOut = () => {
    const side = Math.min(width - 2 * padding.side, largestSide);
    const height = Math.round((side * Math.sqrt(3)) / 2) + padding.top + padding.bottom;
    triangle = new Triangle((width - side) / 2, height - padding.bottom, side);
    set(chart, { width, height, viewBox: `0 0 ${width} ${height}` });
    area.style.height = `${height}px`;
    const corners = `M${[
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]
      .map(at)
      .join('L')}Z`;
    set(outline, { d: corners });
    set(ground, { d: corners });
    const parts: SVGElement[] = [];
    for (const percent of [20, 40, 60, 80]) {
      const [p, q] = [percent / 100, 1 - percent / 100];
      const reads = [
        { at: [p, q, 0], to: [p, 0, q], dx: -7, dy: 4, anchor: 'end' },
        { at: [0, p, q], to: [q, p, 0], dx: -4, dy: 16, anchor: 'middle' },
        { at: [q, 0, p], to: [0, q, p], dx: 7, dy: 0, anchor: 'start' },
      ] as const;
      reads.forEach(({ at: from, to, dx, dy, anchor }, i) => {
        const start: Point = triangle.point(from);
        parts.push(
          line(from, to),
          svg(
            'text',
            { class: hues[i], x: start.x + dx, y: start.y + dy, 'text-anchor': anchor },
            String(percent),
          ),
        );
      });
    }
    gridLayer.replaceChildren(...parts);
  };

  const draw = () => {
    if (!drawn || width === 0) return;
    const { diagram, areas, labels, settled } = drawn;
    areaLayer.replaceChildren(
      ...areas.flatMap(({ fate, outline: corners }) => {
        const d = `M${corners.map(at).join('L')}Z`;
        const mark = marks[fate];
        return [
          svg('path', { class: `area area-${slug(fate)}`, d }),
          ...(mark ? [svg('path', { d, fill: `url(#${mark})` })] : []),
        ];
      }),
    );
    tieLayer.replaceChildren(
      ...areas.flatMap(({ ties }) => {
        const step = Math.max(1, Math.ceil(ties.length / tiesShown));
        return ties.filter((_, k) => k % step === step >> 1).map(([a, b]) => line(a, b, 'tie'));
      }),
    );
    spinodalLayer.replaceChildren(
      ...diagram.spinodal.map((curve) => svg('path', { d: `M${curve.map(at).join('L')}` })),
    );
    unknownLayer.replaceChildren(
      ...diagram.not_converged.map((x) => {
        const { x: px, y: py } = triangle.point(x);
        return svg('path', { d: `M${px - 4} ${py - 4}l8 8m0 -8l-8 8` });
      }),
    );
    const lost = diagram.not_converged.length;
    missing.hidden = lost === 0;
    write(missing, lost > 0 ? text.lhce.notConverged(lost) : '');
    pointLayer.replaceChildren(
      ...diagram.critical
        .filter(({ stable }) => stable)
        .map(({ x }) => {
          const { x: cx, y: cy } = triangle.point(x);
          return svg('circle', { class: 'critical', cx, cy, r: 4.5 });
        }),
    );
    nameLayer.classList.toggle('hidden', !settled || width < leastNamedWidth);
    if (settled) {
      nameLayer.replaceChildren(
        ...[...labelPlaces(areas)].map(([fate, x]) => {
          const { x: px, y: py } = triangle.point(x);
          return svg('text', { x: px, y: py + 4, 'text-anchor': 'middle' }, say.fate[fate]);
        }),
      );
    }
    showTie(null);
    const [top, left, right] = triangle.corners;
    const places = [
      { x: top.x, y: top.y - 26, anchor: 'middle', share: top.y - 9 },
      { x: left.x - padding.side + 8, y: left.y + 38, anchor: 'start', share: left.y + 55 },
      { x: right.x + padding.side - 8, y: right.y + 38, anchor: 'end', share: right.y + 55 },
    ] as const;
    labelLayer.replaceChildren(
      ...places.map(({ x, y, anchor }, i) =>
        svg('text', { class: `corner ${hues[i]}`, x, y, 'text-anchor': anchor }, labels[i] ?? ''),
      ),
      ...places.map(({ x, share, anchor }, i) =>
        svg('text', { class: 'corner-share', x, y: share, 'text-anchor': anchor }, feedWords()[i] ?? ''),
      ),
    );
    place();
  };

  const feedWords = () =>
    options.point(store.state.phases).map((x) => `${trimmed(100 * x, 1)} ${text.lhce.axis}`);

  const place = () => {
    if (width === 0) return;
    const feed = options.point(store.state.phases);
    const { x, y } = triangle.point(feed);
    handle.style.transform = `translate(${x}px, ${y}px)`;
    feedWords().forEach((words, i) => {
      const share = labelLayer.querySelectorAll('.corner-share')[i];
      if (share) write(share, words);
    });
    if (!marked || !drawn) return;
    const { phases, words } = marked;
    own.replaceChildren(
      ...(phases.length > 1
        ? [
            svg('path', {
              d: `M${phases.map((phase) => at(phase.x)).join('L')}${phases.length > 2 ? 'Z' : ''}`,
            }),
            ...phases.map((phase) => {
              const { x: cx, y: cy } = triangle.point(phase.x);
              return svg('circle', { class: 'tie-end', cx, cy, r: 5 });
            }),
          ]
        : []),
    );
    set(handle, {
      'aria-valuenow': trimmed(100 * feed[0], 1),
      'aria-valuetext': text.lhce.position(drawn.labels, feed, words),
    });
  };

  const moveTo = (wanted: readonly number[]) => {
    const { state } = store;
    const free = nearestInside(wanted, options.point(state.phases), [false, false, false]);
    const [first = 0, second = 0] = free.map((x) => Math.round(200 * x) / 200);
    const feed: Triple<number> = [first, second, Number(clamp(1 - first - second, 0, 1).toFixed(3))];
    store.change({ ...state, phases: options.put(state.phases, feed) });
  };
  followPointer({
    area,
    handle,
    onMove: (point) => moveTo(triangle.shares(point)),
    onEnd: () => store.settle(),
  });
  handle.addEventListener('keydown', (event) => {
    const steps: Record<string, Triple<number>> = {
      ArrowUp: [1, -0.5, -0.5],
      ArrowDown: [-1, 0.5, 0.5],
      ArrowLeft: [0, 1, -1],
      ArrowRight: [0, -1, 1],
    };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.05 : 0.01;
    moveTo(options.point(store.state.phases).map((x, i) => x + size * (step[i] ?? 0)));
  });
  handle.addEventListener('keyup', () => store.settle());

  /** Phases that coexist under the pointer. */
  const showTie = (tie: { ends: readonly (readonly number[])[]; labels: readonly string[] } | null) => {
    const corners = tie?.ends ?? [];
    hovered.replaceChildren(
      ...corners.flatMap((x, i) => {
        const next = corners[(i + 1) % corners.length] ?? x;
        const { x: cx, y: cy } = triangle.point(x);
        return [
          ...(i + 1 < corners.length || i > 1 ? [line(x, next)] : []),
          svg('circle', { class: 'tie-end', cx, cy, r: 4 }),
        ];
      }),
    );
    tieWords.classList.toggle('hint', !tie);
    write(tieWords, tie ? say.tieWords(tie.labels, tie.ends) : say.tieHint);
  };
  area.addEventListener('pointermove', (event) => {
    if (!drawn) return;
    const box = area.getBoundingClientRect();
    const x = triangle.shares({ x: event.clientX - box.left, y: event.clientY - box.top });
    const under = x.every((value) => value >= 0)
      ? drawn.areas.find(({ outline: corners }) => inside(x, corners))
      : undefined;
    const ends =
      (under && nearestTie(x, under.ties)) ?? (under?.fate === 'three phases' ? under.outline : null);
    showTie(ends ? { ends, labels: drawn.labels } : null);
  });
  area.addEventListener('pointerleave', () => showTie(null));
  showTie(null);

  new ResizeObserver(([entry]) => {
    const next = Math.round(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    layOut();
    draw();
    place();
  }).observe(area);
  store.changes.watch(place);

  return {
    element: figure,
    draw(diagram, labels, settled) {
      drawn = { diagram, areas: areasOf(diagram), labels, settled };
      draw();
    },
    mark(phases, words) {
      marked = { phases, words };
      place();
    },
  };
}

const slug = (name: string) => name.replace(' ', '-');
const tenths = (value: number) => Math.round(10 * value) / 10;
