// The design view's question as one of experiments.
import { describe, expect, it } from 'vitest';
import { proposeRequest } from '../../web/src/experiments.js';
import { Library } from '../../web/src/library.js';
import { parseMeasured } from '../../web/src/measured.js';
import { fromLink } from '../../web/src/state.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const state = (link: string) => fromLink(`view=design&${link}`, library).state;
const mix = 'mix=EC:30;EMC:70;DMC:0&basis=mass&salt=LiPF6:1m&t=25';
const wish = { experiments: 4, strategy: 'upper_confidence', measured: [] } as const;

describe('the request', () => {
  it('has the first goal, the limits, and an end for the salt', () => {
    const request = proposeRequest(
      state(`${mix}&need=viscosity:..2&goal=max:conductivity;min:viscosity*2`),
      2.5,
      wish,
    )!;
    expect(request.goal).toEqual({ maximize: 'conductivity_mS_per_cm' });
    expect(request.limits).toEqual([{ property: 'viscosity_mPa_s', at_most: 2 }]);
    expect(request.salt).toMatchObject({ locked: false, max: 2.5 });
    expect(mg.propose(request).proposals).toHaveLength(4);
  });

  it('is none for a value to come close to', () => {
    expect(proposeRequest(state(`${mix}&goal=near:density:1.2`), 2.5, wish)).toBeNull();
  });

  it('counts in what was measured of the same molecules at the same temperature', () => {
    const table =
      'EC, EMC, DMC, PC, LiPF6, temperature_C, measured\n30, 70, 0, 0, 1, 25, 9.0\n30, 0, 70, 0, 1, 25, 11.5\n' +
      '30, 0, 70, 0, 1, 40, 14\n30, 0, 0, 70, 1, 25, 7\nDMC_EC|70_30|LiPF6|1, 11.4, 25';
    for (const basis of ['mass', 'mole']) {
      const asked = state(mix.replace('basis=mass', `basis=${basis}`));
      const { rows, problems } = parseMeasured(table, library, { basis: 'mass', temperature_C: 25 });
      expect(problems).toEqual([]);
      const request = proposeRequest(asked, 2.5, { ...wish, measured: rows })!;
      expect(request.measured).toHaveLength(3);
      const { comparison } = mg.propose(request);
      expect(comparison!.points.map(({ measured }) => measured)).toEqual([9, 11.5, 11.4]);
      // The second and the last are one mixture, however it is written.
      expect(comparison!.points[1]!.predicted).toBeCloseTo(comparison!.points[2]!.predicted, 3);
    }
  });
});
