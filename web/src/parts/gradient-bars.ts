/** The gradient in words and bars: what one small step of each quantity does to κ. */
import { shares } from '../composition.js';
import { h, set, write } from '../dom.js';
import type { Predicted } from '../engine.js';
import { checkGradient } from '../gradient-check.js';
import { icon } from '../icons.js';
import { hue, type Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { signed } from '../numbers.js';
import { predictRequest } from '../requests.js';
import { text } from '../strings/en.js';
import { createTable } from './table.js';

interface Effect {
  name: string;
  step: string;
  hue: string;
  /** Bars are to scale within a group: shares are not comparable with degrees. */
  group: 'solvent' | 'condition';
  /** Change of κ for the step, mS/cm; null when the step is impossible. */
  change: number | null;
}

/** Below this change, in mS/cm, a step counts as doing nothing. */
const level = 0.002;

function effects({ state, prediction }: Predicted): Effect[] {
  const gradient = prediction.conductivity_mS_per_cm?.gradient;
  if (!gradient) return [];
  const share = shares(state.components);
  return [
    ...state.components.map(({ molecule }, i) => ({
      name: shortLabel(molecule),
      step: text.bars.stepShare,
      hue: hue(i),
      group: 'solvent' as const,
      change:
        (share[i] ?? 0) > 0.9999 ? null : (0.01 * (gradient.components[i] ?? 0)) / (1 - (share[i] ?? 0)),
    })),
    {
      name: shortLabel(state.salt.molecule),
      step: text.bars.stepSalt(state.salt.unit),
      hue: 'hue-salt',
      group: 'condition',
      change: gradient.salt === null ? null : gradient.salt / 10,
    },
    {
      name: text.bars.temperature,
      step: text.bars.stepTemperature,
      hue: 'hue-heat',
      group: 'condition',
      change: gradient.temperature_K,
    },
  ];
}

const words = ({ change }: Effect) =>
  change === null
    ? text.bars.only
    : Math.abs(change) < level
      ? text.bars.level
      : change > 0
        ? text.bars.raises(change)
        : text.bars.lowers(change);

export function createGradientBars(lab: Lab): HTMLElement {
  const list = h('ul', { class: 'effects' });
  let built = '';
  const scale = { solvent: 0, condition: 0 };

  const create = ({ name, step, hue: hueClass, group }: Effect) =>
    h(
      'li',
      { class: `effect effect-${group} ${hueClass}` },
      h(
        'div',
        { class: 'effect-name' },
        h('span', { class: 'swatch' }),
        h('span', { class: 'effect-id' }, name),
        h('span', { class: 'effect-step' }, step),
      ),
      h('div', { class: 'effect-words' }, h('span', { class: 'effect-arrow' }), h('span', {})),
      h('div', { class: 'effect-bar', 'aria-hidden': 'true' }, h('div', {})),
    );

  lab.engine.predicted.watch((predicted) => {
    if (!predicted) return;
    const found = effects(predicted);
    const structure = JSON.stringify([
      predicted.state.components.map(({ molecule }) => moleculeLabel(molecule)),
      predicted.state.salt.molecule,
      predicted.state.salt.unit,
    ]);
    if (structure !== built) {
      built = structure;
      list.replaceChildren(...found.map(create));
    }
    for (const group of ['solvent', 'condition'] as const) {
      const sizes = found
        .filter((effect) => effect.group === group)
        .map(({ change }) => Math.abs(change ?? 0));
      const most = Math.max(0.01, ...sizes);
      // Not rescaled for every small change, so that a bar's growth is seen.
      if (most > scale[group] || most < scale[group] / 3) scale[group] = most;
    }
    found.forEach((effect, i) => {
      const item = list.children[i];
      const bar = item?.querySelector<HTMLElement>('.effect-bar > div');
      const arrow = item?.querySelector('.effect-arrow');
      const label = arrow?.nextElementSibling;
      if (!item || !bar || !arrow || !label) return;
      const change = effect.change ?? 0;
      const size = Math.min(1, Math.abs(change) / scale[effect.group]) * 50;
      bar.style.width = `${size}%`;
      bar.style.left = `${change < 0 ? 50 - size : 50}%`;
      const kind =
        effect.change === null || Math.abs(change) < level ? 'level' : change > 0 ? 'raises' : 'lowers';
      if (item.getAttribute('data-kind') !== kind) {
        set(item, { 'data-kind': kind });
        arrow.replaceChildren(...(kind === 'level' ? [] : [icon('up')]));
      }
      write(label, words(effect));
      set(item, { title: effect.change === null ? '' : `${signed(change)} ${text.result.unit}` });
    });
  });

  // The check asks the model a few more times than there are bars, and holds for the mixture that was asked about.
  const verdict = h('div', { class: 'check', role: 'status', hidden: true });
  let checkedState: unknown = null;
  const check = async () => {
    const { state } = lab.store;
    try {
      const checked = await checkGradient(predictRequest(state), (request) =>
        lab.engine.run((api) => api.predict(request)),
      );
      if (lab.store.state !== state) return;
      checkedState = state;
      const names = [...state.components, state.salt].map(({ molecule }) => shortLabel(molecule));
      // Without salt there is no slope along it.
      const rows = checked.length === names.length ? names.slice(0, -1) : names;
      const most = Math.max(...checked.map(({ tape }) => Math.abs(tape))) || 1;
      const off = Math.max(...checked.map(({ tape, difference }) => Math.abs(tape - difference))) / most;
      verdict.replaceChildren(
        h('p', { class: 'intro' }, text.bars.checked(off)),
        createTable(
          [text.bars.slopeAlong, text.bars.tape, text.bars.differences],
          [...rows, text.bars.temperature].map((name, i) => [
            name,
            text.bars.slope(checked[i]?.tape ?? 0),
            text.bars.slope(checked[i]?.difference ?? 0),
          ]),
        ),
      );
      verdict.hidden = false;
    } catch (error) {
      verdict.replaceChildren(h('p', { class: 'error' }, (error as Error).message));
      verdict.hidden = false;
    }
  };
  lab.store.changes.watch(() => {
    if (checkedState !== lab.store.state) verdict.hidden = true;
  });

  return h(
    'section',
    { class: 'card bars', 'aria-labelledby': 'bars-heading' },
    h('h2', { id: 'bars-heading' }, text.bars.heading),
    h('p', { class: 'intro' }, text.bars.intro),
    list,
    h(
      'button',
      { type: 'button', class: 'quiet', title: text.bars.checkHint, click: () => void check() },
      text.bars.check,
    ),
    verdict,
  );
}
