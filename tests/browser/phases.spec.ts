// The phase engine in the page's worker: loaded only when asked for, and allowed by the page's policy.
import { expect, test } from '@playwright/test';

test('the phase engine loads on demand, in the worker', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const loaded = () => asked.filter((path) => /\/phase-[^/]*\.(js|wasm)$/.test(path));
  const [worker] = await Promise.all([page.waitForEvent('worker'), page.goto('./')]);
  expect(loaded()).toEqual([]);
  const answer = await page.evaluate(
    (url) =>
      new Promise<any>((resolve, reject) => {
        const own = new Worker(url, { type: 'module' });
        own.onmessage = ({ data }) => resolve(data);
        own.onerror = (event) => reject(new Error(event.message));
        const model = { kind: 'margules', pairs: [{ A: 2.5 }] };
        own.postMessage({ id: 1, method: 'phaseDiagram', request: { model, temperature_K: 298.15 } });
      }),
    worker.url(),
  );
  expect(answer.value.isotherms[0].coexisting[0].phases[0].x[0]).toBeCloseTo(0.144794, 6);
  expect(loaded()).toHaveLength(1);
});
