/** κ over every composition of three solvents, with arrows uphill; the point can be dragged or moved by keys. */
import { linear, ticks } from '../charts/axis.js';
import { needsDarkInk, viridis } from '../charts/colour.js';
import { Lattice } from '../charts/lattice.js';
import { nearestInside, type Point, Triangle } from '../charts/triangle.js';
import { shares, withShares } from '../composition.js';
import { h, set, svg, uniqueId, write } from '../dom.js';
import type { TernaryMap } from '../engine.js';
import { followPointer } from '../drag.js';
import { hue, type Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import { significant, trimmed } from '../numbers.js';
import { fromLink, type State } from '../state.js';
import { electrolytes } from '../presets.js';
import { text } from '../strings/en.js';

const padding = { top: 48, side: 38, bottom: 62 };
const largestSide = 480;
/** About this far apart, in px. */
const arrowSpacing = 40;

export function createTernaryMap(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const keysId = uniqueId('keys');
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const gridLayer = svg('g', { class: 'ternary-grid' });
  const contourLayer = svg('g', { class: 'contours' });
  const arrowLayer = svg('g', { class: 'arrows' });
  const trailLine = svg('polyline', { class: 'trail' });
  const outline = svg('path', { class: 'outline' });
  const labelLayer = svg('g', { class: 'corner-labels' });
  const overlay = svg(
    'svg',
    { 'aria-hidden': 'true', class: 'plot' },
    gridLayer,
    contourLayer,
    arrowLayer,
    trailLine,
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
  const legendScale = h('div', { class: 'legend-scale' });
  const legend = h(
    'div',
    { class: 'map-legend', 'aria-hidden': 'true' },
    h('span', { class: 'legend-title' }, text.map.legend),
    h('div', { class: 'legend-bar' }),
    legendScale,
  );
  const caption = h('figcaption', {});
  const figure = h(
    'figure',
    {},
    area,
    h('div', { class: 'map-notes' }, legend, caption, h('p', { id: keysId, class: 'keys' }, text.map.keys)),
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
  let shown: { state: State; lattice: Lattice } | null = null;

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

  const paintField = ({ lattice }: { lattice: Lattice }) => {
    const scale = lattice.field.subdivisions < 40 ? 0.5 : Math.min(window.devicePixelRatio || 1, 2);
    const [top, left, right] = triangle.corners;
    const pixelWidth = Math.max(1, Math.round((right.x - left.x) * scale));
    const pixelHeight = Math.max(1, Math.round((left.y - top.y) * scale));
    const context = canvas.getContext('2d');
    if (!context) return;
    if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
    if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
    const image = context.createImageData(pixelWidth, pixelHeight);
    const pixels = new Uint32Array(image.data.buffer);
    const [plain, pale, stripe] = palettes();
    const position = linear(lattice.low, lattice.high, 0, 255);
    const period = 8 * scale;
    lattice.raster(
      pixelWidth,
      pixelHeight,
      (x, y) => {
        const [, second, third] = triangle.shares({ x: left.x + x / scale, y: top.y + y / scale });
        return [second, third];
      },
      (pixel, value, domain) => {
        const tone = Math.round(position(value));
        if (domain !== 2) {
          pixels[pixel] = plain[tone] as number;
          return;
        }
        const y = Math.floor(pixel / pixelWidth);
        const onStripe = (pixel - y * pixelWidth + y) % period < 0.36 * period;
        pixels[pixel] = (onStripe ? stripe : pale)[tone] as number;
      },
    );
    context.putImageData(image, 0, 0);
  };

  /** Where the contours' numbers stand: no arrow goes there. */
  let labelSpots: Point[] = [];
  const drawContours = ({ lattice }: { lattice: Lattice }) => {
    const { low, high } = lattice;
    const place = linear(low, high, 0, 1);
    const levels =
      high - low < 0.02 ? [] : ticks(low, high, 7).filter((level) => level > low && level < high);
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
            trimmed(level),
          ),
        });
      }
      return svg('path', { d: path, class: ink });
    });
    labelSpots = labels.map(({ at }) => at);
    contourLayer.replaceChildren(...lines, ...labels.map(({ element }) => element));
    legendScale.replaceChildren(
      ...(levels.length > 0 ? levels : [low]).map((level) => {
        const mark = h('span', {}, trimmed(level));
        mark.style.left = `${100 * place(level)}%`;
        return mark;
      }),
    );
  };

  const drawArrows = ({ lattice }: { lattice: Lattice }) => {
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
    const visible =
      lattice.high - lattice.low < 0.02 ? [] : found.filter(({ at, size }) => size > 0.01 * most && free(at));
    const path = visible
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
      svg('path', { class: 'arrow-halo', d: path }),
      svg('path', { class: 'arrow', d: path }),
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

  const drawTrail = () => {
    const trail = store.state.components.length === 3 ? lab.trail.value : null;
    const path = (trail ?? []).map((share) => triangle.point(share));
    set(trailLine, { points: path.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') });
  };

  const draw = () => {
    if (!shown || width === 0) return;
    paintField(shown);
    drawContours(shown);
    drawArrows(shown);
    const { state, lattice } = shown;
    const labels = state.components.map(({ molecule }) => shortLabel(molecule));
    write(
      caption,
      [
        lattice.high - lattice.low < 0.02
          ? text.map.flat
          : text.map.sentence(lattice.high, labels, lattice.shares(lattice.highest)),
        lattice.field.domain.includes(2) ? text.map.outside : '',
      ]
        .join(' ')
        .trim(),
    );
  };

  const show = (map: TernaryMap | null) => {
    const three = store.state.components.length === 3;
    figure.hidden = !three;
    ghost.hidden = three;
    shown = map && { state: map.state, lattice: new Lattice(map.field) };
    draw();
    drawPoint();
  };
  engine.map.watch(show);
  engine.predicted.watch((predicted) => {
    write(tag, significant(predicted?.prediction.conductivity_mS_per_cm?.value ?? 0));
  });
  store.changes.watch(() => {
    const three = store.state.components.length === 3;
    if (figure.hidden === three) show(null);
    else drawPoint();
  });
  lab.trail.watch(drawTrail);
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    layOut();
    draw();
    drawPoint();
    drawTrail();
  }).observe(area);

  // The hatching is mixed with the colour of the page.
  const repaint = () => shown && width > 0 && paintField(shown);
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
    { class: 'card map', 'aria-labelledby': 'map-heading' },
    h('h2', { id: 'map-heading' }, text.map.heading),
    figure,
    ghost,
  );
}

/** The direction in which κ rises over the whole map. */
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

/** The map's colours as pixels: plain, and mixed with the page's colour for between and on the hatching's stripes. */
function palettes(): [Uint32Array, Uint32Array, Uint32Array] {
  const paper = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
  const palette = (keep: number) => {
    const pixels = new Uint8ClampedArray(4 * 256).fill(255);
    for (let tone = 0; tone < 256; tone++) {
      viridis(tone / 255).forEach((channel, i) => {
        pixels[4 * tone + i] = keep * channel + (1 - keep) * (paper[i] ?? 128);
      });
    }
    return new Uint32Array(pixels.buffer);
  };
  return [palette(1), palette(0.62), palette(0.25)];
}
