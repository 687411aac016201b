/** The number, how sure it is, and on what ground it stands. */
import type { Prediction } from '../../mixgrad/mixgrad.js';
import { niceCeiling, ticks } from '../charts/axis.js';
import { h, write } from '../dom.js';
import type { Predicted } from '../engine.js';
import type { Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import { clamp, precise, sentence, significant, trimmed } from '../numbers.js';
import { text } from '../strings/en.js';
import { createDomainBadge } from './domain-badge.js';
import { createTable } from './table.js';

/** Wait this long after the last change before a screen reader is told, in ms. */
const quietTime = 900;

export function createResultPanel(lab: Lab): HTMLElement {
  const number = h('output', { class: 'kappa' }, '–');
  const badge = createDomainBadge();
  const intervalText = h('span', { class: 'interval-text' });
  const gauge = createGauge();
  const meaning = h('p', { class: 'meaning' });
  const reasons = h('ul', { class: 'reasons' });
  const live = h('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const units = h('div', { class: 'table-scroll' });
  const solvents = createSolventFacts();
  const details = h('details', { class: 'details' }, h('summary', {}, text.result.details), units);

  let announcing: ReturnType<typeof setTimeout> | undefined;
  const announce = (message: string) => {
    clearTimeout(announcing);
    announcing = setTimeout(() => write(live, message), quietTime);
  };

  let reasonsShown = '\n';
  const showReasons = (lines: string[]) => {
    const joined = lines.join('\n');
    if (joined === reasonsShown) return;
    reasonsShown = joined;
    reasons.replaceChildren(...lines.map((line) => h('li', {}, sentence(line))));
    reasons.hidden = lines.length === 0;
  };

  const show = ({ state, prediction }: Predicted) => {
    const kappa = prediction.conductivity_mS_per_cm;
    if (!kappa) return;
    element.classList.remove('failed');
    write(number, significant(kappa.value));
    write(intervalText, text.result.interval(kappa.interval90));
    gauge.update(kappa.value, kappa.interval90);
    badge.show(prediction.domain.state);
    write(meaning, text.result.domainMeaning[prediction.domain.state]);
    showReasons(prediction.domain.reasons);
    solvents.show(prediction);
    announce(text.result.announce(kappa.value, kappa.interval90, prediction.domain.state));
    if (details.open)
      units.replaceChildren(
        ...tables(
          state.components.map((c) => shortLabel(c.molecule, 24)),
          prediction,
        ),
      );
  };
  details.addEventListener('toggle', () => {
    if (lab.engine.predicted.value) show(lab.engine.predicted.value);
  });
  lab.engine.predicted.watch((predicted) => predicted && show(predicted));
  lab.engine.failed.watch((failed) => {
    if (!failed) return;
    element.classList.add('failed');
    write(number, '–');
    write(intervalText, '–');
    badge.show(null);
    write(meaning, sentence(failed.error.message));
    showReasons([]);
    announce(`${text.result.failed}. ${failed.error.message}`);
  });

  const element = h(
    'div',
    { class: 'card result-card' },
    h(
      'section',
      { class: 'result', id: 'result', tabindex: '-1', 'aria-labelledby': 'result-heading' },
      h(
        'div',
        { class: 'readout' },
        h('h2', { id: 'result-heading' }, text.result.heading),
        h('p', { class: 'headline' }, number, h('span', { class: 'kappa-unit' }, text.result.unit)),
        badge.element,
        h(
          'p',
          { class: 'interval', title: text.result.intervalHint },
          h('span', { class: 'interval-label' }, text.result.intervalLabel),
          intervalText,
          h('span', { class: 'interval-unit' }, text.result.unit),
        ),
      ),
      gauge.element,
      live,
    ),
    h('div', { class: 'ground' }, meaning, reasons, solvents.element, details),
  );
  return element;
}

/** Density and viscosity of the solvents without the salt, quietly. */
function createSolventFacts() {
  const facts = [
    {
      name: text.result.solventDensity,
      unit: text.mixing.unit.density_g_per_cm3,
      pick: (prediction: Prediction) => prediction.density_g_per_cm3,
      written: (value: number) => text.mixing.value('density_g_per_cm3', value),
    },
    {
      name: text.result.solventViscosity,
      unit: text.mixing.unit.viscosity_mPa_s,
      pick: (prediction: Prediction) => prediction.viscosity_mPa_s,
      written: (value: number) => text.mixing.value('viscosity_mPa_s', value),
    },
  ].map((fact) => ({ ...fact, value: h('span', {}), badge: createDomainBadge() }));
  return {
    element: h(
      'div',
      { class: 'solvent-facts' },
      h('h3', {}, text.result.solvents),
      h(
        'dl',
        {},
        ...facts.map(({ name, value, badge }) =>
          h('div', {}, h('dt', {}, name), h('dd', {}, value, badge.element)),
        ),
      ),
    ),
    show(prediction: Prediction) {
      for (const { unit, pick, written, value, badge } of facts) {
        const found = pick(prediction);
        if (!found) continue;
        const [low, high] = found.interval90;
        write(value, text.result.solventValue(written(found.value), unit, written(low), written(high)));
        badge.show(found.domain.state);
        badge.element.title = found.domain.reasons.map(sentence).join(' ');
      }
    },
  };
}

/** The interval drawn on a scale from 0; decorative, for the words stand beside it. */
function createGauge() {
  const band = h('div', { class: 'gauge-band' });
  const point = h('div', { class: 'gauge-point' });
  const scale = h('div', { class: 'gauge-scale' });
  const element = h(
    'div',
    { class: 'gauge', 'aria-hidden': 'true' },
    h('div', { class: 'gauge-track' }, band, point),
    scale,
  );
  let top = 0;
  return {
    element,
    update(value: number, [low, high]: [number, number]) {
      const wanted = niceCeiling(Math.max(high, value, 1));
      // The scale grows at once but shrinks only when it is far too long: it must not flicker in a drag.
      if (wanted > top || wanted < top / 3) {
        top = wanted;
        scale.replaceChildren(
          ...ticks(0, top, 5).map((tick) => {
            const mark = h('span', { class: tick === top ? 'end' : '' }, trimmed(tick));
            mark.style.left = `${(100 * tick) / top}%`;
            return mark;
          }),
        );
      }
      const percent = (x: number) => clamp((100 * x) / top, 0, 100);
      band.style.left = `${percent(low)}%`;
      band.style.width = `${percent(high) - percent(low)}%`;
      point.style.left = `${percent(value)}%`;
    },
  };
}

function tables(labels: string[], { composition, conductivity_mS_per_cm }: Prediction): Node[] {
  const percent = (share: number | undefined) => trimmed(100 * (share ?? 0), 1);
  const { molecule, mole, mass, volume, coefficient, value, spread } = text.result;
  const coefficients = conductivity_mS_per_cm?.coefficients ?? [];
  return [
    createTable(
      [molecule, mole, mass, volume],
      labels.map((label, i) => [
        label,
        percent(composition.mole[i]),
        percent(composition.mass[i]),
        percent(composition.volume[i]),
      ]),
    ),
    h('p', {}, text.result.saltLine(composition.molality_mol_per_kg, composition.molarity_mol_per_l)),
    h('p', {}, text.result.densityLine(composition.density_g_per_cm3)),
    ...(coefficients.length > 0
      ? [
          h('h3', {}, text.result.coefficients),
          createTable(
            [coefficient, value, spread],
            coefficients.map(({ name, unit, value: mean, sd }) => [
              unit ? `${name}, ${unit}` : name,
              precise(mean),
              precise(sd),
            ]),
          ),
        ]
      : []),
  ];
}
