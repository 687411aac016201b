// The design's limits on the map: what is broken where, by the numbers of the model.
import { describe, expect, it } from 'vitest';
import type { DesignProperty } from '../../web/mixgrad/mixgrad.js';
import { Library } from '../../web/src/library.js';
import { isBroken, limitsOfMap, limitsOfPoint } from '../../web/src/map-limits.js';
import { designRequest, pointRequest, ternaryRequest } from '../../web/src/requests.js';
import { withMixture } from '../../web/src/mixture-found.js';
import { fromLink, type State } from '../../web/src/state.js';
import { mg } from './mixtures.js';

const library = new Library(mg.species());
const state = (link: string, mix = 'EC:30;EMC:40;DMC:30'): State => {
  const read = fromLink(`view=design&mix=${mix}&${link}`, library);
  expect(read.problems).toEqual([]);
  return read.state;
};
const atPoint = (asked: State) => limitsOfPoint(asked, mg.predict(pointRequest(asked)));
const onMap = (asked: State, properties: DesignProperty[]) => {
  const fields = new Map(
    properties.map((property) => [property, mg.ternary(ternaryRequest(asked, property, 10, false))]),
  );
  const [field] = fields.values();
  return { field: field!, limits: limitsOfMap(asked, field!.share, fields) };
};

describe('the limits at a point', () => {
  it.each([
    ['need=viscosity:..0.9', [true]],
    ['need=viscosity:..1.1;density:1..', [false, false]],
    ['need=sum(1,2):..60;sum(2,3):60..', [true, false]],
    ['need=ratio(1,3):=1;ratio(1,2):1..', [false, true]],
    ['need=width(conductivity):..0.01', [true]],
    ['limit=1:40..;2:..50', [true, false]],
    ['lock=2&need=conductivity:20..', [true, false]],
  ])('%s', (link, broken) => {
    expect(atPoint(state(link)).map((limit) => isBroken(limit))).toEqual(broken);
  });

  it('count on the unfavourable end if the design does', () => {
    // The viscosity is about 0.95, its interval reaches 1.2.
    expect(atPoint(state('need=viscosity:..1.1')).map((limit) => isBroken(limit))).toEqual([false]);
    expect(atPoint(state('need=viscosity:..1.1&count=cautious')).map((limit) => isBroken(limit))).toEqual([
      true,
    ]);
  });

  it('are kept by the mixture that a run finds', () => {
    const asked = state('need=viscosity:..0.8;density:1.1..;sum(1):..40;ratio(2,3):..1&limit=2:5..');
    expect(atPoint(asked).some((limit) => isBroken(limit))).toBe(true);
    const found = withMixture(asked, asked, mg.design(designRequest(asked).request).best);
    // The mixture is rounded to a hundredth of a per cent.
    for (const { excess } of atPoint(found)) expect(excess[0]).toBeLessThan(1e-3);
  });

  it('leave out what is about solvents that are gone', () => {
    const asked = state('need=sum(2):..10;viscosity:..2');
    expect(atPoint({ ...asked, components: asked.components.slice(0, 1) })).toHaveLength(1);
  });
});

describe('the limits on a map', () => {
  it('are those of a prediction at each point', () => {
    const asked = state('need=viscosity:..1;conductivity:9..;ratio(1,2):..1&count=cautious');
    const { field, limits } = onMap(asked, ['viscosity_mPa_s', 'conductivity_mS_per_cm']);
    expect(limits.map(({ words }) => words)).toEqual([
      'viscosity at most 1 mPa s',
      'conductivity at least 9 mS/cm',
      'EC to EMC at most 1',
    ]);
    for (const i of [0, 7, 30, 65]) {
      const share = Array.from(field.share.subarray(3 * i, 3 * i + 3));
      const there = {
        ...asked,
        components: asked.components.map((c, k) => ({ ...c, amount: 100 * share[k]! })),
      };
      atPoint(there).forEach(({ excess }, k) => expect(limits[k]!.excess[i]).toBeCloseTo(excess[0]!, 5));
    }
  });

  it('leave out properties that are not known there', () => {
    const { limits } = onMap(state('need=viscosity:..1;density:..1.2'), ['density_g_per_cm3']);
    expect(limits.map(({ words }) => words)).toEqual(['density at most 1.2 g/cm³']);
  });
});
