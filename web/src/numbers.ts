/** Reading numbers that people type, and writing numbers and sentences for people to read. */

/** `30`, `30 %`, `30,5`, `−5`; null when it is not one finite number. */
export function parseDecimal(text: string): number | null {
  const plain = text
    .trim()
    .replace(/\s*%$/, '')
    .replace(/^\u2212/, '-')
    .replace(/^(-?\d*),(\d+)$/, '$1.$2');
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Fixed decimals with a true minus sign. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

/** At most `digits` decimals, none that say nothing: `30`, `46.67`. */
export function trimmed(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)) + 0).replace('-', '\u2212');
}

/** Three significant digits without exponents: `9.51`, `12.4`, `0.0312`. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size < 0.0005) return '0';
  return fixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.09995 ? 3 : 4);
}

/** Three significant digits of any size: `0.000312`, `1.2e-7`. */
export function precise(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '\u2212');
}

/** With its sign, `+` included. */
export function signed(value: number, write: (size: number) => string = significant): string {
  const text = write(Math.abs(value));
  return Number(text) === 0 ? text : (value < 0 ? '\u2212' : '+') + text;
}

/** A formula with lowered digits: `C₃H₄O₃`. */
export function formulaText(formula: string): string {
  return formula.replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}

/** Starts large and ends with a full stop, whatever the model wrote. */
export function sentence(words: string): string {
  const whole = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
