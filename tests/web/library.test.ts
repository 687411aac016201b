// The built-in library and what the model says of itself.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { moleculeFromSmiles } from '../../web/mixgrad/rdkit.js';
import { electrolyte, kappa, mg } from './mixtures.js';

const library = mg.species();
const solvents = library.filter(({ role }) => role === 'solvent');
const salts = library.filter(({ role }) => role === 'salt');

describe('the library', () => {
  it('is what species.json says: at least 45, solvents first', async () => {
    const file = new URL('../../wasm_core/molecule/species.json', import.meta.url);
    const source = JSON.parse(await readFile(file, 'utf8'));
    expect(library.length).toBeGreaterThanOrEqual(45);
    expect(library.map(({ id }) => id)).toEqual(
      [...source.solvents, ...source.salts].map(({ id }: { id: string }) => id),
    );
    expect(library.map(({ role }) => role)).toEqual([
      ...source.solvents.map(() => 'solvent'),
      ...source.salts.map(() => 'salt'),
    ]);
  });

  it('has names that mean one species each', () => {
    const owner = new Map<string, string>();
    for (const { id, name, aliases } of library) {
      expect(name.length).toBeGreaterThan(2);
      for (const text of [id, name, ...aliases].map((word) => word.toLowerCase())) {
        expect(owner.get(text) ?? id, text).toBe(id);
        owner.set(text, id);
      }
    }
    expect(owner.size).toBeGreaterThan(2 * library.length);
  });

  it.each(library.map((species) => [species.id, species] as const))('%s', async (_, species) => {
    const { canonical } = await moleculeFromSmiles(species.smiles);
    expect(canonical).toBe(species.smiles);
    expect(species.molar_mass_g_per_mol).toBeCloseTo(massOf(species.formula), 1);
  });

  it.each(solvents)('predicts 1 mol/kg LiPF6 in $id', ({ id }) => {
    expect(kappa(electrolyte({ components: [{ species: id, amount: 1 }] }))).toBeGreaterThan(0.01);
  });

  it.each(salts)('predicts 1 mol/kg $id in EC:EMC', ({ id }) => {
    const value = kappa(electrolyte({ salt: { species: id, molality_mol_per_kg: 1 } }));
    expect(value).toBeGreaterThan(0.01);
    expect(value).toBeLessThan(100);
  });

  it('knows every species by id, name and alias, in any case', () => {
    for (const { id, name, aliases, role } of library) {
      const value = (species: string) =>
        kappa(
          role === 'solvent'
            ? electrolyte({ components: [{ species, amount: 1 }] })
            : electrolyte({ salt: { species, molality_mol_per_kg: 1 } }),
        );
      const loud = name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
      for (const other of [name, loud, ...aliases]) expect(value(other), other).toBe(value(id));
    }
  });
});

// prettier-ignore
/** Standard atomic masses, g/mol (IUPAC 2021), of the elements that the library has. */
const atomicMass: Record<string, number> = {
  H: 1.008, Li: 6.94, B: 10.81, C: 12.011, N: 14.007, O: 15.999, F: 18.998,
  Si: 28.085, P: 30.974, S: 32.06, Cl: 35.45, As: 74.922,
};

function massOf(formula: string): number {
  const parts = [...formula.matchAll(/([A-Z][a-z]?)(\d*)/g)];
  expect(parts.map(([part]) => part).join('')).toBe(formula);
  return parts.reduce((mass, [, element, count]) => mass + atomicMass[element!]! * Number(count || 1), 0);
}

describe('the model', () => {
  it('says what it was trained on', () => {
    const { version, temperature_K, molality_mol_per_kg, training_data } = mg.about();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(temperature_K[0]).toBeLessThan(298.15);
    expect(temperature_K[1]).toBeGreaterThan(298.15);
    expect(molality_mol_per_kg[0]).toBeLessThan(1);
    expect(molality_mol_per_kg[1]).toBeGreaterThan(1);
    expect(training_data.length).toBeGreaterThan(0);
    for (const { name, url, licence, rows } of training_data) {
      expect(name).not.toBe('');
      expect(url).toMatch(/^https:\/\/(doi\.org\/10\.\d{4,}|github\.com)\//);
      expect(licence).not.toBe('');
      expect(rows).toBeGreaterThan(0);
    }
  });

  it('was trained on most of the library, and says on which', () => {
    const trained = library.filter((species) => species.trained);
    expect(trained.length).toBeGreaterThanOrEqual(40);
    expect(trained.map(({ id }) => id)).toEqual(expect.arrayContaining(['EC', 'EMC', 'LiPF6']));
    expect(trained.length).toBeLessThan(library.length);
  });
});
