import './styles/index.css';
import { createRemoteMixGrad } from '../mixgrad/mixgrad.js';
import { dropRefused, keepAddress, report } from './address.js';
import { h, Signal } from './dom.js';
import { Engine } from './engine.js';
import type { Lab } from './lab.js';
import { Library } from './library.js';
import { createAbout } from './parts/about.js';
import { createComposer } from './parts/composer.js';
import { createCurveChart } from './parts/curve-chart.js';
import { createFailure } from './parts/failure.js';
import { createGradientBars } from './parts/gradient-bars.js';
import { createImproveControl } from './parts/improve-control.js';
import { createNotice } from './parts/notice.js';
import { createResultPanel } from './parts/result-panel.js';
import { createTernaryMap } from './parts/ternary-map.js';
import { createTopBar } from './parts/top-bar.js';
import { moleculeLabel } from './library.js';
import { trimmed } from './numbers.js';
import { celsius } from './requests.js';
import { fromLink } from './state.js';
import { Store } from './store.js';
import { text } from './strings/en.js';
import { restoreTheme } from './theme.js';

function createTemperatureChart(lab: Lab): HTMLElement {
  return createCurveChart(lab, {
    name: 'temperature',
    heading: () => text.curve.temperature.heading,
    axis: () => text.curve.temperature.axis,
    handle: text.curve.temperature.handle,
    position: (x) => text.curve.temperature.position(x),
    curve: ({ temperature }) => temperature,
    toAxis: celsius,
    value: (state) => state.temperature_C,
    move: (state, temperature_C) => ({ ...state, temperature_C }),
    snap: 1,
    keyStep: 1,
    locked: () => false,
  });
}

function createSaltChart(lab: Lab): HTMLElement {
  return createCurveChart(lab, {
    name: 'salt',
    heading: ({ salt }) => text.curve.salt.heading(moleculeLabel(salt.molecule)),
    axis: ({ salt }) => text.curve.salt.axis(moleculeLabel(salt.molecule), salt.unit),
    handle: text.curve.salt.handle,
    position: (x, { salt }) => text.curve.salt.position(Number(trimmed(x)), salt.unit),
    curve: ({ salt }) => salt,
    toAxis: (x) => x,
    value: ({ salt }) => salt.amount,
    move: (state, amount) => ({ ...state, salt: { ...state.salt, amount } }),
    snap: 0.02,
    keyStep: 0.1,
    locked: ({ salt }) => salt.locked,
  });
}

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
    said: new Signal(''),
    notice: new Signal<Lab['notice']['value']>(null),
  };
  const main = h(
    'main',
    {},
    createResultPanel(lab),
    createComposer(lab),
    createImproveControl(lab),
    createTemperatureChart(lab),
    createSaltChart(lab),
    createGradientBars(lab),
    createTernaryMap(lab),
  );
  // Without a prediction the charts still show the last one: they must not look like the present one.
  lab.engine.failed.watch((failed) => main.classList.toggle('stale', failed !== null));
  root.replaceChildren(
    h('a', { class: 'skip', href: '#result', click: skipTo }, text.skip),
    createTopBar(lab),
    createNotice(lab),
    main,
    createAbout(about),
  );
  lab.store.changes.watch(() => lab.engine.show(lab.store.state));
  lab.engine.show(lab.store.state);
  keepAddress(lab);
  report(lab, problems);
  await dropRefused(lab, problems);
}

/** The address's fragment is the state, so the skip link moves the focus itself. */
function skipTo(event: Event): void {
  event.preventDefault();
  document.getElementById('result')?.focus();
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
