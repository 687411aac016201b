import { Signal } from './dom.js';
import type { State } from './state.js';

/** Who changed the state: a person, or the improvement that moves the sliders itself. */
export type Origin = 'person' | 'improvement';

/** The present state with its undo history. A drag is many changes and one step. */
export class Store {
  readonly changes = new Signal<Origin>('person');
  /** After a completed step, an undo or a redo. */
  readonly settled = new Signal<void>(undefined);
  #past: State[] = [];
  #future: State[] = [];
  #before: State | null = null;

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }
  /** The state when the present drag or edit began. */
  get before(): State {
    return this.#before ?? this.current;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Part of a step that {@link settle} completes. */
  change(next: State, origin: Origin = 'person'): void {
    this.#before ??= this.current;
    this.current = next;
    this.changes.set(origin);
  }

  settle(): void {
    if (this.#before && this.#before !== this.current) {
      this.#past.push(this.#before);
      if (this.#past.length > 200) this.#past.shift();
      this.#future = [];
    }
    this.#before = null;
    this.settled.set();
  }

  /** A whole step at once. */
  apply(next: State): void {
    this.settle();
    this.change(next);
    this.settle();
  }

  undo(): void {
    this.settle();
    this.#travel(this.#past, this.#future);
  }

  redo(): void {
    this.settle();
    this.#travel(this.#future, this.#past);
  }

  #travel(from: State[], to: State[]): void {
    const target = from.pop();
    if (!target) return;
    to.push(this.current);
    this.current = target;
    this.changes.set('person');
    this.settled.set();
  }
}
