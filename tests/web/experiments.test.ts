// Measurements as tables: whatever a spreadsheet writes is read, and what cannot be read is named by line and column.
import { describe, expect, it } from 'vitest';
import { parseExperiments, type ProposeRequest, proposalsCsv } from '../../web/mixgrad/mixgrad.js';
import { mg, refusal } from './mixtures.js';

const request: ProposeRequest = {
  components: ['EC', 'EMC'].map((species) => ({ species, amount: 1 })),
  basis: 'mass',
  salt: { species: 'LiPF6', molality_mol_per_kg: 1, locked: false, min: 0.5, max: 1.5 },
  temperature_K: 298.15,
  goal: { maximize: 'conductivity_mS_per_cm' },
  experiments: 4,
};
const read = (text: string, changes: Partial<ProposeRequest> = {}) =>
  parseExperiments(text, { ...request, ...changes });
const two = [
  { components: [0.3, 0.7], salt: 1, value: 9.1 },
  { components: [0.5, 0.5], salt: 1.2, value: 8.75 },
];

describe('a table', () => {
  it.each([
    ['commas', 'EC,EMC,LiPF6,value\n0.3,0.7,1,9.1\n0.5,0.5,1.2,8.75\n'],
    [
      'semicolons and decimal commas',
      'EC;EMC;molality_mol_per_kg;conductivity_mS_per_cm\n0,3;0,7;1;9,1\n0,5;0,5;1,2;8,75',
    ],
    [
      'more decimal commas than separators in its first line',
      'EC;EMC;salt;value, mS/cm, by hand;value\n0,3;0,7;1;;9,1\n0,5;0,5;1,2;;8,75',
    ],
    ['old ends of lines', 'EC,EMC,salt,value\r0.3,0.7,1,9.1\r0.5,0.5,1.2,8.75\r'],
    ['tabs', 'value\tsalt\tEMC\tEC\n9.1\t1\t0.7\t0.3\n8.75\t1.2\t.5\t5e-1\n'],
    [
      'quotes and a mark',
      '\uFEFF"EC","EMC","salt","value"\r\n"0,3","0,7","1","9,1"\r\n0.5,0.5,1.2,"8.75"\r\n',
    ],
    [
      'what is not read',
      'date,note,ec,emc,salt,value\n1.5.,"a, ""b""\nc",0.3,0.7,1,9.1\n\n,,0.5,0.5,1.2,8.75\n',
    ],
    ['rows not measured', 'EC,EMC,salt,value\n0.3,0.7,1,9.1\n0.1,0.9,1,\n0.5,0.5,1.2,8.75\n,,,\n0,1,1'],
    [
      'what agrees',
      'basis,temperature_K,EC,EMC,salt,value\nmass,298.15,0.3,0.7,1,9.1\nmass,298.15,0.5,0.5,1.2,8.75',
    ],
  ])('with %s', (_, text) => {
    expect(read(text)).toEqual(two);
  });

  it('by CompositionID', () => {
    const text = 'CompositionID;value\nEC_EMC|30_70|LiPF6|1;9,1\nEMC|100|LiPF6|0.5;3\n';
    expect(read(text)).toEqual([
      { composition_id: 'EC_EMC|30_70|LiPF6|1', value: 9.1 },
      { composition_id: 'EMC|100|LiPF6|0.5', value: 3 },
    ]);
  });

  it('of another property, without salt, of a molecule by SMILES', () => {
    const changes: Partial<ProposeRequest> = {
      components: [
        { species: 'EC', amount: 1 },
        { smiles: 'CCO', amount: 1 },
      ],
      goal: { minimize: 'viscosity_mPa_s' },
    };
    const { salt: _, ...liquid } = { ...request, ...changes };
    expect(parseExperiments('EC,CCO,viscosity_mPa_s\n1,3,0.9\n', liquid)).toEqual([
      { components: [1, 3], value: 0.9 },
    ]);
  });
});

describe('what cannot be read', () => {
  const head = 'EC,EMC,salt,value';
  it.each([
    ['', 'missing_key', 'line 1', 'the table is empty'],
    ['EC,EMC,salt\n', 'missing_key', 'line 1', "the column 'conductivity_mS_per_cm' or 'value' is missing"],
    ['EC,salt,value\n', 'missing_key', 'line 1', "the column 'EMC' (or 'CompositionID') is missing"],
    ['EC,EMC,value\n', 'missing_key', 'line 1', "'molality_mol_per_kg' (or 'CompositionID')"],
    ['EC,EMC,salt,value,EC\n', 'bad_value', 'line 1, column 5', "the column 'EC' is there already"],
    [
      `${head}\n0.3,0.7,1,9\n0.3,much,1,9\n`,
      'bad_value',
      'line 3, column 2',
      `('EMC') should be a number, not "much"`,
    ],
    [`${head}\n0.3,,1,9\n`, 'bad_value', 'line 2, column 2', 'not ""'],
    [`${head}\n0.3,-0.7,1,9\n`, 'bad_value', 'line 2, column 2', 'a number of at least 0, not -0.7'],
    [`${head}\n0.3,0.7,1,1.234.5\n`, 'bad_value', 'line 2, column 4', `not "1.234.5"`],
    [`${head}\n\n0,0,1,9\n`, 'bad_value', 'line 3, column 1', 'the shares are all 0'],
    [`${head}\n0.3,0.7,1,9,8\n`, 'bad_value', 'line 2, column 5', 'has 5 cells; there are 4 columns'],
    [`${head}\n0.3,"0.7,1,9\n`, 'bad_value', 'line 2, column 2', 'a quote is open'],
    [`${head}\n0.3,"0.7"x,1,9\n`, 'bad_value', 'line 2, column 2', 'a quote is open'],
    [`note,${head}\n"a\nb",0.3,0.7,1,9\n,x,0.7,1,9\n`, 'bad_value', 'line 4, column 2', `not "x"`],
    [
      `${head},temperature_K\n1,1,1,9,25\n`,
      'bad_value',
      'line 2, column 5',
      'should be 298.15 as in the request',
    ],
    [`${head},basis\n1,1,1,9,mole\n`, 'bad_value', 'line 2, column 5', "should be 'mass' as in the request"],
    ['CompositionID,value\nEC_PC|50_50|LiPF6|1,9\n', 'bad_value', 'line 2, column 1', "'PC' is not among"],
    ['CompositionID,value\nEC|50|LiPF6|1,9\n', 'bad_value', 'line 2, column 1', 'make 50'],
    ['CompositionID,value\nEC|100|LiBOB|1,9\n', 'bad_value', 'line 2, column 1', "it should be 'LiPF6'"],
  ])('%j', (text, code, field, message) => {
    const error = refusal(() => read(text));
    expect(error).toMatchObject({ code, field });
    expect(error.message).toContain(message);
    expect(error.message).toContain(field.split(',')[0]);
  });
});

describe('proposals', () => {
  const { proposals } = mg.propose(request);
  const text = proposalsCsv(proposals, request);
  const lines = text.trimEnd().split('\n');

  it('are a table to fill in', () => {
    expect(lines[0]).toBe(
      'CompositionID,EC,EMC,molality_mol_per_kg,basis,temperature_K,conductivity_mS_per_cm,' +
        'predicted,lower90,upper90,acquisition,domain',
    );
    expect(lines).toHaveLength(1 + proposals.length);
    expect(read(text)).toEqual([]);
  });

  it('come back with what was measured', () => {
    const filled = [
      lines[0],
      ...lines.slice(1).map((line, i) => line.replace(',298.15,,', `,298.15,${i + 1},`)),
    ];
    const measured = read(filled.join('\n'));
    measured.forEach(({ components, salt, value }, i) => {
      expect(value).toBe(i + 1);
      expect(salt).toBeCloseTo(proposals[i]!.salt, 6);
      components!.forEach((share, k) => expect(share).toBeCloseTo(proposals[i]!.components[k]!, 6));
    });
    // By their CompositionID alone, too.
    const ids = filled.map((line) => line!.replace(',EC,EMC,', ',x,y,')).join('\n');
    expect(read(ids).map(({ composition_id }) => composition_id)).toEqual(
      proposals.map(({ composition_id }) => composition_id),
    );
  });
});
