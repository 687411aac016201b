/** Every word of the page in English: a translation is one file with these keys. */
import type { BinaryProperty, Basis, DomainState } from '../../mixgrad/mixgrad.js';
import { fixed, significant, signed, trimmed } from '../numbers.js';
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
    limitsHint: 'Improve keeps it',
    limitMin: (label: string) => `Lowest amount of ${label} for Improve`,
    limitMax: (label: string) => `Highest amount of ${label} for Improve`,
    from: 'from',
    to: 'to',
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
    gibbsNote: 'Hᴱ and the activity coefficients are derivatives of Gᴱ, so the three always agree.',
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
    sentence: (name: string, words: string) => `More ${name} ${words}`,
  },

  map: {
    heading: 'Map of the three solvents',
    axis: (by: Basis) => `% by ${basis[by]}`,
    handle: 'Composition on the map',
    position: (labels: string[], shares: number[]) =>
      labels.map((label, i) => `${label} ${trimmed(100 * (shares[i] ?? 0), 1)} %`).join(', '),
    sentence: (highest: number, labels: string[], shares: number[]) =>
      `Highest at ${labels
        .map((label, i) => [label, shares[i] ?? 0] as const)
        .filter(([, share]) => share > 0.005)
        .map(([label, share]) => `${label} ${trimmed(100 * share, 0)} %`)
        .join(', ')}: ${kappa(highest)}. Arrows point uphill.`,
    flat: 'The same everywhere.',
    outside: 'Hatched: the model was not trained there.',
    empty: 'With exactly three solvents, a map of every composition appears here.',
    tryIt: 'Show me EC : DMC : EMC',
    legend: 'κ, mS/cm',
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
    view: (value: string) => `view is electrolyte or binary, not “${value}”.`,
    pair: (value: string) => `pair names two molecules, such as AN;Benzene; not “${value}”.`,
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
      'The model did not load. Please reload the page; if that does not help, check that mixgrad.wasm and mixgrad.safetensors lie beside it and that the browser has WebAssembly SIMD (Chrome 91, Firefox 89, Safari 16.4 or newer).',
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
