// SMILES through RDKit: good and bad ones, no leaks, crashes that do not last.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import initRDKitModule from '@rdkit/rdkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MixGradError } from '../../web/mixgrad/error.js';
import { moleculeFromSmiles, rememberingSource } from '../../web/mixgrad/rdkit.js';
import { WorkerReader } from '../../web/mixgrad/rdkit-client.js';
import { MoleculeReader } from '../../web/mixgrad/rdkit-reader.js';

const silently = () => ({ print() {}, printErr() {} });

describe('a good SMILES', () => {
  it.each([
    ['ethanol', ['CCO', 'OCC', 'C(O)C', '[CH3][CH2][OH]', '[H]OCC', '  CCO\n']],
    ['ethylene carbonate', ['O=C1OCCO1', 'C1COC(=O)O1', 'C1(=O)OCCO1']],
    ['toluene', ['Cc1ccccc1', 'C1=CC=CC=C1C', 'c1ccc(C)cc1']],
    ['LiPF6', ['[Li+].F[P-](F)(F)(F)(F)F', 'F[P-](F)(F)(F)(F)F.[Li+]']],
    ['nitromethane', ['C[N+](=O)[O-]', 'CN(=O)=O']],
  ])('has one canonical form however %s is spelled', async (_name, spellings) => {
    const canonical = await Promise.all(spellings.map(async (s) => (await moleculeFromSmiles(s)).canonical));
    expect(new Set(canonical).size).toBe(1);
  });

  it('becomes CommonChem with the atoms in order', async () => {
    const { canonical, commonchem } = await moleculeFromSmiles('FC1COC(=O)O1');
    expect(canonical).toBe('O=C1OCC(F)O1');
    const [{ atoms, bonds }] = JSON.parse(commonchem).molecules;
    expect(atoms.map(({ z = 6 }) => z)).toEqual([9, 6, 6, 8, 6, 8, 8]);
    expect(bonds).toHaveLength(7);
  });

  it('may have as many as 100 heavy atoms and 300 characters', async () => {
    expect((await moleculeFromSmiles('C'.repeat(100))).canonical).toBe('C'.repeat(100));
    const written = `[CH3]${'[CH2]'.repeat(58)}[CH3]`;
    expect(written).toHaveLength(300);
    expect((await moleculeFromSmiles(written)).canonical).toBe('C'.repeat(60));
  });
});

describe('a bad SMILES', () => {
  const needsBrackets =
    'is no atom; elements other than B, C, N, O, P, S, F, Cl, Br and I need brackets, such as [Li+].';
  const isNoAtom =
    'is no atom; brackets hold an element, its hydrogens and its charge, such as [NH4+] or [Li+].';
  const noRadicals = 'radicals are not handled. In brackets all hydrogens must be written: [CH4], not [C].';
  const oddBond =
    'The molecule has a bond that is neither single, double nor triple; dative and quadruple bonds are not handled.';
  const noKekule =
    'allow no alternating double bonds; a hydrogen on nitrogen may be missing, as in [nH], or write the double bonds with capitals.';

  it.each([
    // Not shown to RDKit at all.
    [undefined, 'A SMILES must be text, such as CCO for ethanol; this is of type undefined.'],
    [null, 'A SMILES must be text, such as CCO for ethanol; this is null.'],
    [42, 'A SMILES must be text, such as CCO for ethanol; this is of type number.'],
    [['CCO'], 'A SMILES must be text, such as CCO for ethanol; this is a list.'],
    ['', 'The SMILES is empty; write one, such as CCO for ethanol.'],
    [' \t\n', 'The SMILES is empty; write one, such as CCO for ethanol.'],
    ['C'.repeat(301), 'The SMILES has 301 characters; at most 300 are read.'],
    ['C C', 'The SMILES has a space at character 2, which no SMILES has.'],
    ['CCO ethanol', 'The SMILES has a space at character 4, which no SMILES has.'],
    ['CCé', 'The SMILES has "é" at character 3, which no SMILES has.'],
    ['C😀', 'The SMILES has "😀" at character 2, which no SMILES has.'],
    ['{"rdkitjson":{}}', 'The SMILES has "{" at character 1, which no SMILES has.'],
    // Syntax.
    ['C1CC', 'Ring bond 1, opened at character 2, is never closed.'],
    ['C1CC1[13CH3]CC%12', 'Ring bond 12, opened at character 15, is never closed.'],
    ['CO2', 'Ring bond 2, opened at character 3, is never closed.'],
    ['C11', 'Ring bond 1 joins atoms that are one, or are bonded already.'],
    ['C1C1', 'Ring bond 1 joins atoms that are one, or are bonded already.'],
    ['CC(=O', 'The parenthesis opened at character 3 is never closed.'],
    ['C(C))C', 'The parenthesis closed at character 5 was never opened.'],
    ['CC[Foo]', `[Foo] at character 3 ${isNoAtom}`],
    ['[HCl]', `[HCl] at character 1 ${isNoAtom}`],
    ['C[Na', 'The bracket opened at character 2 is never closed.'],
    ['C]', '"]" at character 2 is out of place.'],
    ['CQ', `"Q" at character 2 ${needsBrackets}`],
    ['LiPF6', `"L" at character 1 ${needsBrackets}`],
    ['ethanol', `"e" at character 1 ${needsBrackets}`],
    ['C==C', '"=" at character 3 is out of place.'],
    ['C>>C', '">" at character 2 is out of place.'],
    // Chemistry.
    ['CC(C)(C)(C)C', 'The carbon atom 2 (character 2) has 5 bonds, more than carbon can have there.'],
    ['CCN(C)(C)C', 'The nitrogen atom 3 (character 3) has 4 bonds, more than nitrogen can have there.'],
    ['ClC[PH6]', 'The phosphorus atom 3 (character 4) has 7 bonds, more than phosphorus can have there.'],
    ['Cc1cccc1', `The aromatic atoms at characters 2, 4, 5, 6, 7 ${noKekule}`],
    ['n1cccc1', `The aromatic atoms at characters 1, 3, 4, 5, 6 ${noKekule}`],
    ['CCcC', '"c" at character 3 is lower case, that is aromatic, but in no ring.'],
    // What RDKit reads and MixGrad cannot describe.
    ['C'.repeat(101), 'The molecule has 101 atoms besides hydrogen; at most 100 are handled.'],
    ['[H][H]', 'The molecule has no atoms but hydrogen; one other at least is needed.'],
    ['CC*', 'The dummy atom 3 (character 3), written *, stands for any atom; every atom must be an element.'],
    ['C[CH2]', `The carbon atom 2 (character 2) has 1 unpaired electron; ${noRadicals}`],
    ['[O]', `The oxygen atom 1 (character 1) has 2 unpaired electrons; ${noRadicals}`],
    [
      'C[13CH3]',
      'The carbon atom 2 (character 2) is labelled as isotope 13; write it without its mass number.',
    ],
    [
      '[2H]O[2H]',
      'The hydrogen atom 1 (character 1) is labelled as isotope 2; write it without its mass number.',
    ],
    [
      'O.[H+]',
      'The hydrogen atom 2 (character 3) is not simply bonded to one other element; H2, H+, hydrides and bridges are not handled.',
    ],
    ['[U]', 'The molecule holds element 92; elements up to 86 are known.'],
    ['C$C', oddBond],
    ['O->[Li]', oddBond],
    ['C~C', oddBond],
  ])('%j: %s', async (smiles, message) => {
    const error = await moleculeFromSmiles(smiles as string).catch((e) => e);
    expect(error).toBeInstanceOf(MixGradError);
    expect(error).toMatchObject({ code: 'bad_smiles', field: 'smiles', message });
  });

  it('does not stand in the way of the next', async () => {
    await expect(moleculeFromSmiles('C1CC')).rejects.toThrow(MixGradError);
    await expect(moleculeFromSmiles('C1CC1')).resolves.toMatchObject({ canonical: 'C1CC1' });
  });
});

describe('remembering', () => {
  const answer = (smiles: string) => ({ canonical: smiles, commonchem: '{}' });

  it('reads a SMILES that is under way only once', async () => {
    const read = vi.fn(async (smiles: string) => answer(smiles));
    const source = rememberingSource(read);
    const [a, b, c] = await Promise.all([source('CCO'), source(' CCO'), source('CCC')]);
    expect(a).toBe(b);
    expect(c).toEqual(answer('CCC'));
    expect(read.mock.calls).toEqual([['CCO'], ['CCC']]);
  });

  it('forgets the one used longest ago, and failures at once', async () => {
    const read = vi.fn(async (smiles: string) => {
      if (smiles === 'S') throw new MixGradError('rdkit_unavailable', 'smiles', 'no network');
      return answer(smiles);
    });
    const source = rememberingSource(read);
    const chain = (n: number) => 'C'.repeat(n);
    for (let n = 1; n <= 256; n += 1) await source(chain(n));
    await source(chain(1)); // still known, and now the newest
    expect(read).toHaveBeenCalledTimes(256);
    await source('O'); // one too many: the second goes
    await source(chain(1));
    expect(read).toHaveBeenCalledTimes(257);
    await source(chain(2));
    expect(read).toHaveBeenCalledTimes(258);

    await expect(source('S')).rejects.toThrow('no network');
    await expect(source('S')).rejects.toThrow('no network');
    expect(read).toHaveBeenCalledTimes(260);
  });
});

describe('RDKit itself', () => {
  it('needs no more memory after thousands of molecules, good and bad', async () => {
    const file = createRequire(import.meta.url).resolve('@rdkit/rdkit/RDKit_minimal.wasm');
    const bytes = await readFile(file);
    let memory: WebAssembly.Memory | undefined;
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => {
      void WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
        done(instance, module);
      });
      return {};
    };
    const reader = new MoleculeReader(() => initRDKitModule({ ...silently(), instantiateWasm }));
    const readMany = async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        const chain = 'C'.repeat(1 + (i % 45));
        await reader.read(`${chain}OC(=O)O${chain}`);
        await reader.read(`${chain}C1CC`).catch(() => {});
        await reader.read(`${chain}*`).catch(() => {});
      }
    };
    await readMany(100);
    const before = memory?.buffer.byteLength;
    expect(before).toBeGreaterThan(1 << 20);
    await readMany(1500);
    expect(memory?.buffer.byteLength).toBe(before);
  });

  it('is loaded anew after a crash', async () => {
    const load = vi.fn(() => initRDKitModule(silently()));
    const reader = new MoleculeReader(load);
    await reader.read('CCO');
    const crash = await reader.read('C'.repeat(5000)).catch((e) => e); // behind the cap on length
    expect(crash).toBeInstanceOf(MixGradError);
    expect(crash).toMatchObject({ code: 'bad_smiles', field: 'smiles' });
    expect(crash.message).toContain('was restarted');
    expect(load).toHaveBeenCalledTimes(1);
    await expect(reader.read('CCO')).resolves.toMatchObject({ canonical: 'CCO' });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is tried again after it could not be loaded', async () => {
    const load = vi
      .fn(() => initRDKitModule(silently()))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const reader = new MoleculeReader(load);
    await expect(reader.read('CCO')).rejects.toMatchObject({ code: 'rdkit_unavailable', field: 'smiles' });
    await expect(reader.read('CCO')).resolves.toMatchObject({ canonical: 'CCO' });
  });
});

describe('the worker of a browser', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** What a test sees of a worker, and plays for it. */
  class FakeWorker {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onerror: (() => void) | null = null;
    asked: string[] = [];
    terminated = false;
    postMessage(smiles: string) {
      this.asked.push(smiles);
    }
    terminate() {
      this.terminated = true;
    }
    say(data: unknown) {
      this.onmessage?.({ data });
    }
  }

  function setUp() {
    const workers: FakeWorker[] = [];
    const reader = new WorkerReader(() => {
      workers.push(new FakeWorker());
      return workers[workers.length - 1] as unknown as Worker;
    });
    const settled = (promise: Promise<unknown>) => promise.catch((error) => error);
    const turn = async () => {
      for (let i = 0; i < 10; i += 1) await Promise.resolve();
    };
    return { workers, reader, settled, turn };
  }

  it('is asked one SMILES at a time', async () => {
    const { workers, reader, turn } = setUp();
    const first = reader.read('C');
    const second = reader.read('CC');
    await turn();
    expect(workers[0].asked).toEqual(['C']);
    workers[0].say({ ready: true });
    workers[0].say({ molecule: { canonical: 'C', commonchem: '{}' } });
    await expect(first).resolves.toMatchObject({ canonical: 'C' });
    await turn();
    expect(workers[0].asked).toEqual(['C', 'CC']);
    workers[0].say({ ready: true });
    workers[0].say({ error: { code: 'bad_smiles', field: 'smiles', message: 'no' } });
    const error = await second.catch((e) => e);
    expect(error).toBeInstanceOf(MixGradError);
    expect(error).toMatchObject({ code: 'bad_smiles', field: 'smiles', message: 'no' });
    expect(workers).toHaveLength(1);
  });

  it('is replaced when it crashes', async () => {
    const { workers, reader, settled, turn } = setUp();
    const lost = settled(reader.read('C'));
    const next = reader.read('CC');
    await turn();
    workers[0].say({ ready: true });
    workers[0].onerror?.();
    expect(await lost).toMatchObject({ code: 'bad_smiles' });
    await turn();
    expect(workers[0].terminated).toBe(true);
    workers[1].say({ ready: true });
    workers[1].say({ molecule: { canonical: 'CC', commonchem: '{}' } });
    await expect(next).resolves.toMatchObject({ canonical: 'CC' });
  });

  it('is replaced when it hangs: ten seconds to read, a minute to load', async () => {
    vi.useFakeTimers();
    const { workers, reader, settled, turn } = setUp();
    const hanging = settled(reader.read('C'));
    await turn();
    vi.advanceTimersByTime(59_000);
    workers[0].say({ ready: true });
    vi.advanceTimersByTime(9_999);
    expect(workers[0].terminated).toBe(false);
    vi.advanceTimersByTime(1);
    expect(workers[0].terminated).toBe(true);
    expect(await hanging).toMatchObject({ code: 'bad_smiles' });

    const loading = settled(reader.read('C'));
    await turn();
    vi.advanceTimersByTime(60_000);
    expect(workers[1].terminated).toBe(true);
    expect(await loading).toMatchObject({ code: 'rdkit_unavailable' });
  });
});
