// The same interface in a Web Worker, so that the page never waits.
import { MixGradError } from './error.js';

/** @typedef {import('./mixgrad.js').RemoteMixGrad} RemoteMixGrad */

/** @returns {RemoteMixGrad} */
export function createRemoteMixGrad() {
  /** @type {Worker | null} */
  let worker = null;
  let terminated = false;
  let lastId = 0;
  /** @type {Map<number, { resolve(value: any): void, reject(error: Error): void, progress?(point: any): void }>} */
  const pending = new Map();

  /** @param {MixGradError} error */
  const giveUp = (error) => {
    worker?.terminate();
    worker = null;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };

  const start = () => {
    if (typeof Worker === 'undefined') {
      throw new MixGradError('not_loaded', '', 'there are no Web Workers here; use createMixGrad()');
    }
    const started = new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'mixgrad' });
    started.onmessage = ({ data: { id, value, error, progress } }) => {
      const call = pending.get(id);
      if (progress !== undefined) return call?.progress?.(progress);
      pending.delete(id);
      if (error) call?.reject(new MixGradError(error.code, error.field, error.message));
      else call?.resolve(value);
    };
    const crashed = (/** @type {Event} */ event) => {
      const reason = event instanceof ErrorEvent && event.message ? ` (${event.message})` : '';
      const message = `the model's worker stopped${reason}; the next call starts a new one`;
      giveUp(new MixGradError('internal', '', message));
    };
    started.addEventListener('error', crashed);
    started.addEventListener('messageerror', crashed);
    return started;
  };

  /**
   * @param {string} method
   * @returns {(request?: any, options?: { onPoint?(point: any): void, signal?: AbortSignal }) => Promise<any>}
   */
  const remote =
    (method) =>
    (request, { onPoint, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (terminated) throw new MixGradError('terminated', '', 'terminate() was called; create a new one');
        worker ??= start();
        const id = ++lastId;
        try {
          worker.postMessage({ id, method, request });
        } catch (cause) {
          throw new MixGradError('bad_value', '', 'the request is not plain data', { cause });
        }
        pending.set(id, { resolve, reject, progress: onPoint });
        signal?.addEventListener('abort', () => {
          if (!pending.delete(id)) return;
          worker?.postMessage({ cancel: id });
          reject(new MixGradError('cancelled', '', 'the call was cancelled'));
        });
      });

  return {
    species: remote('species'),
    predict: remote('predict'),
    curve: remote('curve'),
    ternary: remote('ternary'),
    binary: remote('binary'),
    solvation: remote('solvation'),
    design: remote('design'),
    propose: remote('propose'),
    pareto: remote('pareto'),
    phaseDiagram: remote('phaseDiagram'),
    flash: remote('flash'),
    microstructure: remote('microstructure'),
    miscibility: remote('miscibility'),
    about: remote('about'),
    terminate() {
      terminated = true;
      giveUp(new MixGradError('terminated', '', 'terminate() was called before the answer came'));
    },
  };
}
