/** A third liquid beside the two: the diagram of all three at the temperature, by the learned surfaces. */
import type { Flash, Miscibility, MoleculeRef, TernaryPhaseDiagram } from '../../mixgrad/mixgrad.js';
import { h, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { sentence, trimmed } from '../numbers.js';
import { createDomainBadge } from '../parts/domain-badge.js';
import { createMoleculeChoice } from '../parts/molecule-choice.js';
import { createMoleculeSearch } from '../parts/molecule-search.js';
import { celsius, kelvin } from '../requests.js';
import { phases as text } from '../strings/phases.en.js';
import type { Triple } from './keys.js';
import { fateOf } from './lhce.js';
import { createLhceChart } from './lhce-chart.js';
import { newestOnly } from './newest.js';

/** Intervals on each side of the diagram: while something moves, and at rest. */
const coarse = 48;
const fine = 120;

interface Wish {
  liquids: Triple<MoleculeRef>;
  blend: Triple<number>;
  temperature_C: number;
  range_C: readonly [number, number];
}

export function createThirdLiquid(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const say = text.three;
  const headingId = uniqueId('three');
  const badge = createDomainBadge();
  const verdict = h('p', { class: 'phases-verdict', role: 'status' });
  const agreement = h('p', { class: 'intro' });
  const here = h('p', { class: 'phases-here' });
  const reasons = h('ul', { class: 'reasons' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const chart = createLhceChart(lab, {
    hues: ['hue-1', 'hue-2', 'hue-3'],
    fates: ['one liquid', 'two liquids', 'three phases'],
    words: say.chart,
    point: ({ blend }) => blend,
    put: (phases, blend) => ({ ...phases, blend }),
  });
  const answer = h('div', {}, verdict, agreement, here, reasons, chart.element);
  const slot = h('div', { class: 'rows' });
  const element = h(
    'section',
    { class: 'card chart map phases-map phases-three', 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, h('h2', { id: headingId }, say.heading), badge.element),
    h('p', { class: 'intro' }, say.intro),
    slot,
    problem,
    answer,
  );

  const set = (third: MoleculeRef | null) =>
    store.apply({ ...store.state, phases: { ...store.state.phases, third } });
  const taken = () => store.state.pair.map(moleculeLabel);
  const add = h('button', { type: 'button', class: 'quiet', click: () => search() }, icon('add'), say.add);
  const search = () => {
    const field = createMoleculeSearch(lab, {
      role: 'solvent',
      label: say.find,
      taken: taken(),
      onChoose: (molecule) => {
        slot.replaceChildren(add);
        set(molecule);
      },
      onCancel: () => {
        slot.replaceChildren(add);
        add.focus();
      },
    });
    slot.replaceChildren(field.element);
    field.focus();
  };
  let built: string | null = null;
  const build = (third: MoleculeRef | null) => {
    const structure = JSON.stringify(third);
    if (structure === built) return;
    built = structure;
    for (const shown of [answer, badge.element]) shown.hidden = !third;
    if (!third) {
      problem.hidden = true;
      slot.replaceChildren(add);
      return;
    }
    const remove = h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': say.remove(moleculeLabel(third)),
        click: () => {
          set(null);
          add.focus();
        },
      },
      icon('remove'),
    );
    const choice = createMoleculeChoice(
      lab,
      { role: 'solvent', label: say.find, molecule: third, taken, onReplace: set },
      remove,
    );
    slot.replaceChildren(h('div', { class: 'row hue-3' }, choice));
  };

  const verdictOf = ({ miscible, triangles, converged }: TernaryPhaseDiagram, at: string): string => {
    if (triangles.length > 0) return say.three(at);
    if (miscible) return say.mixes(at);
    return converged ? say.parts(at) : say.unknown;
  };
  const headsOf = ({ temperature_K, heads_that_split, heads }: Miscibility): string =>
    say.heads(
      temperature_K.map((kelvins, i) => {
        const share = heads_that_split[i] ?? null;
        const count = share === null ? null : Math.round(share * heads.length);
        return { celsius: trimmed(celsius(kelvins), 0), count };
      }),
      heads.length,
    );

  let drawn = '';
  let asked = '';
  const compute = newestOnly(async ({ liquids, blend, temperature_C, range_C }: Wish, overtaken) => {
    const request = { components: [...liquids], temperature_K: kelvin(temperature_C) };
    const labels = liquids.map((molecule) => shortLabel(molecule, 12));
    const diagram = async (subdivisions: number) =>
      (await engine.run((api) => api.phaseDiagram({ ...request, subdivisions }))) as TernaryPhaseDiagram;
    const show = async (subdivisions: number, settled: boolean) => {
      const key = JSON.stringify(request);
      if (drawn === `${subdivisions} ${key}` || drawn === `${fine} ${key}`) return;
      const answered = await diagram(subdivisions);
      chart.draw(answered, labels, settled);
      write(verdict, verdictOf(answered, trimmed(temperature_C)));
      badge.show(answered.domain?.state ?? null);
      reasons.replaceChildren(
        ...(answered.domain?.reasons ?? []).map((reason) => h('li', {}, sentence(reason))),
      );
      drawn = `${subdivisions} ${key}`;
    };
    try {
      await show(coarse, false);
      const flash: Flash = await engine.run((api) => api.flash({ ...request, feed: [...blend] }));
      const one = flash.phases.length === 1;
      chart.mark(flash.phases, say.chart.fate[fateOf(flash.phases)].toLowerCase());
      write(here, say.here(labels, blend) + (one ? say.one : say.parted(flash.phases, labels)));
      if (!overtaken()) await show(fine, true);
      const range = { from: kelvin(range_C[0]), to: kelvin(range_C[1]), points: 3 };
      const key = JSON.stringify([liquids, range]);
      if (asked !== key && !overtaken()) {
        const { components } = request;
        write(
          agreement,
          headsOf(await engine.run((api) => api.miscibility({ components, temperature_K: range }))),
        );
        asked = key;
      }
      problem.hidden = true;
    } catch (error) {
      write(problem, text.failed(sentence((error as Error).message)));
      problem.hidden = false;
    }
    answer.hidden = !problem.hidden || !store.state.phases.third;
    element.setAttribute('aria-busy', String(overtaken()));
  });

  let last = '';
  const update = () => {
    const { phases, pair, temperature_C, view } = store.state;
    if (view !== 'phases' || phases.section !== 'mix') return;
    build(phases.third);
    if (!phases.third) return;
    const wish: Wish = {
      liquids: [...pair, phases.third],
      blend: phases.blend,
      temperature_C,
      range_C: phases.range_C,
    };
    const key = JSON.stringify(wish);
    if (key === last) return;
    last = key;
    element.setAttribute('aria-busy', 'true');
    compute(wish);
  };
  store.changes.watch(update);
  update();
  return element;
}
