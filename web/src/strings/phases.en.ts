/** The words of the phases view in English, loaded with it. */
import { fixed, signed, significant, trimmed } from '../numbers.js';
import type { ClusterCounts } from '../phases/cluster-layout.js';
import type { Fate } from '../phases/lhce.js';
import type { ParameterName } from '../phases/parameters.js';

const percent = (x: number) => `${trimmed(100 * x, x < 0.095 ? 1 : 0)} %`;
const both = (kelvins: number) => `${fixed(kelvins - 273.15, 0)} °C (${fixed(kelvins, 0)} K)`;
const fate: Record<Fate, string> = {
  'one liquid': 'One liquid',
  'salt saturated': 'Salt saturated',
  'two liquids': 'Two liquids',
  'three phases': 'Three phases',
  other: 'Something else',
};
const fraction = (x: number) => fixed(x, x < 0.095 || x > 0.905 ? 3 : 2);

export const phases = {
  section: { label: 'Question', mix: 'Will it mix?', lhce: 'Salt, solvent, diluent' },
  stale: 'Computing…',
  failed: (reason: string) => `No diagram. ${reason}`,

  mix: {
    heading: 'Will it mix?',
    mixes: (from: string, to: string) => `They mix at every composition, from ${from} to ${to} °C.`,
    parts: (from: string, to: string) => `They part into two liquids, all the way from ${from} to ${to} °C.`,
    below: (kelvins: number) => `They part into two liquids below about ${both(kelvins)}.`,
    above: (kelvins: number) => `They part into two liquids above about ${both(kelvins)}.`,
    between: (low: number, high: number) =>
      `They part into two liquids between about ${both(low)} and ${both(high)}.`,
    some: 'They part into two liquids in part of this range.',
    unknown: 'The diagram did not converge everywhere, so there is no verdict.',
    agree: (heads: number) => `All ${heads} heads of the model agree.`,
    disagree: (heads: number, split: number, celsius: string) =>
      split === 0 || split === heads
        ? `At ${celsius} °C all ${heads} heads of the model agree; elsewhere they differ.`
        : `At ${celsius} °C ${split} of ${heads} heads of the model see two liquids: take it as open.`,
    spread: (low: number, high: number) =>
      `By its heads the critical point lies between ${fixed(low - 273.15, 0)} and ${fixed(high - 273.15, 0)} °C.`,
    dilution: 'ln γ∞, each at infinite dilution in the other',
    dilutionOf: (label: string) => `ln γ∞ of ${label}`,
    dilutionHeads: (low: number, high: number) => `heads ${significant(low)} to ${significant(high)}`,
    here: 'At this composition and temperature',
    one: (celsius: string) => `One liquid at ${celsius} °C.`,
    two: (first: string, a: string, b: string, share: string, other: string) =>
      `Two liquids: ${share} of the moles with x₁ = ${a}, ${other} with x₁ = ${b} (x₁ counts ${first}).`,
    outsideRange: 'This temperature lies outside the diagram.',
    learned: 'learned',
    trust: 'How far to trust it',
    bias: (right: number, of: number, missed: number, invented: number) =>
      `Asked about ${of} pairs that everyone knows, the model was right ${right} times. ` +
      (missed === 0
        ? `Every one of its ${invented} errors was a gap that does not exist`
        : `It saw ${invented} gaps that do not exist and missed ${missed}`) +
      ': it overestimates splitting, above all where molecules form hydrogen bonds, such as alcohols with alkanes.',
    chart: 'Temperature against composition',
    chartHandle: 'Composition and temperature on the diagram',
    chartPosition: (x: number, celsius: number, words: string) =>
      `x₁ = ${fixed(x, 2)}, ${trimmed(celsius)} °C: ${words}`,
    axis: (label: string) => `x₁, mole fraction of ${label}`,
    vertical: 'Temperature, °C',
    keys: 'Drag the point, or use the arrow keys: left and right for composition, up and down for temperature.',
    legend: {
      two: 'two liquids',
      spinodal: 'spinodal: inside it falls apart by itself',
      heads: 'each head of the model',
      critical: 'critical point',
    },
    range: 'Diagram from',
    to: 'to',
    rangeFrom: 'Lowest temperature of the diagram',
    rangeTo: 'Highest temperature of the diagram',
    badRange: (low: number, high: number, span: number) =>
      `From ${trimmed(low)} to ${trimmed(high)} °C, at least ${span} °C apart.`,
    sentence: (verdict: string) => verdict,
    oneLiquid: 'one liquid',
  },

  three: {
    heading: 'With a third liquid',
    intro: 'The two liquids and a third, at the temperature chosen.',
    add: 'Add a third liquid',
    find: 'Find a third liquid',
    remove: (label: string) => `Remove ${label}`,
    mixes: (celsius: string) => `All three mix at every composition, at ${celsius} °C.`,
    parts: (celsius: string) => `They part into two liquids at some compositions, at ${celsius} °C.`,
    three: (celsius: string) => `They part into two or three liquids at some compositions, at ${celsius} °C.`,
    unknown: 'The diagram did not converge everywhere, so there is no verdict.',
    heads: (splits: readonly { celsius: string; count: number | null }[], of: number) =>
      `Heads of the model that see more than one liquid: ${splits
        .map(({ celsius, count }) => `at ${celsius} °C ${count === null ? 'not known' : `${count} of ${of}`}`)
        .join(', ')}.`,
    here: (labels: readonly string[], x: readonly number[]) =>
      `At ${labels.map((label, i) => `${percent(x[i] ?? 0)} ${label}`).join(', ')}: `,
    one: 'one liquid.',
    parted: (phases: readonly { amount: number; x: readonly number[] }[], labels: readonly string[]) =>
      `${phases
        .map(
          ({ amount, x }) =>
            `${percent(amount)} of the moles with ${labels
              .map((label, i) => `${percent(x[i] ?? 0)} ${label}`)
              .join(', ')}`,
        )
        .join('; ')}.`,
    chart: {
      handle: 'Composition of the three liquids',
      keys: 'Arrow keys move the point: up for more of the first liquid, left for the second, right for the third.',
      tieHint:
        'Point at a region of several liquids to read its tie-line; drag or tap to put the mixture there.',
      legend: {
        'one liquid': 'one liquid',
        'two liquids': 'two liquids',
        'three phases': 'three liquids',
      },
      fate: { ...fate, 'three phases': 'Three liquids' },
      tieWords: (labels: readonly string[], phases: readonly (readonly number[])[]) =>
        `Here these coexist: ${phases
          .map((x) => labels.map((label, i) => `${percent(x[i] ?? 0)} ${label}`).join(', '))
          .join(' and ')}.`,
    },
  },

  lhce: {
    heading: 'Formulation',
    presets: 'Start from',
    own: 'Your own system',
    roles: ['Salt', 'Solvent', 'Diluent'] as const,
    find: ['Find a salt', 'Find a solvent', 'Find a diluent'] as const,
    amounts: 'Amounts, mole %',
    amountOf: (label: string) => `Mole per cent of ${label}`,
    amountText: (x: number, label: string) => `${trimmed(100 * x, 1)} mole % ${label}`,
    ratio: (ratio: readonly number[]) => ratio.map((value) => trimmed(value, 2)).join(' : '),
    map: 'Phase diagram',
    handle: 'Formulation on the diagram',
    position: (labels: readonly string[], x: readonly number[], words: string) =>
      `${labels.map((label, i) => `${label} ${trimmed(100 * (x[i] ?? 0), 1)} %`).join(', ')}: ${words}`,
    keys: 'Arrow keys move the formulation: up for more salt, left for solvent, right for diluent.',
    axis: 'mole %',
    fate,
    legend: {
      'one liquid': 'one liquid, undersaturated',
      'salt saturated': 'liquid beside solid salt',
      'two liquids': 'two liquids',
      'three phases': 'three phases',
    },
    notConverged: (count: number) =>
      `At ${count} ${count === 1 ? 'place' : 'places'} (crosses) no equilibrium was found: not known there.`,
    spinodal: 'spinodal',
    tie: 'tie-line',
    tieHint:
      'Point at a region of several phases to read its tie-line; drag or tap to put the formulation there.',
    tieWords: (labels: readonly string[], phases: readonly (readonly number[])[]) =>
      `Here these coexist: ${phases
        .map((x) =>
          (x[0] ?? 0) > 0.9999
            ? `solid ${labels[0] ?? ''}`
            : `a liquid of ${labels.map((label, i) => `${percent(x[i] ?? 0)} ${label}`).join(', ')}`,
        )
        .join(' and ')}.`,
    critical: 'plait point',
    result: 'What the formulation does',
    verdict: {
      lhce: 'A stable LHCE: one liquid, and it could hold more salt.',
      stable: 'One liquid that could hold more salt, but not an LHCE by the rule.',
      saturated: 'Not stable: salt drops out.',
      split: 'Not stable: it parts into two liquids.',
      three: 'Not stable: two liquids and solid salt.',
      other: 'The model finds more phases than a formulation should have.',
    },
    rule: 'The rule of a stable LHCE',
    edge: {
      miscible: (solvent: string, diluent: string, yes: boolean | null) =>
        yes === null
          ? `${solvent} and ${diluent}: not known`
          : yes
            ? `${solvent} and ${diluent} mix in every proportion`
            : `${solvent} and ${diluent} part into two liquids`,
      insoluble: (salt: string, diluent: string, most: number | null) =>
        most === null
          ? `${salt} in ${diluent}: not known`
          : `${diluent} alone takes up ${most >= 1 ? 'any amount' : `at most ${percent(most)}`} of ${salt}`,
      limited: (salt: string, solvent: string, most: number | null) =>
        most === null
          ? `${salt} in ${solvent}: not known`
          : most >= 1
            ? `${salt} dissolves in ${solvent} without limit`
            : `${salt} dissolves in ${solvent} up to ${percent(most)}, 1 : ${trimmed((1 - most) / most, 1)}`,
      one: (yes: boolean) =>
        yes ? 'The formulation is one phase' : 'The formulation is more than one phase',
      saturation: (ratio: number) =>
        `The salt’s activity is ${percent(ratio)} of that over its solid${ratio >= 0.9995 ? ': saturated' : ''}`,
    },
    holds: 'holds',
    broken: 'broken',
    unknown: 'not known',
    lever: 'Lever rule',
    leverOne: 'One phase: nothing to divide.',
    leverText: (parts: readonly { name: string; share: number }[]) =>
      `Of 100 moles, ${parts
        .map(({ name, share }) => `${trimmed(100 * share, 1)} are ${name}`)
        .join(' and ')}.`,
    phase: 'Phase',
    shareOfMoles: 'moles',
    solid: (salt: string) => `solid ${salt}`,
    liquid: (salt: string, x: number) => `a liquid with ${percent(x)} ${salt}`,
    liquidName: ['Liquid A', 'Liquid B', 'Liquid C'] as const,
    assumptions: 'What it rests on',
    intro:
      'No public data measure such a diagram. The solvent–diluent terms are learned; the salt’s are assumptions, and the formulations an illustration of them. Move one and see what depends on it. Energies count in units of RT at 25 °C, for pairs as x₁x₂A.',
    reset: 'Put all back',
    resetOne: (name: string) => `Put ${name} back`,
    mark: { learned: 'learned', assumed: 'assumed', moved: 'moved', illustrative: 'illustrative' },
    drawnFrom: 'illustrative: learned solvent–diluent terms, assumed salt',
    drawnAssumed: 'illustrative: all of it assumed',
    defaultIs: (value: number) => `The default is ${trimmed(value, 2)}.`,
    parameter: {
      A12: {
        name: 'Salt with solvent, A₁₂',
        unit: 'RT',
        reason:
          'Nearly ideal beyond the first solvation, so that the salt dissolves to somewhat more than 1 : 1, as LiFSI does in DME and DMC.',
      },
      A13: {
        name: 'Salt with diluent, A₁₃',
        unit: 'RT',
        reason:
          'Repulsive enough that the diluent alone takes up less than 2 % of salt: it does not solvate Li⁺.',
      },
      A23: {
        name: 'Solvent with diluent, A₂₃',
        unit: 'RT',
        reason:
          'The molecules are not known to the model; fluorinated ethers with ethers and carbonates are near 0.4.',
      },
      C: {
        name: 'Solvent as bridge, C',
        unit: 'RT',
        reason:
          'x₁x₂x₃C: the solvent acts as surfactant between salt and diluent. Chosen so that the published 1 : 1.2 : 3 is one liquid; at 0 it is not.',
      },
      h12: {
        name: 'Heat of salt with solvent, h₁₂',
        unit: 'kJ/mol',
        reason:
          'Negative: solvating Li⁺ gives off heat, so warming loosens it. Within what is plausible it is chosen so that with DME and TTE the salt inside clusters is densest near room temperature; another diluent moves that peak or takes it away.',
      },
      h13: {
        name: 'Heat of salt with diluent, h₁₃',
        unit: 'kJ/mol',
        reason:
          'Positive: warming lets salt and diluent tolerate each other better. As if all of A₁₃ were energy, RT₀A₁₃.',
      },
      a_sat: {
        name: 'Salt activity over its solid, 25 °C',
        unit: '',
        reason: 'Against the molten salt; with A₁₂ it sets where the salt drops out of the solvent.',
      },
      dH: {
        name: 'Heat of dissolving, ΔH',
        unit: 'kJ/mol',
        reason:
          'Positive: salt dissolves better in the warmth. Not measured for these solids; a moderate value.',
      },
      size: {
        name: 'Size of the salt against the solvent',
        unit: '×',
        reason: 'Flory–Huggins; LiFSI and the solvents have about the same molar volume.',
      },
      surface: {
        name: 'Surface of a cluster, s',
        unit: 'kT',
        reason:
          'Free energy s n^(−1/3) of each of n salt units: about what an interfacial tension of 20 mN/m costs. A guess.',
      },
      crowding: {
        name: 'Crowding in a cluster, c',
        unit: 'kT',
        reason:
          'c n^(1/3): the deeper inside, the farther from the solvents at the surface. It stops the growth, near (s/c)^(3/2) units. A guess.',
      },
    } satisfies Record<ParameterName, { name: string; unit: string; reason: string }>,
    learnedReason: (sd: number, state: string, reasons: readonly string[]) =>
      `From the network’s excess Gibbs energy, spread ± ${significant(sd)} between its heads; ${state}${
        reasons.length > 0 ? `: ${reasons.join('; ')}` : ''
      }. Higher terms and the heat of mixing come with it.`,
    notLearned: (reason: string) => `The network does not know this pair (${reason}).`,
    movedA23: 'Yours in place of the learned terms.',
  },

  clusters: {
    heading: 'Clusters of salt',
    tag: 'illustrative: closed association on assumed terms',
    intro:
      'One liquid need not be even. Salt that the diluent does not want gathers in clusters, held in solution by the solvent, and stops growing where it pays no more.',
    none: 'No clusters: at this temperature the formulation would stay one liquid even if the solvent did not bridge salt and diluent (C = 0).',
    noSalt: 'Without salt there are no clusters.',
    failed: (reason: string) => `No clusters computed. ${reason}`,
    facts: {
      share: 'Salt in clusters',
      units: 'Salt units in one',
      unitsText: (number: number, weight: number) =>
        `${trimmed(number, 1)} on average; a salt unit’s own cluster has ${trimmed(weight, 1)}`,
      onset: 'They set in at',
      onsetText: (x: number, diluent: number | null) =>
        `${trimmed(100 * x, 1)} mole % salt${diluent === null ? '' : `, 1\u00a0:\u00a0${trimmed(diluent, 1)} of salt to diluent`}`,
      gradual: 'no sharp onset: they come gradually',
      local: 'Salt inside',
      localText: (inside: number, overall: number) =>
        `${trimmed(inside, 1)} mol/l, ${trimmed(inside / overall, 1)} × that of the whole`,
      around: 'Solvent touching Li⁺',
      aroundText: (count: number, state: string) => `${trimmed(count, 1)} per Li⁺ (learned, 25 °C; ${state})`,
      aroundUnknown: (reason: string) => `not known (${reason}); the picture shows all of it there`,
    },
    picture: (counts: ClusterCounts, labels: readonly string[]) => {
      const list = (numbers: readonly number[]) =>
        numbers.map((count, i) => `${trimmed(count, 0)} ${labels[i] ?? ''}`).join(', ');
      return (
        `Schematic of one cluster and the liquid that belongs to it. Inside: ${list(counts.core)}. ` +
        `Around it: ${trimmed(counts.shell, 0)} ${labels[1] ?? ''}. Outside: ${list(counts.medium)}.`
      );
    },
    schematic: (each: number) =>
      `Schematic: one cluster and the liquid that belongs to it, in the formulation’s own ratio${
        each > 1 ? `; each glyph stands for ${each} molecules` : ''
      }. Numbers are the model’s; shapes, sizes and places are not.`,
    dilution: {
      axis: (diluent: string, salt: string) => `moles of ${diluent} per mole of ${salt}`,
      handle: (chart: string) => `${chart}: diluent per salt`,
      onset: 'onset',
      here: (diluent: number) => `${trimmed(diluent, 1)} moles of diluent per mole of salt`,
      share: 'Salt in clusters',
      shareUnit: '% of the salt',
      shareWords: (percentage: number) => `${fixed(percentage, 0)} % of the salt in clusters`,
      shareCaption:
        'Diluent added at a fixed ratio of solvent to salt. The clusters dissolve gradually; at the onset few are left.',
      units: 'Size of clusters',
      unitsUnit: ['mean size', ' · by weight'] as const,
      unitsWords: (number: number, weight: number) =>
        `${trimmed(number, 1)} salt units on average, ${trimmed(weight, 1)} by weight`,
      unitsCaption: 'Salt units per cluster: the mean over clusters, and the mean over the units in them.',
    },
    warming: {
      axis: '°C',
      handle: (chart: string) => `${chart}: temperature`,
      peak: 'peak',
      local: 'Salt inside clusters',
      localUnit: 'mol/l',
      localWords: (value: number, degrees: number) =>
        `${fixed(value, 2)} mol/l inside clusters at ${trimmed(degrees)} °C`,
      localCaption: (peak: number | null) =>
        peak === null
          ? 'With these parameters there is no peak in this range. Volumes are those at 25 °C: thermal expansion is left out.'
          : `Densest at ${fixed(peak, 0)} °C. Volumes are those at 25 °C: thermal expansion is left out.`,
      causes: 'What moves it',
      causesUnit: (solvent: string, diluent: string) =>
        ['sum, mol/l', ` · ${solvent} leaves`, ` · ${diluent} enters`] as const,
      causesWords: (both: number, solvent: number, diluent: number) =>
        `since −40 °C ${signed(solvent)} by solvent, ${signed(diluent)} by diluent, together ${signed(both)} mol/l`,
      causesCaption:
        'Since the coldest point, exactly: solvent driven out of the clusters makes them denser, diluent that comes in thinner; the line with the handle is the sum.',
    },
  },

  x: fraction,
  percent,
};
