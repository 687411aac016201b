// Every refusal names the field, what was wrong and what would be right; and it leaves nothing behind.
import { describe, expect, it } from 'vitest';
import { electrolyte, mg, refusal } from './mixtures.js';

type Method = 'predict' | 'curve' | 'ternary' | 'design';
/** Method, request, code, field, and what the message says. */
type Row = [Method, unknown, string, string, string];

const property = 'conductivity_mS_per_cm';
const EC = { species: 'EC', amount: 1 };
const LiPF6 = { species: 'LiPF6', molality_mol_per_kg: 1 };

const predict = (changes: object) => ({ ...electrolyte(), ...changes });
const components = (...list: unknown[]) => predict({ components: list });
const salt = (changes: object) => predict({ salt: changes });
const without = (key: string) => predict({ [key]: undefined });
const curve = (changes: object) =>
  predict({ along: 'temperature_K', from: 250, to: 300, points: 5, ...changes });
const ternary = (changes: object) => predict({ components: [EC, EC, EC], subdivisions: 10, ...changes });
const design = (changes: object) => predict({ goal: { maximize: property }, ...changes });
const designLimits = (first: object, second: object = {}) =>
  design({
    components: [
      { species: 'EC', amount: 3, ...first },
      { species: 'EMC', amount: 7, ...second },
    ],
  });
const designSalt = (limits: object) => design({ salt: { ...LiPF6, locked: false, ...limits } });

const amount = "'amount' should be a finite number of at least 0, not";
const temperature = "'temperature_K' should be a finite number from 200 to 400, not";
const molality = "'molality_mol_per_kg' should be a finite number from 0 to 20, not";
const bases = "'basis' should be one of 'mole', 'mass', 'volume', not";

// prettier-ignore
const table: Record<string, Row[]> = {
  'no request': [
    ['predict', null, 'bad_value', '', 'the request should be an object, not null'],
    ['predict', [], 'bad_value', '', 'the request should be an object, not a list'],
    ['predict', 5, 'bad_value', '', 'the request should be an object, not 5'],
    ['predict', 'EC', 'bad_value', '', 'the request should be an object, not "EC"'],
    ['predict', predict({ gradient: 1n }), 'bad_value', '', 'the request is not plain data'],
    ['predict', {}, 'missing_key', 'components', "'components' is missing; it should be a list of 1 to 12"],
  ],
  'a key that is unknown': [
    ['predict', predict({ pressure_bar: 1 }), 'unknown_key', 'pressure_bar', "known are 'components', 'basis', 'salt'"],
    ['predict', predict({ temperature: 298 }), 'unknown_key', 'temperature', "did you mean 'temperature_K'?"],
    ['predict', components({ ...EC, share: 1 }), 'unknown_key', 'components[0].share', "known are 'species', 'smiles', 'amount'"],
    ['predict', components(EC, { ...EC, min: 0 }), 'unknown_key', 'components[1].min', "'min' is not a known key"],
    ['predict', salt({ species: 'LiPF6', molality: 1 }), 'unknown_key', 'salt.molality', "did you mean 'molality_mol_per_kg'?"],
    ['predict', salt({ ...LiPF6, locked: true }), 'unknown_key', 'salt.locked', "'locked' is not a known key"],
    ['ternary', ternary({ properties: [] }), 'unknown_key', 'properties', "'properties' is not a known key"],
    ['design', design({ goal: { maximise: property } }), 'unknown_key', 'goal.maximise', "did you mean 'maximize'?"],
    ['design', designLimits({}, { lower: 0.1 }), 'unknown_key', 'components[1].lower', "'min', 'max', 'locked'"],
  ],
  'a key that is missing': [
    ['predict', without('components'), 'missing_key', 'components', 'a list of 1 to 12 elements'],
    ['predict', without('basis'), 'missing_key', 'basis', "it should be one of 'mole', 'mass', 'volume'"],
    ['predict', without('temperature_K'), 'missing_key', 'temperature_K', 'a finite number from 200 to 400'],
    ['predict', components({ amount: 1 }), 'missing_key', 'components[0]', "'species' or 'smiles' is missing"],
    ['predict', components(EC, { species: 'EMC' }), 'missing_key', 'components[1].amount', "'amount' is missing"],
    ['predict', salt({ molality_mol_per_kg: 1 }), 'missing_key', 'salt', "'species' or 'smiles' is missing"],
    ['predict', salt({ species: 'LiPF6' }), 'missing_key', 'salt', "'molality_mol_per_kg' or 'molarity_mol_per_l' is missing"],
    ['curve', curve({ along: undefined }), 'missing_key', 'along', "one of 'temperature_K', 'salt'"],
    ['curve', curve({ from: undefined }), 'missing_key', 'from', 'from 200 to 400'],
    ['curve', curve({ points: undefined }), 'missing_key', 'points', 'a whole number from 2 to 1001'],
    ['curve', curve({ along: 'salt', from: 0, to: 1, salt: undefined }), 'missing_key', 'salt', "'salt' is missing"],
    ['ternary', ternary({ subdivisions: undefined }), 'missing_key', 'subdivisions', 'a whole number from 2 to 200'],
    ['design', design({ goal: undefined }), 'missing_key', 'goal', "'goal' is missing"],
    ['design', design({ goal: {} }), 'missing_key', 'goal', "'maximize', 'minimize' or 'target' is missing"],
    ['design', design({ salt: undefined }), 'missing_key', 'salt', "'salt' is missing"],
  ],
  'a value of another type': [
    ['predict', predict({ components: {} }), 'bad_value', 'components', 'a list of 1 to 12 elements, not an object'],
    ['predict', components(EC, 5), 'bad_value', 'components[1]', "'components[1]' should be an object, not 5"],
    ['predict', components(null), 'bad_value', 'components[0]', 'an object, not null'],
    ['predict', components({ species: 7, amount: 1 }), 'bad_value', 'components[0].species', "'species' should be text, not 7"],
    ['predict', components({ smiles: ['C'], amount: 1 }), 'bad_value', 'components[0].smiles', "'smiles' should be text, not a list"],
    ['predict', components({ ...EC, amount: '1' }), 'bad_value', 'components[0].amount', `${amount} "1"`],
    ['predict', components({ ...EC, amount: null }), 'bad_value', 'components[0].amount', `${amount} null`],
    ['predict', predict({ temperature_K: '298' }), 'bad_value', 'temperature_K', `${temperature} "298"`],
    ['predict', predict({ basis: 3 }), 'bad_value', 'basis', `${bases} 3`],
    ['predict', predict({ salt: 'LiPF6' }), 'bad_value', 'salt', `'salt' should be an object, not "LiPF6"`],
    ['predict', predict({ salt: null }), 'bad_value', 'salt', "'salt' should be an object, not null"],
    ['predict', predict({ gradient: 1 }), 'bad_value', 'gradient', "'gradient' should be true or false, not 1"],
    ['predict', predict({ properties: property }), 'bad_value', 'properties', "'properties' should be a list"],
    ['curve', curve({ to: 'hot' }), 'bad_value', 'to', `'to' should be a finite number from 200 to 400, not "hot"`],
    ['ternary', ternary({ subdivisions: '10' }), 'bad_value', 'subdivisions', 'from 2 to 200, not "10"'],
    ['design', design({ goal: 'max' }), 'bad_value', 'goal', `'goal' should be an object, not "max"`],
    ['design', design({ stay_in_domain: 'yes' }), 'bad_value', 'stay_in_domain', 'true or false, not "yes"'],
    ['design', designLimits({ locked: 1 }), 'bad_value', 'components[0].locked', 'true or false, not 1'],
  ],
  'a number that is none': [
    ['predict', components({ ...EC, amount: NaN }), 'bad_value', 'components[0].amount', `${amount} "NaN"`],
    ['predict', components(EC, { ...EC, amount: Infinity }), 'bad_value', 'components[1].amount', `${amount} "Infinity"`],
    ['predict', predict({ temperature_K: NaN }), 'bad_value', 'temperature_K', `${temperature} "NaN"`],
    ['predict', predict({ temperature_K: -Infinity }), 'bad_value', 'temperature_K', `${temperature} "-Infinity"`],
    ['predict', salt({ ...LiPF6, molality_mol_per_kg: NaN }), 'bad_value', 'salt.molality_mol_per_kg', `${molality} "NaN"`],
    ['curve', curve({ from: NaN }), 'bad_value', 'from', 'not "NaN"'],
    ['design', designLimits({ min: NaN }), 'bad_value', 'components[0].min', 'not "NaN"'],
  ],
  'a number out of range': [
    ['predict', components({ ...EC, amount: -1 }), 'bad_value', 'components[0].amount', `${amount} -1`],
    ['predict', components({ ...EC, amount: 0 }, { ...EC, amount: 0 }), 'bad_value', 'components', 'the amounts are all 0; at least one should be more'],
    ['predict', predict({ temperature_K: 25 }), 'bad_value', 'temperature_K', `${temperature} 25`],
    ['predict', predict({ temperature_K: 400.01 }), 'bad_value', 'temperature_K', `${temperature} 400.01`],
    ['predict', salt({ ...LiPF6, molality_mol_per_kg: -0.1 }), 'bad_value', 'salt.molality_mol_per_kg', `${molality} -0.1`],
    ['predict', salt({ ...LiPF6, molality_mol_per_kg: 21 }), 'bad_value', 'salt.molality_mol_per_kg', `${molality} 21`],
    ['predict', salt({ species: 'LiPF6', molarity_mol_per_l: 15 }), 'bad_value', 'salt.molarity_mol_per_l', '15 mol/l is too much salt; in this mixture it should be at most'],
    ['curve', curve({ from: 100 }), 'bad_value', 'from', 'from 200 to 400, not 100'],
    ['curve', curve({ points: 1 }), 'bad_value', 'points', 'from 2 to 1001, not 1'],
    ['curve', curve({ points: 1002 }), 'bad_value', 'points', 'from 2 to 1001, not 1002'],
    ['curve', curve({ points: 5.5 }), 'bad_value', 'points', 'a whole number from 2 to 1001, not 5.5'],
    ['curve', curve({ along: 'salt', from: -1, to: 2 }), 'bad_value', 'from', 'from 0 to 20, not -1'],
    ['curve', curve({ along: 'salt', from: 0, to: 25 }), 'bad_value', 'to', 'from 0 to 20, not 25'],
    ['curve', curve({ along: 'salt', from: 0, to: 18, salt: { species: 'LiPF6', molarity_mol_per_l: 1 } }), 'bad_value', 'to', 'mol/l is too much salt'],
    ['curve', curve({ along: 'salt', from: 18, to: 0, salt: { species: 'LiPF6', molarity_mol_per_l: 1 } }), 'bad_value', 'from', 'mol/l is too much salt'],
    ['ternary', ternary({ property: 'colour' }), 'bad_value', 'property', 'conductivity_mS_per_cm'],
    ['ternary', ternary({ subdivisions: 1 }), 'bad_value', 'subdivisions', 'from 2 to 200, not 1'],
    ['ternary', ternary({ subdivisions: 201 }), 'bad_value', 'subdivisions', 'from 2 to 200, not 201'],
    ['ternary', ternary({ subdivisions: 2.5 }), 'bad_value', 'subdivisions', 'a whole number from 2 to 200, not 2.5'],
    ['ternary', ternary({ salt: { species: 'LiPF6', molarity_mol_per_l: 15 } }), 'bad_value', 'salt.molarity_mol_per_l', '15 mol/l is too much salt'],
    ['design', design({ starts: 0 }), 'bad_value', 'starts', 'from 1 to 256, not 0'],
    ['design', design({ starts: 257 }), 'bad_value', 'starts', 'from 1 to 256, not 257'],
    ['design', design({ seed: -1 }), 'bad_value', 'seed', 'not -1'],
    ['design', design({ seed: 1.5 }), 'bad_value', 'seed', 'a whole number'],
    ['design', design({ max_iterations: 0 }), 'bad_value', 'max_iterations', 'not 0'],
    ['design', designLimits({ min: -0.1 }), 'bad_value', 'components[0].min', 'from 0 to 1, not -0.1'],
    ['design', designLimits({}, { max: 1.1 }), 'bad_value', 'components[1].max', 'from 0 to 1, not 1.1'],
    ['design', designSalt({ max: 30 }), 'bad_value', 'salt.max', 'from 0 to 20, not 30'],
  ],
  'a list of another length': [
    ['predict', components(), 'bad_value', 'components', "'components' should have 1 to 12 elements, not 0"],
    ['predict', components(...Array(13).fill(EC)), 'bad_value', 'components', '1 to 12 elements, not 13'],
    ['predict', predict({ properties: Array(9).fill(property) }), 'bad_value', 'properties', 'not 9'],
    ['ternary', ternary({ components: [EC, EC] }), 'bad_value', 'components', "'components' should have 3 elements, not 2"],
    ['ternary', ternary({ components: [EC, EC, EC, EC] }), 'bad_value', 'components', 'should have 3 elements, not 4'],
  ],
  'a word that is none of the choices': [
    ['predict', predict({ basis: 'weight' }), 'bad_value', 'basis', `${bases} "weight"`],
    ['predict', predict({ basis: 'Mass' }), 'bad_value', 'basis', `${bases} "Mass"`],
    ['predict', predict({ properties: ['kappa'] }), 'bad_value', 'properties[0]', `'viscosity_mPa_s', not "kappa"`],
    ['curve', curve({ along: 'T' }), 'bad_value', 'along', `one of 'temperature_K', 'salt', not "T"`],
    ['design', design({ goal: { maximize: 'viscosity' } }), 'bad_value', 'goal.maximize', `one of '${property}', 'molar_volume_cm3_per_mol'`],
  ],
  'one thing said twice': [
    ['predict', components({ ...EC, smiles: 'C' }), 'bad_value', 'components[0]', "give either 'species' or 'smiles', not both"],
    ['predict', salt({ ...LiPF6, molarity_mol_per_l: 1 }), 'bad_value', 'salt', "give either 'molality_mol_per_kg' or 'molarity_mol_per_l', not both"],
    ['design', design({ goal: { maximize: property, minimize: property } }), 'bad_value', 'goal', "only one of 'maximize', 'minimize' or 'target'"],
  ],
  'a molecule that is not known': [
    ['predict', components({ species: 'Ethylen carbonate', amount: 1 }), 'unknown_species', 'components[0].species', "did you mean 'ethylene carbonate'? Any other molecule comes by its 'smiles'"],
    ['predict', components(EC, { species: 'xyzzyqwrt', amount: 1 }), 'unknown_species', 'components[1].species', "'xyzzyqwrt' is not in the built-in library; any other molecule comes by its 'smiles'"],
    ['predict', components({ species: '', amount: 1 }), 'unknown_species', 'components[0].species', "'' is not in the built-in library"],
    ['predict', salt({ ...LiPF6, species: 'LiPF7' }), 'unknown_species', 'salt.species', "did you mean 'LiPF6'?"],
    ['predict', components({ species: 'LiPF6', amount: 1 }), 'unknown_species', 'components[0].species', "LiPF6 is a salt; it belongs under 'salt'"],
    ['predict', salt({ ...LiPF6, species: 'EC' }), 'unknown_species', 'salt.species', "EC is a solvent; it belongs under 'components'"],
    ['predict', salt({ smiles: 'O=C1OCCO1', molality_mol_per_kg: 1 }), 'unknown_species', 'salt.smiles', "EC is a solvent; it belongs under 'components'"],
    ['predict', components({ smiles: 'CCCCO', amount: 1 }), 'unprepared_smiles', 'components[0].smiles', "'CCCCO' is not known yet; call prepare()"],
    ['predict', salt({ smiles: '[Li+].[Cl-]', molality_mol_per_kg: 1 }), 'unprepared_smiles', 'salt.smiles', 'call prepare()'],
  ],
  'limits that leave nothing': [
    ['design', designLimits({ min: 0.6, max: 0.5 }), 'bad_value', 'components[0].min', 'The lower bound 0.6 is above the upper bound 0.5'],
    ['design', designLimits({ min: 0.6 }, { min: 0.6 }), 'bad_value', 'components', 'The lower bounds add up to 1.2, more than the sum 1'],
    ['design', designLimits({ max: 0.3 }, { max: 0.3 }), 'bad_value', 'components', 'The upper bounds add up to 0.6, less than the sum 1'],
    ['design', designLimits({ locked: true }, { max: 0.5 }), 'bad_value', 'components', 'The upper bounds add up to 0.8, less than the sum 1'],
    ['design', designSalt({ min: 2, max: 1 }), 'bad_value', 'salt.min', 'The lower bound 2 is above the upper bound 1'],
    ['design', designSalt({ min: 15 }), 'bad_value', 'salt.min', 'The lower bound 15 is above the upper bound'],
    ['design', design({ temperature_K: 399 }), 'bad_value', 'temperature_K', 'set stay_in_domain to false to go there'],
    ['design', design({ salt: { ...LiPF6, molality_mol_per_kg: 15 } }), 'bad_value', 'salt', 'give less, or set stay_in_domain to false'],
  ],
};

const good = { ...electrolyte(), gradient: true };
const expected = mg.predict(good);

describe.each(Object.entries(table))('%s', (_, rows) => {
  it.each(rows)('%s: %o', (method, request, code, field, message) => {
    const error = refusal(() => mg[method](request as never));
    expect(error.name).toBe('MixGradError');
    expect({ code: error.code, field: error.field }).toEqual({ code, field });
    expect(error.message).toContain(message);
    expect(mg.predict(good)).toEqual(expected);
  });
});

describe('preparing', () => {
  it.each([
    ['salt', 'CCO', 'bad_molecule', 'CCO is not one cation of charge +1 and one anion of charge −1'],
    ['salt', '[Na+].[Cl-]', 'refused', 'lithium salts only'],
    ['salt', '[Mg+2].[Cl-].[Cl-]', 'bad_molecule', 'is not one cation'],
    ['salt', 'C1COC(=O)O1', 'unknown_species', "EC is a solvent; it belongs under 'components'"],
    ['solvent', 'F[B-](F)(F)F.[Li+]', 'unknown_species', "LiBF4 is a salt; it belongs under 'salt'"],
    ['solvent', '[Li+].[Cl-]', 'bad_molecule', 'give each as a component of its own'],
    ['solvent', 'CC[O-]', 'bad_molecule', "a solvent is neutral, ions belong under 'salt'"],
    ['solvent', 'C[Hg]C', 'refused', 'Hg is an element the model cannot describe; it knows H, Li'],
    ['solvent', 'C1CC', 'bad_smiles', 'Ring bond 1, opened at character 2, is never closed.'],
    ['solvent', '', 'bad_smiles', 'The SMILES is empty'],
  ])('refuses as a %s: %s', async (role, smiles, code, message) => {
    const request = role === 'salt' ? { salt: { smiles } } : { components: [{ species: 'EC' }, { smiles }] };
    const error = await mg.prepare(request).catch((e) => e);
    expect(error.code).toBe(code);
    expect(error.field).toBe(role === 'salt' ? 'salt.smiles' : 'components[1].smiles');
    expect(error.message).toContain(message);
    // Not by half either.
    const mixture =
      role === 'salt' ? salt({ smiles, molality_mol_per_kg: 1 }) : components({ smiles, amount: 1 });
    expect(refusal(() => mg.predict(mixture as never)).field).toMatch(/smiles$/);
  });

  it('as a solvent is not preparing as a salt', async () => {
    await mg.prepare({ components: [{ smiles: 'CCCCCO' }] });
    const error = refusal(() => mg.predict(salt({ smiles: 'CCCCCO', molality_mol_per_kg: 1 }) as never));
    expect(error).toMatchObject({ code: 'unprepared_smiles', field: 'salt.smiles' });
  });

  it('leaves what is no SMILES to the method itself', async () => {
    for (const request of [
      null,
      undefined,
      5,
      {},
      { components: 'x' },
      { components: [null, 5, { smiles: 5 }], salt: null },
    ]) {
      await expect(mg.prepare(request as never)).resolves.toBeUndefined();
    }
  });
});

it('a request that holds itself is not plain data', () => {
  const loop: Record<string, unknown> = predict({});
  loop.self = loop;
  const error = refusal(() => mg.predict(loop as never));
  expect(error).toMatchObject({ code: 'bad_value', field: '' });
  expect(error.message).toContain('the request is not plain data');
  expect(error.cause).toBeInstanceOf(TypeError);
});
