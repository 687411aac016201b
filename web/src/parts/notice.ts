/** Something to tell the person once, such as what was wrong with a link. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { text } from '../strings/en.js';

export function createNotice(lab: Lab): HTMLElement {
  const words = h('div', {});
  const element = h(
    'div',
    { class: 'notice', role: 'status', hidden: true },
    icon('caution'),
    words,
    h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'aria-label': text.actions.dismiss,
        title: text.actions.dismiss,
        click: () => lab.notice.set(null),
      },
      icon('remove'),
    ),
  );
  lab.notice.watch((notice) => {
    element.hidden = !notice;
    words.replaceChildren(
      ...(notice
        ? [
            h('p', { class: 'notice-heading' }, notice.heading),
            ...(notice.lines.length > 0
              ? [h('ul', {}, ...notice.lines.map((line) => h('li', {}, line)))]
              : []),
          ]
        : []),
    );
  });
  return element;
}
