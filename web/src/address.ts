/** Keeps the state in the page's address, and takes it from there. */
import type { MoleculeRef } from '../mixgrad/mixgrad.js';
import type { Lab } from './lab.js';
import { moleculeLabel, type Role } from './library.js';
import { trialRequest } from './requests.js';
import { fromLink, type Ingredient, toLink } from './state.js';
import { text } from './strings/en.js';

/** Browsers limit how often an address may change: write it when things have calmed down, in ms. */
const calm = 250;

export function keepAddress(lab: Lab): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const writeAddress = () => {
    clearTimeout(waiting);
    try {
      history.replaceState(null, '', `#${toLink(lab.store.state)}`);
    } catch {
      // A sandboxed frame may forbid it; the page works without.
    }
  };
  lab.store.changes.watch(() => {
    clearTimeout(waiting);
    waiting = setTimeout(writeAddress, calm);
  });
  window.addEventListener('pagehide', writeAddress);
  // A link pasted into the address of an open page.
  window.addEventListener('hashchange', () => {
    const { state, problems } = fromLink(location.hash, lab.library);
    if (toLink(state) !== toLink(lab.store.state)) lab.store.apply(state);
    report(lab, problems);
    void dropRefused(lab, problems);
  });
}

export function report(lab: Lab, problems: readonly string[]): void {
  lab.notice.set(problems.length > 0 ? { heading: text.link.heading, lines: [...problems] } : null);
}

/** A link may name molecules that the model refuses: they are left out, with the reason. */
export async function dropRefused(lab: Lab, problems: readonly string[]): Promise<void> {
  const { store, engine, library } = lab;
  const found = [...problems];
  const asked = store.state;
  const fallback = fromLink('', library).state;
  const refusal = async (molecule: MoleculeRef, role: Role): Promise<string | null> => {
    if (molecule.smiles === undefined) return null;
    try {
      await engine.run((api) => api.predict(trialRequest(molecule, role, fallback)));
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  const components: Ingredient[] = [];
  for (const component of asked.components) {
    const reason = await refusal(component.molecule, 'solvent');
    if (reason) found.push(text.link.refused(moleculeLabel(component.molecule), reason));
    else components.push(component);
  }
  const saltReason = await refusal(asked.salt.molecule, 'salt');
  if (saltReason) found.push(text.link.refusedSalt(moleculeLabel(asked.salt.molecule), saltReason));

  let pair = asked.pair;
  for (const molecule of new Set(asked.pair)) {
    const reason = await refusal(molecule, 'solvent');
    if (!reason) continue;
    found.push(text.link.refusedPair(moleculeLabel(molecule), reason));
    pair = fallback.pair;
  }

  if (found.length === problems.length || store.state !== asked) return;
  store.apply({
    ...asked,
    components: components.length > 0 ? components : fallback.components,
    salt: saltReason ? fallback.salt : asked.salt,
    pair,
  });
  report(lab, found);
}
