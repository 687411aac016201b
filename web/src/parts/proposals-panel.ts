/** What to measure next: mixtures proposed by the model and what was measured, to be used, copied or saved. */
import { proposalsCsv } from '../../mixgrad/experiments.js';
import type { MixGradError, Proposal, ProposeRequest } from '../../mixgrad/mixgrad.js';
import { copyText } from '../clipboard.js';
import type { DesignRun } from '../design-run.js';
import { h, write } from '../dom.js';
import { download } from '../download.js';
import { canMove, proposeRequest, type Strategy } from '../experiments.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import type { Measurement } from '../measured.js';
import { questionKey, withMixture } from '../mixture-found.js';
import { sentence, trimmed } from '../numbers.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { proposals as words } from '../strings/proposals.en.js';
import { createNumberInput } from './number-input.js';
import { createSelect } from './select.js';
import { createTable } from './table.js';

const mostExperiments = 24;

/** @param measured what was measured so far */
export function createProposalsPanel(
  lab: Lab,
  runner: DesignRun,
  measured: () => readonly Measurement[],
): HTMLElement {
  const { store } = lab;
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
  const choice = createSelect(
    words.strategy,
    Object.entries(words.strategies).map(([value, label]) => ({ value, label })),
    strategy,
    (chosen) => (strategy = chosen as Strategy),
  );
  const start = h('button', { type: 'button', class: 'small', click: () => void run() }, words.start);
  const status = h('p', { class: 'proposals-status', role: 'status' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const found = h('div', { class: 'proposals-found', hidden: true });
  let shown: { asked: State; key: string } | null = null;

  const fail = (message: string) => {
    write(problem, message);
    problem.hidden = message === '';
  };
  const run = async () => {
    const asked = store.state;
    const rows = measured();
    fail('');
    const wish = { experiments, strategy, measured: rows };
    const request = proposeRequest(asked, lab.about.molality_mol_per_kg[1], wish);
    if (!request) return fail(words.oneGoal);
    if (!canMove(request)) return fail(words.nothingFree);
    start.disabled = true;
    write(status, words.thinking);
    try {
      const { proposals } = await runner.propose(request);
      shown = { asked, key: questionKey(asked) };
      show(asked, request, proposals);
      const taken = request.measured?.length ?? 0;
      const counted = rows.length > 0 ? words.used(taken, rows.length) : words.none;
      write(status, `${words.done(proposals.length)} ${counted}`);
    } catch (error) {
      write(status, '');
      found.hidden = true;
      fail(sentence((error as MixGradError).message));
    } finally {
      start.disabled = false;
    }
  };

  const show = (asked: State, request: ProposeRequest, proposals: readonly Proposal[]) => {
    const { goal } = request;
    const property = 'maximize' in goal ? goal.maximize : goal.minimize;
    const labels = asked.components.map(({ molecule }) => shortLabel(molecule));
    const unit = text.composer.saltUnitName[asked.salt.unit];
    const spotOf = ({ components, salt }: Proposal) =>
      [
        text.map.spot(labels, components),
        ...(request.salt ? [`${trimmed(salt, 2)} ${unit} ${shortLabel(asked.salt.molecule)}`] : []),
      ].join(', ');
    const rows = proposals.map((proposal) => {
      const mixture = spotOf(proposal);
      const [low, high] = proposal.interval90.map((end) => text.design.value(property, end));
      const use = h(
        'button',
        {
          type: 'button',
          class: 'small',
          'aria-label': words.useRow(mixture),
          click: () => {
            store.apply(withMixture(store.state, asked, proposal));
            lab.said.set(words.applied);
          },
        },
        words.use,
      );
      return [
        mixture,
        text.design.value(property, proposal.value),
        `${low} – ${high}`,
        text.result.domainName[proposal.domain.state],
        use,
      ];
    });
    const ids = proposals.flatMap(({ composition_id }) => composition_id ?? []);
    found.hidden = false;
    found.replaceChildren(
      h(
        'div',
        { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': words.table },
        createTable([words.mixture, words.expected(property), words.interval, words.ground, ''], rows),
      ),
      h(
        'div',
        { class: 'proposals-actions' },
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
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            click: () => download(`${labels.join('-')}-experiments`, 'csv', proposalsCsv(proposals, request)),
          },
          icon('save'),
          words.saveCsv,
        ),
      ),
    );
    update();
  };

  const old = h('p', { class: 'hint', hidden: true }, words.old);
  const update = () => {
    const stale = shown !== null && !found.hidden && questionKey(store.state) !== shown.key;
    found.classList.toggle('old', stale);
    old.hidden = !stale;
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
    problem,
    status,
    old,
    found,
  );
}
