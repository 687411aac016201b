/** The optimiser's path on the map: it draws itself once, a bead ahead, and stays as a dotted line. */
import type { Point } from '../charts/triangle.js';
import { set, svg } from '../dom.js';

/** As long as the eye needs to follow, in ms. */
const duration = 1600;

export interface MapPath {
  element: SVGElement;
  /** Draws at once, or from its beginning; null takes it away. */
  show(points: readonly Point[] | null, animate: boolean): void;
}

export function createMapPath(): MapPath {
  const line = svg('polyline', { class: 'trail' });
  const end = svg('circle', { class: 'trail-end', r: 5.5 });
  const element = svg('g', {}, line, end);
  let frame = 0;

  const draw = (points: readonly Point[]) => {
    const last = points.at(-1);
    set(line, { points: points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') });
    end.toggleAttribute('hidden', !last);
    if (last) set(end, { cx: last.x.toFixed(1), cy: last.y.toFixed(1) });
  };
  draw([]);

  return {
    element,
    show(points, animate) {
      cancelAnimationFrame(frame);
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (!points || !animate || calm) return draw(points ?? []);
      const began = performance.now();
      const step = (now: number) => {
        const time = Math.min(1, Math.max(0, now - began) / duration);
        draw(partOf(points, time * time * (3 - 2 * time)));
        if (time < 1) frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    },
  };
}

/** The beginning of a path, by its length on paper. */
function partOf(points: readonly Point[], part: number): Point[] {
  const lengths = points.map((point, i) => {
    const before = points[i - 1] ?? point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  const gone: Point[] = [];
  for (const [i, point] of points.entries()) {
    const length = lengths[i] as number;
    if (left < length) {
      const before = points[i - 1] ?? point;
      const t = left / length;
      return [...gone, { x: before.x + t * (point.x - before.x), y: before.y + t * (point.y - before.y) }];
    }
    gone.push(point);
    left -= length;
  }
  return gone;
}
