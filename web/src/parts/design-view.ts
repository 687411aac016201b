/** A question about the mixture, and the mixture that answers it best. */
import type { DesignResult, MixGradError } from '../../mixgrad/mixgrad.js';
import { shares } from '../composition.js';
import { askedProperties } from '../design.js';
import type { DesignRun } from '../design-run.js';
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import type { Measurement } from '../measured.js';
import { designRequest } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { createAnswerBody, createApply, createSteps } from './design-answer.js';
import { createDesignQuestion } from './design-question.js';
import { createMeasuredPanel } from './measured-panel.js';
import { createMixtureList } from './mixture-list.js';
import { createProposalsPanel } from './proposals-panel.js';
import { refusalOf } from './refusal.js';
import { createTradeOff } from './trade-off-panel.js';

const words = text.design;

export function createDesignView(lab: Lab, runner: DesignRun): HTMLElement {
  const { store } = lab;
  const start = h('button', { type: 'button', class: 'primary', click: () => void run() }, words.start);
  const stop = h(
    'button',
    { type: 'button', class: 'primary stop', hidden: true, click: () => runner.stop() },
    icon('stop'),
    words.stop,
  );
  const progress = h('span', { class: 'improve-progress', 'aria-hidden': 'true' });
  const question = createDesignQuestion(lab);

  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const advice = h('p', { class: 'hint', hidden: true }, words.advice);
  const body = h('div', { class: 'answer-place' }, createSteps());
  const status = h('p', { class: 'visually-hidden', role: 'status' });
  const others = createMixtureList(lab);
  const applied = createApply(lab, () => write(status, words.announceApplied));
  const answer = h(
    'section',
    {
      class: 'card answer',
      id: 'design-result',
      tabindex: '-1',
      'aria-labelledby': 'answer-heading',
    },
    h('h2', { id: 'answer-heading' }, words.answerHeading),
    h('div', { class: 'run' }, start, stop, progress),
    problem,
    advice,
    body,
    status,
  );

  let underWay = false;
  const running = (on: boolean) => {
    underWay = on;
    const focused = document.activeElement === (on ? start : stop);
    start.hidden = on;
    stop.hidden = !on;
    if (focused) (on ? stop : start).focus();
    write(progress, on ? words.thinking : '');
    answer.setAttribute('aria-busy', String(on));
  };
  const fail = (message: string, more: boolean) => {
    write(problem, message);
    problem.hidden = message === '';
    advice.hidden = !more;
    if (message !== '') {
      body.replaceChildren();
      applied.show(null);
    }
  };

  const run = async () => {
    if (underWay) return;
    const asked = store.state;
    question.complain(null, '');
    fail('', false);
    if (nothingFree(asked)) return fail(words.nothingFree, false);
    const { request, needs } = designRequest(asked);
    running(true);
    write(status, words.thinking);
    try {
      const result = await runner.run(request);
      const found = { asked, needs, result };
      others.show(asked, result.mixtures ?? []);
      body.replaceChildren(createAnswerBody(lab, found, applied.element, others.element));
      applied.show(found);
      answer.classList.toggle('old', applied.update());
      write(start, words.again);
      const property = asked.design.goals[0]?.property;
      const [from, to] = property
        ? [result.before.properties[property], result.best.properties[property]]
        : [];
      write(
        status,
        property && from && to
          ? words.announce(property, from.value, to.value, result.best.domain.state)
          : '',
      );
      lab.trail.set(pathOf(asked, result));
      showAnswer();
    } catch (error) {
      write(status, '');
      tell(error as MixGradError, asked, needs);
    } finally {
      running(false);
    }
  };

  const tell = (error: MixGradError, asked: State, needs: readonly number[]) => {
    if (error.code === 'terminated') return fail(words.stopped, false);
    const { message, need } = refusalOf(error, asked, needs);
    fail(message, need !== null);
    if (need === null) return;
    question.complain(need, words.cannotHere);
    showAnswer();
  };

  /** On a phone the answer is far below the button. */
  const showAnswer = () => {
    const box = answer.getBoundingClientRect();
    if (box.top > window.innerHeight - 120 || box.bottom < 120) {
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      answer.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
    }
  };

  let measured: readonly Measurement[] = [];
  let shownDesign = store.state.design;
  const update = () => {
    const { state } = store;
    if (state.view === 'design') runner.warm();
    const old = applied.update();
    answer.classList.toggle('old', old);
    if (old && state.view === 'design' && lab.trail.value) lab.trail.set(null);
    if (shownDesign !== state.design) {
      shownDesign = state.design;
      question.complain(null, '');
    }
  };
  store.changes.watch(update);
  update();

  return h(
    'div',
    {},
    h('div', { class: 'composer-place' }),
    question.element,
    answer,
    createTradeOff(lab, runner),
    h('div', { class: 'map-place' }),
    createProposalsPanel(lab, runner, () => measured),
    createMeasuredPanel(lab, (rows) => (measured = rows)),
  );
}

/** From the mixture as it was along the steps of the run to its best point, in shares. */
const pathOf = ({ components }: State, { trace, best }: DesignResult): number[][] => [
  shares(components),
  ...trace.map((step) => step.components),
  best.components,
];

/** With one free solvent its share is what the others leave. */
function nothingFree({ components, salt, design }: State): boolean {
  const solvents = components.filter(({ locked }) => !locked).length;
  const saltMoves = !salt.locked && askedProperties(design).has('conductivity_mS_per_cm');
  return solvents < 2 && !saltMoves && !design.temperature.free;
}
