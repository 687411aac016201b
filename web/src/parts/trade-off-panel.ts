/** The mixtures between which two goals must be traded off: found one by one, looked at, used. */
import type { MixGradError, ParetoPoint } from '../../mixgrad/mixgrad.js';
import type { DesignRun } from '../design-run.js';
import { h, write } from '../dom.js';
import { download } from '../download.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel } from '../library.js';
import { mixtureKey, questionKey, withMixture } from '../mixture-found.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { tradeOffCsv, tradeOffRequest, tradesOff, withFound } from '../trade-off.js';
import { createRecipe } from './recipe.js';
import { refusalOf } from './refusal.js';
import { createTradeOffChart } from './trade-off-chart.js';

const words = text.tradeOff;

export function createTradeOff(lab: Lab, runner: DesignRun): HTMLElement {
  const { store, engine } = lab;
  /** The question of the points. */
  let asked: State = store.state;
  let points: readonly ParetoPoint[] = [];
  let chosen: ParetoPoint | null = null;
  /** The mixture in the composer before one of the points took its place. */
  let before: State | null = null;
  let running: AbortController | null = null;

  const start = h('button', { type: 'button', class: 'primary', click: () => void run() }, words.start);
  const stop = h(
    'button',
    { type: 'button', class: 'primary stop', hidden: true, click: () => running?.abort() },
    icon('stop'),
    text.design.stop,
  );
  const progress = h('progress', { 'aria-label': words.progress, hidden: true });
  const status = h('p', { class: 'front-status', role: 'status' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const csv = h('button', { type: 'button', class: 'quiet', click: () => save() }, icon('save'), words.csv);
  const intro = h('p', { class: 'hint' });

  const chart = createTradeOffChart((point) => choose(point));
  const values = h('dl', { class: 'front-values' });
  const recipe = h('div', {});
  const use = h('button', { type: 'button', class: 'small', click: () => put() }, text.design.apply);
  const undo = h(
    'button',
    { type: 'button', class: 'quiet', click: () => back() },
    icon('undo'),
    text.design.undo,
  );
  const note = h('p', { class: 'hint' });
  const previewHeading = h('h3', {});
  const preview = h(
    'div',
    { class: 'front-preview' },
    previewHeading,
    values,
    recipe,
    h('div', { class: 'apply' }, use, undo, note),
  );
  const body = h('div', { class: 'front-body', hidden: true }, chart.element, preview);

  const fail = (message: string) => {
    write(problem, message);
    problem.hidden = message === '';
  };

  const run = async () => {
    if (running) return;
    runner.warm();
    running = new AbortController();
    [asked, points, chosen, before] = [store.state, [], null, null];
    const { request, needs } = tradeOffRequest(asked);
    const most = request.points ?? 1;
    let tried = 0;
    fail('');
    busy(true);
    progress.max = most;
    progress.value = 0;
    show();
    try {
      await runner.front(
        request,
        (point) => {
          tried += 1;
          progress.value = tried;
          if (point) points = withFound(points, point);
          write(status, words.found(points.length));
          show();
        },
        running.signal,
      );
      if (points.length === 0) fail(words.none);
    } catch (error) {
      const refused = error as MixGradError;
      if (refused.code !== 'cancelled') fail(refusalOf(refused, asked, needs).message);
    }
    const ended = running.signal.aborted;
    running = null;
    busy(false);
    write(status, points.length === 0 ? '' : words.done(points.length, ended, asked.design.cautious));
    // In the middle both goals get something.
    if (!chosen) chosen = points[Math.floor(points.length / 2)] ?? null;
    show();
  };

  const busy = (on: boolean) => {
    const focused = document.activeElement === (on ? start : stop);
    start.hidden = on;
    stop.hidden = !on;
    progress.hidden = !on;
    if (focused) (on ? stop : start).focus();
    write(start, words.again);
  };

  const choose = (point: ParetoPoint) => {
    chosen = point;
    show();
  };
  const put = () => {
    if (!chosen) return;
    before ??= store.state;
    store.apply(withMixture(store.state, asked, chosen));
    lab.said.set(text.design.announceApplied);
    undo.focus();
  };
  const back = () => {
    if (!before) return;
    const { components, salt, temperature_C } = before;
    before = null;
    store.apply({ ...store.state, components, salt, temperature_C });
    use.focus();
  };
  const save = () => {
    const labels = asked.components.map(({ molecule }) => moleculeLabel(molecule));
    download(words.fileName(labels), 'csv', tradeOffCsv(asked, points));
  };

  const present = (): readonly [number, number] | null => {
    const predicted = engine.predicted.value;
    const found = asked.design.goals.map(({ property, sense }) => {
      const one = predicted?.prediction[property];
      if (!one) return null;
      return asked.design.cautious ? one.interval90[sense === 'lowest' ? 1 : 0] : one.value;
    });
    const [a = null, b = null] = found;
    return a === null || b === null ? null : [a, b];
  };

  const show = () => {
    const fresh = questionKey(asked) === questionKey(store.state);
    body.hidden = points.length === 0;
    csv.hidden = points.length === 0 || running !== null;
    element.classList.toggle('old', !fresh);
    if (points.length > 0) {
      chart.show({ goals: asked.design.goals, points, chosen, present: fresh ? present() : null });
    }
    preview.hidden = !chosen;
    const onMap = fresh && points.length > 0;
    const old = lab.front.value;
    if (onMap || old) {
      lab.front.set(
        onMap
          ? {
              shares: points.map(({ components }) => components),
              chosen: chosen ? points.indexOf(chosen) : -1,
            }
          : null,
      );
    }
    if (!chosen) return;
    write(previewHeading, words.previewHeading(points.indexOf(chosen) + 1, points.length));
    values.replaceChildren(
      ...asked.design.goals.map(({ property }, i) =>
        h(
          'div',
          {},
          h('dt', {}, text.design.property[property]),
          h(
            'dd',
            {},
            h('b', {}, text.design.value(property, chosen?.values[i] ?? 0)),
            ` ${text.design.unit[property]}`,
          ),
        ),
      ),
    );
    recipe.replaceChildren(createRecipe(lab, before ?? store.state, chosen));
    const here = mixtureKey(withMixture(asked, asked, chosen)) === mixtureKey(store.state);
    use.hidden = here || !fresh;
    undo.hidden = !(fresh && before);
    write(note, fresh ? (here ? text.design.applied : '') : words.stale);
  };

  const element = h(
    'section',
    { class: 'card trade-off', 'aria-labelledby': 'trade-off-heading' },
    h('h2', { id: 'trade-off-heading' }, words.heading),
    intro,
    h('div', { class: 'run' }, start, stop, progress, csv),
    problem,
    status,
    body,
  );

  const update = () => {
    const { state } = store;
    if (state.view !== 'design') return;
    const [first, second] = state.design.goals;
    // Without a second goal there is nothing to trade.
    element.hidden = !second;
    const possible = tradesOff(state.design);
    start.disabled = !possible;
    write(
      intro,
      first && second
        ? possible
          ? words.intro(first, second, state.design.most !== null)
          : words.impossible
        : '',
    );
    if (points.length > 0) show();
  };
  store.changes.watch(update);
  engine.predicted.watch(() => points.length > 0 && show());
  update();
  return element;
}
