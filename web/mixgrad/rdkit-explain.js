// Why a SMILES cannot be used, in one sentence that points at the place.

/** Longest SMILES that is read; a chain of some 900 atoms breaks RDKit's WebAssembly. */
export const maxCharacters = 300;
/** Most heavy atoms in one molecule; the core's limit too. */
export const maxHeavyAtoms = 100;

/** Radon, the last element of the core's table. */
const heaviestElement = 86;

export const brokeDown =
  'RDKit broke down on this SMILES and was restarted; try a smaller or simpler molecule.';
export const notLoaded =
  'RDKit, which reads SMILES, could not be loaded; molecules of the built-in library work without it.';

/** Names in order of atomic number, for messages. */
const elementNames =
  'hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium aluminium silicon phosphorus sulfur chlorine argon potassium calcium scandium titanium vanadium chromium manganese iron cobalt nickel copper zinc gallium germanium arsenic selenium bromine krypton'.split(
    ' ',
  );
const elementSymbols =
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr'.split(
    ' ',
  );

/** @param {number} atomicNumber */
const nameOfNumber = (atomicNumber) => elementNames[atomicNumber - 1] ?? `element ${atomicNumber}`;
/** @param {string} symbol */
const nameOfSymbol = (symbol) => elementNames[elementSymbols.indexOf(symbol)] ?? symbol;

/**
 * The atoms as written, in RDKit's order.
 * @param {string} smiles
 */
function atomsAsWritten(smiles) {
  return [...smiles.matchAll(/\[[^\]]*\]?|Br|Cl|[BCNOPSFIbcnops*]/g)].map((match) => ({
    text: match[0],
    character: match.index + 1,
  }));
}

/**
 * `carbon atom 2 (character 3)`; the character is left out where it cannot be told.
 * @param {string} element
 * @param {number} index from 0
 * @param {{ character: number }[]} written
 */
function atomInWords(element, index, written) {
  const place = written[index] ? ` (character ${written[index].character})` : '';
  return `${element} atom ${index + 1}${place}`;
}

/**
 * The sentence for text that need not be shown to RDKit at all, or null.
 * @param {unknown} smiles
 * @returns {string | null}
 */
export function explainText(smiles) {
  if (typeof smiles !== 'string') {
    const kind = smiles === null ? 'null' : Array.isArray(smiles) ? 'a list' : `of type ${typeof smiles}`;
    return `A SMILES must be text, such as CCO for ethanol; this is ${kind}.`;
  }
  if (smiles === '') return 'The SMILES is empty; write one, such as CCO for ethanol.';
  if (smiles.length > maxCharacters) {
    return `The SMILES has ${smiles.length} characters; at most ${maxCharacters} are read.`;
  }
  const foreign = /[^A-Za-z0-9[\]()=#$:/\\.+\-@%*~>]/u.exec(smiles);
  if (foreign) {
    const what = /\s/.test(foreign[0]) ? 'a space' : `"${foreign[0]}"`;
    return `The SMILES has ${what} at character ${foreign.index + 1}, which no SMILES has.`;
  }
  return null;
}

/**
 * The ring bond that is opened and never closed.
 * @param {string} smiles
 */
function openRing(smiles) {
  /** @type {Map<number, number>} */
  const open = new Map();
  for (const match of smiles.matchAll(/\[[^\]]*\]|%\((\d+)\)|%(\d\d)|(\d)/g)) {
    const digits = match[1] ?? match[2] ?? match[3];
    if (digits === undefined) continue; // an atom in brackets
    const ring = Number(digits);
    if (!open.delete(ring)) open.set(ring, match.index + 1);
  }
  const [first] = open;
  return first && { ring: first[0], character: first[1] };
}

/**
 * @param {string} smiles
 * @param {number} character from 1, where RDKit's parser stopped
 */
function explainSyntax(smiles, character) {
  const opened = smiles.lastIndexOf('[', character - 1);
  const closed = smiles.indexOf(']', opened);
  if (opened >= 0 && closed < 0) return `The bracket opened at character ${opened + 1} is never closed.`;
  if (opened >= 0 && closed >= character - 1) {
    const atom = smiles.slice(opened, closed + 1);
    return (
      `${atom} at character ${opened + 1} is no atom; brackets hold an element, its hydrogens and its charge, ` +
      'such as [NH4+] or [Li+].'
    );
  }
  const culprit = smiles[character - 1];
  if (/[A-Za-z]/.test(culprit)) {
    return (
      `"${culprit}" at character ${character} is no atom; elements other than B, C, N, O, P, S, F, Cl, Br and I ` +
      'need brackets, such as [Li+].'
    );
  }
  return `"${culprit}" at character ${character} is out of place.`;
}

/**
 * RDKit's log turned into one sentence.
 * @param {string} smiles
 * @param {string} log what RDKit wrote when it refused the SMILES
 * @returns {string}
 */
export function explainLog(smiles, log) {
  const written = atomsAsWritten(smiles);
  /** @param {string} list */
  const characters = (list) =>
    list
      .trim()
      .split(/\s+/)
      .map((index) => written[Number(index)]?.character)
      .join(', ');

  let match = /Explicit valence for atom # (\d+) (\w+), (\d+)/.exec(log);
  if (match) {
    const element = nameOfSymbol(match[2]);
    const atom = atomInWords(element, Number(match[1]), written);
    return `The ${atom} has ${match[3]} bonds, more than ${element} can have there.`;
  }
  if (/unclosed ring/.test(log)) {
    const open = openRing(smiles);
    if (open) return `Ring bond ${open.ring}, opened at character ${open.character}, is never closed.`;
  }
  match = /ring closure (\d+) (?:duplicates|bonds)/.exec(log);
  if (match) return `Ring bond ${match[1]} joins atoms that are one, or are bonded already.`;
  match = /Unkekulized atoms: ([\d ]+)/.exec(log);
  if (match) {
    return (
      `The aromatic atoms at characters ${characters(match[1])} allow no alternating double bonds; ` +
      'a hydrogen on nitrogen may be missing, as in [nH], or write the double bonds with capitals.'
    );
  }
  match = /non-ring atom (\d+) marked aromatic/.exec(log);
  if (match) {
    const atom = written[Number(match[1])];
    return `"${atom?.text}" at character ${atom?.character} is lower case, that is aromatic, but in no ring.`;
  }
  const position = Number(/around position (\d+)/.exec(log)?.[1]);
  if (/extra open parentheses/.test(log))
    return `The parenthesis opened at character ${position} is never closed.`;
  if (/extra close parentheses/.test(log))
    return `The parenthesis closed at character ${position} was never opened.`;
  if (position) return explainSyntax(smiles, position);

  const first = log.split('\n')[0].replace(/^\[[^\]]*\]\s*/, '');
  return `RDKit cannot read this SMILES${first ? `: ${first}` : ''}.`;
}

/**
 * The sentence for a molecule that RDKit reads and MixGrad cannot describe, or null.
 * @param {string} smiles
 * @param {string} commonchem
 * @returns {string | null}
 */
export function explainMolecule(smiles, commonchem) {
  const { atoms, bonds } = JSON.parse(commonchem).molecules[0];
  const all = atomsAsWritten(smiles);
  // RDKit takes hydrogens written as atoms away, so their places shift the others'.
  const written = all.length === atoms.length ? all : [];
  const heavy = atoms.filter((/** @type {{ z?: number }} */ { z = 6 }) => z !== 1).length;
  if (heavy === 0) return 'The molecule has no atoms but hydrogen; one other at least is needed.';
  if (heavy > maxHeavyAtoms) {
    return `The molecule has ${heavy} atoms besides hydrogen; at most ${maxHeavyAtoms} are handled.`;
  }
  /** @param {number} hydrogen */
  const heavyNeighbours = (hydrogen) =>
    bonds
      .filter((/** @type {{ atoms: number[] }} */ bond) => bond.atoms.includes(hydrogen))
      .flatMap((/** @type {{ atoms: number[] }} */ bond) => bond.atoms)
      .filter((/** @type {number} */ atom) => (atoms[atom].z ?? 6) !== 1).length;
  for (const [index, { z = 6, chg = 0, nRad = 0, isotope = 0 }] of atoms.entries()) {
    const atom = atomInWords(z === 0 ? 'dummy' : nameOfNumber(z), index, written);
    if (z === 0) return `The ${atom}, written *, stands for any atom; every atom must be an element.`;
    if (z > heaviestElement)
      return `The molecule holds element ${z}; elements up to ${heaviestElement} are known.`;
    if (isotope) return `The ${atom} is labelled as isotope ${isotope}; write it without its mass number.`;
    if (nRad) {
      return (
        `The ${atom} has ${nRad} unpaired electron${nRad > 1 ? 's' : ''}; radicals are not handled. ` +
        'In brackets all hydrogens must be written: [CH4], not [C].'
      );
    }
    if (z === 1 && (chg !== 0 || heavyNeighbours(index) !== 1)) {
      return `The ${atom} is not simply bonded to one other element; H2, H+, hydrides and bridges are not handled.`;
    }
  }
  if (bonds.some((/** @type {{ bo?: number }} */ { bo = 1 }) => bo < 1 || bo > 3)) {
    return 'The molecule has a bond that is neither single, double nor triple; dative and quadruple bonds are not handled.';
  }
  return null;
}
