/**
 * The page's line to the model: one request under way at a time, and always on to the newest state.
 * A state that was overtaken while it waited is never computed.
 */
import type {
  BinaryMixing,
  Curve,
  DesignProperty,
  Prediction,
  RemoteMixGrad,
  TernaryField,
} from '../mixgrad/mixgrad.js';
import { askedProperties } from './design.js';
import { Signal } from './dom.js';
import {
  type About,
  binaryRequest,
  curveRequest,
  pointRequest,
  saltRange,
  temperatureRange,
  ternaryRequest,
} from './requests.js';
import { mapProperty, type State } from './state.js';

export interface Predicted {
  state: State;
  prediction: Prediction;
}
export interface Curves {
  state: State;
  temperature: Curve;
  salt: Curve;
}
export interface TernaryMap {
  state: State;
  property: DesignProperty;
  /** Of the property, with its gradient. */
  field: TernaryField;
  /** Of all that the design's goals and limits ask for, on the same points; empty in other views. */
  asked: ReadonlyMap<DesignProperty, TernaryField>;
}
export interface Mixed {
  state: State;
  mixing: BinaryMixing;
}
export interface Failed {
  state: State;
  error: Error & { code?: string; field?: string };
}

/** Steps per edge of the map: while something moves, and at rest. */
const coarse = 20;
const fine = 60;

export class Engine {
  readonly predicted = new Signal<Predicted | null>(null);
  readonly curves = new Signal<Curves | null>(null);
  readonly map = new Signal<TernaryMap | null>(null);
  readonly mixed = new Signal<Mixed | null>(null);
  readonly failed = new Signal<Failed | null>(null);

  #newest: State | null = null;
  #jobs: (() => Promise<void>)[] = [];
  #running = false;
  #mapKey = '';
  #pairKey = '';

  constructor(
    private readonly api: RemoteMixGrad,
    private readonly about: About,
  ) {}

  /** Computes everything that the view of this state shows, unless a newer one comes first. */
  show(state: State): void {
    this.#newest = state;
    void this.#run();
  }

  /** A single request in its turn: after the one under way, before the next state. */
  run<T>(job: (api: RemoteMixGrad) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => job(this.api).then(resolve, reject));
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      const job = this.#jobs.shift();
      const state = this.#newest;
      if (job) await job();
      else if (state) {
        this.#newest = null;
        await this.#compute(state);
      } else break;
    }
    this.#running = false;
  }

  async #compute(state: State): Promise<void> {
    try {
      if (state.view === 'binary') await this.#computePair(state);
      else if (state.view !== 'phases') await this.#computeElectrolyte(state);
      this.failed.set(null);
    } catch (error) {
      this.failed.set({ state, error: error as Failed['error'] });
    }
  }

  async #computeElectrolyte(state: State): Promise<void> {
    const { api, about } = this;
    const prediction = await api.predict(pointRequest(state));
    this.predicted.set({ state, prediction });
    if (state.view === 'electrolyte') {
      const temperature = await api.curve(
        curveRequest(state, 'temperature_K', temperatureRange(about, state)),
      );
      const salt = await api.curve(curveRequest(state, 'salt', saltRange(about, state)));
      this.curves.set({ state, temperature, salt });
    }
    await this.#computeMap(state);
  }

  /** The whole composition range at once, so only when the molecules or the temperature changed. */
  async #computePair(state: State): Promise<void> {
    const request = binaryRequest(state);
    const key = JSON.stringify(request);
    if (key === this.#pairKey) return;
    this.#pairKey = '';
    this.mixed.set({ state, mixing: await this.api.binary(request) });
    this.#pairKey = key;
  }

  /** Only when more than the amounts changed; coarse at once, fine when nothing newer waits. */
  async #computeMap(state: State): Promise<void> {
    if (state.components.length !== 3) {
      this.#mapKey = '';
      this.map.set(null);
      return;
    }
    const property = mapProperty(state);
    const others = state.view === 'design' ? [...askedProperties(state.design)] : [];
    for (const subdivisions of [coarse, fine]) {
      const request = ternaryRequest(state, property, subdivisions, true);
      const { subdivisions: _, ...triangle } = request;
      const key = JSON.stringify([triangle, others]);
      if (this.#mapKey === `${fine} ${key}` || this.#mapKey === `${subdivisions} ${key}`) continue;
      if (subdivisions === fine && (this.#newest || this.#jobs.length > 0)) return;
      const field = await this.api.ternary(request);
      const asked = new Map<DesignProperty, TernaryField>();
      for (const other of others) {
        const own = other === property;
        asked.set(
          other,
          own ? field : await this.api.ternary(ternaryRequest(state, other, subdivisions, false)),
        );
      }
      this.map.set({ state, property, field, asked });
      this.#mapKey = `${subdivisions} ${key}`;
    }
  }
}
