/** The binary view's mixture: which two molecules, how much of each, at what temperature. */
import type { MoleculeRef } from '../../mixgrad/mixgrad.js';
import { h, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { pairs, type Preset } from '../presets.js';
import { liquidRange } from '../requests.js';
import type { Pair } from '../state.js';
import { text } from '../strings/en.js';
import { createMoleculeChoice } from './molecule-choice.js';
import { createPresetSelect } from './preset-select.js';
import { createSliderField, type SliderField } from './slider-field.js';
import { createTemperatureField } from './temperature-field.js';

export function createPairComposer(lab: Lab, presets: readonly Preset[] = pairs): HTMLElement {
  const { store } = lab;
  const headingId = uniqueId('pair-heading');
  const settle = () => store.settle();

  const swap = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      click: () => {
        const { pair, mole_fraction } = store.state;
        store.apply({
          ...store.state,
          pair: [pair[1], pair[0]],
          mole_fraction: Number((1 - mole_fraction).toFixed(6)),
        });
      },
    },
    icon('exchange'),
    text.pair.swap,
  );
  const rows = h('div', { class: 'rows', role: 'group', 'aria-label': text.pair.molecules });
  const compositionSlot = h('div', { class: 'rows' });
  const problems = [0, 1].map(() => h('p', { class: 'error', role: 'status', hidden: true }));
  let composition: SliderField | null = null;
  let built = '';

  const replaceAt = (index: number, molecule: MoleculeRef) => {
    const [first, second] = store.state.pair;
    const pair: Pair = index === 0 ? [molecule, second] : [first, molecule];
    store.apply({ ...store.state, pair });
    // The rows were built anew.
    rows.querySelectorAll<HTMLElement>('.molecule')[index]?.focus();
  };

  const build = (pair: Pair): SliderField => {
    rows.replaceChildren(
      ...pair.map((molecule, i) =>
        h(
          'div',
          { class: `row ${hue(i)}` },
          createMoleculeChoice(lab, {
            role: 'solvent',
            label: text.pair.find[i] ?? '',
            molecule,
            taken: () => [],
            onReplace: (chosen) => replaceAt(i, chosen),
          }),
          problems[i],
        ),
      ),
    );
    const label = text.pair.fractionOf(moleculeLabel(pair[0]));
    const move = (mole_fraction: number) => store.change({ ...store.state, mole_fraction });
    const field = createSliderField({
      sliderLabel: label,
      fieldLabel: label,
      unit: h('span', { class: 'unit' }, text.pair.fractionUnit),
      snap: 0.01,
      keyStep: 0.01,
      typed: [0, 1],
      digits: 3,
      onSlide: move,
      onType: move,
      onSettle: settle,
    });
    compositionSlot.replaceChildren(h('div', { class: 'row hue-1 between' }, field.element));
    return field;
  };

  const words = h('span', { class: 'remark' });

  const update = () => {
    const { pair, mole_fraction } = store.state;
    const structure = JSON.stringify(pair);
    if (structure !== built || !composition) {
      built = structure;
      composition = build(pair);
    }
    const inWords = text.pair.fractionText(mole_fraction, shortLabel(pair[0], 20), shortLabel(pair[1], 20));
    composition.update({
      position: mole_fraction,
      min: 0,
      max: 1,
      positionText: inWords,
      amount: mole_fraction,
      locked: false,
    });
    write(words, inWords);
  };
  store.changes.watch(update);
  update();

  // A complaint of the model about one molecule stands beside it.
  lab.engine.failed.watch((failed) => {
    const field = failed?.state.view === 'binary' ? (failed.error.field ?? '') : '';
    problems.forEach((problem, i) => {
      const own = field.startsWith(`components[${i}]`);
      write(problem, own ? (failed?.error.message ?? '') : '');
      problem.hidden = !own;
    });
  });

  return h(
    'section',
    { class: 'card composer pair', 'aria-labelledby': headingId },
    h(
      'div',
      { class: 'card-head' },
      h('h2', { id: headingId }, text.pair.heading),
      createPresetSelect(lab, text.pair.presets, text.pair.own, presets),
    ),
    h('div', { class: 'sub-head' }, h('h3', {}, text.pair.molecules), swap),
    rows,
    h('div', { class: 'sub-head' }, h('h3', {}, text.pair.composition), words),
    compositionSlot,
    ...createTemperatureField(lab, liquidRange),
  );
}
