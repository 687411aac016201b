// scripts/mixgrad as a program: lines in, lines out.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  proposalsCsv,
  type DesignRequest,
  type MicrostructureRequest,
  type MixingModel,
  type ProposeRequest,
} from '../../web/mixgrad/mixgrad.js';
import { electrolyte, mg, randomMixtures } from './mixtures.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const program = path.join(repository, 'scripts/mixgrad');

interface Run {
  status: number;
  stdout: string;
  stderr: string;
  /** Standard output, line by line, as JSON. */
  answers: any[];
}

function start(file: string, args: string[], input: string | Buffer = ''): Promise<Omit<Run, 'answers'>> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { maxBuffer: 1 << 26, cwd: tmpdir() }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin!.on('error', () => {}); // a program that reads nothing may be gone already
    child.stdin!.end(input);
  });
}

/** Of a command that succeeds, in a folder that is not the repository's. */
async function mixgrad(args: string[], input?: string | Buffer): Promise<Run> {
  const run = await start(program, args, input);
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(run.stdout === '' || run.stdout.endsWith('\n')).toBe(true);
  return {
    ...run,
    answers: run.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

/** As JSON has it: typed arrays as lists. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, v) => (ArrayBuffer.isView(v) ? Array.from(v as Float64Array) : v)));

const request = electrolyte();
const line = JSON.stringify(request);

describe('predict', () => {
  it('answers every line as the JavaScript interface does, in order', async () => {
    const requests = randomMixtures(20, 6).map((mixture) => ({ ...mixture, gradient: true }));
    const { answers } = await mixgrad(['predict'], requests.map((r) => `${JSON.stringify(r)}\n`).join(''));
    expect(answers).toEqual(requests.map((r) => plain(mg.predict(r))));
  });

  it('answers a bad line with an error and its number, and the rest all the same', async () => {
    const bad = [
      ['{"components": [', 'bad_json', ''],
      ['null', 'bad_value', ''],
      ['[1]', 'bad_value', ''],
      [JSON.stringify({ ...request, temperature_K: 25 }), 'bad_value', 'temperature_K'],
      [JSON.stringify({ ...request, volts: 4 }), 'unknown_key', 'volts'],
      [line.replace('EMC', 'EMX'), 'unknown_species', 'components[1].species'],
      [line.replace('"species":"EC"', '"smiles":"C1CC"'), 'bad_smiles', 'components[0].smiles'],
      [line.replace('"species":"EC"', '"smiles":"C[Hg]C"'), 'refused', 'components[0].smiles'],
      [line.replace('"species":"LiPF6"', '"smiles":"CCO"'), 'bad_molecule', 'salt.smiles'],
    ] as const;
    const input = bad.map(([text]) => `${text}\n${line}\n`).join('');
    const { answers } = await mixgrad(['predict'], input);
    expect(answers).toHaveLength(2 * bad.length);
    const expected = plain(mg.predict(request));
    bad.forEach(([, code, field], i) => {
      expect(answers[2 * i]).toEqual({
        error: { code, field, message: expect.stringMatching(/.{10}/) },
        line: 2 * i + 1,
      });
      expect(answers[2 * i + 1]).toEqual(expected);
    });
  });

  it('reads any SMILES', async () => {
    const salt = { smiles: 'F[P-](F)(F)(F)(F)F.[Li+]', molality_mol_per_kg: 1 };
    const requests = [
      electrolyte({ components: [{ smiles: 'CCCCOC', amount: 1 }] }),
      electrolyte({ components: [{ smiles: 'C1COC(=O)O1', amount: 1 }], salt }),
    ];
    const { answers } = await mixgrad(['predict'], requests.map((r) => `${JSON.stringify(r)}\n`).join(''));
    for (const r of requests) await mg.prepare(r);
    expect(answers).toEqual(requests.map((r) => plain(mg.predict(r))));
    expect(answers[0].domain.reasons[0]).toContain('CCCCOC');
  });

  it('passes over empty lines, but counts them', async () => {
    const { answers } = await mixgrad(['predict'], `\n${line}\n \t\n\n{}\n`);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toEqual(plain(mg.predict(request)));
    expect(answers[1]).toMatchObject({ error: { code: 'missing_key' }, line: 5 });
  });

  it('needs no newline at the end, and minds no carriage return or byte-order mark', async () => {
    const { answers } = await mixgrad(['predict'], `\ufeff${line}\r\n${line}`);
    const expected = plain(mg.predict(request));
    expect(answers).toEqual([expected, expected]);
  });

  it('has no answer to nothing', async () => {
    expect((await mixgrad(['predict'], '')).stdout).toBe('');
  });

  it('reads UTF-8, also where a line separator or a chunk splits it', async () => {
    const named = (species: string) => JSON.stringify(electrolyte({ components: [{ species, amount: 1 }] }));
    const padding = ' '.repeat(65_536 - named('γ-butyrolactone').indexOf('γ') - 1); // γ is two bytes long
    const { answers } = await mixgrad(
      ['predict'],
      `${padding}${named('γ-butyrolactone')}\n${named('a\u2028b')}\n${named('é😀')}\n`,
    );
    expect(answers).toHaveLength(3);
    const expected = mg.predict(electrolyte({ components: [{ species: 'GBL', amount: 1 }] }));
    expect(answers[0]).toEqual(plain(expected));
    expect(answers[1].error.message).toContain("'a\u2028b' is not in the built-in library");
    expect(answers[2].error.message).toContain("'é😀' is not in the built-in library");
  });
});

describe('the other methods', () => {
  it('curve', async () => {
    const asked = { ...request, along: 'salt', from: 0, to: 2, points: 5 } as const;
    const { answers } = await mixgrad(['curve'], JSON.stringify(asked));
    expect(answers).toEqual([plain(mg.curve(asked))]);
  });

  it('ternary', async () => {
    const components = ['EC', 'DMC', 'PC'].map((species) => ({ species, amount: 1 }));
    const asked = { ...request, components, subdivisions: 3, gradient: true };
    const { answers } = await mixgrad(['ternary'], JSON.stringify(asked));
    expect(answers).toEqual([plain(mg.ternary(asked))]);
  });

  it('design', async () => {
    const asked = { ...request, goal: { maximize: 'conductivity_mS_per_cm' } } as DesignRequest;
    const { answers } = await mixgrad(['design'], `${JSON.stringify(asked)}\n${line}\n`);
    expect(answers[0]).toEqual(plain(mg.design(asked)));
    expect(answers[1]).toMatchObject({ error: { code: 'missing_key', field: 'goal' }, line: 2 });
  });

  it('phase, flash and miscibility', async () => {
    const model: MixingModel = { kind: 'margules', pairs: [{ A: 2.5 }] };
    const asked = { model, temperature_K: 298.15 };
    const components = [{ smiles: 'CO' }, { smiles: 'CCCCCC' }];
    const mixing = { components, temperature_K: { from: 280, to: 300, points: 2 } };
    const feed = { ...asked, feed: [1, 1] };
    await mg.prepare(mixing);
    const phase = await mixgrad(
      ['phase'],
      `${JSON.stringify(asked)}\n${JSON.stringify({ ...asked, x: 1 })}\n`,
    );
    expect(phase.answers[0]).toEqual(plain(await mg.phaseDiagram(asked)));
    expect(phase.answers[1]).toMatchObject({ error: { code: 'unknown_key', field: 'x' }, line: 2 });
    const flash = await mixgrad(['flash'], JSON.stringify(feed));
    expect(flash.answers).toEqual([plain(await mg.flash(feed))]);
    const miscibility = await mixgrad(['miscibility'], JSON.stringify(mixing));
    expect(miscibility.answers).toEqual([plain(await mg.miscibility(mixing))]);
  });

  it('microstructure', async () => {
    const asked: MicrostructureRequest = {
      model: { kind: 'margules', pairs: [{ A: -0.5 }, { A: 3.6 }, { A: 0.4 }], C: -9 },
      feed: [1, 1.2, 3],
      temperature_K: 298.15,
      molar_volume_cm3_per_mol: [80, 104, 151],
      clusters: { surface_kT: 10, crowding_kT: 1 },
      over_temperature: { from: 280, to: 310, points: 3 },
    };
    const { answers } = await mixgrad(['microstructure'], `${JSON.stringify(asked)}\n${line}\n`);
    expect(answers[0]).toEqual(plain(await mg.microstructure(asked)));
    expect(answers[1]).toMatchObject({ error: { code: 'unknown_key' }, line: 2 });
  });

  it('propose', async () => {
    const { temperature_K, basis, components, salt } = electrolyte();
    const asked: ProposeRequest = {
      components,
      basis,
      salt: { ...salt!, locked: false, max: 2 },
      temperature_K,
      goal: { maximize: 'conductivity_mS_per_cm' },
      experiments: 3,
      measured: [{ composition_id: 'EC_EMC|50_50|LiPF6|1', value: 8.5 }],
    };
    const { answers } = await mixgrad(
      ['propose'],
      `${JSON.stringify(asked)}\n${JSON.stringify({ ...asked, spacing: 2 })}\n`,
    );
    expect(answers[0]).toEqual(plain(mg.propose(asked)));
    expect(answers[1]).toMatchObject({ error: { code: 'bad_value', field: 'spacing' }, line: 2 });
  });

  it('species, one a line', async () => {
    expect((await mixgrad(['species'])).answers).toEqual(mg.species());
  });

  it('about', async () => {
    expect((await mixgrad(['about'])).answers).toEqual([mg.about()]);
  });
});

describe('the command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mixgrad-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['--help', '-h'])('explains itself with %s', async (option) => {
    const { status, stdout, stderr } = await start(program, [option]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const word of [
      'usage: scripts/mixgrad',
      'predict',
      'curve',
      'ternary',
      'design',
      'phase',
      'microstructure',
      'species',
      'about',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it.each([
    [[]],
    [['preditc']],
    [['predict', 'a', 'b']],
    [['species', 'a']],
    [['about', 'a']],
    [['propose', '--csv']],
  ])('with %j shows how it is used, and fails', async (args) => {
    const { status, stdout, stderr } = await start(program, args, line);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('usage: scripts/mixgrad');
  });

  it('reads a file', async () => {
    const file = path.join(folder, 'requests.jsonl');
    await writeFile(file, `${line}\n{}\n`);
    const { answers } = await mixgrad(['predict', file]);
    expect(answers[0]).toEqual(plain(mg.predict(request)));
    expect(answers[1].line).toBe(2);
  });

  it('proposes by tables, round by round', async () => {
    const { salt, ...rest } = request;
    const asked: ProposeRequest = {
      ...rest,
      salt: { ...salt!, locked: false, max: 2 },
      goal: { maximize: 'conductivity_mS_per_cm' },
      experiments: 2,
    };
    const file = path.join(folder, 'request.json');
    const table = path.join(folder, 'measured.csv');
    await writeFile(file, JSON.stringify(asked, null, 2));
    const first = await start(program, ['propose', '--csv', file]);
    expect(first).toEqual({
      status: 0,
      stdout: proposalsCsv(mg.propose(asked).proposals, asked),
      stderr: '',
    });

    const measured = 'EC;EMC;LiPF6;conductivity_mS_per_cm\n40;60;1,2;9,5\n';
    await writeFile(table, measured);
    const known = [{ components: [40, 60], salt: 1.2, value: 9.5 }];
    const { proposals } = mg.propose({ ...asked, measured: known });
    for (const run of [
      await start(program, ['propose', '--csv', file, table]),
      await start(program, ['propose', '--csv', file], measured),
    ]) {
      expect(run).toEqual({ status: 0, stdout: proposalsCsv(proposals, asked), stderr: '' });
    }

    const wrong = await start(program, ['propose', '--csv', file], measured.replace('60', 'x'));
    expect(wrong).toEqual({
      status: 2,
      stdout: '',
      stderr: `mixgrad: line 2, column 2 ('EMC') should be a number, not "x"\n`,
    });
    for (const [text, message] of [
      ['{', 'is not JSON'],
      ['null', 'the request should be an object, not null'],
      ['{"measured": 5}', "'goal' is missing"],
    ] as const) {
      await writeFile(file, text);
      const { status, stdout, stderr } = await start(program, ['propose', '--csv', file]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).toMatch(/^mixgrad: .*\n$/);
    }
    expect((await start(program, ['propose', '--csv', path.join(folder, 'absent')])).status).toBe(2);
  });

  it('fails if there is no such file', async () => {
    const { status, stdout, stderr } = await start(program, ['predict', path.join(folder, 'absent.jsonl')]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^mixgrad: .*absent\.jsonl/);
  });

  it('says what is missing where nothing was built', async () => {
    const bare = path.join(folder, 'bare');
    await mkdir(path.join(bare, 'scripts'), { recursive: true });
    await writeFile(path.join(bare, 'package.json'), '{ "type": "module" }');
    await cp(program, path.join(bare, 'scripts/mixgrad'));
    await symlink(path.join(repository, 'weights'), path.join(bare, 'weights'));
    await cp(path.join(repository, 'web/mixgrad'), path.join(bare, 'web/mixgrad'), { recursive: true });
    const { status, stdout, stderr } = await start(path.join(bare, 'scripts/mixgrad'), ['predict'], line);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('scripts/build wasm');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('ends quietly when nobody reads on', async () => {
    const components = ['EC', 'DMC', 'PC'].map((species) => ({ species, amount: 1 }));
    const file = path.join(folder, 'many.jsonl');
    const one = JSON.stringify({ ...request, components, subdivisions: 100 });
    await writeFile(file, `${one}\n`.repeat(5));
    const pipe = `'${program}' ternary '${file}' | head -c 10; exit "\${PIPESTATUS[0]}"`;
    const { status, stdout, stderr } = await start('bash', ['-c', pipe]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toHaveLength(10);
  });
});
