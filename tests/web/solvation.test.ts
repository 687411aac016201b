// Who stands around Li⁺, through the JavaScript interface.
import { describe, expect, it } from 'vitest';
import type { SolvationRequest } from '../../web/mixgrad/mixgrad.js';
import { mg, randomMixtures, refusal, sum } from './mixtures.js';

const lhce = (changes: Partial<SolvationRequest> = {}): SolvationRequest => ({
  components: [
    { species: 'DMSO', amount: 1 },
    { species: 'DCM', amount: 2 },
  ],
  basis: 'mole',
  salt: { species: 'LiPF6', molality_mol_per_kg: 0.5 },
  temperature_K: 298.15,
  ...changes,
});

describe('surroundings of Li⁺', () => {
  it('of a simulated formulation are those simulated', () => {
    const { components, anion, total_coordination, domain } = mg.solvation(lhce());
    expect(domain.state).toBe('known ground');
    expect(components[0]!.coordination.value).toBeGreaterThan(3.3);
    expect(components[1]!.coordination.value).toBeLessThan(0.1);
    expect(components[0]!.free_share.value).toBeGreaterThan(0.4);
    expect(anion.free_share.value).toBeGreaterThan(0.7);
    expect(total_coordination.value).toBeCloseTo(
      sum([...components, anion].map((species) => species.coordination.value)),
      9,
    );
  });

  it('are finite and in range for any mixture', () => {
    for (const { components, basis, salt, temperature_K } of randomMixtures(40)) {
      const answer = mg.solvation({ components, basis, salt: salt!, temperature_K });
      expect(answer.components.length).toBe(components.length);
      for (const { coordination, free_share } of [...answer.components, answer.anion]) {
        expect(coordination.value).toBeGreaterThanOrEqual(0);
        expect(free_share.value).toBeGreaterThanOrEqual(0);
        expect(free_share.value).toBeLessThanOrEqual(1);
        for (const { value, interval90 } of [coordination, free_share]) {
          expect(interval90[0]).toBeLessThanOrEqual(value + 1e-12);
          expect(interval90[1]).toBeGreaterThanOrEqual(value - 1e-12);
        }
      }
      expect(Number.isFinite(answer.total_coordination.value)).toBe(true);
    }
  });

  it('need lithium', () => {
    const none = refusal(() => mg.solvation(lhce({ salt: { species: 'LiPF6', molality_mol_per_kg: 0 } })));
    expect([none.code, none.field]).toEqual(['bad_value', 'salt']);
    const { salt: _, ...without } = lhce();
    expect(refusal(() => mg.solvation(without as SolvationRequest)).code).toBe('missing_key');
    expect(refusal(() => mg.solvation({ ...lhce(), points: 5 } as SolvationRequest)).field).toBe('points');
  });
});
