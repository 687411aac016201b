/** Copying text, and telling how it went. */
import type { Lab } from './lab.js';
import { text } from './strings/en.js';

export async function copyText(lab: Lab, content: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(content);
    lab.said.set(done);
  } catch {
    lab.said.set(text.actions.notCopied);
  }
}
