// Clusters of salt through the JavaScript interface: sums that must close, what follows when an assumption moves,
// refusals.
import { describe, expect, it } from 'vitest';
import { MixGradError } from '../../web/mixgrad/mixgrad.js';
import type { Microstructure, MicrostructureRequest } from '../../web/mixgrad/mixgrad.js';
import { mg, sum } from './mixtures.js';

/** Salt, solvent and diluent as 1 : 1.2 : 3; both pairs of the salt have heats. */
const request = {
  model: {
    kind: 'margules',
    pairs: [{ A: -0.5, h_J_per_mol: -12_000 }, { A: 3.6, h_J_per_mol: 9000 }, { A: 0.4 }],
    C: -9,
  },
  feed: [1, 1.2, 3],
  temperature_K: 298.15,
  molar_volume_cm3_per_mol: [80, 104, 151],
  clusters: { surface_kT: 10, crowding_kT: 1 },
} satisfies MicrostructureRequest;

const ask = (changes: Partial<MicrostructureRequest> = {}): Promise<Microstructure> =>
  mg.microstructure({ ...request, ...changes });

describe('clusters', () => {
  it('hold what their sizes say, beside the salt of the medium', async () => {
    const { clusters, inside, feed, salt_mol_per_l } = await ask();
    expect(sum(clusters!.share_by_size)).toBeCloseTo(1, 5);
    expect(clusters!.share_by_size[0]).toBeCloseTo(1 - clusters!.share_in_clusters, 12);
    expect(clusters!.x_single * clusters!.medium).toBeCloseTo(
      feed[0] * (1 - clusters!.share_in_clusters),
      12,
    );
    expect(clusters!.favoured_size).toBeCloseTo(10 ** 1.5, 10);
    expect(clusters!.weight_mean).toBeGreaterThan(clusters!.number_mean);
    // Those of the favoured size are at home beside the medium.
    const { gain_kT, surface_kT, crowding_kT } = clusters!;
    expect(-gain_kT + 2 * Math.sqrt(surface_kT * crowding_kT)).toBeCloseTo(Math.log(inside!.x_medium[0]), 10);
    expect(inside!.salt_mol_per_l).toBeGreaterThan(3 * salt_mol_per_l);
  });

  it('come apart on dilution, from the onset on', async () => {
    const { dilution, clusters } = await ask({ dilution: { diluent_per_salt: 40, points: 41 } });
    expect(dilution).toHaveLength(41);
    const shares = dilution!.map((point) => point.clusters!.share_in_clusters);
    shares.slice(1).forEach((share, i) => expect(share).toBeLessThan(shares[i]!));
    const onset = clusters!.onset!;
    expect(onset.x_salt).toBeCloseTo(1 / (2.2 + onset.diluent_per_salt!), 12);
    const at = (diluent: number) => shares[Math.round(diluent)]!;
    expect(at(3)).toBeCloseTo(clusters!.share_in_clusters, 12);
    expect(at(onset.diluent_per_salt!)).toBeLessThan(0.25);
    expect(at(0)).toBeGreaterThan(0.9);
  });

  it('are the larger, the dearer the surface', async () => {
    const small = await ask({ clusters: { surface_kT: 10, crowding_kT: 1.5 } });
    const large = await ask({ clusters: { surface_kT: 15, crowding_kT: 1 } });
    expect(large.clusters!.number_mean).toBeGreaterThan(2 * small.clusters!.number_mean);
  });

  it('have slopes that agree with differences', async () => {
    const terms = { surface_kT: 10, crowding_kT: 1, gain_kT: 9.1 };
    const at = async (change: object) => (await ask({ clusters: { ...terms, ...change } })).clusters!;
    const { gradient } = (await ask({ clusters: terms, gradient: true })).clusters!;
    for (const name of ['surface_kT', 'crowding_kT', 'gain_kT'] as const) {
      const [up, down] = [await at({ [name]: terms[name] + 1e-5 }), await at({ [name]: terms[name] - 1e-5 })];
      for (const number of ['share_in_clusters', 'number_mean'] as const) {
        expect(gradient![number][name] / ((up[number] - down[number]) / 2e-5)).toBeCloseTo(1, 5);
      }
    }
  });

  it('are none where salt and diluent mix', async () => {
    const mixed = await ask({
      model: { kind: 'margules', pairs: [{ A: -1 }, { A: 0.5 }, { A: 0.4 }] },
      dilution: { diluent_per_salt: 4, points: 2 },
      over_temperature: { from: 280, to: 300, points: 2 },
    });
    expect(mixed).toMatchObject({ inside: null, clusters: null, dilution: null, peak: null });
    for (const point of mixed.over_temperature!) {
      expect(point).toMatchObject({ inside: null, clusters: null, change_mol_per_l: null });
    }
  });
});

describe('the local concentration of salt', () => {
  const over_temperature = { from: 248.15, to: 348.15, points: 21 };

  it('is one over the room that its components take', async () => {
    const { inside } = await ask();
    expect(inside!.salt_mol_per_l).toBeCloseTo(1000 / sum(inside!.room_cm3_per_mol_salt), 10);
    expect(inside!.per_salt.map((q) => q * inside!.x[0])).toEqual(
      inside!.x.map((x) => expect.closeTo(x, 12)),
    );
  });

  it('changes by the sum of two opposing effects', async () => {
    const [first, ...points] = (await ask({ over_temperature })).over_temperature!;
    expect(first!.change_mol_per_l).toEqual({ solvent: 0, diluent: 0, expansion: 0 });
    for (const { inside, change_mol_per_l: change } of points) {
      expect(sum(Object.values(change!))).toBeCloseTo(
        inside!.salt_mol_per_l - first!.inside!.salt_mol_per_l,
        10,
      );
      expect(change!.solvent).toBeGreaterThan(0);
      expect(change!.diluent).toBeLessThan(0);
      expect(change!.expansion).toBeCloseTo(0, 12);
    }
  });

  it('has its peak where these cancel', async () => {
    const { peak, over_temperature: points } = await ask({ over_temperature });
    expect(peak!.salt_mol_per_l).toBeGreaterThanOrEqual(
      Math.max(...points!.map(({ inside }) => inside!.salt_mol_per_l)),
    );
    const { inside } = await ask({ temperature_K: peak!.temperature_K });
    const slope = inside!.salt_by_temperature_mol_per_l_K;
    expect(sum(Object.values(slope))).toBeCloseTo(0, 8);
    expect(slope.solvent).toBeGreaterThan(1e-3);
  });

  it('has none where the salt has no heats', async () => {
    const { peak } = await ask({
      model: { kind: 'margules', pairs: [{ A: -0.5 }, { A: 3.6 }, { A: 0.4 }] },
      over_temperature,
    });
    expect(peak).toBeNull();
  });

  it('falls by thermal expansion too', async () => {
    const { over_temperature: points } = await ask({
      over_temperature,
      expansion_per_K: [0.0004, 0.0012, 0.0014],
    });
    const expansions = points!.map(({ change_mol_per_l }) => change_mol_per_l!.expansion);
    expansions.slice(1).forEach((change, i) => expect(change).toBeLessThan(expansions[i]!));
  });

  it('inside is the phase itself when C acts there too', async () => {
    const split = { ...request.model, C: -2 };
    const { inside } = await ask({ model: split, bridge_inside: 1 });
    const { phases } = await mg.flash({
      model: split,
      temperature_K: request.temperature_K,
      feed: request.feed,
    });
    const rich = phases.reduce((a, b) => (a.x[0]! > b.x[0]! ? a : b));
    rich.x.forEach((x, i) => expect(inside!.x[i]).toBeCloseTo(x, 9));
    expect(inside!.amount).toBeCloseTo(rich.amount, 9);
  });
});

describe('refusals', () => {
  it.each([
    [{ ...request, pressure: 1 }, 'unknown_key', 'pressure'],
    [{ ...request, feed: [0, 1, 1] }, 'bad_value', 'feed'],
    [{ ...request, feed: [1, 1] }, 'bad_value', 'feed'],
    [{ ...request, model: { kind: 'margules', pairs: [{ A: 3 }] } }, 'bad_value', 'model'],
    [{ ...request, molar_volume_cm3_per_mol: [80, 0, 151] }, 'bad_value', 'molar_volume_cm3_per_mol[1]'],
    [{ ...request, bridge_inside: 2 }, 'bad_value', 'bridge_inside'],
    [{ ...request, clusters: { surface_kT: 1 } }, 'missing_key', 'clusters.crowding_kT'],
    [{ ...request, clusters: { surface_kT: 1, crowding_kT: 0 } }, 'bad_value', 'clusters.crowding_kT'],
    [{ ...request, clusters: { surface_kT: 100, crowding_kT: 0.01 } }, 'bad_value', 'clusters'],
    [{ ...request, dilution: { points: 3 } }, 'missing_key', 'dilution.diluent_per_salt'],
    [{ ...request, over_temperature: { from: 300, to: 290, points: 3 } }, 'bad_value', 'over_temperature.to'],
    [{ ...request, temperature_K: Number.NaN }, 'bad_value', 'temperature_K'],
    [null, 'bad_value', ''],
  ])('%j', async (wrong, code, field) => {
    const refused = mg.microstructure(wrong as unknown as MicrostructureRequest);
    await expect(refused).rejects.toBeInstanceOf(MixGradError);
    await expect(refused).rejects.toMatchObject({ code, field, message: expect.stringMatching(/.{10}/) });
  });
});
