// Tables of measured values: both spellings are read, nonsense gets a line and a reason, the rest is kept.
import { describe, expect, it } from 'vitest';
import { Library } from '../../web/src/library.js';
import { agreement, measuredBounds, parseMeasured } from '../../web/src/measured.js';
import { proposalsCsv, type ProposeRequest } from '../../web/mixgrad/mixgrad.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const read = (table: string) =>
  parseMeasured(table, library, {
    basis: 'mole',
    temperature_C: 20,
    design: { goals: [{ sense: 'highest', property: 'conductivity_mS_per_cm', value: 0, weight: 1 }] },
  });

describe('measured values', () => {
  it('are read beside CompositionIDs, by mass', () => {
    const { rows, problems } = read('DMC_EC|62_38|LiPF6|0.18; 5.3\nPC|100|LiBF4|1;3,4;30\n');
    expect(problems).toEqual([]);
    expect(rows[0]).toEqual({
      label: 'DMC_EC|62_38|LiPF6|0.18',
      measured: 5.3,
      mixture: {
        components: [
          { species: 'DMC', amount: 62 },
          { species: 'EC', amount: 38 },
        ],
        basis: 'mass',
        salt: { species: 'LiPF6', molality_mol_per_kg: 0.18 },
        temperature_K: 293.15,
      },
    });
    expect(rows[1]).toMatchObject({ measured: 3.4, mixture: { temperature_K: 303.15 } });
  });

  it('are read from columns, in the basis of the page', () => {
    const { rows, problems } = read(
      'EC,ethyl methyl carbonate,LiPF6,temperature_C,measured\n30,70,1,25,9.1\n1,0,,,2\n',
    );
    expect(problems).toEqual([]);
    expect(rows[0]?.mixture).toEqual({
      components: [
        { species: 'EC', amount: 30 },
        { species: 'EMC', amount: 70 },
      ],
      basis: 'mole',
      salt: { species: 'LiPF6', molality_mol_per_kg: 1 },
      temperature_K: 298.15,
    });
    expect(rows[1]?.mixture).toEqual({
      components: [{ species: 'EC', amount: 1 }],
      basis: 'mole',
      temperature_K: 293.15,
    });
  });

  it('are read from proposals that were saved and filled in; what has no value yet is passed over', () => {
    const request: ProposeRequest = {
      components: ['EC', 'EMC'].map((species) => ({ species, amount: 1 })),
      basis: 'mole',
      salt: { species: 'LiPF6', molarity_mol_per_l: 1, locked: false, max: 2 },
      temperature_K: 298.15,
      goal: { maximize: 'conductivity_mS_per_cm' },
      experiments: 3,
    };
    const { proposals } = mg.propose(request);
    const [head = '', ...lines] = proposalsCsv(proposals, request).trimEnd().split('\n');
    const column = head.split(',').indexOf('conductivity_mS_per_cm');
    const filled = lines.map((line, i) => {
      const cells = line.split(',');
      if (i < 2) cells[column] = String(7 + i);
      return cells.join(',');
    });
    const { rows, problems } = read([head, ...filled].join('\n'));
    expect(problems).toEqual([]);
    expect(rows.map(({ label, measured }) => [label, measured])).toEqual([
      [proposals[0]!.composition_id, 7],
      [proposals[1]!.composition_id, 8],
    ]);
    expect(rows[0]!.mixture).toMatchObject({ basis: 'mass', temperature_K: 298.15 });
    const another = read([head.replace('conductivity_mS_per_cm', 'viscosity_mPa_s'), ...filled].join('\n'));
    expect(another.rows).toEqual([]);
    expect(another.problems[0]).toContain('Line 2: there is no measured value');
  });

  it('are in the basis of their table, with remarks and blank lines between', () => {
    expect(read('# from the robot\n\nEC;DMC;value\n# again\n\n1;x;2').problems).toEqual([
      'Line 6: “x” is not a number that fits there.',
    ]);
    const good = read('# from the robot\n\nbasis;EC;DMC;value\nmass;1;1;9,5');
    expect(good.problems).toEqual([]);
    expect(good.rows[0]).toMatchObject({ measured: 9.5, mixture: { basis: 'mass' } });
    expect(read('"EC;value\n1;2').problems).toEqual([
      'Line 1, column 1: a quote is open; it should be closed, before the next separator.',
    ]);
  });

  it.each([
    ['30,70,9', 'Line 1: the columns need a heading'],
    ['EC,measured\n-1,9', 'Line 2: “-1” is not a number'],
    ['EC,DMC\n1,1', 'Line 2: there is no measured value'],
    ['EC,basis,measured\n1,weight,9', 'Line 2: “weight” is not a basis'],
    ['EC,temperature_K,measured\n1,warm,9', 'Line 2: “warm” is not a number'],
    ['EC,measured\n0,9', 'Line 2: there is no solvent'],
    ['EC,colour,measured\n1,2,9', 'Line 2: the column “colour”'],
    ['EC,LiPF6,LiBF4,measured\n1,1,1,9', 'Line 2: there are two salts'],
    ['EC|50|LiPF6|1,9', 'the percentages in "EC|50|LiPF6|1" make 50; they should make 100'],
    ['Foo|100|LiPF6|1,9', 'Line 1: “Foo” is not in the library'],
    ['EC|100|LiPF6|1,much', 'Line 1: “much” is not a number'],
  ])('%j is told', (table, problem) => {
    const { rows, problems } = read(`${table}\n\nPC|100|LiPF6|1, 5`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(rows).toHaveLength(1);
  });

  it('are bounded', () => {
    expect(read('x'.repeat(measuredBounds.characters + 1)).problems).toHaveLength(1);
    const many = read('PC|100|LiPF6|1, 5\n'.repeat(600));
    expect(many.rows).toHaveLength(measuredBounds.rows);
    const bad = read('PC|x, 5\n'.repeat(600));
    expect(bad.problems).toHaveLength(measuredBounds.problems + 1);
  });

  it('agree by so much', () => {
    const of = (measured: number, predicted: number) => ({
      measured,
      predicted,
      interval90: [predicted - 1, predicted + 1] as const,
    });
    expect(agreement([of(5, 5.5), of(8, 6)])).toEqual({ mae: 1.25, bias: -0.75, inside: 1 });
    expect(agreement([])).toEqual({ mae: 0, bias: 0, inside: 0 });
  });
});
