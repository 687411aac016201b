/** Measured values beside the model's: pasted or dropped as a table, shown as a plot and with the mean error. */
import { linear, niceCeiling, ticks } from '../charts/axis.js';
import { h, svg, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { agreement, type Comparison, type Measurement, parseMeasured } from '../measured.js';
import { sentence, trimmed } from '../numbers.js';
import { text } from '../strings/en.js';
import { createTable } from './table.js';

const words = text.measured;
const size = { side: 300, left: 46, bottom: 40, top: 10, right: 10 };

/** @param tell the mixtures that could be read, whenever they change */
export function createMeasuredPanel(lab: Lab, tell: (rows: readonly Measurement[]) => void): HTMLElement {
  const { store, engine } = lab;
  const box = h('textarea', {
    class: 'paste',
    rows: 6,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-label': words.paste,
    placeholder: words.placeholder,
    input: () => void compare(),
  });
  const file = h('input', {
    type: 'file',
    accept: '.csv,.tsv,.txt,text/csv,text/plain',
    'aria-label': words.file,
    change: () => void take(file.files?.[0]),
  });
  const take = async (given: File | null | undefined) => {
    if (!given) return;
    // What is far too long is not even read.
    box.value = given.size > 1_000_000 ? '' : await given.text();
    file.value = '';
    if (given.size > 1_000_000) showProblems([words.tooLong]);
    else void compare();
  };
  const intro = h('p', { class: 'hint' });
  const problems = h('div', { class: 'error measured-problems', role: 'status' });
  const summary = h('p', { class: 'measured-summary', role: 'status' });
  const figure = h('div', { class: 'measured-figure', hidden: true });
  const showProblems = (lines: readonly string[]) =>
    problems.replaceChildren(
      ...(lines.length > 0 ? [h('ul', {}, ...lines.map((line) => h('li', {}, line)))] : []),
    );

  let newest = 0;
  const compare = async () => {
    const mine = ++newest;
    const { state } = store;
    const property = state.design.goals[0]?.property ?? 'conductivity_mS_per_cm';
    const { rows, problems: found } = parseMeasured(box.value, lab.library, state);
    tell(rows);
    const compared: (Comparison & { row: Measurement })[] = [];
    for (const row of rows) {
      try {
        const prediction = await engine.run((api) => api.predict({ ...row.mixture, properties: [property] }));
        const value = prediction[property];
        if (value) {
          compared.push({
            row,
            measured: row.measured,
            predicted: value.value,
            interval90: value.interval90,
          });
        }
      } catch (error) {
        found.push(`${row.label}: ${sentence((error as Error).message)}`);
      }
      // Another table or another property came meanwhile.
      if (mine !== newest) return;
    }
    showProblems(found);
    figure.hidden = compared.length === 0;
    const { mae, bias, inside } = agreement(compared);
    write(summary, compared.length > 0 ? words.summary(compared.length, property, mae, bias, inside) : '');
    figure.replaceChildren(
      ...(compared.length > 0
        ? [
            createParity(compared, text.design.unit[property]),
            h(
              'div',
              { class: 'table-scroll', tabindex: '0', role: 'group', 'aria-label': words.table },
              createTable(
                [words.mixture, words.measured, words.predicted, words.interval],
                compared.map(({ row, measured, predicted, interval90: [low, high] }) => [
                  row.label,
                  trimmed(measured, 4),
                  text.design.value(property, predicted),
                  `${text.design.value(property, low)} – ${text.design.value(property, high)}`,
                ]),
              ),
            ),
          ]
        : []),
    );
  };

  let property = '';
  const update = () => {
    const now = store.state.design.goals[0]?.property ?? 'conductivity_mS_per_cm';
    if (now === property) return;
    property = now;
    write(intro, words.intro(now));
    if (box.value) void compare();
  };
  store.changes.watch(update);
  update();

  const element = h(
    'section',
    { class: 'card measured', 'aria-labelledby': 'measured-heading' },
    h('h2', { id: 'measured-heading' }, words.heading),
    intro,
    h(
      'div',
      { class: 'measured-input' },
      box,
      h('label', { class: 'small file' }, file, h('span', {}, words.file)),
    ),
    problems,
    summary,
    figure,
  );
  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    element.classList.add('dropping');
  });
  element.addEventListener('dragleave', () => element.classList.remove('dropping'));
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    element.classList.remove('dropping');
    void take(event.dataTransfer?.files[0]);
  });
  return element;
}

/** Predicted over measured, with the interval of each; on the line they agree. The words stand in the summary. */
function createParity(pairs: readonly Comparison[], unit: string): SVGSVGElement {
  const all = pairs.flatMap(({ measured, predicted }) => [measured, predicted]);
  const low = Math.min(0, ...all) < 0 ? -niceCeiling(-Math.min(...all)) : 0;
  const high = niceCeiling(Math.max(1e-3, ...all) * 1.02);
  const { side, left, bottom, top, right } = size;
  const x = linear(low, high, left, left + side);
  const y = linear(low, high, top + side, top);
  const width = left + side + right;
  const height = top + side + bottom;
  const clamp = (value: number) => Math.min(Math.max(value, low), high);
  return svg(
    'svg',
    { class: 'plot parity', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    svg(
      'g',
      { class: 'grid' },
      ...ticks(low, high, 5).flatMap((tick) => [
        svg('line', { x1: x(low), x2: x(high), y1: y(tick), y2: y(tick) }),
        svg('text', { x: left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, trimmed(tick, 6)),
        svg('text', { x: x(tick), y: top + side + 18, 'text-anchor': 'middle' }, trimmed(tick, 6)),
      ]),
    ),
    svg('line', { class: 'agree', x1: x(low), y1: y(low), x2: x(high), y2: y(high) }),
    ...pairs.map(({ measured, interval90 }) =>
      svg('line', {
        class: 'whisker',
        x1: x(measured),
        x2: x(measured),
        y1: y(clamp(interval90[0])),
        y2: y(clamp(interval90[1])),
      }),
    ),
    ...pairs.map(({ measured, predicted }) =>
      svg('circle', { class: 'pair', cx: x(measured), cy: y(predicted), r: 5 }),
    ),
    svg('text', { x: left + side, y: height - 4, 'text-anchor': 'end' }, `${words.measured}, ${unit}`),
    svg('text', { x: left + 8, y: top + 12 }, `${words.predicted}, ${unit}`),
  );
}
