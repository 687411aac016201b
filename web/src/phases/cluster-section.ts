/** The micelle-like clusters of a formulation: a picture, numbers, and what dilution and warming do to them. */
import '../styles/clusters.css';
import type { Curve, Microstructure, MoleculeRef, Prediction, Solvation } from '../../mixgrad/mixgrad.js';
import { interpolate } from '../charts/curve.js';
import { niceCeiling, niceRange } from '../charts/axis.js';
import { h, uniqueId, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { clamp, sentence } from '../numbers.js';
import { createLinePlot, type Landmark, type LinePlotOptions, type Titles } from '../parts/line-plot.js';
import { kelvin, type Range } from '../requests.js';
import { text as words } from '../strings/en.js';
import { phases as text } from '../strings/phases.en.js';
import { countsOf } from './cluster-layout.js';
import { createClusterPicture } from './cluster-picture.js';
import {
  dilutionCurves,
  dissolvedRequest,
  microstructureRequest,
  type Sizes,
  sizesOf,
  warming,
  warmingCurves,
} from './clusters.js';
import { leastSalt, massRequest, solvationRequest } from './solvation.js';
import type { PhasesState, Triple } from './keys.js';
import type { SystemModel } from './lhce.js';
import { newestOnly } from './newest.js';

/** A formulation under its model. */
export interface Formulation {
  system: SystemModel;
  phases: PhasesState;
  temperature_C: number;
  labels: Triple<string>;
}

export interface ClusterSection {
  element: HTMLElement;
  show(formulation: Formulation): void;
}

export function createClusterSection(lab: Lab): ClusterSection {
  const { engine } = lab;
  const headingId = uniqueId('clusters');
  const status = h('p', { class: 'cluster-status', role: 'status', hidden: true });
  const picture = createClusterPicture();
  const facts = h('dl', { class: 'phases-facts cluster-facts' });
  const charts = createCharts(lab);
  const content = h(
    'div',
    { hidden: true },
    h('div', { class: 'cluster-top' }, picture.element, facts),
    h('div', { class: 'cluster-charts' }, ...charts.elements),
  );
  const element = h(
    'section',
    { class: 'card phases-clusters', 'aria-labelledby': headingId, 'aria-busy': 'true' },
    h(
      'div',
      { class: 'chart-head' },
      h('h2', { id: headingId }, text.clusters.heading),
      h('span', { class: 'tag tag-illustrative' }, text.clusters.tag),
    ),
    h('p', { class: 'intro' }, text.clusters.intro),
    status,
    content,
  );

  let known: { key: string; value: Sizes } | null = null;
  const learnSizes = async ([salt, solvent, diluent]: Triple<MoleculeRef>): Promise<Sizes> => {
    const key = JSON.stringify([salt, solvent, diluent]);
    if (known?.key === key) return known.value;
    const [first, second, dissolved] = await Promise.all(
      [massRequest(solvent), massRequest(diluent), dissolvedRequest(salt, solvent)].map((request) =>
        engine.run((api) => api.predict(request)),
      ),
    );
    const value = sizesOf(first as Prediction, second as Prediction, dissolved as Prediction);
    known = { key, value };
    return value;
  };

  const say = (why: string | null) => {
    status.hidden = why === null;
    content.hidden = why !== null;
    if (why !== null) write(status, why);
  };

  const compute = newestOnly(async (formulation: Formulation, overtaken) => {
    const { system, phases, temperature_C } = formulation;
    try {
      if (phases.feed[0] < leastSalt) return say(text.clusters.noSalt);
      const sizes = await learnSizes(phases.system);
      const answer = await engine.run((api) =>
        api.microstructure(microstructureRequest(system, phases.feed, kelvin(temperature_C), sizes)),
      );
      const { clusters, inside } = answer;
      if (!clusters || !inside) return say(text.clusters.none);
      const around = await engine
        .run((api) => api.solvation(solvationRequest(phases.system, phases.feed, sizes.masses)))
        .catch((error: Error) => error);
      const ratio = phases.feed.map((x) => x / phases.feed[0]);
      const counts = countsOf({
        units: clusters.number_mean,
        share: clusters.share_in_clusters,
        perSalt: inside.per_salt,
        ratio,
        touching:
          around instanceof Error
            ? Number.POSITIVE_INFINITY
            : (around.components[0]?.coordination.value ?? 0),
      });
      say(null);
      picture.draw(counts, formulation.labels);
      facts.replaceChildren(...factsOf(answer, around));
      charts.draw(answer, formulation);
    } catch (error) {
      say(text.clusters.failed(sentence((error as Error).message)));
    } finally {
      element.setAttribute('aria-busy', String(overtaken()));
    }
  });

  return {
    element,
    show(formulation) {
      element.setAttribute('aria-busy', 'true');
      charts.follow();
      compute(formulation);
    },
  };
}

function factsOf(
  { clusters, inside, salt_mol_per_l }: Microstructure,
  around: Solvation | Error,
): HTMLElement[] {
  const say = text.clusters.facts;
  if (!clusters || !inside) return [];
  const { onset } = clusters;
  const pairs: [string, string][] = [
    [say.share, text.percent(clusters.share_in_clusters)],
    [say.units, say.unitsText(clusters.number_mean, clusters.weight_mean)],
    [say.onset, onset ? say.onsetText(onset.x_salt, onset.diluent_per_salt) : say.gradual],
    [say.local, say.localText(inside.salt_mol_per_l, salt_mol_per_l)],
    [
      say.around,
      around instanceof Error
        ? say.aroundUnknown(around.message)
        : say.aroundText(
            around.components[0]?.coordination.value ?? 0,
            words.result.domainName[around.domain.state].toLowerCase(),
          ),
    ],
  ];
  return pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);
}

function createCharts(lab: Lab) {
  const { store } = lab;
  const say = text.clusters;
  const diluentPerSalt = () => {
    const [salt, , diluent] = store.state.phases.feed;
    return salt > 0 ? diluent / salt : 0;
  };
  const settle = () => store.settle();
  const dilution = {
    handle: say.dilution.handle,
    snap: 0.1,
    keyStep: 0.5,
    value: diluentPerSalt,
    /** Salt and solvent keep their ratio. */
    move(amount: number) {
      const { state } = store;
      const [salt, solvent] = state.phases.feed;
      const all = salt + solvent + amount * salt;
      const [first, second] = [salt / all, solvent / all].map((x) => Number(x.toFixed(6))) as [
        number,
        number,
      ];
      const feed: Triple<number> = [first, second, Number((1 - first - second).toFixed(6))];
      store.change({ ...state, phases: { ...state.phases, feed } });
    },
    settle,
  };
  const heat = {
    handle: say.warming.handle,
    snap: 1,
    keyStep: 1,
    value: () => clamp(store.state.temperature_C, ...warming),
    move: (temperature_C: number) => store.change({ ...store.state, temperature_C }),
    settle,
  };

  const chart = (
    heading: string,
    hues: readonly string[],
    fit: LinePlotOptions['fit'],
    axis: typeof dilution | typeof heat,
    wordsAt: (values: number[], at: number) => string,
  ) => {
    const id = uniqueId('cluster-chart');
    const caption = h('figcaption', { id });
    const readout = h('p', { class: 'chart-readout cluster-readout', 'aria-hidden': 'true' });
    const plot = createLinePlot({
      ...axis,
      handle: axis.handle(heading),
      hues,
      height: 216,
      left: 44,
      describedBy: id,
      fit,
    });
    let drawn: readonly Curve[] = [];
    const follow = () => {
      if (drawn.length === 0) return;
      const at = axis.value();
      const said = wordsAt(
        drawn.map(({ x, value }) => interpolate(x, value, at)),
        at,
      );
      write(readout, said);
      plot.mark(at, said);
    };
    return {
      element: h(
        'div',
        { class: 'cluster-chart' },
        h('h3', {}, heading),
        readout,
        h('figure', {}, plot.element, caption),
      ),
      follow,
      draw(curves: readonly Curve[], titles: Titles, landmarks: readonly Landmark[], captionWords: string) {
        // One point is no line.
        plot.element.hidden = (curves[0]?.x.length ?? 0) < 2;
        if (plot.element.hidden) return;
        drawn = curves;
        plot.draw(curves, titles, landmarks);
        write(caption, captionWords);
        follow();
      },
    };
  };

  const share = chart(
    say.dilution.share,
    ['hue-salt'],
    () => [0, 100],
    dilution,
    ([value = 0]) => say.dilution.shareWords(value),
  );
  const units = chart(
    say.dilution.units,
    ['hue-accent', 'hue-4'],
    (curves) => [0, niceCeiling(Math.max(...curves.flatMap(({ value }) => [...value])))],
    dilution,
    ([number = 0, weight = 0]) => say.dilution.unitsWords(number, weight),
  );
  const local = chart(
    say.warming.local,
    ['hue-salt'],
    (curves) => around(curves, 0.2),
    heat,
    ([value = 0], at) => say.warming.localWords(value, at),
  );
  const causes = chart(
    say.warming.causes,
    ['hue-salt', 'hue-1', 'hue-2'],
    (curves) => around(curves, 0.2),
    heat,
    ([both = 0, solvent = 0, diluent = 0]) => say.warming.causesWords(both, solvent, diluent),
  );
  const all = [share, units, local, causes];
  return {
    elements: all.map((each) => each.element),
    follow() {
      for (const each of all) each.follow();
    },
    draw(answer: Microstructure, { labels }: Formulation) {
      const along = dilutionCurves(answer);
      const over = warmingCurves(answer);
      const [salt, solvent, diluent] = labels;
      const onset = answer.clusters?.onset?.diluent_per_salt;
      const atOnset = typeof onset === 'number' ? [{ x: onset, label: say.dilution.onset }] : [];
      const peak = answer.peak ? answer.peak.temperature_K - 273.15 : null;
      const atPeak = peak === null ? [] : [{ x: peak, label: say.warming.peak }];
      const diluting = say.dilution.axis(diluent, salt);
      share.draw(
        [along.share],
        { x: diluting, y: [say.dilution.shareUnit] },
        atOnset,
        say.dilution.shareCaption,
      );
      units.draw(
        [along.number, along.weight],
        { x: diluting, y: say.dilution.unitsUnit },
        atOnset,
        say.dilution.unitsCaption,
      );
      local.draw(
        [over.local],
        { x: say.warming.axis, y: [say.warming.localUnit] },
        atPeak,
        say.warming.localCaption(peak),
      );
      causes.draw(
        [over.both, over.solvent, over.diluent],
        { x: say.warming.axis, y: say.warming.causesUnit(solvent, diluent) },
        atPeak,
        say.warming.causesCaption,
      );
    },
  };
}

/** Round numbers around the curves, at least so far apart. */
function around(curves: readonly Curve[], leastSpan: number): Range {
  const values = curves.flatMap(({ value }) => [...value]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = Math.max(0, leastSpan - (high - low)) / 2;
  return niceRange(low - missing, high + missing, 4);
}
