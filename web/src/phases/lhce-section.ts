/** Salt, solvent and diluent: the system, its diagram, what the formulation does, and what all of it rests on. */
import type { DomainVerdict, Flash, MoleculeRef, TernaryPhaseDiagram } from '../../mixgrad/mixgrad.js';
import { h, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { sameMolecule, shortLabel } from '../library.js';
import { sentence } from '../numbers.js';
import { createMoleculeChoice } from '../parts/molecule-choice.js';
import { createPresetSelect } from '../parts/preset-select.js';
import { createSliderField, type SliderField } from '../parts/slider-field.js';
import { createTemperatureField } from '../parts/temperature-field.js';
import { kelvin, liquidRange } from '../requests.js';
import { phases as text } from '../strings/phases.en.js';
import { createAssumptions } from './assumptions.js';
import { createClusterSection } from './cluster-section.js';
import type { PhasesState, Triple } from './keys.js';
import {
  edgeRequest,
  type Edges,
  type Learned,
  learnedTerms,
  lnSaturated,
  type Rule,
  ruleOf,
  solubility,
  systemModel,
  type SystemModel,
} from './lhce.js';
import { createLhceChart, triad } from './lhce-chart.js';
import { newestOnly } from './newest.js';
import { electrolytes } from './presets.js';
import { createSurroundings } from './surroundings.js';

/** Intervals on each side of the diagram: while something moves, and at rest. */
const coarse = 48;
const fine = 120;

/** What the network says of solvent and diluent, or why it says nothing. */
export interface Knowledge {
  learned: Learned | null;
  domain: DomainVerdict | null;
  reason: string;
}

interface Wish {
  phases: PhasesState;
  temperature_C: number;
}

export function createLhceSection(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const chart = createLhceChart(lab);
  const result = createResult();
  const surroundings = createSurroundings(lab);
  const clusters = createClusterSection(lab);
  const assumptions = createAssumptions(lab);
  const drawnFrom = h('span', { class: 'tag tag-illustrative' });
  const view = h(
    'div',
    { class: 'phases-lhce' },
    h('div', { class: 'phases-column' }, createComposer(lab)),
    h(
      'section',
      { class: 'card chart map phases-map', 'aria-labelledby': 'phases-ternary' },
      h('div', { class: 'chart-head' }, h('h2', { id: 'phases-ternary' }, text.lhce.map), drawnFrom),
      chart.element,
    ),
    result.element,
    surroundings.element,
    clusters.element,
    assumptions.element,
  );

  const labelsOf = ({ system }: PhasesState) =>
    system.map((molecule) => shortLabel(molecule, 12)) as unknown as Triple<string>;

  let known: { key: string; value: Knowledge } | null = null;
  const learn = async (solvent: MoleculeRef, diluent: MoleculeRef): Promise<Knowledge> => {
    const key = JSON.stringify([solvent, diluent]);
    if (known?.key === key) return known.value;
    let value: Knowledge;
    try {
      const mixing = await engine.run((api) =>
        api.binary({ components: [solvent, diluent], temperature_K: 298.15, points: 2 }),
      );
      value = {
        learned: learnedTerms(mixing),
        domain: mixing.domain.excess_gibbs_J_per_mol,
        reason: '',
      };
    } catch (error) {
      value = { learned: null, domain: null, reason: (error as Error).message };
    }
    known = { key, value };
    return value;
  };

  const edgesOf = async (system: SystemModel, T: number): Promise<Edges> => {
    const [inSolvent, inDiluent, liquids] = await Promise.all(
      (['salt-solvent', 'salt-diluent', 'solvent-diluent'] as const).map((edge) =>
        engine.run((api) => api.phaseDiagram(edgeRequest(system, edge, T))),
      ),
    );
    if (inSolvent?.components !== 2 || inDiluent?.components !== 2 || liquids?.components !== 2)
      return { miscible: null, inDiluent: null, inSolvent: null };
    return {
      miscible: liquids.converged ? (liquids.isotherms[0]?.miscible ?? null) : null,
      inDiluent: solubility(inDiluent),
      inSolvent: solubility(inSolvent),
    };
  };

  let drawn = '';
  let edges: { key: string; value: Edges } | null = null;
  const compute = newestOnly(async ({ phases, temperature_C }: Wish, overtaken) => {
    const [, solvent, diluent] = phases.system;
    const T = kelvin(temperature_C);
    const labels = labelsOf(phases);
    try {
      const knowledge = await learn(solvent, diluent);
      const system = systemModel(phases.assumed, knowledge.learned);
      const { model, solids } = system;
      assumptions.show(system, knowledge, phases.assumed);
      write(drawnFrom, system.learned ? text.lhce.drawnFrom : text.lhce.drawnAssumed);

      const feed = phases.feed.map((x) => Math.max(x, 0));
      const key = JSON.stringify([model, solids, T]);
      const flash = await engine
        .run((api) => api.flash({ model, solids, temperature_K: T, feed }))
        .catch((error: Error & { code?: string }) => {
          if (error.code === 'not_converged') return null;
          throw error;
        });
      const diagram = async (subdivisions: number) =>
        (await engine.run((api) =>
          api.phaseDiagram({ model, solids, temperature_K: T, subdivisions }),
        )) as TernaryPhaseDiagram;
      const draw = async (subdivisions: number, settled: boolean) => {
        const name = `${subdivisions} ${labels.join()} ${key}`;
        if (drawn === name || drawn === `${fine} ${labels.join()} ${key}`) return;
        chart.draw(await diagram(subdivisions), labels, settled);
        drawn = name;
      };
      await draw(coarse, false);
      if (edges?.key !== key) edges = { key, value: await edgesOf(system, T) };
      if (flash) {
        const rule = ruleOf(edges.value, flash, lnSaturated(system, T));
        const words = text.lhce.fate[rule.fate].toLowerCase();
        chart.mark(flash.phases, words);
        result.show({ labels, edges: edges.value, rule, flash });
      } else {
        chart.mark([], text.lhce.unknown);
        result.fail(text.failed(text.lhce.unknown));
      }
      await surroundings.show(phases, temperature_C, labels, (flash?.phases.length ?? 1) > 1);
      clusters.show({ system, phases, temperature_C, labels });
      view.classList.remove('stale');
      if (!overtaken()) await draw(fine, true);
      view.setAttribute('aria-busy', String(overtaken()));
    } catch (error) {
      result.fail(text.failed(sentence((error as Error).message)));
      view.setAttribute('aria-busy', 'false');
    }
  });

  let last = '';
  const update = () => {
    const { phases, temperature_C, view: shown } = store.state;
    if (shown !== 'phases' || phases.section !== 'lhce') return;
    const key = JSON.stringify([phases, temperature_C]);
    if (key === last) return;
    last = key;
    view.setAttribute('aria-busy', 'true');
    compute({ phases, temperature_C });
  };
  store.changes.watch(update);
  update();
  return view;
}

function createComposer(lab: Lab): HTMLElement {
  const { store } = lab;
  const headingId = uniqueId('lhce');
  const rows = h('div', { class: 'rows' });
  const ratio = h('span', { class: 'remark' });
  let fields: SliderField[] = [];
  let built = '';

  const replaceAt = (index: number, molecule: MoleculeRef) => {
    const { state } = store;
    const system = state.phases.system.map((old, i) =>
      i === index ? molecule : old,
    ) as unknown as Triple<MoleculeRef>;
    store.apply({ ...state, phases: { ...state.phases, system } });
    rows.querySelectorAll<HTMLElement>('.molecule')[index]?.focus();
  };
  /** The others keep their ratio. */
  const setShare = (index: number, x: number) => {
    const { state } = store;
    const { feed } = state.phases;
    const rest = 1 - (feed[index] ?? 0);
    const next = feed.map((old, i) =>
      Number((i === index ? x : rest > 1e-9 ? (old * (1 - x)) / rest : (1 - x) / 2).toFixed(6)),
    ) as unknown as Triple<number>;
    store.change({ ...state, phases: { ...state.phases, feed: next } });
  };

  const build = () => {
    const { system } = store.state.phases;
    fields = system.map((molecule, i) => {
      const label = text.lhce.amountOf(shortLabel(molecule, 20));
      return createSliderField({
        sliderLabel: label,
        fieldLabel: label,
        unit: h('span', { class: 'unit' }, text.lhce.axis),
        snap: 0.5,
        keyStep: 0.5,
        typed: [0, 100],
        digits: 2,
        onSlide: (percent) => setShare(i, percent / 100),
        onType: (percent) => setShare(i, percent / 100),
        onSettle: () => store.settle(),
      });
    });
    rows.replaceChildren(
      ...system.map((molecule, i) =>
        h(
          'div',
          { class: `row ${triad[i]}` },
          h('h3', {}, text.lhce.roles[i] ?? ''),
          createMoleculeChoice(lab, {
            role: i === 0 ? 'salt' : 'solvent',
            label: text.lhce.find[i] ?? '',
            molecule,
            taken: () => [],
            onReplace: (chosen) => {
              const other = store.state.phases.system[i === 1 ? 2 : 1];
              if (i === 0 || !sameMolecule(chosen, other)) replaceAt(i, chosen);
            },
          }),
          h('p', { class: 'smiles' }, lab.library.entry(molecule)?.smiles ?? molecule.smiles),
          fields[i]?.element,
        ),
      ),
    );
  };

  const update = () => {
    const { system, feed } = store.state.phases;
    const structure = JSON.stringify(system);
    if (structure !== built) {
      built = structure;
      build();
    }
    const least = Math.max(feed[0], 1e-9);
    write(ratio, feed[0] > 0.001 ? text.lhce.ratio(feed.map((x) => x / least)) : '');
    fields.forEach((field, i) => {
      const percent = 100 * (feed[i] ?? 0);
      field.update({
        position: percent,
        min: 0,
        max: 100,
        positionText: text.lhce.amountText(percent / 100, shortLabel(system[i] as MoleculeRef, 20)),
        amount: Number(percent.toFixed(2)),
        locked: false,
      });
    });
  };
  store.changes.watch(update);
  update();

  return h(
    'section',
    { class: 'card composer', 'aria-labelledby': headingId },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: headingId }, text.lhce.heading),
      createPresetSelect(lab, text.lhce.presets, text.lhce.own, electrolytes),
    ),
    h('div', { class: 'sub-head' }, h('h3', {}, text.lhce.amounts), ratio),
    rows,
    ...createTemperatureField(lab, liquidRange),
  );
}

interface Outcome {
  labels: Triple<string>;
  edges: Edges;
  rule: Rule;
  flash: Flash;
}

function createResult() {
  const headingId = uniqueId('lhce-result');
  const verdict = h('p', { class: 'phases-verdict', role: 'status' });
  const checks = h('ul', { class: 'phases-checks' });
  const leverWords = h('p', { class: 'phases-here' });
  const table = h('div', { class: 'phases-table' });
  const element = h(
    'section',
    { class: 'card phases-outcome', 'aria-labelledby': headingId, tabindex: '-1' },
    h('h2', { id: headingId }, text.lhce.result),
    verdict,
    h('h3', {}, text.lhce.rule),
    checks,
    h('h3', {}, text.lhce.lever),
    leverWords,
    table,
  );

  const check = (holds: boolean | null, words: string, mark?: HTMLElement) =>
    h(
      'li',
      { class: holds === null ? 'unknown' : holds ? 'holds' : 'broken' },
      icon(holds === null ? 'caution' : holds ? 'known' : 'outside'),
      h(
        'span',
        {},
        words,
        h(
          'span',
          { class: 'visually-hidden' },
          ` (${holds === null ? text.lhce.unknown : holds ? text.lhce.holds : text.lhce.broken})`,
        ),
      ),
      mark,
    );

  return {
    element,
    show({ labels, edges, rule, flash }: Outcome) {
      const [salt, solvent, diluent] = labels;
      const { verdict: say, edge } = text.lhce;
      const words = rule.lhce
        ? say.lhce
        : rule.stable
          ? say.stable
          : {
              'one liquid': say.saturated,
              'salt saturated': say.saturated,
              'two liquids': say.split,
              'three phases': say.three,
              other: say.other,
            }[rule.fate];
      write(verdict, words);
      verdict.classList.toggle('good', rule.lhce);
      verdict.classList.toggle('bad', !rule.stable);
      checks.replaceChildren(
        check(rule.edges.miscible, edge.miscible(solvent, diluent, edges.miscible)),
        check(rule.edges.insoluble, edge.insoluble(salt, diluent, edges.inDiluent)),
        check(rule.edges.limited, edge.limited(salt, solvent, edges.inSolvent)),
        check(rule.fate === 'one liquid', edge.one(rule.fate === 'one liquid')),
        check(rule.saturation < 0.9995, edge.saturation(rule.saturation)),
      );
      const liquids = flash.phases.filter(({ solid }) => solid === null);
      const name = (phase: Flash['phases'][number]) =>
        phase.solid === null ? (text.lhce.liquidName[liquids.indexOf(phase)] ?? '') : text.lhce.solid(salt);
      const one = flash.phases.length === 1;
      write(
        leverWords,
        one
          ? text.lhce.leverOne
          : text.lhce.leverText(
              flash.phases.map((phase) => ({
                name: phase.solid === null ? text.lhce.liquid(salt, phase.x[0] ?? 0) : text.lhce.solid(salt),
                share: phase.amount,
              })),
            ),
      );
      table.hidden = one;
      table.replaceChildren(
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ...[text.lhce.phase, text.lhce.shareOfMoles, ...labels].map((head) =>
                h('th', { scope: 'col' }, head),
              ),
            ),
          ),
          h(
            'tbody',
            {},
            ...flash.phases.map((phase) =>
              h(
                'tr',
                {},
                h('th', { scope: 'row' }, name(phase)),
                h('td', {}, text.percent(phase.amount)),
                ...phase.x.map((x) => h('td', {}, text.x(x))),
              ),
            ),
          ),
        ),
      );
    },
    fail(words: string) {
      write(verdict, words);
      verdict.classList.remove('good');
      verdict.classList.add('bad');
      checks.replaceChildren();
      write(leverWords, '');
      table.replaceChildren();
    },
  };
}
