import type { MoleculeRef, Species } from '../mixgrad/mixgrad.js';
import { type Entry, liquidOfSmiles, liquids } from './liquids.js';

export type Role = Species['role'];

/** The built-in species and the everyday liquids, and how the page finds and names molecules. */
export class Library {
  readonly #byId = new Map<string, Species>();
  readonly #entries: readonly Entry[];

  constructor(readonly species: readonly Species[]) {
    for (const entry of species) this.#byId.set(entry.id, entry);
    const known = new Set(species.map(({ smiles }) => smiles));
    this.#entries = [...species, ...liquids.filter(({ smiles }) => !known.has(smiles))];
  }

  /** By id, exactly or ignoring case. */
  find(id: string, role: Role): Species | undefined {
    const exact = this.#byId.get(id);
    if (exact?.role === role) return exact;
    const lower = id.toLowerCase();
    return this.species.find((entry) => entry.role === role && entry.id.toLowerCase() === lower);
  }

  entry(molecule: MoleculeRef): Entry | undefined {
    return molecule.species === undefined
      ? liquidOfSmiles(molecule.smiles)
      : this.#byId.get(molecule.species);
  }

  /** How a request names it: by its id if it is built in, else by its SMILES. */
  reference({ id, smiles }: Entry): MoleculeRef {
    return this.#byId.has(id) ? { species: id } : { smiles };
  }

  /** What a person typed in full: an id, a name or a SMILES of the library. */
  exact(text: string, role: Role): Entry | undefined {
    const plain = text.trim();
    const lower = plain.toLowerCase();
    return (
      this.find(plain, role) ??
      this.#entries.find(
        (entry) => entry.role === role && (names(entry).includes(lower) || entry.smiles === plain),
      )
    );
  }

  /** Entries that match by id, name, formula or SMILES, best first; all of them for an empty text. */
  search(text: string, role: Role): Entry[] {
    const plain = text.trim();
    const lower = plain.toLowerCase();
    const words = lower.split(/[\s,-]+/).filter(Boolean);
    const rank = (entry: Entry): number => {
      const id = entry.id.toLowerCase();
      const all = names(entry);
      if (id === lower || all.includes(lower) || entry.smiles === plain) return 0;
      if (id.startsWith(lower)) return 1;
      if (all.some((name) => name.startsWith(lower))) return 2;
      if (entry.formula.toLowerCase() === lower) return 3;
      if (words.length > 0 && words.every((word) => all.some((name) => name.includes(word)))) return 4;
      if (entry.formula.toLowerCase().startsWith(lower)) return 5;
      return Number.POSITIVE_INFINITY;
    };
    const candidates = this.#entries.filter((entry) => entry.role === role);
    if (!plain) return candidates;
    return candidates
      .map((entry) => ({ entry, rank: rank(entry) }))
      .filter(({ rank: value }) => Number.isFinite(value))
      .sort((a, b) => a.rank - b.rank)
      .map(({ entry }) => entry);
  }
}

/** Everything a person may call it, in lower case. */
const names = ({ id, name, aliases }: Entry): string[] =>
  [id, name, ...aliases].map((known) => known.toLowerCase());

/** The other name by which a text finds an entry, if its id and name do not say why. */
export function aliasFor(entry: Entry, text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  const plain = entry.id.toLowerCase().includes(lower) || entry.name.toLowerCase().includes(lower);
  return lower === '' || plain
    ? undefined
    : entry.aliases.find((alias) => alias.toLowerCase().includes(lower));
}

/** The short name: the library's id, an everyday name, or the SMILES itself. */
export const moleculeLabel = (molecule: MoleculeRef): string =>
  molecule.species ?? liquidOfSmiles(molecule.smiles)?.id ?? molecule.smiles;

/** A short name that fits an axis: long SMILES are cut. */
export function shortLabel(molecule: MoleculeRef, length = 14): string {
  const label = moleculeLabel(molecule);
  return label.length > length ? `${label.slice(0, length - 1)}…` : label;
}

export const sameMolecule = (a: MoleculeRef, b: MoleculeRef): boolean =>
  a.species === b.species && a.smiles === b.smiles;
