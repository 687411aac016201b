// The worker's end of remote.js. In: `{ id, method, request }`. Out: `{ id, value }` or `{ id, error }`.
import { createMixGrad } from './local.js';

self.onmessage = async ({ data: { id, method, request } }) => {
  try {
    const mixgrad = /** @type {any} */ (await createMixGrad());
    await mixgrad.prepare(request);
    const value = await mixgrad[method](request);
    const buffers = Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : []));
    self.postMessage({ id, value }, { transfer: buffers });
  } catch (error) {
    const { code = 'internal', field = '', message } = /** @type {any} */ (error);
    self.postMessage({ id, error: { code, field, message } });
  }
};
