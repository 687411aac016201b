// The trade-off of the page's two goals: the request that it becomes, its table, and whether a goal gained.
import { describe, expect, it } from 'vitest';
import { trendOf } from '../../web/src/design.js';
import { Library } from '../../web/src/library.js';
import { fromLink } from '../../web/src/state.js';
import { tradeOffCsv, tradeOffRequest, tradesOff, withFound } from '../../web/src/trade-off.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const state = (link: string) => {
  const read = fromLink(`view=design&mix=EC:30;EMC:70&${link}`, library);
  expect(read.problems).toEqual([]);
  return read.state;
};

describe('the trade-off', () => {
  const both = state('goal=max:conductivity;min:viscosity*5&need=density:..1.2&most=1&heat=20..30');

  it('becomes a request that the model answers', () => {
    const { request, needs } = tradeOffRequest(both);
    expect(request.goals).toEqual([{ maximize: 'conductivity_mS_per_cm' }, { minimize: 'viscosity_mPa_s' }]);
    expect(request).not.toHaveProperty('goal');
    expect(request).not.toHaveProperty('at_most_components');
    expect(needs).toEqual([0]);
    const { points } = mg.pareto({ ...request, points: 5 });
    expect(points.length).toBeGreaterThan(1);
  });

  it.each([
    ['goal=max:conductivity', false],
    ['goal=max:conductivity;min:conductivity', false],
    ['goal=max:conductivity;near:density:1.2', false],
    ['goal=min:density;min:viscosity', true],
  ])('needs two properties without a target: %s', (link, possible) => {
    expect(tradesOff(state(link).design)).toBe(possible);
  });

  it('keeps its points along the first goal', () => {
    const point = (a: number, b: number) => ({
      components: [1, 0],
      salt: 1,
      values: [a, b] as [number, number],
      converged: true,
    });
    const front = [point(3, 1), point(1, 3), point(2, 2)].reduce(withFound, [] as ReturnType<typeof point>[]);
    expect(front.map(({ values }) => values[0])).toEqual([1, 2, 3]);
  });

  it('is saved with every share, amount and value', () => {
    const points = [
      { components: [0.25, 0.75], salt: 1.5, temperature_K: 298.15, values: [10, 0.5] as [number, number] },
    ].map((point) => ({ ...point, converged: true }));
    expect(tradeOffCsv(both, points)).toBe(
      'EC_percent_by_mass,EMC_percent_by_mass,LiPF6_mol_per_kg,temperature_C,conductivity_mS_per_cm,viscosity_mPa_s\n' +
        '25,75,1.5,25,10,0.5\n',
    );
  });
});

describe('a goal', () => {
  const goal = (sense: 'highest' | 'lowest' | 'nearest', value = 0) =>
    ({ sense, value, property: 'viscosity_mPa_s', weight: 1 }) as const;
  it.each([
    [goal('highest'), 1, 2, 'better'],
    [goal('highest'), 2, 1, 'worse'],
    [goal('lowest'), 2, 1, 'better'],
    [goal('lowest'), 1, 1.2, 'worse'],
    [goal('lowest'), 1, 1.0001, 'same'],
    [goal('nearest', 5), 1, 4, 'better'],
    [goal('nearest', 5), 5, 4, 'worse'],
    [goal('highest'), -10, -5, 'better'],
  ] as const)('%o from %d to %d is %s', (sought, from, to, trend) => {
    expect(trendOf(sought, from, to)).toBe(trend);
  });
});
