// The robot's notation of electrolytes: read, written, and refused where it says nothing.
import { describe, expect, it } from 'vitest';
import { parseCompositionId, writeCompositionId } from '../../web/src/composition-id.js';

describe('CompositionID', () => {
  it('is read', () => {
    expect(parseCompositionId('DMC_EC|62_38|LiPF6|0.18')).toEqual({
      solvents: [
        { name: 'DMC', percent: 62 },
        { name: 'EC', percent: 38 },
      ],
      salt: { name: 'LiPF6', molality_mol_per_kg: 0.18 },
    });
    expect(parseCompositionId(' PC|100 ')).toEqual({ solvents: [{ name: 'PC', percent: 100 }], salt: null });
  });

  it('forgives rounding to whole per cent', () => {
    const read = parseCompositionId('EC_DMC_EMC|33_33_33|LiPF6|1')!;
    expect(read.solvents.map(({ percent }) => percent.toFixed(3))).toEqual(Array(3).fill('33.333'));
  });

  it.each([
    '',
    'EC',
    'EC|',
    '|100|LiPF6|1',
    'EC_DMC|100|LiPF6|1',
    'EC|50_50|LiPF6|1',
    'EC_EC|50_50|LiPF6|1',
    'EC_DMC|80_30|LiPF6|1',
    'EC_DMC|120_-20|LiPF6|1',
    'EC_DMC|a_b|LiPF6|1',
    'EC|100|LiPF6',
    'EC|100|LiPF6|-1',
    'EC|100||1',
    'EC|100|LiPF6|1|2',
    'EC|1e999|LiPF6|1',
  ])('%j is refused', (words) => {
    expect(parseCompositionId(words)).toBeNull();
  });

  it('is written so that it reads back', () => {
    const words = 'DMC_EC|62_38|LiPF6|0.18';
    expect(writeCompositionId(parseCompositionId(words)!)).toBe(words);
    const thirds = ['EC', 'DMC', 'EMC'].map((name) => ({ name, percent: 100 / 3 }));
    const written = writeCompositionId({ solvents: thirds, salt: null });
    expect(written).toBe('EC_DMC_EMC|33.4_33.3_33.3');
    expect(parseCompositionId(written)).not.toBeNull();
  });

  it('leaves out what rounds to nothing', () => {
    const solvents = [
      { name: 'EC', percent: 0.01 },
      { name: 'DMC', percent: 99.99 },
    ];
    expect(writeCompositionId({ solvents, salt: { name: 'LiPF6', molality_mol_per_kg: 1.234 } })).toBe(
      'DMC|100|LiPF6|1.23',
    );
  });
});
