/** A slider and a number field for one quantity: drag or press keys for feel, type for exactness. */
import { h, set, uniqueId, write } from '../dom.js';
import { clamp, parseDecimal, trimmed } from '../numbers.js';
import { text } from '../strings/en.js';

export interface SliderFieldOptions {
  sliderLabel: string;
  fieldLabel: string;
  /** What follows the number: a unit, or a control that chooses it. */
  unit: Node;
  /** A drag stops at multiples of this, and an arrow key moves by `keyStep`. */
  snap: number;
  keyStep: number;
  /** What may be typed. */
  typed: readonly [number, number];
  digits: number;
  onSlide(value: number): void;
  onType(value: number): void;
  onSettle(): void;
}

export interface SliderFieldState {
  position: number;
  min: number;
  max: number;
  positionText: string;
  /** The number in the field. */
  amount: number;
  locked: boolean;
  /** The slider alone cannot move: nothing else could give way. */
  fixed?: boolean;
  limits?: { min?: number | undefined; max?: number | undefined };
}

export interface SliderField {
  element: HTMLElement;
  slider: HTMLInputElement;
  field: HTMLInputElement;
  update(next: SliderFieldState): void;
  /** Shows a message below; empty hides it. */
  complain(message: string): void;
}

export function createSliderField(options: SliderFieldOptions): SliderField {
  const errorId = uniqueId('error');
  const slider = h('input', { type: 'range', step: 'any', 'aria-label': options.sliderLabel });
  const field = h('input', {
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    class: 'number',
    'aria-label': options.fieldLabel,
    'aria-describedby': errorId,
  });
  const error = h('p', { class: 'error', id: errorId, hidden: true });
  const track = h('div', { class: 'track' }, slider);
  const element = h(
    'div',
    { class: 'slider-field' },
    track,
    h('div', { class: 'quantity' }, field, options.unit),
    error,
  );

  let shown: SliderFieldState | null = null;
  let editing = false;

  const complain = (message: string) => {
    write(error, message);
    error.hidden = message === '';
    if (message) set(field, { 'aria-invalid': 'true' });
    else field.removeAttribute('aria-invalid');
  };

  const slideTo = (value: number) => {
    if (!shown || shown.locked || shown.fixed) return;
    const steps = Math.round(value / options.snap) * options.snap;
    options.onSlide(clamp(Number(steps.toFixed(6)), shown.min, shown.max));
    slider.value = String(shown.position);
  };
  slider.addEventListener('input', () => slideTo(slider.valueAsNumber));
  slider.addEventListener('change', () => options.onSettle());
  slider.addEventListener('keydown', (event) => {
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const { min, max, position } = shown;
    const target: Record<string, number> = {
      ArrowLeft: position - options.keyStep,
      ArrowDown: position - options.keyStep,
      ArrowRight: position + options.keyStep,
      ArrowUp: position + options.keyStep,
      PageDown: position - 10 * options.keyStep,
      PageUp: position + 10 * options.keyStep,
      Home: min,
      End: max,
    };
    const value = target[event.key];
    if (value === undefined) return;
    event.preventDefault();
    slideTo(value);
  });
  slider.addEventListener('keyup', () => options.onSettle());

  const readField = () => {
    const value = parseDecimal(field.value);
    const [low, high] = options.typed;
    if (value === null || value < low || value > high) {
      complain(text.composer.badNumber(low, high));
      return;
    }
    complain('');
    options.onType(value);
  };
  field.addEventListener('input', () => {
    editing = true;
    readField();
  });
  field.addEventListener('change', () => options.onSettle());
  field.addEventListener('blur', () => {
    editing = false;
    if (shown && error.hidden) field.value = trimmed(shown.amount, options.digits);
  });
  field.addEventListener('keydown', (event) => {
    if (!shown || shown.locked) return;
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      const [low, high] = options.typed;
      field.value = trimmed(clamp(shown.amount + direction * options.keyStep, low, high), options.digits);
      editing = true;
      readField();
    } else if (event.key === 'Escape') {
      field.value = trimmed(shown.amount, options.digits);
      complain('');
    }
  });
  field.addEventListener('focus', () => field.select());

  return {
    element,
    slider,
    field,
    complain,
    update(next) {
      if (!editing && shown?.amount !== next.amount) {
        field.value = trimmed(next.amount, options.digits);
        complain('');
      }
      const { min, max, position, limits } = next;
      shown = next;
      set(slider, { min, max });
      slider.value = String(position);
      slider.disabled = next.locked || next.fixed === true;
      field.readOnly = next.locked;
      if (slider.getAttribute('aria-valuetext') !== next.positionText) {
        set(slider, { 'aria-valuetext': next.positionText });
      }
      const along = (value: number) => String(clamp((value - min) / (max - min || 1), 0, 1));
      track.style.setProperty('--fill', along(position));
      track.style.setProperty('--zero', along(Math.min(Math.max(0, min), max)));
      track.classList.toggle('limited', limits?.min !== undefined || limits?.max !== undefined);
      track.style.setProperty('--low', along(limits?.min ?? min));
      track.style.setProperty('--high', along(limits?.max ?? max));
    },
  };
}
