// Loading: once, from bytes or addresses, and what is damaged is refused.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createMixGrad, MixGradError, type CreateOptions } from '../../web/mixgrad/mixgrad.js';
import { electrolyte } from './mixtures.js';

const weightsFile = new URL('../../weights/mixgrad.safetensors', import.meta.url);
const weights = await readFile(weightsFile);

async function failure(options: object): Promise<MixGradError> {
  const error = await createMixGrad(options as CreateOptions).catch((e) => e);
  expect(error).toBeInstanceOf(MixGradError);
  return error;
}

describe('createMixGrad', () => {
  it('loads once: the same options, the same promise', async () => {
    expect(createMixGrad()).toBe(createMixGrad());
    expect(createMixGrad({})).toBe(createMixGrad());
    const own = { weights: new Uint8Array(weights) };
    expect(createMixGrad(own)).toBe(createMixGrad({ ...own }));
    expect(createMixGrad(own)).not.toBe(createMixGrad());
    expect(await createMixGrad(own)).not.toBe(await createMixGrad());
  });

  it('takes bytes, an address or a path, and answers the same', async () => {
    const expected = (await createMixGrad()).predict(electrolyte());
    const bytes = Uint8Array.from(weights);
    const padded = Uint8Array.from([1, 2, 3, ...weights, 4]).subarray(3, 3 + weights.length);
    const { pathname } = weightsFile;
    for (const given of [bytes, bytes.buffer, padded, weightsFile, weightsFile.href, pathname]) {
      expect((await createMixGrad({ weights: given })).predict(electrolyte())).toEqual(expected);
    }
  });

  it('keeps two models apart', async () => {
    const ours = await createMixGrad();
    const other = await createMixGrad({ weights: new Uint8Array(weights) });
    const request = electrolyte({ components: [{ smiles: 'CCOCCC', amount: 1 }] });
    await other.prepare(request);
    expect(other.predict(request)).toBeDefined();
    expect(() => ours.predict(request)).toThrow('prepare()');
  });
});

describe('what cannot be loaded', () => {
  it.each([0, 1, 100, 5_000, 60_000, -1])('damaged weights: byte %d', async (place) => {
    const damaged = Uint8Array.from(weights);
    damaged[(place + damaged.length) % damaged.length]! ^= 0x10;
    expect((await failure({ weights: damaged })).code).toBe('bad_weights');
  });

  it.each([0, 7, 8, 1000, 10])('weights cut to %d bytes', async (length) => {
    const error = await failure({ weights: Uint8Array.from(weights).subarray(0, length) });
    expect(error.code).toBe('bad_weights');
    expect(error.message).not.toBe('');
  });

  it('weights with more behind them', async () => {
    expect((await failure({ weights: Uint8Array.from([...weights, 0]) })).code).toBe('bad_weights');
  });

  it('a library of species that is none, or damaged', async () => {
    const text = (await readFile(new URL('../../build/wasm/species.json', import.meta.url))).toString();
    const withoutGraph = text.replace('"EC": {', '"E": {');
    expect(withoutGraph).not.toBe(text);
    for (const damaged of [
      '',
      '[]',
      '[{},{}]',
      text.slice(0, -20),
      withoutGraph,
      text.replaceAll('"smiles"', '"s"'),
    ]) {
      const error = await failure({ species: new TextEncoder().encode(damaged) });
      expect(error).toMatchObject({ code: 'bad_species', field: 'species' });
    }
  });

  it('a file that is not there, and then is looked for again', async () => {
    const missing = pathToFileURL('/nowhere/mixgrad.safetensors');
    const first = createMixGrad({ weights: missing });
    const error = await failure({ weights: missing });
    expect(error).toMatchObject({ code: 'not_loaded', field: 'weights' });
    expect(error.message).toContain('/nowhere/mixgrad.safetensors');
    await expect(first).rejects.toBe(error);
    expect(createMixGrad({ weights: missing })).not.toBe(first);
    await expect(createMixGrad({ weights: missing })).rejects.toThrow('/nowhere');
  });

  it('something that is no WebAssembly', async () => {
    expect(await failure({ wasm: new Uint8Array(8) })).toMatchObject({ code: 'not_loaded', field: 'wasm' });
  });

  it.each([
    [{ weight: 'x' }, 'unknown_key', 'weight', "known are 'wasm', 'species', 'weights'"],
    [{ weights: 5 }, 'bad_value', 'weights', 'bytes or an address'],
    [{ wasm: {} }, 'bad_value', 'wasm', 'bytes or an address'],
  ])('%j', async (options, code, field, message) => {
    const error = await failure(options);
    expect(error).toMatchObject({ code, field });
    expect(error.message).toContain(message);
  });

  it('does not keep a good one from loading', async () => {
    await failure({ weights: new Uint8Array(100) });
    expect((await createMixGrad()).predict(electrolyte())).toBeDefined();
  });
});
