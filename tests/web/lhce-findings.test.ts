// What is published of an LHCE and what the model shows of it: computed, as written down, and other when the
// assumptions are others.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FORMULATIONS, lhceFindings, tableOf } from '../../scripts/lhce-findings.js';
import { mg } from './mixtures.js';

const [, tte] = FORMULATIONS;
const written = (file: string) => readFile(new URL(`../../weights/${file}`, import.meta.url), 'utf8');

/** The verdict on the finding that has this word. */
async function verdict(word: string, assumed: object): Promise<string> {
  const { findings } = await lhceFindings(mg, tte!, assumed);
  return findings.find(({ finding }) => finding.includes(word))!.shown;
}

describe('findings of an LHCE', () => {
  it('are those written down', async () => {
    const reports = [];
    for (const formulation of FORMULATIONS) reports.push(await lhceFindings(mg, formulation));
    const report = JSON.parse(await written('lhce-findings.json'));
    expect(report.formulations).toEqual(JSON.parse(JSON.stringify(reports)));
    expect(await written('lhce-findings.md')).toBe(tableOf(reports));
  });

  it.each([
    ['surfactant', { C: 0 }],
    ['surfactant', { A13: 0.5 }],
    ['micelle', { surface: 2, crowding: 2 }],
    ['peaks', { h12: -6 }],
    ['drives solvent out', { h12: 5 }],
    ['stable ternary', { C: 0 }],
  ])('%s: no with %j', async (word, assumed) => {
    expect(await verdict(word, assumed)).toBe('no');
  });
});
