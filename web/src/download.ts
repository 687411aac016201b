/** Saves text as a file, from this browser to this computer. */
import { h } from './dom.js';

const types = { csv: 'text/csv;charset=utf-8', svg: 'image/svg+xml;charset=utf-8' };

/** `name` may hold anything; what a file name cannot hold becomes a hyphen. */
export function download(name: string, type: keyof typeof types, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: types[type] }));
  const file = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 120);
  const link = h('a', { href: address, download: `${file}.${type}` });
  link.click();
  // Browsers read the address some time after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
