// The design view's question as one of experiments.
import { describe, expect, it } from 'vitest';
import type { PredictRequest, Proposal } from '../../web/mixgrad/mixgrad.js';
import { experimentOf, proposeRequest, type Reason, reasonsOf } from '../../web/src/experiments.js';
import { Library } from '../../web/src/library.js';
import { parseMeasured } from '../../web/src/measured.js';
import { fromLink } from '../../web/src/state.js';
import { proposals } from '../../web/src/strings/proposals.en.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const state = (link: string) => fromLink(`view=design&${link}`, library).state;
const mix = 'mix=EC:30;EMC:70;DMC:0&basis=mass&salt=LiPF6:1m&t=25';
const wish = { experiments: 4, strategy: 'upper_confidence' } as const;
const predict = (request: PredictRequest) => Promise.resolve(mg.predict(request));

describe('the request', () => {
  it('has the first goal, the limits, and an end for the salt', () => {
    const { request, needs } = proposeRequest(
      state(`${mix}&need=viscosity:..2&goal=max:conductivity;min:viscosity*2`),
      2.5,
      wish,
    )!;
    expect(request.goal).toEqual({ maximize: 'conductivity_mS_per_cm' });
    expect(request.limits).toEqual([{ property: 'viscosity_mPa_s', at_most: 2 }]);
    expect(needs).toEqual([0]);
    expect(request.salt).toMatchObject({ locked: false, max: 2.5 });
    expect(mg.propose(request).proposals).toHaveLength(4);
  });

  it('is none for a value to come close to', () => {
    expect(proposeRequest(state(`${mix}&goal=near:density:1.2`), 2.5, wish)).toBeNull();
  });
});

describe('what was measured', () => {
  it.each(['basis=mass&salt=LiPF6:1m', 'basis=mole&salt=LiPF6:1m', 'basis=volume&salt=LiPF6:1M'])(
    'counts where it is of the same molecules at the same temperature: %s',
    async (by) => {
      const table =
        'EC, EMC, DMC, PC, LiPF6, temperature_C, measured\n30, 70, 0, 0, 1, 25, 9.0\n30, 0, 70, 0, 1, 25, 11.5\n' +
        '30, 0, 70, 0, 1, 40, 14\n30, 0, 0, 70, 1, 25, 7\n30, 70, 0, 0, , 25, 1\nDMC_EC|70_30|LiPF6|1, 11.4, 25';
      const asked = state(mix.replace('basis=mass&salt=LiPF6:1m', by));
      const { rows, problems } = parseMeasured(table, library, { ...asked, basis: 'mass' });
      expect(problems).toEqual([]);
      const { request } = proposeRequest(asked, 2.5, wish)!;
      const known = await Promise.all(rows.map((row) => experimentOf(row, request, predict)));
      expect(known.map((each) => each?.value)).toEqual([9, 11.5, undefined, undefined, undefined, 11.4]);
      const measured = known.filter((each) => each !== null);
      const { comparison } = mg.propose({ ...request, measured });
      // The second and the last are one mixture, however it is written; and it is the one that was asked for.
      const [, second, last] = comparison!.points;
      const { conductivity_mS_per_cm } = mg.predict(rows[1]!.mixture);
      expect(second!.predicted).toBeCloseTo(last!.predicted, 9);
      expect(second!.predicted).toBeCloseTo(conductivity_mS_per_cm!.value, 6);
    },
  );

  it('does not count where the model refuses the mixture', async () => {
    const { request } = proposeRequest(state(mix), 2.5, wish)!;
    const { rows } = parseMeasured('EC|100|LiPF6|1, 9', library, state(mix));
    const refuse = () => Promise.reject(new Error('too much'));
    expect(await experimentOf(rows[0]!, request, refuse)).toBeNull();
  });
});

describe('the reasons', () => {
  const proposal = (value: number, interval90: [number, number], alone = value): Proposal => ({
    ...{ components: [1], salt: 1, value, interval90, acquisition: 0.036 },
    model: { value: alone, interval90 },
    domain: { state: 'known ground', reasons: [] },
  });
  const two = [proposal(10, [9, 11]), proposal(8, [6, 12], 9)];

  it('say which is the best expected and which the least sure', () => {
    expect(reasonsOf(two, 1)).toEqual([
      { reach: 11, best: true, leastSure: false, alone: null },
      { reach: 12, best: false, leastSure: true, alone: 9 },
    ]);
    expect(reasonsOf(two, -1).map(({ reach, best }) => [reach, best])).toEqual([
      [9, false],
      [6, true],
    ]);
    expect(reasonsOf(two.slice(0, 1), 1)[0]).toMatchObject({ best: false, leastSure: false });
  });

  it('are in plain words', () => {
    const [first, second] = reasonsOf(two, 1) as [Reason, Reason];
    const kappa = 'conductivity_mS_per_cm';
    expect(proposals.why(kappa, 1, 'upper_confidence', first, 0)).toBe(
      'May reach 11.0; the best expected of these.',
    );
    expect(proposals.why(kappa, 1, 'expected_improvement', second, 0.036)).toBe(
      '3.7 % better than the best on average; the least sure of these; 9.00 by the model without measurements.',
    );
    expect(proposals.why('excess_volume_cm3_per_mol', -1, 'expected_improvement', first, 0.02)).toContain(
      '0.0200 cm³/mol better',
    );
  });
});
