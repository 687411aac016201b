/** A ternary field as colour: plain where it may be used, hatched where it may not. */
import { linear } from './axis.js';
import { viridis } from './colour.js';
import type { Lattice } from './lattice.js';
import type { Triangle } from './triangle.js';

export interface Hatching {
  /** The worst domain state without hatching: 0 known ground, 1 caution. */
  ground: number;
  /** Values at the lattice points, above 0 where a limit is broken. */
  limits: readonly ArrayLike<number>[];
}

/** Fills the triangle's box; the canvas is clipped to the triangle by its style. */
export function paintField(
  canvas: HTMLCanvasElement,
  lattice: Lattice,
  triangle: Triangle,
  { ground, limits }: Hatching,
): void {
  // A coarse field is there while something moves.
  const scale = lattice.field.subdivisions < 40 ? 0.5 : Math.min(window.devicePixelRatio || 1, 2);
  const [top, left, right] = triangle.corners;
  const width = Math.max(1, Math.round((right.x - left.x) * scale));
  const height = Math.max(1, Math.round((left.y - top.y) * scale));
  const context = canvas.getContext('2d');
  if (!context) return;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const { plain, pale, stripe, barred } = palettes();
  const position = linear(lattice.low, lattice.high, 0, 255);
  const period = 8 * scale;
  const sparse = 11 * scale;
  lattice.raster(
    width,
    height,
    (x, y) => {
      const [, second, third] = triangle.shares({ x: left.x + x / scale, y: top.y + y / scale });
      return [second, third];
    },
    (pixel, value, domain, broken) => {
      const tone = Math.round(position(value));
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      let palette = plain;
      // Ground rises to the left, limits to the right: both can be seen at once.
      if (domain > ground) palette = (x + y) % period < 0.36 * period ? stripe : pale;
      if (broken) {
        const onBar = (x + height * sparse - y) % sparse < 0.16 * sparse;
        palette = onBar ? barred : palette === plain ? pale : palette;
      }
      pixels[pixel] = palette[tone] as number;
    },
    limits,
  );
  context.putImageData(image, 0, 0);
}

/** The map's colours as pixels: plain, and mixed with the page's colours for the hatching. */
function palettes() {
  const style = getComputedStyle(document.body);
  const channels = (colour: string) => colour.match(/\d+/g)?.map(Number) ?? [];
  const [paper, ink] = [channels(style.backgroundColor), channels(style.color)];
  const palette = (keep: number, other: number[]) => {
    const pixels = new Uint8ClampedArray(4 * 256).fill(255);
    for (let tone = 0; tone < 256; tone++) {
      viridis(tone / 255).forEach((channel, i) => {
        pixels[4 * tone + i] = keep * channel + (1 - keep) * (other[i] ?? 128);
      });
    }
    return new Uint32Array(pixels.buffer);
  };
  return {
    plain: palette(1, paper),
    pale: palette(0.62, paper),
    stripe: palette(0.25, paper),
    barred: palette(0.42, ink),
  };
}
