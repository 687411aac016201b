// WebAssembly gives the answers of the native core: tests/golden/predictions.json.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMixGrad, MixGradError, type BinaryMixing, type MixGrad } from '../../web/mixgrad/mixgrad.js';

interface Golden {
  weights_sha256: string;
  calls: { method: string; request: any; answer: unknown }[];
}

const repository = new URL('../../', import.meta.url);
const golden: Golden = JSON.parse(
  await readFile(new URL('tests/golden/predictions.json', repository), 'utf8'),
);
/** RDKit's molecules are for the native core; here RDKit itself is at hand. */
const calls = golden.calls.filter(({ method }) => method !== 'add');

let mg: MixGrad;
beforeAll(async () => {
  mg = await createMixGrad();
});

/** Curves as the core gives them. */
function columnsOf({ curves, ...rest }: BinaryMixing): unknown {
  const columns = Object.entries(curves).flatMap(([property, { value, lower, upper }]) => [
    [property, value],
    [`${property}.lower`, lower],
    [`${property}.upper`, upper],
  ]);
  return { ...rest, ...Object.fromEntries(columns) };
}

async function answerOf(method: string, request: any): Promise<unknown> {
  try {
    await mg.prepare(request);
    return method === 'binary' ? columnsOf(mg.binary(request)) : mg[method as 'predict'](request);
  } catch (error) {
    if (!(error instanceof MixGradError)) throw error;
    return { error: { code: error.code, field: error.field, message: error.message } };
  }
}

/**
 * The places where two answers differ. Numbers may by `tolerance` of themselves, or of the largest in their list.
 * @param size what the difference of two numbers is relative to
 */
function differences(
  ours: any,
  theirs: any,
  tolerance: number,
  path = '',
  size = Math.abs(theirs),
): string[] {
  if (typeof theirs === 'number') {
    return Math.abs(ours - theirs) <= tolerance * size ? [] : [`${path}: ${ours} instead of ${theirs}`];
  }
  if (theirs === null || typeof theirs !== 'object') {
    return ours === theirs ? [] : [`${path}: ${ours} instead of ${theirs}`];
  }
  if (ours === null || typeof ours !== 'object' || theirs.length !== ours.length) {
    return [`${path}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`];
  }
  const numbers = Array.isArray(theirs) && typeof theirs[0] === 'number';
  const largest = numbers ? Math.max(...theirs.map(Math.abs)) : undefined;
  return Object.keys(theirs).flatMap((key) =>
    differences(ours[key], theirs[key], tolerance, path ? `${path}.${key}` : key, largest),
  );
}

describe('the golden answers', () => {
  it('were made with the weights that are shipped', async () => {
    const weights = await readFile(new URL('weights/mixgrad.safetensors', repository));
    const sha256 = createHash('sha256').update(weights).digest('hex');
    expect(
      golden.weights_sha256,
      'the weights have changed since: run node tests/golden/predictions.mjs to make the answers anew',
    ).toBe(sha256);
  });

  it.each(calls.map((call, i) => [i, call.method, call] as const))('%i: %s', async (_i, method, call) => {
    const { request, answer } = call;
    const tolerance = method === 'design' ? 1e-4 : 1e-5; // a run stops where less than 1e-4 is left to gain
    expect(differences(await answerOf(method, request), answer, tolerance)).toEqual([]);
  });
});
