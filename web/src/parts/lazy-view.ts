/** A view whose code is loaded when it is first shown. */
import { h, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { sentence } from '../numbers.js';
import type { View } from '../state.js';
import { text } from '../strings/en.js';

export function createLazyView(
  lab: Lab,
  view: View,
  load: () => Promise<{ createView(lab: Lab): HTMLElement[] }>,
): HTMLElement {
  const status = h('p', { class: 'intro', role: 'status' }, text.views.loading);
  const element = h('div', {}, status);
  let wanted = false;
  const update = () => {
    if (wanted || lab.store.state.view !== view) return;
    wanted = true;
    load().then(
      ({ createView }) => element.replaceChildren(...createView(lab)),
      (error: unknown) => {
        // Another visit of the view tries again.
        wanted = false;
        write(status, sentence(String(error)));
      },
    );
  };
  lab.store.changes.watch(update);
  update();
  return element;
}
