/** One molecule of the mixture: what it is, how much of it, its lock and its limits. */
import { h, set, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { parseDecimal, trimmed } from '../numbers.js';
import type { Ingredient, Limits } from '../state.js';
import { text } from '../strings/en.js';
import { createMoleculeChoice, type MoleculeChoiceOptions } from './molecule-choice.js';
import type { SliderField } from './slider-field.js';

export interface IngredientRowOptions extends MoleculeChoiceOptions {
  hue: string;
  /** Says how much; the row stands around it. */
  quantity: SliderField;
  limitUnit: string;
  /** The highest limit that makes sense. */
  limitMost: number;
  onLock(locked: boolean): void;
  onLimits(limits: Limits): void;
  onRemove?: () => void;
}

export interface IngredientRow {
  element: HTMLElement;
  update(ingredient: Ingredient): void;
  complain(message: string): void;
  enableRemove(enabled: boolean): void;
}

export function createIngredientRow(lab: Lab, options: IngredientRowOptions): IngredientRow {
  const { molecule, quantity } = options;
  const label = moleculeLabel(molecule);
  const limitsId = uniqueId('limits');

  const lock = h('button', {
    type: 'button',
    class: 'tool lock',
    'aria-label': text.composer.lock(label),
    title: text.composer.lock(label),
    click: () => options.onLock(lock.getAttribute('aria-pressed') !== 'true'),
  });
  const limits = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': text.composer.limits(label),
      title: text.composer.limits(label),
      'aria-expanded': 'false',
      'aria-controls': limitsId,
      click: () => {
        panel.hidden = !panel.hidden;
        set(limits, { 'aria-expanded': String(!panel.hidden) });
      },
    },
    icon('limits'),
  );
  const remove =
    options.onRemove &&
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': text.composer.remove(label),
        title: text.composer.remove(label),
        click: options.onRemove,
      },
      icon('remove'),
    );

  const limitField = (ariaLabel: string) =>
    h('input', {
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      class: 'number',
      'aria-label': ariaLabel,
      change: () => readLimits(),
    });
  const lowest = limitField(text.composer.limitMin(label));
  const highest = limitField(text.composer.limitMax(label));
  const limitsError = h('p', { class: 'error', role: 'status', hidden: true });
  const panel = h(
    'div',
    { class: 'limits', id: limitsId, hidden: true },
    h('span', {}, `${text.composer.limitsHint} ${text.composer.from}`),
    lowest,
    h('span', {}, text.composer.to),
    highest,
    h('span', {}, options.limitUnit),
    limitsError,
  );
  const readLimits = () => {
    const read = (field: HTMLInputElement) => {
      if (field.value.trim() === '') return undefined;
      const value = parseDecimal(field.value);
      return value !== null && value >= 0 && value <= options.limitMost ? value : null;
    };
    const min = read(lowest);
    const max = read(highest);
    const reversed = typeof min === 'number' && typeof max === 'number' && min > max;
    const wrong =
      min === null || max === null
        ? text.composer.badNumber(0, options.limitMost)
        : reversed
          ? text.composer.badLimits
          : '';
    write(limitsError, wrong);
    limitsError.hidden = wrong === '';
    if (wrong || min === null || max === null) return;
    options.onLimits({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
  };

  const tools = h('div', { class: 'tools' }, limits, lock, remove);
  const head = createMoleculeChoice(lab, options, tools);
  const problem = h('p', { class: 'error', role: 'status', hidden: true });
  const freedom = h('p', { class: 'freedom' });
  const element = h('div', { class: `row ${options.hue}` }, head, quantity.element, freedom, panel, problem);

  let lockShown: boolean | null = null;
  return {
    element,
    update(ingredient) {
      if (lockShown !== ingredient.locked) {
        lockShown = ingredient.locked;
        set(lock, { 'aria-pressed': String(ingredient.locked) });
        lock.replaceChildren(icon(ingredient.locked ? 'lock' : 'unlocked'));
        element.classList.toggle('locked', ingredient.locked);
      }
      const { min, max } = ingredient.limits;
      write(freedom, text.composer.freedom(ingredient.locked, min, max, options.limitUnit));
      limits.classList.toggle('on', min !== undefined || max !== undefined);
      for (const [field, value] of [
        [lowest, min],
        [highest, max],
      ] as const) {
        if (document.activeElement !== field && limitsError.hidden) {
          field.value = value === undefined ? '' : trimmed(value, 3);
        }
      }
    },
    complain(message) {
      write(problem, message);
      problem.hidden = message === '';
    },
    enableRemove(enabled) {
      if (remove) remove.disabled = !enabled;
    },
  };
}
