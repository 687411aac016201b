// The page's check of the gradient: tape and finite differences agree, at vertices and without salt as well.
import { describe, expect, it } from 'vitest';
import type { PredictRequest } from '../../web/mixgrad/mixgrad.js';
import { checkGradient } from '../../web/src/gradient-check.js';
import { electrolyte, mg, randomMixtures } from './mixtures.js';

const check = (request: Parameters<typeof mg.predict>[0]) =>
  checkGradient(request, (asked) => Promise.resolve(mg.predict(asked)));

describe('the check of the gradient', () => {
  it.each<[string, PredictRequest]>([
    ['inside', electrolyte()],
    [
      'at a vertex',
      electrolyte({
        components: [
          { species: 'EC', amount: 0 },
          { species: 'EMC', amount: 1 },
        ],
      }),
    ],
    [
      'in amounts of any sum',
      electrolyte({
        components: [
          { species: 'PC', amount: 300 },
          { species: 'DMC', amount: 9 },
        ],
      }),
    ],
    ...randomMixtures(4, 7).map((mixture, i) => [`random ${i}`, mixture] as [string, PredictRequest]),
  ])('agrees %s', async (_, request) => {
    const checked = await check(request);
    expect(checked).toHaveLength(request.components.length + 2);
    const largest = Math.max(...checked.map(({ tape }) => Math.abs(tape)));
    for (const { tape, difference } of checked) {
      expect(Math.abs(tape - difference)).toBeLessThan(2e-3 * largest + 1e-6);
    }
  });
});
