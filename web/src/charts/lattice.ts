/** A ternary field on its lattice: where each value stands, interpolation and contour lines. */
import type { TernaryField } from '../../mixgrad/mixgrad.js';

export interface Segment {
  /** Shares at both ends. */
  from: [number, number, number];
  to: [number, number, number];
}

export class Lattice {
  readonly low: number;
  readonly high: number;
  readonly #index: Int32Array;
  readonly #n: number;

  constructor(readonly field: TernaryField) {
    const n = field.subdivisions;
    this.#n = n;
    this.#index = new Int32Array((n + 1) * (n + 1)).fill(-1);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    field.value.forEach((value, i) => {
      const second = Math.round((field.share[3 * i + 1] as number) * n);
      const third = Math.round((field.share[3 * i + 2] as number) * n);
      this.#index[second * (n + 1) + third] = i;
      low = Math.min(low, value);
      high = Math.max(high, value);
    });
    this.low = low;
    this.high = high;
  }

  get highest(): number {
    return this.field.value.indexOf(this.high);
  }
  get lowest(): number {
    return this.field.value.indexOf(this.low);
  }

  shares(i: number): [number, number, number] {
    const { share } = this.field;
    return [share[3 * i] as number, share[3 * i + 1] as number, share[3 * i + 2] as number];
  }

  at(second: number, third: number): number {
    return this.#index[second * (this.#n + 1) + third] as number;
  }

  /**
   * Calls `paint` for points of a raster with the value there, linear in the small triangle around it, and the
   * domain state of the nearest lattice point. `sharesAt` gives the shares of components 2 and 3 at a pixel,
   * which must be affine; points outside the triangle take the nearest value inside. `broken`: one of the limits,
   * given as values at the lattice points, is above 0 there.
   */
  raster(
    width: number,
    height: number,
    sharesAt: (x: number, y: number) => readonly [number, number],
    paint: (pixel: number, value: number, domain: number, broken: boolean) => void,
    limits: readonly ArrayLike<number>[] = [],
  ): void {
    const n = this.#n;
    const { value, domain } = this.field;
    const [u0, v0] = sharesAt(0.5, 0.5);
    const [ux, vx] = sharesAt(1.5, 0.5);
    const [uy, vy] = sharesAt(0.5, 1.5);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let u = n * (u0 + x * (ux - u0) + y * (uy - u0));
        let v = n * (v0 + x * (vx - v0) + y * (vy - v0));
        if (u < -1.5 || v < -1.5 || u + v > n + 1.5) continue;
        u = Math.min(Math.max(u, 0), n);
        v = Math.min(Math.max(v, 0), n - u);
        const b = Math.min(Math.floor(u), n - 1);
        const c = Math.min(Math.floor(v), n - 1 - b);
        const s = u - b;
        const t = v - c;
        const flipped = s + t > 1 && b + c + 2 <= n;
        const i = flipped ? this.at(b + 1, c + 1) : this.at(b, c);
        const j = this.at(b + 1, c);
        const k = this.at(b, c + 1);
        const wj = flipped ? 1 - t : s;
        const wk = flipped ? 1 - s : t;
        const wi = 1 - wj - wk;
        const between = (values: ArrayLike<number>) =>
          wi * (values[i] as number) + wj * (values[j] as number) + wk * (values[k] as number);
        const nearest = wi >= wj && wi >= wk ? i : wj >= wk ? j : k;
        paint(
          y * width + x,
          between(value),
          domain[nearest] as number,
          limits.some((limit) => between(limit) > 1e-9),
        );
      }
    }
  }

  /** The contour at `level`, as segments across the small triangles; of other values at the same points too. */
  contour(level: number, values: ArrayLike<number> = this.field.value): Segment[] {
    const n = this.#n;
    const segments: Segment[] = [];
    const visit = (a: number, b: number, c: number) => {
      const crossings: [number, number, number][] = [];
      for (const [p, q] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const) {
        const [vp, vq] = [values[p] as number, values[q] as number];
        if (vp < level === vq < level) continue;
        const t = (level - vp) / (vq - vp);
        const [from, to] = [this.shares(p), this.shares(q)];
        crossings.push([
          from[0] + t * (to[0] - from[0]),
          from[1] + t * (to[1] - from[1]),
          from[2] + t * (to[2] - from[2]),
        ]);
      }
      const [from, to] = crossings;
      if (from && to) segments.push({ from, to });
    };
    for (let b = 0; b < n; b++) {
      for (let c = 0; b + c < n; c++) {
        visit(this.at(b, c), this.at(b + 1, c), this.at(b, c + 1));
        if (b + c + 2 <= n) visit(this.at(b + 1, c + 1), this.at(b, c + 1), this.at(b + 1, c));
      }
    }
    return segments;
  }
}
