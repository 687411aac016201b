/**
 * A property over every composition of three solvents, with arrows uphill; the point can be dragged or moved by
 * keys. In the design view it also shows the limits, the optimiser's path and the trade-off's mixtures.
 */
import type { DesignProperty } from '../../mixgrad/mixgrad.js';
import { linear, ticks } from '../charts/axis.js';
import { needsDarkInk } from '../charts/colour.js';
import { paintField } from '../charts/field-paint.js';
import { Lattice } from '../charts/lattice.js';
import { nearestInside, type Point, Triangle } from '../charts/triangle.js';
import { shares, withShares } from '../composition.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import type { TernaryMap } from '../engine.js';
import { designProperties } from '../design.js';
import { followPointer } from '../drag.js';
import { hue, type Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import { limitsOfMap, type LimitOver } from '../map-limits.js';
import { trimmed } from '../numbers.js';
import { fromLink, mapProperty, type State } from '../state.js';
import { electrolytes } from '../presets.js';
import { text } from '../strings/en.js';
import { createMapPath } from './map-path.js';
import { createMapReadout } from './map-readout.js';
import { createSelect } from './select.js';

const padding = { top: 48, side: 38, bottom: 62 };
const largestSide = 480;
/** About this far apart, in px. */
const arrowSpacing = 40;

/** Below this difference between its ends a property counts as the same everywhere. */
const leastSpan: Record<DesignProperty, number> = {
  conductivity_mS_per_cm: 0.02,
  viscosity_mPa_s: 0.005,
  density_g_per_cm3: 0.0005,
  molar_volume_cm3_per_mol: 0.05,
  excess_volume_cm3_per_mol: 0.005,
  excess_enthalpy_J_per_mol: 1,
  excess_gibbs_J_per_mol: 1,
};

interface Shown {
  state: State;
  property: DesignProperty;
  lattice: Lattice;
  flat: boolean;
  /** Of each point, the worst domain state of all that is shown and asked for. */
  ground: number;
  limits: LimitOver[];
}

export function createTernaryMap(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const headingId = uniqueId('map');
  const keysId = uniqueId('keys');
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const gridLayer = svg('g', { class: 'ternary-grid' });
  const contourLayer = svg('g', { class: 'contours' });
  const arrowLayer = svg('g', { class: 'arrows' });
  const limitLayer = svg('g', { class: 'map-limits' });
  const frontLayer = svg('g', { class: 'map-front' });
  const path = createMapPath();
  const outline = svg('path', { class: 'outline' });
  const labelLayer = svg('g', { class: 'corner-labels' });
  const overlay = svg(
    'svg',
    { 'aria-hidden': 'true', class: 'plot' },
    gridLayer,
    contourLayer,
    arrowLayer,
    limitLayer,
    frontLayer,
    path.element,
    outline,
    labelLayer,
  );
  const handle = h('div', {
    class: 'handle',
    role: 'slider',
    tabindex: '0',
    'aria-label': text.map.handle,
    'aria-describedby': keysId,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  const tag = h('div', { class: 'point-label', 'aria-hidden': 'true' });
  const area = h('div', { class: 'map-area' }, canvas, overlay, tag, handle);
  const legendTitle = h('span', { class: 'legend-title' });
  const legendScale = h('div', { class: 'legend-scale' });
  const legend = h(
    'div',
    { class: 'map-legend', 'aria-hidden': 'true' },
    legendTitle,
    h('div', { class: 'legend-bar' }),
    legendScale,
  );
  const caption = h('figcaption', {});
  const groundKey = h('li', { class: 'key-ground' });
  const limitKey = h('li', { class: 'key-limits' }, text.map.limits);
  const figure = h(
    'figure',
    {},
    area,
    h(
      'div',
      { class: 'map-notes' },
      h(
        'div',
        { class: 'map-words' },
        legend,
        caption,
        h('ul', { class: 'map-keys' }, groundKey, limitKey),
        h('p', { id: keysId, class: 'keys' }, text.map.keys),
      ),
      createMapReadout(lab),
    ),
  );
  const ghost = h(
    'div',
    { class: 'map-empty' },
    svg(
      'svg',
      { viewBox: '0 0 200 176', 'aria-hidden': 'true', class: 'ghost' },
      svg('path', { d: 'M100 4L196 170H4Z' }),
      svg('path', {
        d: 'M60 73C90 92 118 92 140 73M36 115C80 142 128 140 164 115M14 152C60 166 130 166 186 152',
      }),
      svg('circle', { cx: 104, cy: 112, r: 8 }),
    ),
    h(
      'div',
      {},
      h('p', {}, text.map.empty),
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          click: () => {
            const preset = electrolytes.find(({ link }) => link.includes('EC:33.34;DMC:33.33;EMC:33.33'));
            if (preset) store.apply(fromLink(preset.link, lab.library, store.state).state);
          },
        },
        text.map.tryIt,
      ),
    ),
  );

  let width = 0;
  let triangle = new Triangle(0, 0, 1);
  let shown: Shown | null = null;
  let taken: TernaryMap | null = null;
  let limitsDrawn = '';
  const designing = () => store.state.view === 'design';

  const layOut = () => {
    const side = Math.min(width - 2 * padding.side, largestSide);
    const height = Math.round((side * Math.sqrt(3)) / 2) + padding.top + padding.bottom;
    triangle = new Triangle((width - side) / 2, height - padding.bottom, side);
    set(overlay, { width, height, viewBox: `0 0 ${width} ${height}` });
    area.style.height = `${height}px`;
    const [top, left, right] = triangle.corners;
    set(outline, { d: `M${top.x} ${top.y}L${left.x} ${left.y}L${right.x} ${right.y}Z` });
    canvas.style.left = `${left.x}px`;
    canvas.style.top = `${top.y}px`;
    canvas.style.width = `${right.x - left.x}px`;
    canvas.style.height = `${left.y - top.y}px`;
    drawGrid();
  };

  const drawGrid = () => {
    const lines: SVGElement[] = [];
    const segment = (a: Point, b: Point) => svg('line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y });
    for (const percent of [20, 40, 60, 80]) {
      const [p, q] = [percent / 100, 1 - percent / 100];
      // Each component is read off the edge that it shares with the next, along lines of its own value.
      const reads = [
        { at: [p, q, 0], to: [p, 0, q], dx: -7, dy: 4, anchor: 'end' },
        { at: [0, p, q], to: [q, p, 0], dx: -4, dy: 16, anchor: 'middle' },
        { at: [q, 0, p], to: [0, q, p], dx: 7, dy: 0, anchor: 'start' },
      ] as const;
      reads.forEach(({ at, to, dx, dy, anchor }, i) => {
        const start = triangle.point(at);
        lines.push(segment(start, triangle.point(to)));
        lines.push(
          svg(
            'text',
            { class: hue(i), x: start.x + dx, y: start.y + dy, 'text-anchor': anchor },
            String(percent),
          ),
        );
      });
    }
    gridLayer.replaceChildren(...lines);
  };

  const paint = ({ lattice, ground, limits }: Shown) => {
    const hatched = limits.filter(({ exact }) => !exact).map(({ excess }) => excess);
    paintField(canvas, lattice, triangle, { ground, limits: hatched });
  };

  /** Where the contours' numbers stand: no arrow goes there. */
  let labelSpots: Point[] = [];
  const drawContours = ({ lattice, flat, property }: Shown) => {
    const { low, high } = lattice;
    const place = linear(low, high, 0, 1);
    const levels = flat ? [] : ticks(low, high, 7).filter((level) => level > low && level < high);
    const centre = triangle.point([0.38, 0.31, 0.31]);
    const slope = meanSlope(lattice, triangle);
    // Labels stand where contours cross one line up the slope, like rungs of a ladder.
    const ladder = ({ x, y }: Point) => Math.abs((x - centre.x) * slope.y - (y - centre.y) * slope.x);
    const labels: { at: Point; element: SVGElement }[] = [];
    const lines = levels.map((level) => {
      const ink = needsDarkInk(place(level)) ? 'dark-ink' : 'light-ink';
      let path = '';
      let best: Point | null = null;
      for (const { from, to } of lattice.contour(level)) {
        const [a, b] = [triangle.point(from), triangle.point(to)];
        path += `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
        const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
        if (Math.min(...from) < 0.06) continue;
        if (!best || ladder(middle) < ladder(best)) best = middle;
      }
      const spot = best;
      if (spot && labels.every(({ at }) => Math.hypot(at.x - spot.x, at.y - spot.y) > 30)) {
        labels.push({
          at: spot,
          element: svg(
            'text',
            { x: spot.x, y: spot.y + 4, 'text-anchor': 'middle', class: ink },
            trimmed(level, 4),
          ),
        });
      }
      return svg('path', { d: path, class: ink });
    });
    labelSpots = labels.map(({ at }) => at);
    contourLayer.replaceChildren(...lines, ...labels.map(({ element }) => element));
    write(legendTitle, text.map.legend(property));
    // As many numbers as fit beside each other.
    const every = Math.ceil((levels.map((level) => trimmed(level, 4)).join('').length + levels.length) / 30);
    legendScale.replaceChildren(
      ...(levels.length > 0 ? levels.filter((_, i) => i % every === 0) : [low]).map((level) => {
        const mark = h('span', {}, trimmed(level, 4));
        mark.style.left = `${100 * place(level)}%`;
        return mark;
      }),
    );
  };

  const drawArrows = ({ lattice, flat }: Shown) => {
    const { field } = lattice;
    const n = field.subdivisions;
    const [, left, right] = triangle.corners;
    const step = Math.max(1, Math.round((n * arrowSpacing) / (right.x - left.x)));
    const found: { at: Point; slope: Point; size: number }[] = [];
    for (let b = Math.ceil(step / 2); b < n; b += step) {
      for (let c = Math.ceil(step / 2); b + c <= n - Math.ceil(step / 2); c += step) {
        const i = lattice.at(b, c);
        const slope = triangle.uphill(field.gradient.subarray(3 * i, 3 * i + 3));
        found.push({ at: triangle.point(lattice.shares(i)), slope, size: Math.hypot(slope.x, slope.y) });
      }
    }
    const most = Math.max(...found.map(({ size }) => size));
    const free = ({ x, y }: Point) => labelSpots.every((spot) => Math.hypot(spot.x - x, spot.y - y) > 17);
    const visible = flat ? [] : found.filter(({ at, size }) => size > 0.01 * most && free(at));
    const drawn = visible
      .map(({ at, slope, size }) => {
        const length = 7 + 11 * Math.sqrt(size / most);
        const [dx, dy] = [(slope.x / size) * length, (slope.y / size) * length];
        const [x, y] = [at.x + dx / 2, at.y + dy / 2];
        const wing = (angle: number) => {
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          return `${(x - 0.36 * (dx * cos - dy * sin)).toFixed(1)} ${(y - 0.36 * (dx * sin + dy * cos)).toFixed(1)}`;
        };
        return `M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}M${wing(0.55)}L${x.toFixed(1)} ${y.toFixed(1)}L${wing(-0.55)}`;
      })
      .join('');
    arrowLayer.replaceChildren(
      svg('path', { class: 'arrow-halo', d: drawn }),
      svg('path', { class: 'arrow', d: drawn }),
    );
  };

  /** Where each limit ends: a line with the limit's number, as in the list beside the map. */
  const drawLimits = ({ lattice, limits }: Shown) => {
    limitLayer.replaceChildren(
      ...limits.flatMap(({ excess, exact }, i) => {
        const segments = lattice.contour(0, excess);
        const [first] = segments;
        if (!first) return [];
        let drawn = '';
        let [spot, depth] = [triangle.point(first.from), leftness(first.from)];
        for (const { from, to } of segments) {
          const [a, b] = [triangle.point(from), triangle.point(to)];
          drawn += `M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`;
          for (const [share, place] of [
            [from, a],
            [to, b],
          ] as const) {
            if (leftness(share) > depth) [spot, depth] = [place, leftness(share)];
          }
        }
        return [
          svg('path', { class: 'limit-halo', d: drawn }),
          svg('path', { class: exact ? 'limit-line exact' : 'limit-line', d: drawn }),
          svg('circle', { class: 'limit-tag', cx: spot.x, cy: spot.y, r: 9 }),
          svg(
            'text',
            { class: 'limit-number', x: spot.x, y: spot.y + 4, 'text-anchor': 'middle' },
            String(i + 1),
          ),
        ];
      }),
    );
  };

  const drawLabels = (state: State) => {
    const share = shares(state.components);
    const [top, left, right] = triangle.corners;
    const spots = [
      { x: top.x, y: top.y - 28, anchor: 'middle' },
      { x: Math.max(2, left.x - 34), y: left.y + 40, anchor: 'start' },
      { x: Math.min(width - 2, right.x + 34), y: right.y + 40, anchor: 'end' },
    ];
    labelLayer.replaceChildren(
      ...state.components.flatMap(({ molecule }, i) => {
        const { x, y, anchor } = spots[i] ?? { x: 0, y: 0, anchor: 'start' };
        return [
          svg('text', { x, y, 'text-anchor': anchor, class: `corner ${hue(i)}` }, shortLabel(molecule, 12)),
          svg(
            'text',
            { x, y: y + 17, 'text-anchor': anchor, class: 'corner-share' },
            `${trimmed(100 * (share[i] ?? 0), 1)} ${text.map.axis(state.basis)}`,
          ),
        ];
      }),
    );
  };

  /** What follows the state at once, without waiting for the model. */
  const drawPoint = () => {
    const { state } = store;
    if (state.components.length !== 3 || width === 0) return;
    const share = shares(state.components);
    const { x, y } = triangle.point(share);
    handle.style.transform = `translate(${x}px, ${y}px)`;
    tag.style.transform = `translate(${x}px, ${y + 14}px)`;
    drawLabels(state);
    set(handle, {
      'aria-valuenow': trimmed(100 * (share[0] ?? 0), 1),
      'aria-valuetext': text.map.position(
        state.components.map(({ molecule }) => shortLabel(molecule)),
        share,
      ),
    });
  };

  const drawTrail = (animate: boolean) => {
    const trail = store.state.components.length === 3 ? lab.trail.value : null;
    path.show(trail && trail.map((share) => triangle.point(share)), animate && designing());
  };

  const drawFront = () => {
    const front = store.state.components.length === 3 && designing() ? lab.front.value : null;
    frontLayer.replaceChildren(
      ...(front?.shares ?? []).map((share, i) => {
        const { x, y } = triangle.point(share);
        const chosen = i === front?.chosen;
        return svg('circle', { class: chosen ? 'chosen' : '', cx: x, cy: y, r: chosen ? 7 : 4 });
      }),
    );
  };

  const draw = () => {
    if (!shown || width === 0) return;
    limitsDrawn = limitsKey(store.state);
    shown.limits = [];
    shown.ground = 1;
    if (designing() && taken) {
      const { design, components } = store.state;
      // Limits may have changed since the field was computed.
      const state = { ...shown.state, design, components };
      shown.limits = limitsOfMap(state, taken.field.share, taken.asked);
      shown.ground = design.ground === 'known ground' ? 0 : 1;
    }
    paint(shown);
    drawContours(shown);
    drawArrows(shown);
    drawLimits(shown);
    const { state, lattice, property, flat, limits, ground } = shown;
    const labels = state.components.map(({ molecule }) => shortLabel(molecule));
    const end = (i: number) => [lattice.field.value[i] as number, lattice.shares(i)] as const;
    const salt = `${trimmed(state.salt.amount, 3)} ${text.composer.saltUnitName[state.salt.unit]} ${shortLabel(state.salt.molecule)}`;
    write(
      caption,
      [
        text.map.drawnAt(property, salt, state.temperature_C),
        flat ? text.map.flat : text.map.sentence(property, labels, end(lattice.highest), end(lattice.lowest)),
      ].join(' '),
    );
    const strange = lattice.field.domain.some((worst) => worst > ground);
    const broken = limits.some(({ exact, excess }) => !exact && excess.some((by) => by > 1e-9));
    write(groundKey, text.map.outside(ground));
    groundKey.hidden = !strange;
    limitKey.hidden = !broken;
  };

  const show = (map: TernaryMap | null) => {
    if (store.state.view === 'binary') return;
    const three = store.state.components.length === 3;
    figure.hidden = !three;
    ghost.hidden = three;
    choice.hidden = !three;
    taken = map;
    shown = map && shownOf(map);
    draw();
    drawPoint();
    drawFront();
    drawTrail(false);
  };
  engine.map.watch(show);
  const tell = () => {
    const property = mapProperty(store.state);
    const found = engine.predicted.value?.prediction[property];
    write(tag, found ? text.design.value(property, found.value) : '');
  };
  engine.predicted.watch(tell);
  const choice = createSelect(
    text.map.choose,
    Object.values(designProperties).map((value) => ({ value, label: text.design.property[value] })),
    mapProperty(store.state),
    (chosen) => {
      const ordinary = mapProperty({ ...store.state, map: null });
      store.apply({ ...store.state, map: chosen === ordinary ? null : (chosen as DesignProperty) });
    },
  );
  choice.classList.add('map-choice');
  store.changes.watch(() => {
    if (store.state.view === 'binary') return;
    choice.value = mapProperty(store.state);
    tell();
    const three = store.state.components.length === 3;
    const waiting = engine.map.value !== null && engine.map.value !== taken;
    if (figure.hidden === three || !three || waiting) return show(three ? engine.map.value : null);
    if (limitsDrawn !== limitsKey(store.state)) {
      draw();
      drawFront();
    }
    drawPoint();
  });
  lab.trail.watch(() => drawTrail(true));
  lab.front.watch(drawFront);
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    layOut();
    draw();
    drawPoint();
    drawFront();
    drawTrail(false);
  }).observe(area);

  // The hatching is mixed with the colours of the page.
  const repaint = () => shown && width > 0 && paint(shown);
  window.addEventListener('themechange', repaint);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

  const moveTo = (wanted: readonly number[]) => {
    const { state } = store;
    const now = shares(state.components);
    const locked = state.components.map((component) => component.locked);
    const inside = nearestInside(wanted, now, locked);
    // Half per cents are easy to hit and easy to read.
    const [first = 0, second = 0] = inside.map((share) => Math.round(share * 200) / 200);
    const snapped = locked.includes(true) ? inside : [first, second, Math.max(0, 1 - first - second)];
    store.change({ ...state, components: withShares(state.components, snapped) });
  };
  followPointer({
    area,
    handle,
    onMove: (at) => moveTo(triangle.shares(at)),
    onEnd: () => store.settle(),
  });
  handle.addEventListener('keydown', (event) => {
    const steps: Record<string, [number, number, number]> = {
      ArrowUp: [1, -0.5, -0.5],
      ArrowDown: [-1, 0.5, 0.5],
      ArrowLeft: [0, 1, -1],
      ArrowRight: [0, -1, 1],
    };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const now = shares(store.state.components);
    const size = event.shiftKey ? 0.05 : 0.01;
    moveTo(now.map((share, i) => share + size * (step[i] ?? 0)));
  });
  handle.addEventListener('keyup', () => store.settle());

  show(engine.map.value);
  return h(
    'section',
    { class: 'card map', 'aria-labelledby': headingId },
    h('div', { class: 'map-head' }, h('h2', { id: headingId }, text.map.heading), choice),
    figure,
    ghost,
  );
}

/** Numbers of limits stand at the left ends of their lines. */
const leftness = ([, second, third]: readonly number[]) => (second ?? 0) - (third ?? 0);

/** What the limits on the map depend on. */
const limitsKey = ({ view, components, design }: State): string =>
  view !== 'design'
    ? view
    : JSON.stringify([design, components.map(({ locked, amount, limits }) => [locked && amount, limits])]);

/** With the worst ground of all fields, which are on the same points. */
function shownOf({ state, property, field, asked }: TernaryMap): Shown {
  const domain = field.domain.map((own, i) =>
    Math.max(own, ...[...asked.values()].map((other) => other.domain[i] ?? 0)),
  );
  const lattice = new Lattice({ ...field, domain });
  const flat = lattice.high - lattice.low < leastSpan[property];
  return { state, property, lattice, flat, ground: 1, limits: [] };
}

/** The direction in which the property rises over the whole map. */
function meanSlope({ field }: Lattice, triangle: Triangle): Point {
  const sum = { x: 0, y: 0 };
  for (let i = 0; i < field.value.length; i++) {
    const { x, y } = triangle.uphill(field.gradient.subarray(3 * i, 3 * i + 3));
    sum.x += x;
    sum.y += y;
  }
  const length = Math.hypot(sum.x, sum.y) || 1;
  return { x: sum.x / length, y: sum.y / length };
}
