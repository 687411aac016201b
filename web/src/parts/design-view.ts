/** A question about the mixture, and the mixture that answers it best. */
import type { MixGradError } from '../../mixgrad/mixgrad.js';
import { askedProperties } from '../design.js';
import type { DesignRun } from '../design-run.js';
import { h, write } from '../dom.js';
import { icon } from '../icons.js';
import type { Lab } from '../lab.js';
import { sentence } from '../numbers.js';
import { designRequest } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import {
  createAnswerBody,
  createApply,
  createSteps,
  needIndex,
  needText,
  oneLiquidAt,
} from './design-answer.js';
import { createDesignQuestion } from './design-question.js';
import { createMeasuredPanel } from './measured-panel.js';

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
      body.replaceChildren(createAnswerBody(lab, found, applied.element));
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
    if (error.code === 'no_finite_value' && asked.design.ground === 'known ground') {
      return fail(words.noGround, false);
    }
    const others = error.message.includes('together with the other limits');
    const cold = oneLiquidAt(/^'(.*)'/.exec(error.message)?.[1] ?? '');
    if (error.code === 'infeasible' && cold !== null) {
      return fail(words.cannot(sentence(words.oneLiquidAt(cold)).replace(/\.$/, ''), others, ''), true);
    }
    const index = needIndex(needs, error.field);
    const need = index === null ? undefined : asked.design.needs[index];
    if (error.code !== 'infeasible' || !need) return fail(sentence(error.message), false);
    const nearest = Number(/nearest found is (\S+)$/.exec(error.message)?.[1] ?? Number.NaN);
    const what = sentence(needText(need)).replace(/\.$/, '');
    fail(words.cannot(what, others, Number.isFinite(nearest) ? words.nearestValue(need, nearest) : ''), true);
    question.complain(index, words.cannotHere);
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

  let shownDesign = store.state.design;
  const update = () => {
    const { state } = store;
    if (state.view === 'design') runner.warm();
    answer.classList.toggle('old', applied.update());
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
    createMeasuredPanel(lab),
  );
}

/** With one free solvent its share is what the others leave. */
function nothingFree({ components, salt, design }: State): boolean {
  const solvents = components.filter(({ locked }) => !locked).length;
  const saltMoves = !salt.locked && askedProperties(design).has('conductivity_mS_per_cm');
  return solvents < 2 && !saltMoves && !design.temperature.free;
}
