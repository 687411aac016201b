/** Tabs that choose the view; each panel is shown with its tab. */
import { h, set } from '../dom.js';
import type { Lab } from '../lab.js';
import { type View, views } from '../state.js';
import { text } from '../strings/en.js';

export function createViewTabs(lab: Lab, panels: Record<View, HTMLElement>): HTMLElement {
  const { store } = lab;
  const show = (view: View) => {
    if (view !== store.state.view) store.apply({ ...store.state, view });
  };
  const tabs = views.map((view) => {
    const tab = h(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        id: `tab-${view}`,
        'aria-controls': `view-${view}`,
        click: () => show(view),
      },
      text.views[view],
    );
    set(panels[view], { role: 'tabpanel', id: `view-${view}`, 'aria-labelledby': tab.id });
    panels[view].classList.add('view', `view-${view}`);
    return tab;
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': text.views.label }, ...tabs);

  list.addEventListener('keydown', (event) => {
    const now = views.indexOf(store.state.view);
    const target: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: views.length - 1,
    };
    const next = target[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const index = (next + views.length) % views.length;
    show(views[index] as View);
    tabs[index]?.focus();
  });

  const update = () => {
    views.forEach((view, i) => {
      const chosen = view === store.state.view;
      const tab = tabs[i];
      if (tab) set(tab, { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1 });
      panels[view].hidden = !chosen;
    });
  };
  store.changes.watch(update);
  update();
  return list;
}
