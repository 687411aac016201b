/** What to measure next: mixtures proposed by the model and what was measured, to be used, copied or saved. */
import { proposalsCsv } from '../../mixgrad/experiments.js';
import type { MixGradError, ProposeRequest, ProposeResult } from '../../mixgrad/mixgrad.js';
import { copyText } from '../clipboard.js';
import type { DesignRun } from '../design-run.js';
import { h, write } from '../dom.js';
import { download } from '../download.js';
import {
  canMove,
  experimentOf,
  proposeRequest,
  reasonsOf,
  strategies,
  type Strategy,
} from '../experiments.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import type { Measurement } from '../measured.js';
import { mixtureKey, questionKey, withMixture } from '../mixture-found.js';
import { trimmed } from '../numbers.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { proposals as words } from '../strings/proposals.en.js';
import { createDomainBadge } from './domain-badge.js';
import { createNumberInput } from './number-input.js';
import { refusalOf } from './refusal.js';
import { createSelect } from './select.js';
import { createTable } from './table.js';

const mostExperiments = 24;

const hidden = (label: string) => h('span', { class: 'visually-hidden' }, label);

/** @param measured what was measured so far */
export function createProposalsPanel(
  lab: Lab,
  runner: DesignRun,
  measured: () => readonly Measurement[],
): HTMLElement {
  const { store, engine } = lab;
  let experiments = 6;
  let strategy: Strategy = 'upper_confidence';
  const count = createNumberInput({
    label: words.count,
    low: 1,
    high: mostExperiments,
    digits: 0,
    onChange: (value) => {
      experiments = Math.round(value ?? experiments);
      count.show(experiments);
    },
  });
  count.show(experiments);
  const strategyHint = h('p', { class: 'hint' }, words.strategyHints[strategy]);
  const choice = createSelect(
    words.strategy,
    strategies.map((value) => ({ value, label: words.strategies[value] })),
    strategy,
    (chosen) => {
      strategy = chosen as Strategy;
      write(strategyHint, words.strategyHints[strategy]);
    },
  );
  const start = h('button', { type: 'button', class: 'primary', click: () => void run() }, words.start);
  const status = h('p', { class: 'proposals-status', role: 'status' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const found = h('div', { class: 'proposals-found', hidden: true });
  const old = h('p', { class: 'hint', hidden: true }, words.old);
  /** The question of the proposals, and their buttons with the mixture that each stands for. */
  let shown: { key: string; uses: { button: HTMLElement; key: string }[] } | null = null;

  const fail = (message: string) => {
    write(problem, message);
    problem.hidden = message === '';
  };
  const run = async () => {
    const asked = store.state;
    const rows = measured();
    fail('');
    const question = proposeRequest(asked, lab.about.molality_mol_per_kg[1], { experiments, strategy });
    if (!question) return fail(words.oneGoal);
    if (!canMove(question.request)) return fail(words.nothingFree);
    start.disabled = true;
    write(status, words.thinking);
    try {
      const known = await Promise.all(
        rows.map((row) =>
          experimentOf(row, question.request, (request) => engine.run((api) => api.predict(request))),
        ),
      );
      const request = { ...question.request, measured: known.filter((each) => each !== null) };
      const result = await runner.propose(request);
      show(asked, request, result);
      write(status, words.done(result.proposals.length, countedIn(request, result, rows.length)));
    } catch (error) {
      const refused = error as MixGradError;
      write(status, '');
      shown = null;
      if (refused.code !== 'terminated') fail(refusalOf(refused, asked, question.needs).message);
    }
    start.disabled = false;
    update();
  };

  const countedIn = ({ goal }: ProposeRequest, { comparison }: ProposeResult, all: number) => {
    if (all === 0) return words.none;
    const best = comparison?.points[comparison.best]?.measured ?? 0;
    const property = 'maximize' in goal ? goal.maximize : goal.minimize;
    return words.used(comparison?.points.length ?? 0, all, text.design.valueWithUnit(property, best));
  };

  const show = (asked: State, request: ProposeRequest, { proposals }: ProposeResult) => {
    const { goal } = request;
    const [property, sign] =
      'maximize' in goal ? ([goal.maximize, 1] as const) : ([goal.minimize, -1] as const);
    const reasons = reasonsOf(proposals, sign);
    const labels = asked.components.map(({ molecule }) => shortLabel(molecule));
    const saltText = (amount: number) =>
      `${trimmed(amount, 2)} ${text.composer.saltUnitName[asked.salt.unit]} ${shortLabel(asked.salt.molecule)}`;
    const uses: { button: HTMLElement; key: string }[] = [];
    const rows = proposals.map((proposal, i) => {
      const { components, salt, value, interval90, acquisition, domain } = proposal;
      const mixture = [text.map.spot(labels, components), ...(request.salt ? [saltText(salt)] : [])].join(
        ', ',
      );
      const [low, high] = interval90.map((end) => text.design.value(property, end));
      const badge = createDomainBadge();
      badge.show(domain.state);
      const reason = reasons[i];
      const why = reason ? words.why(property, sign, request.strategy ?? strategy, reason, acquisition) : '';
      const button = h('button', {
        type: 'button',
        class: 'small',
        'aria-label': words.useRow(mixture),
        click: () => {
          store.apply(withMixture(store.state, asked, proposal));
          lab.said.set(words.applied);
        },
      });
      uses.push({ button, key: mixtureKey(withMixture(asked, asked, proposal)) });
      return [
        h('div', {}, mixture, h('div', { class: 'proposal-why' }, badge.element, h('span', {}, why))),
        h(
          'div',
          { class: 'proposal-value' },
          h('b', {}, text.design.value(property, value)),
          ` ${low} – ${high}`,
        ),
        button,
      ];
    });
    const ids = proposals.flatMap(({ composition_id }) => composition_id ?? []);
    found.replaceChildren(
      h(
        'div',
        { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': words.table },
        createTable([words.mixture, words.expected(property), hidden(words.inComposer)], rows),
      ),
      h(
        'div',
        { class: 'proposals-actions' },
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            click: () => download(words.fileName(labels), 'csv', proposalsCsv(proposals, request)),
          },
          icon('save'),
          words.saveCsv,
        ),
        ids.length === proposals.length &&
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              click: () => void copyText(lab, `${ids.join('\n')}\n`, words.copiedIds),
            },
            icon('copy'),
            words.copyIds,
          ),
      ),
    );
    shown = { key: questionKey(asked), uses };
  };

  const update = () => {
    const stale = shown !== null && questionKey(store.state) !== shown.key;
    found.hidden = shown === null;
    found.classList.toggle('old', stale);
    old.hidden = !stale;
    const now = mixtureKey(store.state);
    for (const { button, key } of shown?.uses ?? []) {
      button.parentElement?.parentElement?.classList.toggle('here', key === now);
      write(button, key === now ? text.design.used : text.design.use);
    }
  };
  store.changes.watch(update);

  return h(
    'section',
    { class: 'card proposals', 'aria-labelledby': 'proposals-heading' },
    h('h2', { id: 'proposals-heading' }, words.heading),
    h('p', { class: 'hint' }, words.intro),
    h(
      'div',
      { class: 'proposals-wish' },
      h('label', {}, words.count, count.input),
      h('label', {}, words.strategy, choice),
      start,
    ),
    count.error,
    strategyHint,
    problem,
    status,
    old,
    found,
  );
}
