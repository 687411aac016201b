/** Light, dark, or as the system has it; remembered in this browser. */
const order = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof order)[number];

const key = 'mixgrad-theme';

export const theme = (): Theme =>
  order.find((name) => name === document.documentElement.getAttribute('data-theme')) ?? 'auto';

function apply(name: Theme): void {
  document.documentElement.setAttribute('data-theme', name);
}

/** Storage may be forbidden, in a sandboxed frame for instance: then nothing is remembered. */
export function restoreTheme(): void {
  try {
    apply(order.find((name) => name === localStorage.getItem(key)) ?? 'auto');
  } catch {
    apply('auto');
  }
}

export function nextTheme(): Theme {
  const name = order[(order.indexOf(theme()) + 1) % order.length] ?? 'auto';
  apply(name);
  try {
    localStorage.setItem(key, name);
  } catch {
    // Not remembered, see above.
  }
  window.dispatchEvent(new Event('themechange'));
  return name;
}
