/** The name, and what can be done with the whole state. */
import { copyText } from '../clipboard.js';
import { h, set, svg, write } from '../dom.js';
import { type IconName, icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { binaryRequest, designRequest, predictRequest } from '../requests.js';
import { type State, toLink } from '../state.js';
import { text } from '../strings/en.js';
import { nextTheme, theme } from '../theme.js';

/** `tabs` choose the view. */
export function createTopBar(lab: Lab, tabs: HTMLElement): HTMLElement {
  const { store } = lab;
  const said = h('span', { class: 'said', role: 'status' });
  let saying: ReturnType<typeof setTimeout> | undefined;
  lab.said.watch((message) => {
    write(said, message);
    clearTimeout(saying);
    saying = setTimeout(() => write(said, ''), 2500);
  });
  const button = (name: IconName, label: string, click: () => void, worded = false) =>
    h(
      'button',
      { type: 'button', class: 'action', 'aria-label': label, title: label, click },
      icon(name),
      worded && h('span', { class: 'action-text' }, label),
    );

  const undo = button('undo', text.actions.undo, () => store.undo());
  const redo = button('redo', text.actions.redo, () => store.redo());
  const link = button(
    'link',
    text.actions.link,
    () =>
      void copyText(
        lab,
        `${location.href.replace(/#.*/s, '')}#${toLink(store.state)}`,
        text.actions.linkCopied,
      ),
    true,
  );
  const json = button(
    'code',
    text.actions.json,
    () => void copyText(lab, JSON.stringify(shownRequest(store.state), null, 2), text.actions.jsonCopied),
    true,
  );
  const themeButton = button('theme', text.actions.theme[theme()], () => {
    const label = text.actions.theme[nextTheme()];
    set(themeButton, { 'aria-label': label, title: label });
    lab.said.set(label);
  });

  const update = () => {
    undo.disabled = !store.canUndo;
    redo.disabled = !store.canRedo;
  };
  store.settled.watch(update);
  update();

  // Undo and redo as everywhere; a text field keeps its own.
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const typing = target instanceof HTMLInputElement && target.type === 'text';
    if (typing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) store.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) store.redo();
    else return;
    event.preventDefault();
  });

  return h(
    'header',
    { class: 'top-bar' },
    h(
      'div',
      { class: 'brand' },
      svg(
        'svg',
        { class: 'logo', viewBox: '0 0 32 32', 'aria-hidden': 'true' },
        svg('path', { class: 'logo-face', d: 'M16 5L28.5 27H3.5Z' }),
        svg('path', { class: 'logo-lines', d: 'M8.5 18.5C13 17 19 19 20.5 27' }),
        svg('circle', { class: 'logo-point', cx: 13, cy: 22.5, r: 3 }),
      ),
      h('h1', {}, text.title),
      h('span', { class: 'tagline' }, text.tagline),
    ),
    tabs,
    said,
    h('div', { class: 'actions' }, undo, redo, link, json, themeButton),
  );
}

function shownRequest(state: State) {
  if (state.view === 'binary') return binaryRequest(state);
  return state.view === 'design' ? designRequest(state).request : predictRequest(state);
}
