// The page's end of rdkit-worker.js: one SMILES at a time, and a new worker after a crash or a hang.
import { MixGradError } from './error.js';
import { brokeDown, notLoaded } from './rdkit-explain.js';

/** @typedef {import('./rdkit-reader.js').Molecule} Molecule */

const loadLimit_ms = 60_000;
const readLimit_ms = 10_000;

export class WorkerReader {
  #create;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {() => Worker} create */
  constructor(create) {
    this.#create = create;
  }

  /**
   * @param {string} smiles
   * @returns {Promise<Molecule>}
   */
  read(smiles) {
    const answer = this.#last.then(() => this.#ask(smiles));
    this.#last = answer.catch(() => {});
    return answer;
  }

  /**
   * @param {string} smiles
   * @returns {Promise<Molecule>}
   */
  #ask(smiles) {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#create();
      const worker = this.#worker;
      let loaded = false;
      const giveUp = () => {
        clearTimeout(timer);
        worker.terminate();
        this.#worker = null;
        reject(
          loaded
            ? new MixGradError('bad_smiles', 'smiles', brokeDown)
            : new MixGradError('rdkit_unavailable', 'smiles', notLoaded),
        );
      };
      let timer = setTimeout(giveUp, loadLimit_ms);
      worker.onerror = giveUp;
      worker.onmessageerror = giveUp;
      worker.onmessage = ({ data }) => {
        clearTimeout(timer);
        if (data.ready) {
          loaded = true;
          timer = setTimeout(giveUp, readLimit_ms);
        } else if (data.error) {
          reject(new MixGradError(data.error.code, data.error.field, data.error.message));
        } else {
          resolve(data.molecule);
        }
      };
      worker.postMessage(smiles);
    });
  }
}
