// The design view's question: its spelling in a link, and the request that it becomes.
import { describe, expect, it } from 'vitest';
import { designRequest } from '../../web/src/requests.js';
import { Library } from '../../web/src/library.js';
import { fromLink, toLink } from '../../web/src/state.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const state = (link: string) => {
  const read = fromLink(`view=design&mix=EC:30;EMC:70&${link}`, library);
  expect(read.problems).toEqual([]);
  return read.state;
};

describe('the design question', () => {
  it.each([
    'goal=max:conductivity',
    'goal=near:density:1.2;min:viscosity*2.5&need=viscosity:..3;density:1.1..;width(conductivity):..0.8',
    'goal=min:excess_enthalpy&need=sum(1,2):=100;ratio(2,1):0.5..&heat=-10..&count=cautious&ground=known',
    'goal=max:density&heat=..&ground=any',
    'goal=max:conductivity&most=1&map=viscosity',
  ])('is read back as it was written: %s', (link) => {
    expect(toLink(state(link))).toMatch(new RegExp(`&${link.replace(/[.()*+]/g, '\\$&')}$`));
  });

  it('becomes a request that the model answers', () => {
    const { request, needs } = designRequest(
      state('goal=max:conductivity;min:viscosity*2&need=viscosity:..2;sum(1):..40&heat=10..40&limit=2:10..'),
    );
    expect(request).toMatchObject({
      goal: [{ maximize: 'conductivity_mS_per_cm' }, { minimize: 'viscosity_mPa_s', weight: 2 }],
      limits: [
        { property: 'viscosity_mPa_s', at_most: 2 },
        { sum_of: [0], at_most: 0.4 },
      ],
      temperature_K: { value: 298.15, min: 283.15, max: 313.15 },
      domain_at_least: 'caution',
      cautious: false,
    });
    expect(needs).toEqual([0, 1]);
    expect(request.components[1]?.min).toBe(0.1);
    expect(mg.design(request).best.components[0]).toBeLessThanOrEqual(0.4 + 1e-6);
  });

  it('asks for the sets of solvents that come next where their number is limited', () => {
    const { request } = designRequest(state('most=1'));
    expect(request).toMatchObject({ at_most_components: 1, mixtures: 6 });
    expect(mg.design(request).mixtures).toHaveLength(2);
    // As many as there are is no limit.
    expect(designRequest(state('most=2')).request).not.toHaveProperty('at_most_components');
  });

  it('leaves the salt out where nothing asks for conductivity', () => {
    expect(designRequest(state('goal=min:viscosity')).request.salt).toBeUndefined();
    expect(designRequest(state('goal=min:viscosity&need=conductivity:5..')).request.salt).toBeDefined();
  });

  it('leaves out limits whose solvents are gone, and knows which ones stayed', () => {
    const all = state('need=sum(2):..40;viscosity:..3');
    const { request, needs } = designRequest({ ...all, components: all.components.slice(0, 1) });
    expect(request.limits).toEqual([{ property: 'viscosity_mPa_s', at_most: 3 }]);
    expect(needs).toEqual([1]);
  });

  it('is not in the links of the other views unless it was changed', () => {
    const plain = fromLink('', library).state;
    expect(toLink(plain)).not.toContain('goal');
    expect(toLink({ ...state('goal=min:viscosity'), view: 'electrolyte' })).toContain('goal=min:viscosity');
  });
});
