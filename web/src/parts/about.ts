/** One line on what the numbers are. */
import { h } from '../dom.js';
import type { About } from '../requests.js';
import { text } from '../strings/en.js';

/** Present when the build has a model card. */
const cards = import.meta.glob<string>('../../../weights/model-card.md', {
  query: '?url',
  import: 'default',
  eager: true,
});

export function createAbout(about: About): HTMLElement {
  const card = Object.values(cards)[0];
  const sources = about.training_data.flatMap(({ name, url, licence, rows }, i) => [
    i > 0 ? '; ' : ' ',
    h('a', { href: url, rel: 'noreferrer' }, name),
    ` (${text.about.rows(rows)}, ${licence})`,
  ]);
  return h(
    'footer',
    { class: 'about' },
    h('p', {}, text.about.sentence, ...sources, '.'),
    h(
      'p',
      {},
      `${text.about.model(about.version)}. `,
      card && h('a', { href: card }, text.about.card),
      card && '. ',
      text.about.local,
    ),
  );
}
