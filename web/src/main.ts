import './styles/index.css';
import { createRemoteMixGrad } from '../mixgrad/mixgrad.js';
import { dropRefused, keepAddress, report } from './address.js';
import { DesignRun } from './design-run.js';
import { h, Signal } from './dom.js';
import { Engine } from './engine.js';
import type { Lab } from './lab.js';
import { Library } from './library.js';
import { createAbout } from './parts/about.js';
import { createBinaryView } from './parts/binary-view.js';
import { createComposer } from './parts/composer.js';
import { createDesignView } from './parts/design-view.js';
import { createElectrolyteView } from './parts/electrolyte-view.js';
import { createFailure } from './parts/failure.js';
import { createLazyView } from './parts/lazy-view.js';
import { createNotice } from './parts/notice.js';
import { createTernaryMap } from './parts/ternary-map.js';
import { createTopBar } from './parts/top-bar.js';
import { createViewTabs } from './parts/view-tabs.js';
import { fromLink } from './state.js';
import { Store } from './store.js';
import { text } from './strings/en.js';
import { restoreTheme } from './theme.js';

async function start(root: HTMLElement): Promise<void> {
  const api = createRemoteMixGrad();
  const [species, about] = await Promise.all([api.species(), api.about()]);
  const library = new Library(species);
  const { state, problems } = fromLink(location.hash, library);
  const lab: Lab = {
    store: new Store(state),
    engine: new Engine(api, about),
    library,
    about,
    trail: new Signal<number[][] | null>(null),
    front: new Signal<Lab['front']['value']>(null),
    said: new Signal(''),
    notice: new Signal<Lab['notice']['value']>(null),
  };
  const panels = {
    electrolyte: createElectrolyteView(lab),
    binary: createBinaryView(lab),
    design: createDesignView(lab, new DesignRun(createRemoteMixGrad)),
    phases: createLazyView(lab, 'phases', () => import('./phases/view.js')),
  };
  // One composer and one map for all views of an electrolyte: they move with the view.
  const shared = { 'composer-place': createComposer(lab), 'map-place': createTernaryMap(lab) };
  const place = () => {
    for (const [name, part] of Object.entries(shared)) {
      const home = panels[lab.store.state.view].querySelector(`.${name}`);
      if (home && part.parentElement !== home) home.append(part);
    }
  };
  lab.store.changes.watch(place);
  place();
  root.replaceChildren(
    h('a', { class: 'skip', href: '#result', click: (event: Event) => skipTo(event, lab) }, text.skip),
    createTopBar(lab, createViewTabs(lab, panels)),
    createNotice(lab),
    h('main', {}, panels.electrolyte, panels.binary, panels.design, panels.phases),
    createAbout(about),
  );
  lab.store.changes.watch(() => lab.engine.show(lab.store.state));
  lab.engine.show(lab.store.state);
  keepAddress(lab);
  report(lab, problems);
  await dropRefused(lab, problems);
}

/** The address's fragment is the state, so the skip link moves the focus itself. */
function skipTo(event: Event, { store }: Lab): void {
  event.preventDefault();
  const results = {
    electrolyte: 'result',
    binary: 'mixing-result',
    design: 'design-result',
    phases: 'phases-result',
  };
  document.getElementById(results[store.state.view])?.focus();
}

restoreTheme();
const root = document.getElementById('app');
if (root) {
  start(root).catch((error: unknown) => {
    root.replaceChildren(
      h('main', {}, createFailure(error instanceof Error ? error.message : String(error))),
    );
  });
}
