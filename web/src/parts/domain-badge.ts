/** How far a number can be trusted: a word with its icon and colour. */
import type { DomainState } from '../../mixgrad/mixgrad.js';
import { h } from '../dom.js';
import { type IconName, icon } from '../icons.js';
import { text } from '../strings/en.js';

const looks: Record<DomainState, { icon: IconName; class: string }> = {
  'known ground': { icon: 'known', class: 'domain-known' },
  caution: { icon: 'caution', class: 'domain-caution' },
  outside: { icon: 'outside', class: 'domain-outside' },
};

export interface DomainBadge {
  element: HTMLElement;
  /** Null where there is no prediction. */
  show(state: DomainState | null): void;
}

export function createDomainBadge(): DomainBadge {
  const element = h('div', { class: 'badge' });
  let shown = '';
  return {
    element,
    show(state) {
      const words = state ? text.result.domainName[state] : text.result.failed;
      if (shown === words) return;
      shown = words;
      const look = looks[state ?? 'outside'];
      element.className = `badge ${look.class}`;
      element.replaceChildren(icon(look.icon), words);
    },
  };
}
