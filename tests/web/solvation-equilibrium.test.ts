// The solvation equilibrium S + nL ⇌ C, and what the card of Li⁺ asks the model.
import { describe, expect, it } from 'vitest';
import { complexes, equilibriumDefaults, lnEquilibrium } from '../../web/src/phases/equilibrium.js';
import { gasConstant } from '../../web/src/phases/lhce.js';
import { massOf, massRequest, solvationRequest } from '../../web/src/phases/solvation.js';
import { mg, seeded, sum } from './mixtures.js';

type Feed = readonly [number, number, number];
const published: Feed = [1 / 5.2, 1.2 / 5.2, 3 / 5.2];

/** ln K by what there is of each. */
const lnQuotient = (feed: Feed, n: number, ln_K: number) => {
  const { complex, freeSalt, freeSolvent, total } = complexes(feed, n, ln_K);
  return Math.log(complex) - Math.log(freeSalt) - n * Math.log(freeSolvent) + n * Math.log(total);
};

describe('the solvation equilibrium', () => {
  it('keeps the balance of mass and meets its constant, whatever the amounts', () => {
    const random = seeded(7);
    for (let i = 0; i < 2000; i++) {
      const raw = [random(), random(), random()].map((x) => 10 ** (-6 * x * random()));
      const feed = raw.map((x) => x / sum(raw)) as unknown as Feed;
      const n = 1 + 5 * random();
      const ln_K = 40 * (random() - 0.5);
      const { complex, freeSalt, freeSolvent, total } = complexes(feed, n, ln_K);
      for (const amount of [complex, freeSalt, freeSolvent]) expect(amount).toBeGreaterThan(0);
      expect(complex + freeSalt).toBeCloseTo(feed[0], 12);
      expect(n * complex + freeSolvent).toBeCloseTo(feed[1], 12);
      expect(total).toBeCloseTo(1 - n * complex, 12);
      expect(lnQuotient(feed, n, ln_K)).toBeCloseTo(ln_K, 8);
    }
  });

  it('where one to one binds, the amount is the root of a quadratic', () => {
    const [s, l] = [0.2, 0.3];
    const K = 5;
    // c (1 − c) = K (s − c)(l − c)
    const [a, b, c] = [K + 1, -(K * (s + l) + 1), K * s * l];
    const root = (-b - Math.sqrt(b * b - 4 * a * c)) / (2 * a);
    expect(complexes([s, l, 0.5], 1, Math.log(K)).complex).toBeCloseTo(root, 14);
  });

  it('a strong complex takes all of what runs short, a weak one nothing', () => {
    const strong = complexes(published, 2, 300);
    expect(strong.complex).toBeCloseTo(published[1] / 2, 14);
    expect(strong.freeSolvent).toBeGreaterThan(0);
    expect(strong.freeSolvent).toBeLessThan(1e-50);
    expect(complexes([0.1, 0.6, 0.3], 2, 300).freeSalt).toBeLessThan(1e-50);
    // Both run short at once: all of both is in the complex.
    const even = complexes([0.2, 0.4, 0.4], 2, 60);
    expect(even.complex).toBeCloseTo(0.2, 6);
    expect(lnQuotient([0.2, 0.4, 0.4], 2, 60)).toBeCloseTo(60, 8);
    const [salt, solvent] = published;
    expect(complexes(published, 2, -30).complex).toBeCloseTo(Math.exp(-30) * salt * solvent ** 2, 18);
  });

  it('without salt or solvent there is no complex', () => {
    expect(complexes([0, 0.4, 0.6], 2, 5)).toMatchObject({ complex: 0, freeSalt: 0, freeSolvent: 0.4 });
    expect(complexes([0.4, 0, 0.6], 2, 5)).toMatchObject({ complex: 0, freeSalt: 0.4, total: 1 });
  });

  it('more diluent breaks complexes up, more solvent makes them', () => {
    const share = (feed: Feed) => complexes(feed, 2, 5).complex / feed[0];
    expect(share([0.1, 0.2, 0.7])).toBeLessThan(share([0.2, 0.4, 0.4]));
    expect(share([0.2, 0.6, 0.2])).toBeGreaterThan(share([0.2, 0.4, 0.4]));
  });

  it('ln K over 1/T has the slope −ΔH/R of van ’t Hoff, in the mixture too', () => {
    const { n, dH_c } = equilibriumDefaults;
    const [cold, warm] = [280, 320];
    const at = (T: number) => lnQuotient(published, n, lnEquilibrium(equilibriumDefaults, T));
    const slope = (at(warm) - at(cold)) / (1 / warm - 1 / cold);
    expect(slope).toBeCloseTo((-1000 * dH_c) / gasConstant, 5);
    const complex = (T: number) => complexes(published, n, lnEquilibrium(equilibriumDefaults, T)).complex;
    expect(complex(warm)).toBeLessThan(complex(cold));
  });
});

describe('what is asked about Li⁺', () => {
  const dme = { species: 'DME' };
  const tte = { species: 'TTE' };
  const mass = (molecule: { species: string }) => massOf(mg.predict(massRequest(molecule)));

  it('knows the molar masses', () => {
    for (const [molecule, id] of [
      [dme, 'DME'],
      [tte, 'TTE'],
    ] as const) {
      const known = mg.species().find((species) => species.id === id)!.molar_mass_g_per_mol;
      expect(mass(molecule)).toBeCloseTo(known, 6);
    }
  });

  it('is the formulation: as many moles of salt as of the solvents’ kilograms', () => {
    const request = solvationRequest([{ species: 'LiFSI' }, dme, tte], published, [mass(dme), mass(tte)]);
    const { composition } = mg.predict({ ...request, properties: [] });
    expect(composition.mole[0]! / composition.mole[1]!).toBeCloseTo(1.2 / 3, 9);
    const kilograms = (1.2 * mass(dme) + 3 * mass(tte)) / 1000;
    expect(composition.molality_mol_per_kg).toBeCloseTo(1 / kilograms, 9);
    const { components, anion } = mg.solvation(request);
    // As many Li⁺–anion contacts as Li⁺ sees anions: the solvent is short, the anion takes its place.
    expect(anion.coordination.value).toBeGreaterThan(components[0]!.coordination.value);
    expect(components[1]!.coordination.value).toBeLessThan(0.5);
  });
});
