/** Two goals against each other: a point for each mixture of the front, and one for the present mixture. */
import type { ParetoPoint } from '../../mixgrad/mixgrad.js';
import { linear, niceRange, ticks } from '../charts/axis.js';
import type { Goal } from '../design.js';
import { h, set, svg } from '../dom.js';
import { followPointer } from '../drag.js';
import { trimmed } from '../numbers.js';
import { text } from '../strings/en.js';

const words = text.tradeOff;
const margin = { top: 30, right: 18, bottom: 46, left: 56 };
const height = 340;

export interface Front {
  goals: readonly Goal[];
  points: readonly ParetoPoint[];
  chosen: ParetoPoint | null;
  /** Values of the present mixture; null while they are not known. */
  present: readonly [number, number] | null;
}

export interface TradeOffChart {
  element: HTMLElement;
  show(front: Front): void;
}

export function createTradeOffChart(onChoose: (point: ParetoPoint) => void): TradeOffChart {
  const grid = svg('g', { class: 'grid' });
  const line = svg('polyline', { class: 'front-line' });
  const dots = svg('g', {});
  const now = svg(
    'g',
    { class: 'front-present' },
    svg('path', { d: 'M0 -8L8 0L0 8L-8 0Z' }),
    svg('text', { y: -14, 'text-anchor': 'middle' }, words.present),
  );
  const titles = [svg('text', { 'text-anchor': 'end' }), svg('text', { x: 2, y: 14 })] as const;
  const plot = svg('svg', { class: 'plot', 'aria-hidden': 'true', height }, grid, line, dots, now, ...titles);
  const handle = h('div', {
    class: 'handle',
    role: 'slider',
    tabindex: '0',
    'aria-label': words.handle,
    'aria-valuemin': 1,
    hidden: true,
  });
  const element = h('div', { class: 'plot-area front' }, plot, handle);

  let width = 0;
  let shown: Front | null = null;
  let x = linear(0, 1, 0, 1);
  let y = linear(0, 1, 0, 1);

  const draw = () => {
    if (!shown || width === 0) return;
    const { goals, points, chosen, present } = shown;
    const all = [...points.map(({ values }) => values), ...(present ? [present] : [])];
    set(plot, { width, viewBox: `0 0 ${width} ${height}` });
    const rangeOf = (axis: 0 | 1) => {
      const values = all.map((pair) => pair[axis]);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const room = Math.max(0.06 * (high - low), 1e-3 * Math.max(Math.abs(low), Math.abs(high)), 1e-9);
      return niceRange(low - room, high + room, axis === 0 && width > 420 ? 7 : 5);
    };
    if (all.length === 0) return;
    const [across, up] = [rangeOf(0), rangeOf(1)];
    x = linear(...across, margin.left, width - margin.right);
    y = linear(...up, height - margin.bottom, margin.top);
    const [left, right] = across.map(x) as [number, number];
    const [bottom, top] = up.map(y) as [number, number];
    grid.replaceChildren(
      ...ticks(...across, width > 420 ? 7 : 5).flatMap((tick) => [
        svg('line', { x1: x(tick), x2: x(tick), y1: bottom, y2: top }),
        svg('text', { x: x(tick), y: bottom + 18, 'text-anchor': 'middle' }, trimmed(tick, 4)),
      ]),
      ...ticks(...up, 5).flatMap((tick) => [
        svg('line', { x1: left, x2: right, y1: y(tick), y2: y(tick) }),
        svg('text', { x: left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, trimmed(tick, 4)),
      ]),
    );
    const places = points.map(({ values }) => [x(values[0]), y(values[1])] as const);
    set(line, { points: places.map((place) => place.map((at) => at.toFixed(1)).join(',')).join(' ') });
    dots.replaceChildren(...places.map(([cx, cy]) => svg('circle', { class: 'front-dot', cx, cy, r: 5.5 })));
    now.toggleAttribute('hidden', !present);
    if (present) set(now, { transform: `translate(${x(present[0])} ${y(present[1])})` });
    const [first, second] = goals;
    if (first) {
      titles[0].textContent = words.axis(first.property, first.sense, 'across');
      set(titles[0], { x: width - margin.right, y: height - 6 });
    }
    if (second) titles[1].textContent = words.axis(second.property, second.sense, 'up');
    const place = chosen ? points.indexOf(chosen) : -1;
    handle.hidden = place < 0;
    if (chosen && place >= 0) {
      handle.style.transform = `translate(${x(chosen.values[0])}px, ${y(chosen.values[1])}px)`;
      set(handle, {
        'aria-valuemax': points.length,
        'aria-valuenow': place + 1,
        'aria-valuetext': words.point(place + 1, points.length, goals, chosen.values),
      });
    }
  };

  const choose = (index: number) => {
    const point = shown?.points[Math.min(Math.max(index, 0), shown.points.length - 1)];
    if (point && point !== shown?.chosen) onChoose(point);
  };
  followPointer({
    area: element,
    handle,
    onMove: (at) => {
      const away = (shown?.points ?? []).map(({ values }) =>
        Math.hypot(x(values[0]) - at.x, y(values[1]) - at.y),
      );
      if (away.length > 0) choose(away.indexOf(Math.min(...away)));
    },
    onEnd: () => undefined,
  });
  handle.addEventListener('keydown', (event) => {
    if (!shown?.chosen || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = shown.points.indexOf(shown.chosen);
    const targets: Record<string, number> = {
      ArrowRight: place + 1,
      ArrowUp: place + 1,
      ArrowLeft: place - 1,
      ArrowDown: place - 1,
      PageUp: place + 5,
      PageDown: place - 5,
      Home: 0,
      End: shown.points.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(target);
  });

  new ResizeObserver(([entry]) => {
    const next = Math.round(entry?.contentRect.width ?? 0);
    if (next === 0 || next === width) return;
    width = next;
    draw();
  }).observe(element);

  return {
    element,
    show(front) {
      shown = front;
      draw();
    },
  };
}
