/** Every parameter of the model of salt, solvent and diluent: its value to move, whence it is, and the reason. */
import { h, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { text as words } from '../strings/en.js';
import { phases as text } from '../strings/phases.en.js';
import type { PhasesState } from './keys.js';
import { defaults, type SystemModel } from './lhce.js';
import type { Knowledge } from './lhce-section.js';
import { createParameterRow, withAssumed } from './parameter-row.js';
import { parameterNames, type ParameterName, parameterRange } from './parameters.js';

export interface Assumptions {
  element: HTMLElement;
  show(system: SystemModel, knowledge: Knowledge, assumed: PhasesState['assumed']): void;
}

export function createAssumptions(lab: Lab): Assumptions {
  const { store } = lab;
  const headingId = uniqueId('assumptions');
  const rows = parameterNames.map((name) => {
    const { name: title, unit, reason } = text.lhce.parameter[name];
    return { name, reason, row: createParameterRow(lab, { name, title, unit, range: parameterRange[name] }) };
  });
  const resetAll = h(
    'button',
    { type: 'button', class: 'quiet', click: () => store.apply(withAssumed(store, {})) },
    icon('undo'),
    text.lhce.reset,
  );
  const element = h(
    'section',
    { class: 'card phases-assumptions', 'aria-labelledby': headingId },
    h('div', { class: 'chart-head' }, h('h2', { id: headingId }, text.lhce.assumptions), resetAll),
    h('p', { class: 'intro' }, text.lhce.intro),
    h('div', { class: 'parameters' }, ...rows.map(({ row }) => row.element)),
  );

  const because = (
    name: ParameterName,
    reason: string,
    { learned }: SystemModel,
    { learned: terms, domain, reason: refusal }: Knowledge,
    moved: boolean,
  ): string => {
    if (name !== 'A23') return moved ? `${reason} ${text.lhce.defaultIs(defaults[name])}` : reason;
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
      for (const { name, reason, row } of rows) {
        const moved = assumed[name] !== undefined;
        const mark = name === 'A23' && system.learned ? 'learned' : moved ? 'moved' : 'assumed';
        row.show(system.values[name], mark, because(name, reason, system, knowledge, moved));
      }
    },
  };
}
