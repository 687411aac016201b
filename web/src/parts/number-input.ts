/** A field for one number, which complains beside itself. */
import { h, set, write } from '../dom.js';
import { parseDecimal, trimmed } from '../numbers.js';
import { text } from '../strings/en.js';

export interface NumberInputOptions {
  label: string;
  low: number;
  high: number;
  /** Decimals shown. */
  digits?: number;
  /** An empty field means no number. */
  optional?: boolean;
  onChange(value: number | undefined): void;
}

export interface NumberInput {
  input: HTMLInputElement;
  /** Stands where there is room for it. */
  error: HTMLElement;
  show(value: number | undefined): void;
}

export function createNumberInput(options: NumberInputOptions): NumberInput {
  const { label, low, high, digits = 4, optional = false } = options;
  const error = h('p', { class: 'error', role: 'status', hidden: true });
  const complain = (message: string) => {
    write(error, message);
    error.hidden = message === '';
    if (message) set(input, { 'aria-invalid': 'true' });
    else input.removeAttribute('aria-invalid');
  };
  const input = h('input', {
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    class: 'number',
    'aria-label': label,
    'data-key': label,
    focus: () => input.select(),
    change: () => {
      if (optional && input.value.trim() === '') {
        complain('');
        options.onChange(undefined);
        return;
      }
      const value = parseDecimal(input.value);
      if (value === null || value < low || value > high) {
        complain(text.composer.badNumber(low, high));
      } else {
        complain('');
        options.onChange(value);
      }
    },
  });
  let shown: number | undefined | null = null;
  return {
    input,
    error,
    show(value) {
      if (value === shown) return;
      shown = value;
      complain('');
      input.value = value === undefined ? '' : trimmed(value, digits);
    },
  };
}
