// The pure parts of the phases view: outlines and verdicts of two liquids, the rule of a stable LHCE.
import { describe, expect, it } from 'vitest';
import type { BinaryPhaseDiagram, Miscibility, TernaryPhaseDiagram } from '../../web/mixgrad/mixgrad.js';
import {
  areasOf,
  edgeRequest,
  type Edges,
  fateOf,
  gasConstant,
  inside,
  labelPlaces,
  learnedTerms,
  lnSaturated,
  nearestTie,
  ruleOf,
  solubility,
  systemModel,
} from '../../web/src/phases/lhce.js';
import { newestOnly } from '../../web/src/phases/newest.js';
import { binodal, lever, readAt, spinodal, verdictOf } from '../../web/src/phases/mixing-diagram.js';
import { mg, sum } from './mixtures.js';

const T = 298.15;
const published = [1, 1.2, 3];
const dme = { species: 'DME' };
const tte = { species: 'TTE' };

async function regular(h: number): Promise<Miscibility> {
  const model = { kind: 'margules' as const, pairs: [{ A: h / (gasConstant * T), h_J_per_mol: h }] };
  const diagram = (await mg.phaseDiagram({
    model,
    temperature_K: { from: 250, to: 350, points: 21 },
  })) as BinaryPhaseDiagram;
  const splits = diagram.isotherms.map(({ miscible }) => !miscible);
  const temperature_K = diagram.isotherms.map((isotherm) => isotherm.temperature_K);
  const domain = { state: 'caution' as const, reasons: [] };
  return { temperature_K, splits, heads_that_split: [], diagram, heads: [], domain };
}

describe('two liquids', () => {
  it('the outline of a gap ends at its critical point', async () => {
    const miscibility = await regular(5000);
    const critical = 5000 / (2 * gasConstant);
    const diagram = miscibility.diagram as BinaryPhaseDiagram;
    const verdict = verdictOf(miscibility);
    expect(verdict.kind).toBe('below');
    expect(verdict).toMatchObject({ temperature_K: expect.closeTo(critical, 4) });
    for (const outlines of [binodal(diagram), spinodal(diagram)]) {
      expect(outlines).toHaveLength(1);
      const [x, top] = outlines[0]!.reduce((best, point) => (point[1] > best[1] ? point : best));
      expect(top).toBeCloseTo(critical, 4);
      expect(x).toBeCloseTo(0.5, 4);
    }
  });

  it('one that mixes has no outline, one that never does has no critical point', async () => {
    const mixes = await regular(3000);
    expect(verdictOf(mixes)).toEqual({ kind: 'mixes' });
    expect(binodal(mixes.diagram as BinaryPhaseDiagram)).toEqual([]);
    expect(verdictOf(await regular(8000))).toEqual({ kind: 'parts' });
    expect(verdictOf({ ...mixes, splits: [null, false] })).toEqual({ kind: 'unknown' });
  });

  it('is read between the isotherms, and divided by the lever', async () => {
    const { diagram } = await regular(8000);
    const reading = readAt(diagram as BinaryPhaseDiagram, 302.5)!;
    const [left, right] = reading.gaps[0]!;
    expect(left + right).toBeCloseTo(1, 6);
    expect(reading.ln_gamma_infinite[0]).toBeCloseTo(8000 / (gasConstant * 302.5), 2);
    const share = lever(0.3, [left, right]);
    expect(share * right + (1 - share) * left).toBeCloseTo(0.3, 12);
    expect(readAt(diagram as BinaryPhaseDiagram, 400)).toBeNull();
  });
});

describe('salt, solvent and diluent', () => {
  const learned = learnedTerms(mg.binary({ components: [dme, tte], temperature_K: T, points: 2 }));
  const ternary = async (system: ReturnType<typeof systemModel>, temperature_K = T) =>
    (await mg.phaseDiagram({
      model: system.model,
      solids: system.solids,
      temperature_K,
      subdivisions: 60,
    })) as TernaryPhaseDiagram;
  const judge = async (assumed: Parameters<typeof systemModel>[0], temperature_K = T) => {
    const system = systemModel(assumed, learned);
    const edge = async (name: Parameters<typeof edgeRequest>[1]) =>
      (await mg.phaseDiagram(edgeRequest(system, name, temperature_K))) as BinaryPhaseDiagram;
    const edges: Edges = {
      miscible: (await edge('solvent-diluent')).isotherms[0]!.miscible,
      inDiluent: solubility(await edge('salt-diluent')),
      inSolvent: solubility(await edge('salt-solvent')),
    };
    const { model, solids } = system;
    const flash = await mg.flash({ model, solids, temperature_K, feed: published });
    return { edges, flash, rule: ruleOf(edges, flash, lnSaturated(system, temperature_K)) };
  };

  it('the solvent–diluent edge has the learned activities', async () => {
    const { ln_gamma_infinite } = (
      (await mg.phaseDiagram(
        edgeRequest(systemModel({}, learned), 'solvent-diluent', 310),
      )) as BinaryPhaseDiagram
    ).isotherms[0]!;
    const { curves } = mg.binary({ components: [dme, tte], temperature_K: 310, points: 2 });
    expect(ln_gamma_infinite[0]).toBeCloseTo(curves.ln_gamma_1.value[0]!, 4);
    expect(ln_gamma_infinite[1]).toBeCloseTo(curves.ln_gamma_2.value[1]!, 4);
  });

  it('by default the published formulation is a stable LHCE; without the bridge it is not', async () => {
    const { rule, edges } = await judge({});
    expect(rule).toMatchObject({ fate: 'one liquid', stable: true, lhce: true });
    expect(rule.saturation).toBeLessThan(1);
    expect(edges.inDiluent).toBeLessThan(0.02);
    expect(edges.inSolvent).toBeGreaterThan(0.5);
    const without = await judge({ C: 0 });
    expect(without.rule.stable).toBe(false);
    expect(without.rule.edges).toEqual({ miscible: true, insoluble: true, limited: true });
  });

  it('at saturation the salt has the activity of its solid', async () => {
    const { rule, flash } = await judge({ a_sat: 0.3 });
    expect(rule.fate).not.toBe('one liquid');
    expect(flash.phases.some(({ solid }) => solid === 0)).toBe(true);
    expect(rule.saturation).toBeCloseTo(1, 6);
    expect(rule.stable).toBe(false);
  });

  it('an edge that parts breaks the rule', async () => {
    const { rule } = await judge({ A23: 2.6 });
    expect(rule.edges.miscible).toBe(false);
    expect(rule.lhce).toBe(false);
  });

  it('areas hold their own tie-lines', async () => {
    const areas = areasOf(await ternary(systemModel({ C: 0 }, learned)));
    expect(new Set(areas.map(({ fate }) => fate))).toEqual(
      new Set(['salt saturated', 'two liquids', 'three phases']),
    );
    for (const { ties, outline } of areas) {
      for (const [a, b] of ties.slice(1, -1)) {
        const middle = a.map((x, i) => (x + b[i]!) / 2);
        expect(sum(middle)).toBeCloseTo(1, 9);
        if (a.some((x, i) => Math.abs(x - b[i]!) > 0.05)) expect(inside(middle, outline)).toBe(true);
        expect(nearestTie(middle, [ties[0]!, [a, b], ties.at(-1)!])).toEqual([a, b]);
      }
    }
    for (const [fate, x] of labelPlaces(areas)) {
      const under = areas.find(({ outline }) => inside(x, outline));
      expect(under?.fate ?? 'one liquid').toBe(fate);
    }
  });

  it('names what is there', () => {
    const [solid, liquid] = [{ solid: 0 }, { solid: null }];
    expect(fateOf([liquid])).toBe('one liquid');
    expect(fateOf([liquid, solid])).toBe('salt saturated');
    expect(fateOf([liquid, liquid])).toBe('two liquids');
    expect(fateOf([liquid, liquid, solid])).toBe('three phases');
  });
});

it('only the newest wish is worked on', async () => {
  const begun: number[] = [];
  let finish = () => {};
  const ask = newestOnly<number>(async (wish) => {
    begun.push(wish);
    await new Promise<void>((resolve) => (finish = resolve));
  });
  for (const wish of [1, 2, 3]) ask(wish);
  finish();
  await expect.poll(() => begun).toEqual([1, 3]);
});
