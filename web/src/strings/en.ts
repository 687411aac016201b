/** Every word of the page in English: a translation is one file with these keys. */
import type { Basis, DomainState } from '../../mixgrad/mixgrad.js';
import { fixed, significant, signed, trimmed } from '../numbers.js';
import type { SaltUnit } from '../units.js';

const basis: Record<Basis, string> = { mole: 'mole', mass: 'mass', volume: 'volume' };
const saltUnit: Record<SaltUnit, string> = { 'mol/kg': 'mol/kg', 'mol/l': 'mol/l' };
const domain: Record<DomainState, string> = {
  'known ground': 'Known ground',
  caution: 'Caution',
  outside: 'Outside',
};

const kappa = (value: number) => `${significant(value)} mS/cm`;
const interval = ([low, high]: [number, number]) => `${significant(low)} to ${significant(high)} mS/cm`;
const twoDigits = (value: number) => trimmed(value, value >= 1 ? 1 : value >= 0.1 ? 2 : 3);
const list = (items: string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

export const text = {
  title: 'MixGrad',
  tagline: 'a mixture laboratory',
  skip: 'Skip to the result',

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
      'These numbers are a model’s predictions, not measurements. It learned from published conductivities:',
    rows: (rows: number) => `${rows.toLocaleString('en')} rows`,
    model: (version: string) => `Model ${version}`,
    card: 'Model card',
    local: 'Everything is computed in this browser; nothing leaves it.',
  },
};
