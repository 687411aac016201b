/** What the page says when the model cannot be loaded. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { text } from '../strings/en.js';

export function createFailure(reason: string): HTMLElement {
  return h(
    'section',
    { class: 'card failure', role: 'alert' },
    icon('outside'),
    h('h1', {}, text.failure.heading),
    h('p', {}, text.failure.sentence),
    h('p', { class: 'failure-reason' }, `${text.failure.reason} ${reason}`),
    h('button', { type: 'button', class: 'primary', click: () => location.reload() }, text.failure.reload),
  );
}
