// The worker's end of remote.js. In: `{ id, method, request }` or `{ cancel: id }`. Out: `{ id, value }` or
// `{ id, error }`; before that of a front, for each point, `{ id, progress }`.
import { createMixGrad, frontOf } from './local.js';

/** Calls that nobody waits for any more. */
const cancelled = new Set();

/** Lets messages in between two points: a cancel, or another call. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

self.onmessage = async ({ data: { id, method, request, cancel } }) => {
  if (cancel) return void cancelled.add(cancel);
  try {
    const mixgrad = /** @type {any} */ (await createMixGrad());
    await mixgrad.prepare(request);
    const value = method === 'pareto' ? await front(mixgrad, id, request) : await mixgrad[method](request);
    const buffers = Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : []));
    self.postMessage({ id, value }, { transfer: buffers });
  } catch (error) {
    const { code = 'internal', field = '', message } = /** @type {any} */ (error);
    self.postMessage({ id, error: { code, field, message } });
  }
};

/**
 * @param {any} mixgrad
 * @param {number} id
 * @param {any} request
 */
async function front(mixgrad, id, request) {
  const found = [];
  for (const point of mixgrad.paretoPoints(request)) {
    found.push(point);
    self.postMessage({ id, progress: point });
    await breathe();
    if (cancelled.delete(id)) break; // whoever cancelled has turned away
  }
  return frontOf(found);
}
