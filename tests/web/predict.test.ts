// What a prediction holds: what was asked for, an interval, a composition, a verdict on its trust.
import { describe, expect, it } from 'vitest';
import { electrolyte, kappa, mg, nameOf, randomMixtures, sum } from './mixtures.js';

const property = 'conductivity_mS_per_cm';
const liquidProperties = [
  'molar_volume_cm3_per_mol',
  'density_g_per_cm3',
  'excess_volume_cm3_per_mol',
  'excess_enthalpy_J_per_mol',
  'excess_gibbs_J_per_mol',
  'viscosity_mPa_s',
] as const;

describe('an answer', () => {
  it('holds all properties, and no gradient unless asked', () => {
    const answer = mg.predict(electrolyte());
    expect(Object.keys(answer).sort()).toEqual(
      ['composition', property, 'domain', 'ln_gamma', ...liquidProperties].sort(),
    );
    expect(Object.keys(answer[property]!).sort()).toEqual(['coefficients', 'interval90', 'value']);
    expect(mg.predict(electrolyte({ gradient: false }))).toEqual(answer);
    for (const liquid of liquidProperties)
      expect(Object.keys(answer[liquid]!).sort()).toEqual(['domain', 'interval90', 'value']);
    expect(mg.predict(electrolyte({ gradient: true }))[property]!.gradient!.components).toHaveLength(2);
  });

  it('leaves out what was not asked for', () => {
    const { [property]: left, composition, domain } = mg.predict(electrolyte());
    expect(left).toBeDefined();
    expect(mg.predict(electrolyte({ properties: [] }))).toEqual({ composition, domain });
    expect(mg.predict(electrolyte({ properties: [property] }))).toEqual({
      [property]: left,
      composition,
      domain,
    });
  });

  it('shows the coefficients of the law with their spread', () => {
    const { coefficients } = mg.predict(electrolyte())[property]!;
    expect(coefficients.length).toBeGreaterThan(0);
    expect(new Set(coefficients.map(({ name }) => name)).size).toBe(coefficients.length);
    for (const { name, unit, value, sd } of coefficients) {
      expect(name).toMatch(/^\w+$/);
      expect(unit).not.toBe('');
      expect(Number.isFinite(value)).toBe(true);
      expect(sd).toBeGreaterThanOrEqual(0);
    }
    expect(coefficients.some(({ sd }) => sd > 0)).toBe(true);
  });

  it('is the same with a key that is undefined as without it', () => {
    expect(mg.predict(electrolyte({ gradient: undefined, properties: undefined }))).toEqual(
      mg.predict(electrolyte()),
    );
  });
});

describe.each(randomMixtures(25, 3).map((mixture) => [nameOf(mixture), mixture] as const))(
  '%s',
  (_, mixture) => {
    const answer = mg.predict(mixture);
    const { composition } = answer;
    const { value, interval90 } = answer[property]!;

    it('has its value inside its interval', () => {
      expect(interval90[0]).toBeGreaterThan(0);
      expect(interval90[0]).toBeLessThan(value);
      expect(interval90[1]).toBeGreaterThan(value);
      expect(interval90[1]).toBeLessThan(Infinity);
    });

    it('is stated in all units', () => {
      const molarMass = (id?: string) => mg.species().find((s) => s.id === id)!.molar_mass_g_per_mol;
      for (const shares of [composition.mole, composition.mass, composition.volume]) {
        expect(sum(shares)).toBeCloseTo(1, 12);
      }
      const grams = mixture.components.map(({ species }, i) => composition.mole[i]! * molarMass(species));
      composition.mass.forEach((share, i) => expect(share).toBeCloseTo(grams[i]! / sum(grams), 12));

      const amounts = mixture.components.map(({ amount }) => amount);
      composition[mixture.basis].forEach((share, i) =>
        expect(share).toBeCloseTo(amounts[i]! / sum(amounts), 12),
      );
      // Of a litre of solution: c = ρ m / (1 + m M), M in kg/mol.
      const { molality_mol_per_kg: m, molarity_mol_per_l: c, density_g_per_cm3: density } = composition;
      expect(c).toBeCloseTo((density * m) / (1 + (m * molarMass(mixture.salt!.species)) / 1000), 10);
      expect(mixture.salt!.molality_mol_per_kg ?? m).toBeCloseTo(m, 12);
      expect(mixture.salt!.molarity_mol_per_l ?? c).toBeCloseTo(c, 12);
    });
  },
);

describe('the domain', () => {
  const about = mg.about();
  const domain = (changes: Parameters<typeof electrolyte>[0]) => mg.predict(electrolyte(changes)).domain;

  it('is known ground for the commonest electrolyte', () => {
    expect(domain({})).toEqual({ state: 'known ground', reasons: [] });
  });

  it('is left when it is hotter than ever measured', () => {
    const { state, reasons } = domain({ temperature_K: 400 });
    expect(about.temperature_K[1]).toBeLessThan(400);
    expect(state).toBe('outside');
    expect(reasons[0]).toContain('400.00 K');
    expect(reasons[0]).toContain(`${about.temperature_K[1].toFixed(0)} K`);
  });

  it('is left with more salt than ever measured', () => {
    const { state, reasons } = domain({ salt: { species: 'LiPF6', molality_mol_per_kg: 15 } });
    expect(about.molality_mol_per_kg[1]).toBeLessThan(15);
    expect(state).toBe('outside');
    expect(reasons[0]).toContain('15.00 mol/kg is more LiPF6 than in any measurement');
  });

  it('asks for caution with a molecule that was never measured, and names the nearest', () => {
    const stranger = mg.species().find(({ role, trained }) => role === 'solvent' && !trained)!;
    const { state, reasons } = domain({ components: [{ species: stranger.id, amount: 1 }] });
    expect(state).toBe('caution');
    const nearest =
      /^(.+) was never measured in the training data; the most similar molecule that was is (.+)$/;
    expect(reasons[0]).toMatch(nearest);
    const [, named, similar] = nearest.exec(reasons[0]!)!;
    expect(named).toBe(stranger.id);
    expect(mg.species().find(({ id }) => id === similar)).toMatchObject({ role: 'solvent', trained: true });
  });

  it('does not care for components of amount 0', () => {
    const stranger = mg.species().find(({ role, trained }) => role === 'solvent' && !trained)!;
    const { components } = electrolyte();
    expect(domain({ components: [...components, { species: stranger.id, amount: 0 }] }).state).toBe(
      'known ground',
    );
  });

  it('makes intervals wider off known ground', () => {
    const width = (changes: Parameters<typeof electrolyte>[0]) => {
      const [lower, upper] = mg.predict(electrolyte(changes))[property]!.interval90;
      return upper / lower;
    };
    expect(width({ temperature_K: 400 })).toBeGreaterThan(width({}));
  });
});

describe('a molecule by SMILES', () => {
  const by = (smiles: string) => electrolyte({ components: [{ smiles, amount: 1 }] });
  const bySpecies = (species: string) => electrolyte({ components: [{ species, amount: 1 }] });

  it('is the one of the library, spelled as there without preparation', () => {
    expect(mg.predict(by('O=C1OCCO1'))).toEqual(mg.predict(bySpecies('EC')));
  });

  it('is the one of the library however it is spelled', async () => {
    const salt = { smiles: 'F[P-](F)(F)(F)(F)F.[Li+]', molality_mol_per_kg: 1 };
    const request = { ...by('C1(=O)OCCO1'), salt };
    await mg.prepare(request);
    expect(mg.predict(request)).toEqual(mg.predict(bySpecies('EC')));
  });

  it('may be of no library, and keeps its own spelling for the next time', async () => {
    const request = by(' CCCOC ');
    await mg.prepare(request);
    const answer = mg.predict(request);
    expect(answer[property]!.value).toBeGreaterThan(0);
    expect(answer.domain.reasons[0]).toContain('CCCOC was never measured');
    await mg.prepare(request);
    expect(mg.predict(request)).toEqual(answer);
  });

  it('is a molecule even if it reads like an abbreviation', async () => {
    // FB is fluorobenzene in the library; as a SMILES it is fluoroborane.
    await mg.prepare(by('FB'));
    expect(kappa(by('FB'))).not.toBe(kappa(bySpecies('FB')));
  });

  it('may be the salt', async () => {
    const request = electrolyte({ salt: { smiles: '[Li+].[O-]C(=O)C(F)(F)F', molarity_mol_per_l: 0.5 } });
    await mg.prepare(request);
    expect(kappa(request)).toBeGreaterThan(0);
  });
});
