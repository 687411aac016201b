/** The plane geometry of a ternary diagram: component 1 on top, 2 lower left, 3 lower right. */

export interface Point {
  x: number;
  y: number;
}

export class Triangle {
  readonly corners: readonly [Point, Point, Point];

  /** An equilateral triangle with its lower left corner at (`left`, `bottom`). */
  constructor(left: number, bottom: number, side: number) {
    const rise = (side * Math.sqrt(3)) / 2;
    this.corners = [
      { x: left + side / 2, y: bottom - rise },
      { x: left, y: bottom },
      { x: left + side, y: bottom },
    ];
  }

  point(shares: ArrayLike<number>): Point {
    let x = 0;
    let y = 0;
    this.corners.forEach((corner, i) => {
      x += (shares[i] as number) * corner.x;
      y += (shares[i] as number) * corner.y;
    });
    return { x, y };
  }

  /** Shares at a point; negative outside the triangle. */
  shares({ x, y }: Point): [number, number, number] {
    const [top, left, right] = this.corners;
    const first = (left.y - y) / (left.y - top.y);
    const third = (x - left.x - first * (top.x - left.x)) / (right.x - left.x);
    return [first, 1 - first - third, third];
  }

  /**
   * The direction on paper in which κ rises most, as long as the slope (up to one factor for the whole map).
   * `gradient` is κ's change when a component is added: it differs from any gradient of κ in the three shares by
   * the same amount for all components, and only its differences count here.
   */
  uphill(gradient: ArrayLike<number>): Point {
    const centre = this.point([1 / 3, 1 / 3, 1 / 3]);
    let x = 0;
    let y = 0;
    this.corners.forEach((corner, i) => {
      const slope = gradient[i] as number;
      x += slope * (corner.x - centre.x);
      y += slope * (corner.y - centre.y);
    });
    return { x, y };
  }
}

/** The nearest composition to `wanted` inside the triangle, with locked shares kept. */
export function nearestInside(
  wanted: readonly number[],
  now: readonly number[],
  locked: readonly boolean[],
): number[] {
  const free = [0, 1, 2].filter((i) => !locked[i]);
  if (free.length < 2) return [...now];
  const room = free.reduce((sum, i) => sum + (now[i] as number), 0);
  const result = [...now];
  const excess = (free.reduce((sum, i) => sum + (wanted[i] as number), 0) - room) / free.length;
  let active = free.map((i) => [i, (wanted[i] as number) - excess] as const);
  for (const [i, share] of active) result[i] = share;
  // Project on to the face where the negative ones are 0, as often as one turns negative.
  while (active.some(([i]) => (result[i] as number) < 0)) {
    for (const [i] of active) if ((result[i] as number) < 0) result[i] = 0;
    active = active.filter(([i]) => (result[i] as number) > 0);
    const over = (active.reduce((sum, [i]) => sum + (result[i] as number), 0) - room) / active.length;
    for (const [i] of active) result[i] = (result[i] as number) - over;
  }
  return result;
}
