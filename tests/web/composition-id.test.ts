// The notation of the Clio robot, read, written, and there and back.
import { describe, expect, it } from 'vitest';
import { formatCompositionId, type MixtureRequest, parseCompositionId } from '../../web/mixgrad/mixgrad.js';
import { electrolyte, largest, mg, randomMixtures, refusal, sharesOf } from './mixtures.js';

const idOf = (mixture: MixtureRequest) =>
  formatCompositionId(mixture, mg.predict({ ...mixture, properties: [] }).composition);

describe('reading', () => {
  it('gives a mixture by mass, its salt in mol/kg', () => {
    expect(parseCompositionId('DMC_EC|62_38|LiPF6|0.18')).toEqual({
      components: [
        { species: 'DMC', amount: 62 },
        { species: 'EC', amount: 38 },
      ],
      basis: 'mass',
      salt: { species: 'LiPF6', molality_mol_per_kg: 0.18 },
    });
  });

  it('gives one that predict takes', () => {
    const mixture = { ...parseCompositionId(' EC_EMC|30_70|LiPF6|1\n'), temperature_K: 298.15 };
    expect(mg.predict(mixture)).toEqual(
      mg.predict(
        electrolyte({
          components: [
            { species: 'EC', amount: 30 },
            { species: 'EMC', amount: 70 },
          ],
        }),
      ),
    );
  });

  it('does without salt, and with shares that were rounded', () => {
    expect(parseCompositionId('PC|100')).toEqual({
      components: [{ species: 'PC', amount: 100 }],
      basis: 'mass',
    });
    expect(parseCompositionId('EC_EMC_DMC|33_33_33').components).toHaveLength(3);
    expect(parseCompositionId('EC_EMC_DMC_DEC_PC_EA|17_17_17_17_17_17').components).toHaveLength(6);
  });

  it.each([
    ['DMC_EC', '"DMC_EC" has 1 parts between \'|\', not 2 or 4'],
    ['DMC_EC|62_38|LiPF6', "has 3 parts between '|', not 2 or 4; the form is 'DMC_EC|62_38|LiPF6|0.18'"],
    ['', 'has 1 parts'],
    ['DMC_|62_38', 'a solvent in "DMC_|62_38" has no name'],
    ['DMC_EC|62', '2 solvents and 1 percentages; there should be as many'],
    ['DMC_DMC|62_38', "'DMC' stands twice"],
    ['DMC_EC|62_x', `the percentage of 'EC' should be a number of at least 0, not "x"`],
    ['DMC_EC|162_-62', `the percentage of 'EC' should be a number of at least 0, not "-62"`],
    ['DMC_EC|62_', `the percentage of 'EC' should be a number of at least 0, not ""`],
    ['DMC_EC|0.62_0.38', 'make 1; they should make 100'],
    ['DMC_EC|62_40', 'make 102; they should make 100'],
    ['DMC_EC|62_38||1', 'the salt in "DMC_EC|62_38||1" has no name'],
    ['DMC_EC|62_38|LiPF6_LiTFSI|1_1', 'has several salts; there should be one'],
    ['DMC_EC|62_38|LiPF6|', "the molality of 'LiPF6' should be a number"],
    ['DMC_EC|62_38|LiPF6|1e3', "the molality of 'LiPF6' should be a number"],
    [5 as never, "'composition_id' should be text, not 5"],
  ])('refuses %j', (text, message) => {
    const error = refusal(() => parseCompositionId(text));
    expect(error).toMatchObject({ code: 'bad_value', field: 'composition_id' });
    expect(error.message).toContain(message);
  });
});

describe('writing', () => {
  it.each([
    'DMC_EC|62_38|LiPF6|0.18',
    'EC_EMC_DMC_PC|12.5_37.25_50_0.25|LiTFSI|1.2345',
    'PC|100',
    'EC_DEC|33.33_66.67|LiPF6|0',
  ])('there and back: %s', (id) => {
    expect(formatCompositionId(parseCompositionId(id))).toBe(id);
  });

  it('leaves out what is not there, and adds up what stands twice', () => {
    const components = ['EC', 'EMC', 'DMC', 'EC'].map((species, i) => ({
      species,
      amount: [1, 0, 2, 1][i]!,
    }));
    expect(formatCompositionId({ components, basis: 'mass' })).toBe('EC_DMC|50_50');
  });

  it('converts from any basis and from mol/l, to what is rounded away', () => {
    for (const mixture of randomMixtures(40, 11)) {
      const { composition } = mg.predict(mixture);
      const read = parseCompositionId(idOf(mixture));
      expect(read.components.map(({ species }) => species)).toEqual(
        mixture.components.map(({ species }) => species),
      );
      const shares = sharesOf({ ...read, temperature_K: mixture.temperature_K });
      expect(largest(shares.map((x, i) => x - composition.mass[i]!))).toBeLessThan(2e-4);
      expect(read.salt!.molality_mol_per_kg).toBeCloseTo(composition.molality_mol_per_kg, 3.9);
      expect(idOf({ ...read, temperature_K: 298.15 })).toBe(formatCompositionId(read));
    }
  });

  const salt = { species: 'LiPF6', molarity_mol_per_l: 1 };
  const EC = { species: 'EC', amount: 1 };
  it.each([
    [{ components: [EC], basis: 'mole' }, 'missing_key', 'basis', 'the composition that predict() answers'],
    [{ components: [EC], basis: 'mass', salt }, 'missing_key', 'salt', 'by mass and mol/kg'],
    [{ components: [{ ...EC, amount: 0 }], basis: 'mass' }, 'bad_value', 'components', 'all 0'],
    [
      { components: [EC, { smiles: 'CCO', amount: 1 }], basis: 'mass' },
      'bad_value',
      'components[1]',
      'no place for SMILES',
    ],
    [
      { components: [{ species: 'a_b', amount: 1 }], basis: 'mass' },
      'bad_value',
      'components[0].species',
      "'a_b' holds '|' or '_'",
    ],
  ])('refuses %j', (mixture, code, field, message) => {
    const error = refusal(() => formatCompositionId(mixture as MixtureRequest));
    expect(error).toMatchObject({ code, field });
    expect(error.message).toContain(message);
  });
});
