/** Improve: the model finds a better composition, the sliders travel there, and the gain is told in words. */
import type { DesignResult, Prediction } from '../../mixgrad/mixgrad.js';
import { shares, withShares } from '../composition.js';
import { h, uniqueId, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { moleculeLabel, shortLabel } from '../library.js';
import { significant } from '../numbers.js';
import { improveRequest, predictRequest } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';

/** A point on the way: shares of the solvents, and the salt amount in the state's unit. */
interface Waypoint {
  shares: number[];
  salt: number;
}

/** The journey lasts this long, in ms: per step, at least, at most. */
const pace = { step: 70, least: 900, most: 2600 };

export function createImproveControl(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const headingId = uniqueId('improve');
  const start = h(
    'button',
    { type: 'button', class: 'primary', click: () => void improve() },
    text.improve.start,
  );
  const stop = h(
    'button',
    { type: 'button', class: 'primary stop', hidden: true, click: () => cancel?.() },
    icon('stop'),
    text.improve.stop,
  );
  const undo = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      hidden: true,
      click: () => {
        store.undo();
        start.focus();
      },
    },
    icon('undo'),
    text.improve.undo,
  );
  const free = h('p', {});
  const held = h('p', {});
  const intro = h('div', { class: 'intro' }, h('p', {}, text.improve.intro), free, held);
  const outcome = h('div', { class: 'outcome', hidden: true });
  const progress = h('p', { class: 'improve-progress', 'aria-hidden': 'true' });
  const status = h('p', { class: 'visually-hidden', role: 'status' });

  const problem = h('p', { class: 'error', role: 'alert', hidden: true });

  let cancel: (() => void) | null = null;

  const clear = () => {
    outcome.hidden = true;
    undo.hidden = true;
    problem.hidden = true;
    intro.hidden = false;
    write(status, '');
    write(progress, '');
    write(start, text.improve.start);
    if (lab.trail.value) lab.trail.set(null);
  };

  const fail = (message: string) => {
    write(progress, '');
    write(status, '');
    write(problem, message);
    problem.hidden = false;
  };

  const running = (on: boolean) => {
    const focused = document.activeElement === (on ? start : stop);
    start.hidden = on;
    stop.hidden = !on;
    if (focused) (on ? stop : start).focus();
    element.classList.toggle('running', on);
  };

  const predict = async (state: State): Promise<Prediction['conductivity_mS_per_cm']> =>
    (await engine.run((api) => api.predict(predictRequest(state)))).conductivity_mS_per_cm;

  const improve = async () => {
    const begin = store.state;
    clear();
    const unlocked = begin.components.filter(({ locked }) => !locked).length;
    if (unlocked < 2 && begin.salt.locked) {
      fail(text.improve.nothingFree);
      return;
    }
    let stopped = false;
    cancel = () => {
      stopped = true;
    };
    running(true);
    write(status, text.improve.thinking);
    write(progress, text.improve.thinking);
    try {
      const before = await predict(begin);
      const result = await engine.run((api) => api.design(improveRequest(begin)));
      if (!stopped && store.state === begin) {
        const path = waypoints(begin, result);
        lab.trail.set(path.map((waypoint) => waypoint.shares));
        const journey = await travel(begin, path);
        store.settle();
        stopped = !journey.arrived;
        if (store.state !== journey.end) return clear();
      } else stopped = true;
      const end = store.state;
      const after = await predict(end);
      if (before && after && store.state === end) report(begin, end, before, after, result, stopped);
    } catch (error) {
      fail((error as Error).message);
    } finally {
      cancel = null;
      running(false);
    }
  };

  /** Moves the state along the path until it arrives, is stopped, or a person takes over. */
  const travel = (begin: State, path: Waypoint[]): Promise<{ arrived: boolean; end: State }> =>
    new Promise((resolve) => {
      const lengths = path.map((point, i) => distance(path[i - 1] ?? point, point));
      const whole = lengths.reduce((sum, length) => sum + length, 0);
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      const duration =
        calm || whole === 0 ? 0 : Math.min(Math.max(pace.step * path.length, pace.least), pace.most);
      const started = performance.now();
      let placed = store.state;
      let over = false;
      cancel = () => {
        over = true;
      };
      const frame = (now: number) => {
        if (over || store.state !== placed) return resolve({ arrived: false, end: placed });
        const time = duration === 0 ? 1 : Math.min(1, (now - started) / duration);
        const eased = time * time * (3 - 2 * time);
        let left = eased * whole;
        let i = 1;
        while (i < path.length - 1 && left > (lengths[i] as number)) left -= lengths[i++] as number;
        const from = path[Math.min(i, path.length - 1) - 1] ?? (path[0] as Waypoint);
        const to = (time === 1 ? path.at(-1) : path[i]) ?? from;
        const t = time === 1 ? 1 : Math.min(1, left / ((lengths[i] as number) || 1));
        const mix = (a: number, b: number) => a + t * (b - a);
        placed = {
          ...begin,
          components: withShares(
            begin.components,
            from.shares.map((share, k) => mix(share, to.shares[k] as number)),
          ),
          salt: {
            ...begin.salt,
            amount: begin.salt.locked ? begin.salt.amount : Number(mix(from.salt, to.salt).toFixed(3)),
          },
        };
        store.change(placed, 'improvement');
        write(progress, text.improve.step(Math.min(i, path.length - 1), path.length - 1));
        if (time === 1) resolve({ arrived: true, end: placed });
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  const report = (
    begin: State,
    end: State,
    before: NonNullable<Prediction['conductivity_mS_per_cm']>,
    after: NonNullable<Prediction['conductivity_mS_per_cm']>,
    result: DesignResult,
    stopped: boolean,
  ) => {
    const percent = before.value > 0 ? 100 * (after.value / before.value - 1) : 0;
    const moves = describeMoves(begin, end);
    const locked = [...begin.components, begin.salt]
      .filter((ingredient) => ingredient.locked)
      .map(({ molecule }) => moleculeLabel(molecule));
    const remarks = [
      ...(stopped ? [text.improve.stopped] : []),
      ...(!stopped && moves.length === 0 ? [text.improve.unmoved] : []),
      ...(!stopped && !result.converged ? [text.improve.unsettled] : []),
      ...(!stopped && result.active_limits.length > 0 ? [text.improve.limits(result.active_limits)] : []),
      ...(locked.length > 0 ? [text.improve.locked(locked)] : []),
    ];
    outcome.replaceChildren(
      h(
        'p',
        { class: 'gain' },
        h('span', { class: 'visually-hidden' }, `${text.improve.before} `),
        h('span', { class: 'gain-before' }, significant(before.value)),
        h('span', { class: 'gain-arrow', 'aria-hidden': 'true' }, '→'),
        h('span', { class: 'visually-hidden' }, ` ${text.improve.after} `),
        h('span', { class: 'gain-after' }, significant(after.value)),
        h('span', { class: 'gain-unit' }, text.result.unit),
        h('span', { class: 'gain-percent' }, text.improve.percent(percent)),
      ),
      h('p', { class: 'gain-interval' }, text.improve.interval(after.interval90)),
      ...(moves.length > 0 ? [h('ul', { class: 'moves' }, ...moves.map((move) => h('li', {}, move)))] : []),
      ...(remarks.length > 0 ? [h('p', { class: 'remarks' }, remarks.join(' '))] : []),
    );
    outcome.hidden = false;
    intro.hidden = true;
    undo.hidden = end === begin;
    write(start, text.improve.again);
    write(progress, '');
    write(status, text.improve.announce(before.value, after.value));
  };

  const plan = () => {
    const { components, salt, temperature_C } = store.state;
    const named = [...components, salt].map((ingredient) => ({
      ...ingredient,
      label: shortLabel(ingredient.molecule),
    }));
    const movable = named.filter(({ locked }) => !locked).map(({ label }) => label);
    const fixed = named.filter(({ locked }) => locked).map(({ label }) => label);
    write(free, movable.length > 0 ? text.improve.free(movable) : text.improve.nothingFree);
    write(held, text.improve.held([...fixed, text.composer.temperatureValue(temperature_C)]));
  };
  store.changes.watch(plan);
  plan();

  // A change by a person makes the report stale.
  store.changes.watch((origin) => {
    if (origin === 'person' && !(outcome.hidden && problem.hidden)) clear();
  });

  const element = h(
    'section',
    { class: 'card improve', 'aria-labelledby': headingId },
    h('h2', { id: headingId }, text.improve.heading),
    h('div', { class: 'improve-body' }, intro, outcome, problem),
    h('div', { class: 'improve-actions' }, start, stop, undo, progress),
    status,
  );
  return element;
}

/** From the present mixture through the optimiser's steps to its best point. */
function waypoints(begin: State, { trace, best }: DesignResult): Waypoint[] {
  const path: Waypoint[] = [{ shares: shares(begin.components), salt: begin.salt.amount }];
  for (const { components, salt } of [...trace, best]) {
    const next = { shares: components, salt };
    if (distance(path.at(-1) as Waypoint, next) > 1e-4) path.push(next);
  }
  return path;
}

/** How far the eye sees them apart: shares count as such, 1 mol counts as half of the whole range of shares. */
const distance = (a: Waypoint, b: Waypoint): number =>
  Math.hypot(...a.shares.map((share, i) => share - (b.shares[i] as number)), 0.5 * (a.salt - b.salt));

function describeMoves(begin: State, end: State): string[] {
  const [from, to] = [shares(begin.components), shares(end.components)];
  const moves = begin.components.flatMap(({ molecule }, i) => {
    const [a, b] = [100 * (from[i] ?? 0), 100 * (to[i] ?? 0)];
    return Math.abs(a - b) < 0.005 ? [] : [text.improve.move(shortLabel(molecule), a, b, '%')];
  });
  const { salt } = begin;
  return salt.amount === end.salt.amount
    ? moves
    : [
        ...moves,
        text.improve.move(
          shortLabel(salt.molecule),
          salt.amount,
          end.salt.amount,
          text.composer.saltUnitName[salt.unit],
        ),
      ];
}
