/**
 * The page's words in English. What is loaded later has its words beside, in `phases.en.ts`.
 * A translation is files with these keys.
 */
import type { Basis, BinaryProperty, DesignProperty, DomainState } from '../../mixgrad/mixgrad.js';
import type { End, Goal, Need, Sense } from '../design.js';
import { fixed, precise, significant, signed, trimmed } from '../numbers.js';
import type { SaltUnit } from '../units.js';

const basis: Record<Basis, string> = { mole: 'mole', mass: 'mass', volume: 'volume' };
const saltUnit: Record<SaltUnit, string> = { 'mol/kg': 'mol/kg', 'mol/l': 'mol/l' };
const domain: Record<DomainState, string> = {
  'known ground': 'Known ground',
  caution: 'Caution',
  outside: 'Outside',
};

/** Unicode has raised letters for E alone, and lowered digits: enough for the symbols. */
const symbol: Record<BinaryProperty, string> = {
  excess_enthalpy_J_per_mol: 'Hᴱ',
  excess_volume_cm3_per_mol: 'Vᴱ',
  excess_gibbs_J_per_mol: 'Gᴱ',
  ln_gamma_1: 'ln γ₁',
  ln_gamma_2: 'ln γ₂',
  density_g_per_cm3: 'ρ',
  viscosity_mPa_s: 'η',
};
const mixingUnit: Record<BinaryProperty, string> = {
  excess_enthalpy_J_per_mol: 'J/mol',
  excess_volume_cm3_per_mol: 'cm³/mol',
  excess_gibbs_J_per_mol: 'J/mol',
  ln_gamma_1: '',
  ln_gamma_2: '',
  density_g_per_cm3: 'g/cm³',
  viscosity_mPa_s: 'mPa s',
};
const mixingValue = (property: BinaryProperty, value: number) =>
  property === 'density_g_per_cm3' ? fixed(value, 4) : significant(value);
const mixed = (property: BinaryProperty, value: number) =>
  `${mixingValue(property, value)} ${mixingUnit[property]}`.trim();
const fraction = (x: number) => fixed(x, 2);

const kappa = (value: number) => `${significant(value)} mS/cm`;
const interval = ([low, high]: [number, number]) => `${significant(low)} to ${significant(high)} mS/cm`;
const twoDigits = (value: number) => trimmed(value, value >= 1 ? 1 : value >= 0.1 ? 2 : 3);
const designUnit: Record<DesignProperty, string> = {
  conductivity_mS_per_cm: 'mS/cm',
  viscosity_mPa_s: 'mPa s',
  density_g_per_cm3: 'g/cm³',
  molar_volume_cm3_per_mol: 'cm³/mol',
  excess_volume_cm3_per_mol: 'cm³/mol',
  excess_enthalpy_J_per_mol: 'J/mol',
  excess_gibbs_J_per_mol: 'J/mol',
};
const designName: Record<DesignProperty, string> = {
  conductivity_mS_per_cm: 'conductivity',
  viscosity_mPa_s: 'viscosity',
  density_g_per_cm3: 'density',
  molar_volume_cm3_per_mol: 'molar volume',
  excess_volume_cm3_per_mol: 'excess volume',
  excess_enthalpy_J_per_mol: 'excess enthalpy',
  excess_gibbs_J_per_mol: 'excess Gibbs energy',
};
const designValue = (property: DesignProperty, value: number) =>
  property === 'density_g_per_cm3' ? fixed(value, 4) : significant(value);
const designed = (property: DesignProperty, value: number) =>
  `${designValue(property, value)} ${designUnit[property]}`;
/** A bound as it was typed. */
const typed = (property: DesignProperty, value: number) => `${trimmed(value, 4)} ${designUnit[property]}`;
const senseWords: Record<Sense, string> = { highest: 'highest', lowest: 'lowest', nearest: 'closest' };
const endWords: Record<End, string> = { at_most: 'at most', at_least: 'at least', equals: 'exactly' };
const needWords = (need: Need, labels: string[]) => {
  const end = endWords[need.end];
  if (need.of === 'property')
    return `${designName[need.property]} ${end} ${typed(need.property, need.value)}`;
  if (need.of === 'width')
    return `half the interval of the ${designName[need.property]} ${end} ${typed(need.property, need.value)}`;
  if (need.of === 'sum') return `${labels.join(' + ')} ${end} ${trimmed(need.value)} %`;
  return `${labels.join(' to ')} ${end} ${trimmed(need.value, 4)}`;
};

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** A mixture in whole per cent. */
const spot = (labels: string[], shares: number[]) =>
  labels
    .map((label, i) => [label, shares[i] ?? 0] as const)
    .filter(([, share]) => share > 0.005)
    .map(([label, share]) => `${label} ${trimmed(100 * share, 0)}\u00a0%`)
    .join(', ');

const list = (items: string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

export const text = {
  title: 'MixGrad',
  tagline: 'a mixture laboratory',
  skip: 'Skip to the result',

  views: {
    label: 'View',
    electrolyte: 'Electrolyte',
    binary: 'Binary mixing',
    design: 'Design',
    phases: 'Phases',
    loading: 'Loading…',
  },

  actions: {
    undo: 'Undo',
    redo: 'Redo',
    link: 'Copy link',
    json: 'Copy JSON',
    linkCopied: 'Link copied',
    jsonCopied: 'Request copied',
    notCopied: 'The browser did not allow copying',
    theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
    dismiss: 'Dismiss',
  },

  composer: {
    heading: 'Electrolyte',
    presets: 'Start from',
    ownMixture: 'Your own mixture',
    solvents: 'Solvents',
    salt: 'Salt',
    basis: 'Shares by',
    basisName: basis,
    temperature: 'Temperature',
    addSolvent: 'Add a solvent',
    full: (most: number) => `A mixture has at most ${most} solvents.`,
    replace: 'choose another molecule',
    lock: (label: string) => `Lock ${label}`,
    limits: (label: string) => `Limits for ${label}`,
    remove: (label: string) => `Remove ${label}`,
    share: (label: string) => `Share of ${label}`,
    shareText: (percent: number, by: Basis) => `${trimmed(percent)} % by ${basis[by]}`,
    amount: (label: string) => `Amount of ${label}`,
    parts: 'parts',
    partsShare: (percent: number) => `= ${trimmed(percent, 1)} %`,
    saltUnit: 'Amount in',
    saltUnitName: saltUnit,
    temperatureValue: (celsius: number) => `${trimmed(celsius)} °C`,
    kelvin: (value: number) => `${fixed(value, 2)} K`,
    limitsHint: 'Keep it',
    limitMin: (label: string) => `Lowest amount of ${label} allowed`,
    limitMax: (label: string) => `Highest amount of ${label} allowed`,
    from: 'from',
    to: 'to',
    freedom: (locked: boolean, min: number | undefined, max: number | undefined, unit: string) => {
      if (locked) return 'Locked: stays as it is.';
      if (min === undefined && max === undefined) return 'May move freely.';
      if (min === undefined) return `May move, up to ${trimmed(max ?? 0)} ${unit}.`;
      if (max === undefined) return `May move, from ${trimmed(min)} ${unit} up.`;
      return `May move from ${trimmed(min)} to ${trimmed(max)} ${unit}.`;
    },
    sumRight: 'The shares sum to 100 %.',
    sumOther: (sum: number) =>
      `The amounts sum to ${trimmed(sum)}, not 100. The prediction uses their ratios.`,
    normalise: 'Make it 100 %',
    yourMolecule: 'your molecule',
    untrained: 'no conductivity data',
    limitsCleared: (by: Basis) =>
      `The limits were for the other basis and are cleared: shares are now by ${basis[by]}.`,
    badNumber: (low: number, high: number) =>
      `Please give one number from ${trimmed(low)} to ${trimmed(high)}.`,
    badLimits: 'The lower limit is above the upper one.',
  },

  search: {
    label: { solvent: 'Find a solvent', salt: 'Find a salt' },
    placeholder: 'Name, abbreviation, formula or SMILES',
    found: (count: number) => `${count} ${count === 1 ? 'match' : 'matches'}`,
    asSmiles: (smiles: string) => `Read “${smiles}” as SMILES`,
    taken: 'already in the mixture',
    alias: (name: string) => `also ${name}`,
    reading: 'Reading the molecule…',
    cancel: 'Cancel',
  },

  result: {
    heading: 'Ionic conductivity',
    unit: 'mS/cm',
    interval: ([low, high]: [number, number]) => `${significant(low)} – ${significant(high)}`,
    intervalLabel: '90 % interval',
    intervalHint: 'nine of ten measurements should fall inside',
    domainName: domain,
    domainMeaning: {
      'known ground': 'Mixtures like this one were measured and trained the model.',
      caution: 'Part of this was not measured; read the number with care.',
      outside: 'The model was not trained for this; the number may be far off.',
    } satisfies Record<DomainState, string>,
    failed: 'No prediction',
    announce: (value: number, range: [number, number], state: DomainState) =>
      `Conductivity ${kappa(value)}, 90 % interval ${interval(range)}, ${domain[state].toLowerCase()}.`,
    details: 'The same mixture in other units',
    coefficients: 'What the network predicted for the law',
    molecule: 'Molecule',
    mole: 'mole %',
    mass: 'mass %',
    volume: 'volume %',
    saltLine: (molal: number, molar: number) =>
      `Salt ${trimmed(molal, 3)} mol/kg of solvent, about ${trimmed(molar, 3)} mol/l of solution.`,
    densityLine: (density: number) => `Density about ${fixed(density, 2)} g/cm³ (volumes added up).`,
    coefficient: 'Coefficient',
    value: 'Value',
    spread: '±',
    solvents: 'The solvents without the salt',
    solventDensity: 'Density',
    solventViscosity: 'Viscosity',
    solventValue: (value: string, unit: string, low: string, high: string) =>
      `${value} (${low} to ${high}) ${unit}`,
  },

  curve: {
    temperature: {
      heading: 'Against temperature',
      axis: 'Temperature, °C',
      handle: 'Temperature on the curve',
      position: (x: number) => `${trimmed(x)} °C`,
    },
    salt: {
      heading: (salt: string) => `Against ${salt}`,
      axis: (salt: string, unit: SaltUnit) => `${salt}, ${saltUnit[unit]}`,
      handle: 'Salt amount on the curve',
      position: (x: number, unit: SaltUnit) => `${trimmed(x)} ${saltUnit[unit]}`,
    },
    kappa: 'κ, mS/cm',
    at: (position: string, value: number) => `${position}, ${kappa(value)}`,
    peaks: (position: string, value: number) => `Peaks at ${position} with ${kappa(value)}.`,
    rises: (from: string, low: number, to: string, high: number) =>
      `Rises from ${significant(low)} at ${from} to ${kappa(high)} at ${to}.`,
    falls: (from: string, high: number, to: string, low: number) =>
      `Falls from ${significant(high)} at ${from} to ${kappa(low)} at ${to}.`,
    flat: (value: number) => `Stays at ${kappa(value)}.`,
    outsideFrom: (position: string) => `Beyond ${position} the model was not trained.`,
    outsideTo: (position: string) => `Below ${position} the model was not trained.`,
    outsideAll: 'The model was not trained for any of it.',
    legendCaution: 'caution',
    legendOutside: 'outside',
    legendInterval: '90 % interval',
  },

  pair: {
    heading: 'Two liquids',
    presets: 'Start from',
    own: 'Your own pair',
    molecules: 'Molecules',
    find: ['Find the first molecule', 'Find the second molecule'] as const,
    swap: 'Swap the two',
    composition: 'Mole fractions',
    fractionOf: (label: string) => `Mole fraction of ${label}`,
    fractionUnit: 'x₁',
    fractionText: (x: number, first: string, second: string) =>
      `${trimmed(100 * x, 1)} % ${first}, ${trimmed(100 * (1 - x), 1)} % ${second}`,
  },

  mixing: {
    symbol,
    unit: mixingUnit,
    value: mixingValue,
    valueWithUnit: mixed,
    heading: {
      excess_enthalpy_J_per_mol: 'Excess enthalpy',
      excess_volume_cm3_per_mol: 'Excess volume',
      excess_gibbs_J_per_mol: 'Excess Gibbs energy',
      ln_gamma: 'Activity coefficients',
      density_g_per_cm3: 'Density',
      viscosity_mPa_s: 'Viscosity',
    },
    axis: (label: string) => `x₁, mole fraction of ${label}`,
    vertical: (properties: readonly BinaryProperty[]) =>
      properties.map((property, i) =>
        [(i > 0 ? '\u2003' : '') + symbol[property], mixingUnit[property]].filter(Boolean).join(', '),
      ),
    handle: (heading: string) => `Composition on the curve of ${heading.toLowerCase()}`,
    at: (x: number, values: string[]) => `x₁ = ${fraction(x)}: ${values.join(', ')}`,
    lowest: (property: BinaryProperty, x: number, value: number) =>
      `${symbol[property]} is lowest, ${mixed(property, value)}, at x₁ = ${fraction(x)}.`,
    highest: (property: BinaryProperty, x: number, value: number) =>
      `${symbol[property]} is highest, ${mixed(property, value)}, at x₁ = ${fraction(x)}.`,
    runs: (property: BinaryProperty, from: number, to: number) =>
      `${symbol[property]} goes from ${mixingValue(property, from)} to ${mixed(property, to)}.`,
    dilution: (properties: readonly BinaryProperty[], values: readonly number[]) =>
      `At infinite dilution ${list(properties.map((property, i) => `${symbol[property]} is ${mixed(property, values[i] ?? 0)}`))}.`,
    ideal: 'Nearly ideal: close to zero throughout.',
    saveCsv: (heading: string) => `Save ${heading.toLowerCase()} as CSV`,
    saveSvg: (heading: string) => `Save ${heading.toLowerCase()} as SVG`,
    csv: 'CSV',
    svg: 'SVG',
    fileTitle: (pair: readonly [string, string], celsius: number, heading: string) =>
      `${heading}: ${pair[0]} (1) + ${pair[1]} (2), ${trimmed(celsius)} °C`,
    readout: 'At this composition',
    where: (x: number, celsius: number) => `x₁ = ${fraction(x)}, ${trimmed(celsius)} °C`,
    property: 'Property',
    value90: '90 % interval',
    ground: 'How far it can be trusted',
    rangeHint: 'In each row the value and its 90 % interval: nine of ten measurements should fall inside.',
    range: (property: BinaryProperty, low: number, high: number) =>
      `${mixingValue(property, low)} to ${mixingValue(property, high)}`,
    copy: 'Copy numbers',
    copied: 'Numbers copied',
    saveAll: 'Save all curves',
    someReason: (properties: readonly BinaryProperty[], reason: string) =>
      `${list(properties.map((property) => symbol[property]))}: ${reason}`,
  },

  law: {
    heading: 'From the network to the curves',
    intro:
      'For the two molecules the network predicts the numbers in bold, once: the mean of its ensemble, with the spread after ±. Temperature and composition enter only through the laws, so the curves obey thermodynamics whatever the network says.',
    gibbs: 'Gibbs energy, enthalpy and activity: one surface',
    gibbsNote:
      'Hᴱ and the activity coefficients are derivatives of Gᴱ, so the three always agree. The network predicts c from the two infinite dilutions; its higher orders follow from the law of local composition.',
    volume: 'Volume and density',
    viscosity: 'Viscosity',
    pure: 'The pure liquids',
    order: 'k',
    inHere: (of: string) => `part of ${of}`,
    sum: 'sum',
    at: (x: number, celsius: number) => `at x₁ = ${fraction(x)} and ${trimmed(celsius)} °C`,
    coefficient: 'Coefficient',
    reference: 'Throughout, T₀ = 298.15 K, u = T₀/T − 1 and τ = (T − T₀)/100 K.',
  },

  bars: {
    heading: 'What moves it',
    intro: 'Change of κ, in mS/cm, for one small step of each.',
    stepShare: '+1 %',
    stepSalt: (unit: SaltUnit) => `+0.1 ${saltUnit[unit]}`,
    stepTemperature: '+1 °C',
    temperature: 'Temperature',
    raises: (step: number) => `raises it by ${twoDigits(step)}`,
    lowers: (step: number) => `lowers it by ${twoDigits(Math.abs(step))}`,
    level: 'hardly changes it',
    only: 'the only solvent',
    check: 'Check the gradient',
    checkHint: 'Moves each quantity a little both ways and compares the slope with the gradient.',
    checked: (off: number) =>
      off < 1e-5
        ? 'The gradient and the slopes between two nearby mixtures agree to 0.001 % of the largest.'
        : `The gradient and the slopes between two nearby mixtures agree to ${trimmed(100 * off, 3)} % of the largest.`,
    slopeAlong: 'Slope of κ along',
    tape: 'Gradient',
    differences: 'By differences',
    slope: (value: number) => String(Number(value.toPrecision(4))).replace('-', '\u2212'),
    sentence: (name: string, words: string) => `More ${name} ${words}`,
  },

  map: {
    heading: 'Map of the three solvents',
    axis: (by: Basis) => `% by ${basis[by]}`,
    handle: 'Composition on the map',
    position: (labels: string[], shares: number[]) =>
      labels.map((label, i) => `${label} ${trimmed(100 * (shares[i] ?? 0), 1)} %`).join(', '),
    sentence: (
      property: DesignProperty,
      labels: string[],
      [high, highAt]: readonly [number, number[]],
      [low, lowAt]: readonly [number, number[]],
    ) =>
      `Highest at ${spot(labels, highAt)}: ${designed(property, high)}. Lowest at ${spot(labels, lowAt)}: ${designed(property, low)}. Arrows point uphill.`,
    flat: 'The same everywhere.',
    outside: (ground: number) => (ground === 0 ? 'not on known ground' : 'the model was not trained there'),
    limits: 'a limit is broken',
    drawnAt: (property: DesignProperty, salt: string, celsius: number) =>
      property === 'conductivity_mS_per_cm'
        ? `With ${salt} at ${trimmed(celsius)} °C.`
        : `Without salt, at ${trimmed(celsius)} °C.`,
    spot,
    choose: 'Property on the map',
    pointHeading: 'At the point',
    pointColumns: ['Property', 'Value', 'Unit', '90 % interval'],
    range: (property: DesignProperty, [low, high]: [number, number]) =>
      `${designValue(property, low)} to ${designValue(property, high)}`,
    limitsHeading: 'Limits',
    kept: 'kept',
    broken: 'broken',
    locked: (label: string) => `${label} is locked`,
    bound: (label: string, end: End, value: number) => `${label} ${endWords[end]} ${trimmed(value)} %`,
    empty: 'With exactly three solvents, a map of every composition appears here.',
    tryIt: 'Show me EC : DMC : EMC',
    legend: (property: DesignProperty) =>
      property === 'conductivity_mS_per_cm'
        ? 'κ, mS/cm'
        : capital(`${designName[property]}, ${designUnit[property]}`),
    keys: 'Arrow keys move the point; so do the sliders and fields of the composer.',
  },

  improve: {
    heading: 'Improve',
    intro: 'Follows the gradient uphill to a better mixture and moves the sliders there.',
    free: (labels: string[]) => `Free to move: ${list(labels)}.`,
    held: (labels: string[]) => `Held: ${list(labels)}.`,
    start: 'Improve κ',
    again: 'Improve again',
    stop: 'Stop',
    thinking: 'Searching…',
    step: (step: number, steps: number) => `Step ${step} of ${steps}`,
    undo: 'Undo',
    nothingFree: 'Nothing is free to move: unlock the salt or two solvents.',
    before: 'before',
    after: 'after',
    percent: (value: number) => `${signed(value, (size) => fixed(size, size < 10 ? 1 : 0))} %`,
    interval: (range: [number, number]) => `90 % interval ${interval(range)}`,
    move: (label: string, from: number, to: number, unit: string) =>
      `${label} ${trimmed(from)} → ${trimmed(to)} ${unit}`,
    unmoved: 'Already at the best composition that the locks and limits allow.',
    stopped: 'Stopped on the way.',
    unsettled: 'The search ended before it settled; run it again to go on.',
    limits: (limits: string[]) => `Held back by: ${list(limits)}.`,
    locked: (labels: string[]) => `Locked: ${list(labels)}.`,
    announce: (before: number, after: number) => `Improved from ${kappa(before)} to ${kappa(after)}.`,
  },

  design: {
    questionHeading: 'What to look for',
    property: designName,
    unit: designUnit,
    propertyHint: {
      conductivity_mS_per_cm: 'How well ions carry current through the whole electrolyte.',
      viscosity_mPa_s: 'How thick the solvents are, without the salt; water has about 1 mPa s.',
      density_g_per_cm3: 'Of the solvents, without the salt.',
      molar_volume_cm3_per_mol: 'Of the solvents, without the salt.',
      excess_volume_cm3_per_mol: 'How much the solvents swell (+) or shrink (−) when they are mixed.',
      excess_enthalpy_J_per_mol: 'Heat that the solvents take up (+) or give off (−) when they are mixed.',
      excess_gibbs_J_per_mol: 'How unwilling (+) or willing (−) the solvents are to mix, beyond chance.',
    } satisfies Record<DesignProperty, string>,
    sense: senseWords,
    goalName: (index: number) => (index === 0 ? 'Goal' : 'Second goal'),
    senseOf: (goal: string) => `${goal}: direction`,
    propertyOf: (goal: string) => `${goal}: property`,
    aim: (goal: string) => `${goal}: value to come close to`,
    find: 'Find the mixture with the',
    and: 'and the',
    to: 'to',
    worth: 'Worth of one unit of the second goal',
    worthLead: (property: DesignProperty, sense: Sense) =>
      sense === 'nearest'
        ? `where missing it by 1 ${designUnit[property]} costs`
        : `where 1 ${designUnit[property]} is worth`,
    worthOfFirst: 'times the first goal',
    addGoal: 'Add a second goal',
    removeGoal: 'Remove the second goal',
    limitsHeading: 'Limits to keep',
    noNeeds: 'None yet: the mixture may be as thick, dense or uncertain as it comes.',
    addNeed: 'Add a limit',
    needName: (index: number) => `Limit ${index + 1}`,
    needSubject: (name: string) => `${name}: of what`,
    needEnd: (name: string) => `${name}: kind`,
    needValue: (name: string) => `${name}: value`,
    removeNeed: (name: string) => `Remove ${name.toLowerCase()}`,
    end: endWords,
    groupProperty: 'A property',
    groupWidth: 'How uncertain it is (half of the 90 % interval)',
    groupAmounts: 'Amounts of the solvents',
    oneLiquid: 'Stays one liquid',
    oneLiquidHint:
      'Solvents that would separate are kept apart from the answer: by the predicted Gibbs energy, without the salt.',
    oneLiquidEnd: { low: 'One liquid: lowest temperature', high: 'One liquid: highest temperature' },
    oneLiquidAt: (cold: number) => `one liquid at ${trimmed(cold, 4)} °C: a step further it separates`,
    widthOf: (property: DesignProperty) => `uncertainty (±) of ${designName[property]}`,
    sumOf: 'sum of solvents',
    ratioOf: 'ratio of two solvents',
    percentUnit: '%',
    ratioUnit: ': 1',
    summed: (name: string) => `${name}: solvents that are added up`,
    ratioPart: (name: string, place: 0 | 1) => `${name}: ${place === 0 ? 'first' : 'second'} solvent`,
    gone: 'A solvent of this limit is no longer in the mixture; the limit holds nothing.',
    smallWidth: {
      conductivity_mS_per_cm: 1,
      viscosity_mPa_s: 0.3,
      density_g_per_cm3: 0.01,
      molar_volume_cm3_per_mol: 1,
      excess_volume_cm3_per_mol: 0.2,
      excess_enthalpy_J_per_mol: 100,
      excess_gibbs_J_per_mol: 100,
    } satisfies Record<DesignProperty, number>,
    moveHeading: 'What may move',
    locksHint: 'Locks and bounds of each molecule stand in the mixture.',
    temperature: 'the temperature',
    saltMoves: 'The salt amount may move',
    temperatureMoves: 'The temperature may move',
    heatFrom: 'from',
    heat: { min: 'Lowest temperature allowed', max: 'Highest temperature allowed' },
    carefulHeading: 'How careful to be',
    ground: 'Stay',
    groundName: {
      'known ground': 'on known ground',
      caution: 'near it',
      outside: 'anywhere',
    } satisfies Record<DomainState, string>,
    groundMeaning: {
      'known ground': 'Only where mixtures like it were measured and trained the model.',
      caution: 'Where part of it was measured. A search without that would end where the model is wrong.',
      outside: 'Even where the model was not trained: expect numbers that are far off.',
    } satisfies Record<DomainState, string>,
    cautious: 'Count on the unfavourable end',
    cautiousHint: 'Judges each mixture by the worse end of its 90 % interval, not by its middle.',
    start: 'Find the mixture',
    again: 'Find again',
    stop: 'Stop',
    thinking: 'Searching…',
    stopped: 'Stopped before there was an answer.',
    nothingFree: 'Nothing is free to move: unlock two solvents, or let the salt or the temperature move.',
    answerHeading: 'The answer',
    steps: [
      'Put the molecules into the mixture. Lock what must stay; give bounds where you have them.',
      'Say what you are looking for, and what must hold.',
      'Press “Find the mixture”. The model climbs its gradient from many starts and keeps the best.',
    ],
    value: designValue,
    valueWithUnit: designed,
    score: (value: number) => `sum ${significant(value)}`,
    before: 'before',
    after: 'after',
    percent: (value: number) => `${signed(value, (size) => fixed(size, size < 10 ? 1 : 0))} %`,
    trend: { better: 'better', worse: 'worse', same: 'as before' },
    mixturesHeading: 'The best sets of solvents',
    mixturesHint: (most: number) =>
      `The best mixture of each set, of at most ${most} ${most === 1 ? 'solvent' : 'solvents'}; the first is the answer.`,
    mixtureRow: (spots: string, value: string) => `Use ${spots}: ${value}`,
    use: 'Use',
    used: 'In use',
    mostHeading: 'How many solvents',
    mostLead: 'Choose',
    mostName: 'Most solvents in the mixture',
    mostAll: 'any number',
    mostOf: (count: number) => `of the ${count} ${count === 1 ? 'solvent' : 'solvents'}`,
    mostUpTo: (count: number) => `at most ${count}`,
    mostHint: 'Every solvent of the mixture is a candidate, also at 0 %.',
    candidates: 'Add candidates from the library',
    candidatesHint: (left: number) =>
      left > 0
        ? `They join the mixture at 0 %. There is room for ${left} more.`
        : 'A mixture has at most 12 solvents; take one out to add another.',
    interval: (property: DesignProperty, [low, high]: [number, number]) =>
      `90 % interval ${designValue(property, low)} to ${designed(property, high)}`,
    mixture: 'The mixture',
    alsoHeading: 'Also',
    from: 'before',
    ingredient: 'Ingredient',
    change: 'change',
    unchanged: 'as before',
    points: (from: number, to: number, digits: number) => signed(to - from, (size) => trimmed(size, digits)),
    heldHeading: 'What holds it back',
    heldNothing: 'Nothing: no limit is in the way. More would need other molecules.',
    needWords,
    out: (label: string) => `${label} is left out`,
    allOut: (labels: string[]) => `${list(labels)} are left out`,
    alone: (label: string) => `${label} is the only solvent`,
    atLeast: (label: string, value: number, unit: string) =>
      `${label} at its lower bound, ${trimmed(value)} ${unit}`,
    atMost: (label: string, value: number, unit: string) =>
      `${label} at its upper bound, ${trimmed(value)} ${unit}`,
    step: (value: number, unit: string) => `${trimmed(value, 6)} ${unit}`.trim(),
    buys: (step: string, gain: number, property: DesignProperty, sense: Sense) =>
      `relaxing it by ${step} buys about ${significant(gain)} ${designUnit[property]} ${sense === 'lowest' ? 'less' : 'more'}`,
    buysNearer: (step: string) => `relaxing it by ${step} brings it closer`,
    buysScore: (step: string, gain: number) =>
      `relaxing it by ${step} buys about ${significant(gain)} of the goals’ sum`,
    buysLittle: 'relaxing it buys next to nothing',
    sensitivityHeading: 'If it is weighed 1 % off',
    sensitivityHint: (name: string, unit: string) =>
      `Change of ${name}${unit && `, in ${unit},`} when the share of one is 1 % less or 1 % more and the others make room.`,
    sumName: 'the goals’ sum',
    less: '1 % less',
    more: '1 % more',
    impossible: 'not possible',
    deviation: (change: number) => signed(change, (size) => precise(Number(size.toPrecision(2)))),
    apply: 'Use this mixture',
    applied: 'This mixture is in the composer now.',
    undo: 'Back to the mixture before',
    copyId: 'Copy as CompositionID',
    copiedId: 'CompositionID copied',
    stale: 'The question has changed since; find again.',
    unsettled: 'The search ended before it settled: there may be a little more to gain.',
    worse: 'The mixture before breaks a limit, so the answer may be worse than it.',
    unmoved: 'The mixture was already the best that the limits allow.',
    cautiousNote: 'Judged by the unfavourable end of each interval.',
    cannot: (what: string, others: boolean, nearest: string) =>
      `${what} cannot be met${others ? ' together with the other limits' : ''}${nearest && `; the nearest found is ${nearest}`}.`,
    nearestValue: (need: Need, value: number) =>
      'property' in need
        ? designed(need.property, value)
        : need.of === 'sum'
          ? `${trimmed(100 * value)} %`
          : '',
    cannotHere: 'This cannot be met.',
    advice: 'Relax a limit, unlock something, or add a solvent that helps.',
    noGround:
      'None of these mixtures is on known ground for everything that is asked. Choose “near it”, ask for less, or choose other molecules.',
    announce: (property: DesignProperty, before: number, after: number, state: DomainState) =>
      `Found: ${designName[property]} from ${designValue(property, before)} to ${designed(property, after)}, ${domain[state].toLowerCase()}.`,
    announceApplied: 'The mixture is in the composer.',
  },

  tradeOff: {
    heading: 'The trade-off',
    intro: (first: Goal, second: Goal, most: boolean) =>
      `Between the ${senseWords[first.sense]} ${designName[first.property]} and the ${senseWords[second.sense]} ${designName[second.property]} there are many mixtures that are each the best of their kind: one goal gains only if the other gives way. What the second goal is worth does not matter here.${most ? ' All solvents count, whatever their number.' : ''}`,
    impossible:
      'A trade-off needs two different properties, each as high or as low as possible: choose “highest” or “lowest” for both.',
    start: 'Show the trade-off',
    again: 'Show it again',
    progress: 'Mixtures looked for',
    found: (count: number) => `${count} ${count === 1 ? 'mixture' : 'mixtures'} so far…`,
    done: (count: number, stopped: boolean, cautious: boolean) =>
      `${stopped ? 'Stopped after' : 'Found'} ${count} ${count === 1 ? 'mixture' : 'mixtures'}; tap one, or move along them with the arrow keys.${cautious ? ' Values are the unfavourable ends of the intervals.' : ''}`,
    none: 'No mixture keeps all the limits. Relax one, or unlock something.',
    csv: 'Save as CSV',
    fileName: (labels: string[]) => `trade-off ${labels.join(' ')}`,
    handle: 'Mixture of the trade-off',
    present: 'now',
    axis: (property: DesignProperty, sense: Sense, way: 'across' | 'up') =>
      `${capital(designName[property])}, ${designUnit[property]} ${
        way === 'across'
          ? sense === 'highest'
            ? '(better →)'
            : '(← better)'
          : sense === 'highest'
            ? '(better ↑)'
            : '(better ↓)'
      }`,
    point: (place: number, count: number, goals: readonly Goal[], values: readonly number[]) =>
      `${place} of ${count}: ${goals
        .map(({ property }, i) => `${designName[property]} ${designed(property, values[i] ?? 0)}`)
        .join(', ')}`,
    previewHeading: (place: number, count: number) => `Mixture ${place} of ${count}`,
    stale: 'The question has changed since; show it again.',
  },

  measured: {
    heading: 'Measured values',
    intro: (property: DesignProperty) =>
      `Paste or drop what you measured and see how far the model is off. The values are read as ${designName[property]} in ${designUnit[property]}, the property of the goal.`,
    paste: 'Table of measured values',
    placeholder:
      'DMC_EC|62_38|LiPF6|1, 11.2\n\nor\n\nEC, EMC, LiPF6, temperature_C, measured\n30, 70, 1, 25, 9.1',
    file: 'Open a file',
    table: 'Measured and predicted values',
    mixture: 'Mixture',
    measured: 'Measured',
    predicted: 'Predicted',
    interval: '90 % interval',
    summary: (count: number, property: DesignProperty, mae: number, bias: number, inside: number) =>
      `${count} ${count === 1 ? 'mixture' : 'mixtures'}: off by ${significant(mae)} ${designUnit[property]} on average, ${signed(bias)} with sign; ${inside} of ${count} inside the 90 % interval.`,
    tooLong: 'That is far more than a table of measured values.',
    tooMany: (most: number) => `Only the first ${most} rows are read.`,
    moreProblems: (count: number) => `And ${count} more.`,
    line: (place: number, problem: string) => `Line ${place}: ${problem}`,
    badValue: (cell: string) => `“${cell}” is not a number that fits there.`,
    badBasis: (cell: string) => `“${cell}” is not a basis: mass, mole or volume.`,
    unknown: (name: string) => `“${name}” is not in the library.`,
    unknownColumn: (name: string) =>
      `the column “${name}” is neither a molecule of the library nor temperature_C or measured.`,
    noHeading: 'the columns need a heading above them: molecules, temperature_C, measured.',
    noValue: 'there is no measured value.',
    noSolvent: 'there is no solvent.',
    twoSalts: 'there are two salts; the model takes one.',
  },

  link: {
    heading: 'Part of the link was not understood; the rest is kept.',
    version: (value: string) => `The link is of version “${value}”; this page reads version 1.`,
    tooLong: 'The link is too long to be one of this page; the default mixture is shown.',
    unknownKey: (name: string) => `“${name}” is not a setting of this page.`,
    repeatedKey: (name: string) => `“${name}” is given twice; the first one counts.`,
    undecodable: (name: string) => `The value of “${name}” is broken.`,
    amount: (entry: string, most: number) =>
      `“${entry}” in mix needs a molecule and an amount from 0 to ${most}, such as EC:30.`,
    twice: (entry: string) => `“${entry}” in mix names a solvent that is already there.`,
    tooMany: (entry: string, most: number) =>
      `“${entry}” is left out: a mixture has at most ${most} solvents.`,
    view: (value: string) => `view is electrolyte, binary, design or phases, not “${value}”.`,
    goal: (entry: string, most: number) =>
      `“${entry}” in goal needs max, min or near and a property, such as max:conductivity or near:density:1.2; at most ${most} of them.`,
    need: (entry: string) =>
      `“${entry}” in need is not a limit such as viscosity:..3, density:1.1.., sum(1,2):..40 or ratio(1,2):=0.5.`,
    tooManyNeeds: (most: number) => `There are more limits in need than the page takes, ${most}.`,
    one: (value: string, low: number, high: number) =>
      `one needs a lower and an upper temperature from ${fixed(low, 0)} to ${high} °C, such as -20..60; not “${value}”.`,
    heat: (value: string, low: number, high: number) =>
      `heat needs a lower and an upper end from ${fixed(low, 0)} to ${high} °C, such as 10..40; not “${value}”.`,
    most: (value: string, most: number) => `most is a whole number from 1 to ${most}, not “${value}”.`,
    map: (value: string) => `map is a property such as conductivity, viscosity or density, not “${value}”.`,
    count: (value: string) => `count is cautious or left out, not “${value}”.`,
    ground: (value: string) => `ground is known, any or left out, not “${value}”.`,
    pair: (value: string) => `pair names two molecules, such as AN;Benzene; not “${value}”.`,
    section: (value: string) => `ph is mix or lhce, not “${value}”.`,
    range: (value: string, span: number) =>
      `range is two temperatures at least ${span} °C apart, such as -20..100; not “${value}”.`,
    system: (value: string) =>
      `sys names a salt, a solvent and a diluent, such as LiFSI;DME;TTE; not “${value}”.`,
    amounts: (key: string, value: string) =>
      `${key} is three amounts in moles, such as 1:1.2:3; not “${value}”.`,
    parameter: (entry: string, names: readonly string[]) =>
      `“${entry}” in par needs one of ${names.join(', ')} and a number, such as A13:4.`,
    parameterRange: (entry: string, low: number, high: number) =>
      `“${entry}” in par needs a number from ${trimmed(low)} to ${trimmed(high)}.`,
    moleFraction: (value: string) => `x is a mole fraction from 0 to 1, not “${value}”.`,
    basis: (value: string) => `basis is mole, mass or volume, not “${value}”.`,
    salt: (value: string, most: number) =>
      `“${value}” in salt needs an amount from 0 to ${most} and m (mol/kg) or M (mol/l), such as LiPF6:1m.`,
    temperature: (value: string, low: number, high: number) =>
      `t is a temperature from ${fixed(low, 0)} to ${high} °C, not “${value}”.`,
    position: (key: string, name: string, most: number) =>
      `${key} counts solvents from 1 to ${most}, or says salt; not “${name}”.`,
    limit: (entry: string, most: number) =>
      `“${entry}” in limit needs a lower and an upper end from 0 to ${most}, such as 1:10..40.`,
    smiles: (smiles: string, most: number) =>
      `“${smiles}” is not a SMILES: at most ${most} plain characters, no blanks.`,
    unknownSpecies: (id: string, role: 'solvent' | 'salt') =>
      `“${id}” is not a ${role} of the library; a SMILES is written after a tilde, such as ~CCO.`,
    refused: (label: string, reason: string) => `${label} is left out: ${reason}`,
    refusedPair: (label: string, reason: string) => `${label} is replaced by the default pair: ${reason}`,
    refusedSalt: (label: string, reason: string) => `${label} is replaced by the default salt: ${reason}`,
  },

  failure: {
    heading: 'The laboratory could not start',
    sentence:
      'The model did not load. Please reload the page; if that does not help, check that mixgrad.wasm, species.json and mixgrad.safetensors lie beside it and that the browser has WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4 or newer).',
    reason: 'What was reported:',
    reload: 'Reload',
  },

  about: {
    sentence:
      'These numbers are a model’s predictions, not measurements. It learned from published measurements:',
    rows: (rows: number) => `${rows.toLocaleString('en')} rows`,
    model: (version: string) => `Model ${version}`,
    card: 'Model card',
    local: 'Everything is computed in this browser; nothing leaves it.',
  },
};
