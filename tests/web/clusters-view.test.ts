// The pure parts of the section of clusters: the schematic's counts and places, requests, curves.
import { describe, expect, it } from 'vitest';
import type { ClusterCounts } from '../../web/src/phases/cluster-layout.js';
import { countsOf, layOut } from '../../web/src/phases/cluster-layout.js';
import {
  dilutionCurves,
  dilutionEnd,
  dissolvedRequest,
  microstructureRequest,
  sizesOf,
  warmingCurves,
} from '../../web/src/phases/clusters.js';
import { massRequest, solvationRequest } from '../../web/src/phases/solvation.js';
import { systemModel } from '../../web/src/phases/lhce.js';
import { mg, sum } from './mixtures.js';

const numbers = { units: 14, share: 0.8, perSalt: [1, 0.5, 0.15], ratio: [1, 1.2, 3], touching: 1.1 };
const total = ({ core, shell, medium }: ClusterCounts, i: number) =>
  core[i]! + (i === 1 ? shell : 0) + medium[i]!;

describe('the molecules of a cluster', () => {
  it('are the formulation’s, around the salt of one cluster', () => {
    const counts = countsOf(numbers);
    expect(counts.core).toEqual([14, 7, 2.1].map((count) => expect.closeTo(count, 12)));
    [1, 1.2, 3].forEach((ratio, i) => expect(total(counts, i)).toBeCloseTo((ratio * 14) / 0.8, 10));
    expect(counts.shell).toBeCloseTo(1.1 * 14 - 7, 10);
    expect(counts.medium[0]).toBeCloseTo(3.5, 10);
  });

  it('are never more than there are', () => {
    for (const touching of [0, 1, 50, Number.POSITIVE_INFINITY]) {
      const counts = countsOf({ ...numbers, share: 1, perSalt: [1, 2, 5], touching });
      for (const count of [...counts.core, counts.shell, ...counts.medium]) {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(count)).toBe(true);
      }
      [1, 1.2, 3].forEach((ratio, i) => expect(total(counts, i)).toBeCloseTo(14 * ratio, 10));
    }
  });
});

describe('the schematic', () => {
  const [width, height] = [440, 340];
  const counts = countsOf(numbers);
  const layout = layOut(counts, width, height);
  const of = (place: string, kind: string) =>
    layout.glyphs.filter((glyph) => glyph.place === place && glyph.kind === kind).length;
  const fromMiddle = ({ x, y }: { x: number; y: number }) => Math.hypot(x - width / 2, y - height / 2);

  it('shows every molecule where it belongs', () => {
    expect(layout.each).toBe(1);
    expect(of('core', 'salt')).toBe(14);
    expect(of('core', 'solvent')).toBe(7);
    expect(of('shell', 'solvent')).toBe(Math.round(counts.shell));
    expect(of('medium', 'diluent')).toBe(Math.round(counts.medium[2]));
    for (const glyph of layout.glyphs) {
      const r = fromMiddle(glyph);
      if (glyph.place === 'core') expect(r).toBeLessThan(layout.core);
      if (glyph.place === 'shell') {
        expect(r).toBeGreaterThan(layout.core);
        expect(r).toBeLessThan(layout.cluster);
      }
      if (glyph.place === 'medium') expect(r).toBeGreaterThan(layout.cluster);
      expect(Math.min(glyph.x, width - glyph.x, glyph.y, height - glyph.y)).toBeGreaterThan(0);
    }
  });

  it('is always the same', () => {
    expect(layOut(counts, width, height)).toEqual(layout);
  });

  it('keeps neighbours apart', () => {
    const medium = layout.glyphs.filter(({ place }) => place === 'medium');
    medium.forEach((a, i) => {
      for (const b of medium.slice(0, i)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.6 * layout.spacing);
      }
    });
  });

  it('lets a glyph stand for several where there are many', () => {
    const large = countsOf({ ...numbers, units: 500, ratio: [1, 1.2, 12] });
    const { glyphs, each } = layOut(large, width, height);
    expect(each).toBeGreaterThan(10);
    expect(glyphs.length).toBeLessThan(230);
    const salts = glyphs.filter(({ kind, place }) => kind === 'salt' && place === 'core').length;
    expect(salts).toBe(Math.round(500 / each));
  });

  it('of nothing is empty', () => {
    const { glyphs } = layOut({ core: [0, 0, 0], shell: 0, medium: [0, 0, 0] }, width, height);
    expect(glyphs).toEqual([]);
  });
});

describe('what is asked and drawn', () => {
  const [salt, solvent, diluent] = [{ species: 'LiFSI' }, { species: 'DME' }, { species: 'TTE' }];
  const feed = [1 / 5.2, 1.2 / 5.2, 3 / 5.2] as const;
  const sizes = sizesOf(
    mg.predict(massRequest(solvent)),
    mg.predict(massRequest(diluent)),
    mg.predict(dissolvedRequest(salt, solvent)),
  );
  const ask = () => mg.microstructure(microstructureRequest(systemModel({}, null), feed, 298.15, sizes));

  it('knows molar volumes and masses', () => {
    expect(sizes.masses[0]).toBeCloseTo(90.12, 1);
    expect(sizes.volumes[1]).toBeCloseTo(104.7, 0);
    // The same salt takes the same room in another solvent.
    const other = sizesOf(
      mg.predict(massRequest({ species: 'DMC' })),
      mg.predict(massRequest(diluent)),
      mg.predict(dissolvedRequest(salt, { species: 'DMC' })),
    );
    expect(other.volumes[0]).toBeCloseTo(sizes.volumes[0], 6);
  });

  it('asks for as much salt as the formulation has', () => {
    const request = solvationRequest([salt, solvent, diluent], feed, sizes.masses);
    const kilograms = (1.2 * sizes.masses[0] + 3 * sizes.masses[1]) / 1000;
    expect(request.salt.molality_mol_per_kg).toBeCloseTo(1 / kilograms, 10);
    expect(mg.solvation(request).components[0]!.coordination.value).toBeGreaterThan(0.5);
  });

  it('follows the dilution beyond the formulation', () => {
    expect(dilutionEnd(feed)).toBeGreaterThan(3);
    expect(dilutionEnd([0.5, 0.5, 0])).toBe(10);
  });

  it('has curves of the answer', async () => {
    const answer = await ask();
    const { share, number, weight } = dilutionCurves(answer);
    expect(share.x).toHaveLength(81);
    expect(Math.max(...share.value)).toBeLessThanOrEqual(100);
    weight.value.forEach((mean, i) => expect(mean).toBeGreaterThanOrEqual(number.value[i]!));
    const { local, both, solvent: out, diluent: into } = warmingCurves(answer);
    both.value.forEach((change, i) => {
      expect(change).toBeCloseTo(out.value[i]! + into.value[i]!, 12);
      expect(change).toBeCloseTo(local.value[i]! - local.value[0]!, 10);
    });
  });

  it('has none without clusters', async () => {
    const answer = await mg.microstructure(
      microstructureRequest(systemModel({ A13: 0 }, null), feed, 298.15, sizes),
    );
    expect(answer.clusters).toBeNull();
    expect(sum([...dilutionCurves(answer).share.x, ...warmingCurves(answer).local.x])).toBe(0);
  });
});
