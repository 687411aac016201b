// The score on the card is that of the shipped model.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mg } from './mixtures.js';

const read = async (name: string) =>
  (await readFile(new URL(`../../weights/${name}`, import.meta.url))).toString();
const report = JSON.parse(await read('miscibility.json')) as {
  right: number;
  of: number;
  pairs: {
    names: string[];
    smiles: string[];
    temperature_K: number;
    splits: boolean;
    predicted_splits: boolean;
    ln_gamma_infinite: number[];
    right: boolean;
  }[];
};

it('adds up, and stands on the model card', async () => {
  expect(report.pairs).toHaveLength(report.of);
  for (const pair of report.pairs)
    expect(pair.right, pair.names.join()).toBe(pair.predicted_splits === pair.splits);
  expect(report.pairs.filter(({ right }) => right)).toHaveLength(report.right);
  const card = await read('model-card.md');
  expect(card).toMatch(new RegExp(`Of ${report.of} pairs of liquids [^#]*\\s${report.right} \\(`));
});

it.each(report.pairs.filter((_, i) => i % 6 === 0))('$names', async (pair) => {
  const components = pair.smiles.map((smiles) => ({ smiles }));
  await mg.prepare({ components });
  const T = pair.temperature_K;
  const diagram = await mg.phaseDiagram({ components, temperature_K: T });
  if (diagram.components !== 2) throw new Error('two components were asked for');
  const [isotherm] = diagram.isotherms;
  expect(isotherm!.coexisting.length > 0).toBe(pair.predicted_splits);
  isotherm!.ln_gamma_infinite.forEach((value, i) => expect(value).toBeCloseTo(pair.ln_gamma_infinite[i]!, 2));
});
