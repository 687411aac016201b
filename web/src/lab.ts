import type { Signal } from './dom.js';
import type { Engine } from './engine.js';
import type { Library } from './library.js';
import type { About } from './requests.js';
import type { Store } from './store.js';

/** What every part of the page shares. */
export interface Lab {
  store: Store;
  engine: Engine;
  library: Library;
  about: About;
  /** The path of the last improvement, in shares; the map draws it. */
  trail: Signal<number[][] | null>;
  /** The mixtures of the last trade-off, in shares, and which of them is looked at. */
  front: Signal<{ shares: number[][]; chosen: number } | null>;
  /** A few words on what was just done; the top bar shows them for a moment. */
  said: Signal<string>;
  /** Things to tell the person, with a heading; empty hides them. */
  notice: Signal<{ heading: string; lines: string[] } | null>;
}

/** The colour class of a component, by its position. */
export const hue = (index: number): string => `hue-${(index % 6) + 1}`;
