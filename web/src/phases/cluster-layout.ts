/**
 * Where the molecules of the schematic cluster stand: one cluster with the liquid that belongs to it, so that the
 * picture holds salt, solvent and diluent in the formulation's own ratio. A flat drawing of what is round; only numbers
 * are true to the model, not distances.
 */
import { clamp } from '../numbers.js';
import type { Triple } from './keys.js';

export const kinds = ['salt', 'solvent', 'diluent'] as const;
export type Kind = (typeof kinds)[number];

export interface ClusterNumbers {
  /** Salt units in a cluster, on average. */
  units: number;
  /** Of all salt, the share that is in clusters, 0 to 1. */
  share: number;
  /** Molecules inside per salt unit; the first is 1. */
  perSalt: readonly number[];
  /** Moles of the formulation per mole of salt; the first is 1. */
  ratio: readonly number[];
  /** Solvent molecules that touch a salt unit, those among the salt included. */
  touching: number;
}

/** Molecules that belong to one cluster, by where they are. */
export interface ClusterCounts {
  core: Triple<number>;
  /** Solvent that touches the salt from outside. */
  shell: number;
  medium: Triple<number>;
}

export function countsOf({ units, share, perSalt, ratio, touching }: ClusterNumbers): ClusterCounts {
  const all = ratio.map((each) => (each * units) / share);
  // No more of anything inside than there is.
  const core = perSalt.map((each, i) => Math.min(each * units, all[i] ?? 0)) as unknown as Triple<number>;
  const shell = clamp(touching * units - core[1], 0, (all[1] ?? 0) - core[1]);
  const medium = all.map(
    (each, i) => each - (core[i] ?? 0) - (i === 1 ? shell : 0),
  ) as unknown as Triple<number>;
  return { core, shell, medium };
}

export interface Glyph {
  kind: Kind;
  place: 'core' | 'shell' | 'medium';
  x: number;
  y: number;
  /** Degrees from the horizontal. */
  turn: number;
}

export interface ClusterLayout {
  glyphs: Glyph[];
  /** Distance between neighbours. */
  spacing: number;
  /** Radii of the salt core and of the cluster with its shell, around the middle. */
  core: number;
  cluster: number;
  /** Molecules that one glyph stands for. */
  each: number;
}

const mostGlyphs = 220;
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** Uniform in [0, 1), always the same sequence (mulberry32). */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many of each kind, shuffled. */
function shuffled(counts: Triple<number>, random: () => number): Kind[] {
  const list = kinds.flatMap((kind, i) => Array.from({ length: counts[i] ?? 0 }, () => kind));
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as Kind, list[i] as Kind];
  }
  return list;
}

export function layOut(counts: ClusterCounts, width: number, height: number): ClusterLayout {
  const sum = [...counts.core, counts.shell, ...counts.medium].reduce((a, b) => a + b, 0);
  const each = Math.max(1, Math.ceil(sum / mostGlyphs));
  const glyphsOf = (list: Triple<number>) =>
    list.map((count) => Math.round(count / each)) as unknown as Triple<number>;
  const random = sequence();
  const inside = shuffled(glyphsOf(counts.core), random);
  const around = Math.round(counts.shell / each);
  const outside = shuffled(glyphsOf(counts.medium), random);
  const spacing = clamp(
    Math.sqrt((width * height) / (1.45 * (inside.length + around + outside.length + 1))),
    8,
    34,
  );
  const [cx, cy] = [width / 2, height / 2];
  const glyphs: Glyph[] = [];

  // Seeds of a sunflower fill a disc evenly (H. Vogel, doi 10.1016/0025-5564(79)90080-4).
  const step = (0.86 * spacing) / Math.sqrt(Math.PI);
  inside.forEach((kind, i) => {
    const radius = step * Math.sqrt(i + 0.5);
    const angle = i * goldenAngle;
    glyphs.push({
      kind,
      place: 'core',
      x: cx + radius * Math.cos(angle),
      y: cy + radius * Math.sin(angle),
      turn: degrees(angle),
    });
  });
  const core = step * Math.sqrt(inside.length) + 0.35 * spacing;

  let cluster = core;
  for (let left = around; left > 0;) {
    const radius = cluster + 0.42 * spacing;
    const ring = Math.min(left, Math.floor((2 * Math.PI * radius) / (0.7 * spacing)));
    for (let i = 0; i < ring; i++) {
      const angle = (2 * Math.PI * (i + 0.5)) / ring;
      glyphs.push({
        kind: 'solvent',
        place: 'shell',
        x: cx + radius * Math.cos(angle),
        y: cy + radius * Math.sin(angle),
        turn: degrees(angle),
      });
    }
    left -= ring;
    cluster = radius + 0.45 * spacing;
  }

  // Each next one where, of a few places, it has the most room.
  const edge = 0.6 * spacing;
  const places = clamp(Math.round(24_000 / (outside.length + 1)), 60, 300);
  for (const kind of outside) {
    let best: Glyph | null = null;
    let room = Number.NEGATIVE_INFINITY;
    for (let tries = 0; tries < places; tries++) {
      const [x, y] = [edge + random() * (width - 2 * edge), edge + random() * (height - 2 * edge)];
      let free = 2 * (distance(x - cx, y - cy) - cluster - 0.1 * spacing);
      for (const other of glyphs) {
        if (other.place === 'medium') free = Math.min(free, distance(x - other.x, y - other.y));
      }
      if (free > room) [best, room] = [{ kind, place: 'medium', x, y, turn: 360 * random() }, free];
    }
    if (best) glyphs.push(best);
  }
  return { glyphs, spacing, core, cluster, each };
}

/** Many times faster than Math.hypot. */
const distance = (x: number, y: number) => Math.sqrt(x * x + y * y);
const degrees = (radians: number) => (radians * 180) / Math.PI;
