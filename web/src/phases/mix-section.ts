/** Will it mix? Two molecules over a range of temperatures. */
import { groups as scored, of as asked, right as hits } from '../../../weights/miscibility.json';
import type { BinaryPhaseDiagram, Miscibility } from '../../mixgrad/mixgrad.js';
import { h, set, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import { parseDecimal, sentence, significant, trimmed } from '../numbers.js';
import { createDomainBadge } from '../parts/domain-badge.js';
import { createPairComposer } from '../parts/pair-composer.js';
import { celsius, kelvin } from '../requests.js';
import { bounds, type Pair } from '../state.js';
import { phases as text } from '../strings/phases.en.js';
import { leastSpan } from './keys.js';
import { lever, readAt, type Verdict, verdictOf } from './mixing-diagram.js';
import { newestOnly } from './newest.js';
import { knownPairs } from './presets.js';
import { createTemperatureChart } from './temperature-chart.js';
import { createThirdLiquid } from './third-liquid.js';

/** Isotherms of a diagram. */
const points = 31;

interface Shown {
  pair: Pair;
  range_C: readonly [number, number];
  miscibility: Miscibility;
}

export function createMixSection(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const badge = createDomainBadge();
  const verdict = h('p', { class: 'phases-verdict', role: 'status' });
  const agreement = h('p', { class: 'intro' });
  const here = h('p', { class: 'phases-here' });
  const gammas = [0, 1].map(() => {
    const [value, spread] = [h('span', {}), h('span', { class: 'remark' })];
    return { name: h('dt', {}), value, spread, element: h('dd', {}, value, ' ', spread) };
  });
  const reasons = h('ul', { class: 'reasons' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const headingId = uniqueId('mix-result');
  const chart = createTemperatureChart(lab);
  const ends = createRangeFields(lab);
  let shown: Shown | null = null;

  const mark = () => {
    if (!shown) return;
    const { pair, miscibility } = shown;
    const { mole_fraction: x, temperature_C } = store.state;
    const reading = readAt(miscibility.diagram as BinaryPhaseDiagram, kelvin(temperature_C));
    const at = trimmed(temperature_C);
    const gap = reading?.gaps.find(([left, right]) => x > left && x < right);
    const words = !reading
      ? text.mix.outsideRange
      : gap
        ? text.mix.two(
            shortLabel(pair[0], 20),
            text.x(gap[0]),
            text.x(gap[1]),
            text.percent(1 - lever(x, gap)),
            text.percent(lever(x, gap)),
          )
        : text.mix.one(at);
    write(here, words);
    const byHeads = miscibility.heads.flatMap((head) => {
      const each = head.components === 2 ? readAt(head, kelvin(temperature_C)) : null;
      return each ? [each.ln_gamma_infinite] : [];
    });
    gammas.forEach(({ name, value, spread }, i) => {
      const spreads = byHeads.map((ln) => ln[i] ?? 0);
      write(name, text.mix.dilutionOf(shortLabel(pair[i] as Pair[0], 20)));
      write(value, reading ? significant(reading.ln_gamma_infinite[i] ?? 0) : '–');
      write(
        spread,
        spreads.length > 0 ? text.mix.dilutionHeads(Math.min(...spreads), Math.max(...spreads)) : '',
      );
    });
    chart.mark(words, gap ?? null);
  };

  const show = () => {
    if (!shown) return;
    const { pair, range_C, miscibility } = shown;
    const words = verdictWords(verdictOf(miscibility), range_C);
    write(verdict, words);
    write(agreement, agreementWords(miscibility, store.state.temperature_C));
    badge.show(miscibility.domain.state);
    reasons.replaceChildren(...miscibility.domain.reasons.map((reason) => h('li', {}, sentence(reason))));
    chart.draw(miscibility, range_C, shortLabel(pair[0], 22), words);
    mark();
  };

  const view = h(
    'div',
    { class: 'phases-mix' },
    h(
      'div',
      { class: 'phases-column' },
      createPairComposer(lab, knownPairs),
      h(
        'section',
        { class: 'card phases-result', id: 'phases-result', tabindex: '-1', 'aria-labelledby': headingId },
        h('div', { class: 'chart-head' }, h('h2', { id: headingId }, text.mix.heading), badge.element),
        problem,
        verdict,
        agreement,
        h('h3', {}, text.mix.here),
        here,
        h('dl', { class: 'phases-facts' }, ...gammas.flatMap(({ name, element }) => [name, element])),
        h('h3', {}, text.mix.trust, ' ', h('span', { class: 'tag tag-learned' }, text.mix.learned)),
        reasons,
        h('p', { class: 'intro' }, biasWords()),
      ),
    ),
    h(
      'div',
      { class: 'phases-charts' },
      h(
        'section',
        { class: 'card chart phases-chart', 'aria-labelledby': 'phases-tx' },
        h('div', { class: 'chart-head' }, h('h2', { id: 'phases-tx' }, text.mix.chart), ends),
        chart.element,
      ),
      createThirdLiquid(lab),
    ),
  );

  const wish = () => {
    const { pair, phases } = store.state;
    return { pair, range_C: phases.range_C };
  };
  const keyOf = (of: ReturnType<typeof wish>) => JSON.stringify([of.pair, of.range_C]);
  let done = '';
  let failed = '';
  const settle = () => {
    const stale = done !== keyOf(wish());
    view.classList.toggle('stale', stale);
    view.setAttribute('aria-busy', String(stale && !failed));
  };
  const compute = newestOnly(async ({ pair, range_C }: ReturnType<typeof wish>) => {
    const key = keyOf({ pair, range_C });
    if (key === done || key === failed) return;
    const temperature_K = { from: kelvin(range_C[0]), to: kelvin(range_C[1]), points };
    try {
      const miscibility = await engine.run((api) =>
        api.miscibility({ components: [...pair], temperature_K }),
      );
      shown = { pair, range_C, miscibility };
      done = key;
      failed = '';
      show();
    } catch (error) {
      failed = key;
      write(problem, text.failed(sentence((error as Error).message)));
    }
    problem.hidden = failed === '';
    settle();
  });
  const update = () => {
    if (store.state.view !== 'phases' || store.state.phases.section !== 'mix') return;
    settle();
    compute(wish());
    if (shown) {
      write(agreement, agreementWords(shown.miscibility, store.state.temperature_C));
      mark();
    }
  };
  store.changes.watch(update);
  update();
  return view;
}

function verdictWords(verdict: Verdict, [low, high]: readonly [number, number]): string {
  switch (verdict.kind) {
    case 'mixes':
      return text.mix.mixes(trimmed(low), trimmed(high));
    case 'parts':
      return text.mix.parts(trimmed(low), trimmed(high));
    case 'below':
      return text.mix.below(verdict.temperature_K);
    case 'above':
      return text.mix.above(verdict.temperature_K);
    case 'between':
      return text.mix.between(verdict.low, verdict.high);
    default:
      return text.mix[verdict.kind];
  }
}

function agreementWords({ temperature_K, heads_that_split, heads }: Miscibility, now_C: number): string {
  const [low, high] = [temperature_K[0] ?? 0, temperature_K.at(-1) ?? 0];
  const known = heads_that_split.filter((share) => share !== null);
  const criticals = heads.flatMap((head) =>
    head.components === 2 ? head.critical.filter(({ stable }) => stable) : [],
  );
  const temperatures = criticals.map((point) => point.temperature_K);
  const spread =
    criticals.length === heads.length && new Set(criticals.map(({ upper }) => upper)).size === 1
      ? ` ${text.mix.spread(Math.min(...temperatures), Math.max(...temperatures))}`
      : '';
  if (known.every((share) => share === 0) || known.every((share) => share === 1))
    return text.mix.agree(heads.length);
  const T = Math.min(Math.max(kelvin(now_C), low), high);
  const nearest = Math.round(((T - low) / (high - low)) * (temperature_K.length - 1));
  const split = Math.round((heads_that_split[nearest] ?? 0) * heads.length);
  return text.mix.disagree(heads.length, split, trimmed(celsius(temperature_K[nearest] ?? T), 0)) + spread;
}

/** What the score over known pairs says about the kind of error. */
function biasWords(): string {
  let [missed, invented] = [0, 0];
  for (const [name, { right, of }] of Object.entries(scored)) {
    if (name.endsWith('splits')) missed += of - right;
    else invented += of - right;
  }
  return text.mix.bias(hits, asked, missed, invented);
}

/** The ends of the diagram, typed. */
function createRangeFields(lab: Lab): HTMLElement {
  const { store } = lab;
  const errorId = uniqueId('error');
  const error = h('p', { class: 'error', id: errorId, role: 'status', hidden: true });
  const [lowest, highest] = bounds.temperature_C;
  const fields = [text.mix.rangeFrom, text.mix.rangeTo].map((label) =>
    h('input', {
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      class: 'number',
      'aria-label': label,
      'aria-describedby': errorId,
    }),
  );
  const put = () => {
    const { range_C } = store.state.phases;
    fields.forEach((field, i) => {
      if (document.activeElement !== field) field.value = trimmed(range_C[i] ?? 0);
    });
  };
  const read = () => {
    const [low, high] = fields.map(({ value }) => parseDecimal(value));
    const good =
      typeof low === 'number' &&
      typeof high === 'number' &&
      low >= lowest &&
      high <= highest &&
      high - low >= leastSpan;
    write(error, good ? '' : text.mix.badRange(lowest, highest, leastSpan));
    error.hidden = good;
    for (const field of fields) set(field, { 'aria-invalid': String(!good) });
    if (good) store.apply({ ...store.state, phases: { ...store.state.phases, range_C: [low, high] } });
  };
  for (const field of fields) {
    field.addEventListener('change', read);
    field.addEventListener('focus', () => field.select());
  }
  store.changes.watch(put);
  put();
  return h(
    'div',
    { class: 'phases-range' },
    h('span', { class: 'remark' }, text.mix.range),
    fields[0],
    h('span', { class: 'remark' }, text.mix.to),
    fields[1],
    h('span', { class: 'remark' }, '°C'),
    error,
  );
}
