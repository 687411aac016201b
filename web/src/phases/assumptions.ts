/** Every parameter of the model of salt, solvent and diluent: its value to move, whence it is, and the reason. */
import { h, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { createSliderField } from '../parts/slider-field.js';
import { text as words } from '../strings/en.js';
import { phases as text } from '../strings/phases.en.js';
import type { PhasesState } from './keys.js';
import { defaults, type SystemModel } from './lhce.js';
import type { Knowledge } from './lhce-section.js';
import { parameterNames, type ParameterName, parameterRange } from './parameters.js';

export interface Assumptions {
  element: HTMLElement;
  show(system: SystemModel, knowledge: Knowledge, assumed: PhasesState['assumed']): void;
}

export function createAssumptions(lab: Lab): Assumptions {
  const { store } = lab;
  const headingId = uniqueId('assumptions');
  const put = (assumed: PhasesState['assumed']) => ({
    ...store.state,
    phases: { ...store.state.phases, assumed },
  });
  const rows = parameterNames.map((name) => {
    const { name: title, unit, reason } = text.lhce.parameter[name];
    const [low, high] = parameterRange[name];
    const step = high - low > 15 ? 0.5 : high - low < 3 ? 0.05 : 0.1;
    const move = (value: number) => store.change(put({ ...store.state.phases.assumed, [name]: value }));
    const field = createSliderField({
      sliderLabel: title,
      fieldLabel: title,
      unit: h('span', { class: 'unit' }, unit),
      snap: step,
      keyStep: step,
      typed: [low, high],
      digits: 2,
      onSlide: move,
      onType: move,
      onSettle: () => store.settle(),
    });
    const tag = h('span', { class: 'tag' });
    const why = h('p', { class: 'intro' }, reason);
    const back = h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': text.lhce.resetOne(title),
        title: text.lhce.resetOne(title),
        click: () => {
          const { [name]: _, ...rest } = store.state.phases.assumed;
          store.apply(put(rest));
          field.slider.focus();
        },
      },
      icon('undo'),
    );
    const element = h(
      'div',
      { class: 'row parameter hue-accent' },
      h('div', { class: 'parameter-head' }, h('h3', {}, title), tag, back),
      field.element,
      why,
    );
    return { name, title, unit, reason, field, tag, why, back, element };
  });
  const resetAll = h(
    'button',
    { type: 'button', class: 'quiet', click: () => store.apply(put({})) },
    icon('undo'),
    text.lhce.reset,
  );
  const element = h(
    'section',
    { class: 'card phases-assumptions', 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, h('h2', { id: headingId }, text.lhce.assumptions), resetAll),
    h('p', { class: 'intro' }, text.lhce.intro),
    h('div', { class: 'parameters' }, ...rows.map((row) => row.element)),
  );

  const because = (
    name: ParameterName,
    reason: string,
    { learned }: SystemModel,
    { learned: terms, domain, reason: refusal }: Knowledge,
    moved: boolean,
  ): string => {
    if (name !== 'A23') return moved ? `${reason} ${text.lhce.defaultIs(defaults[name])}.` : reason;
    if (learned && terms && domain)
      return text.lhce.learnedReason(
        terms.sd,
        words.result.domainName[domain.state].toLowerCase(),
        domain.reasons,
      );
    return terms ? text.lhce.movedA23 : `${text.lhce.notLearned(refusal)} ${reason}`;
  };

  return {
    element,
    show(system, knowledge, assumed) {
      resetAll.hidden = Object.keys(assumed).length === 0;
      for (const { name, title, unit, reason, field, tag, why, back } of rows) {
        const [min, max] = parameterRange[name];
        const value = system.values[name];
        const moved = assumed[name] !== undefined;
        const mark = name === 'A23' && system.learned ? 'learned' : moved ? 'moved' : 'assumed';
        field.update({
          position: Math.min(Math.max(value, min), max),
          min,
          max,
          positionText: `${title}: ${value.toFixed(2)} ${unit}`,
          amount: Number(value.toFixed(2)),
          locked: false,
        });
        write(tag, text.lhce.mark[mark]);
        tag.className = `tag tag-${mark}`;
        back.hidden = !moved;
        write(why, because(name, reason, system, knowledge, moved));
      }
    },
  };
}
