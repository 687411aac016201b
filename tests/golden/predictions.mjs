// Writes predictions.json beside this file: what the native core answers to some requests. The native tests
// hold the core to it, the tests in Node hold WebAssembly to it. To be run when the weights or the law change:
//
//   node tests/golden/predictions.mjs

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { moleculeFromSmiles, withoutStereo } from '../../web/mixgrad/rdkit.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const weights = 'weights/mixgrad.safetensors';
const output = new URL('predictions.json', import.meta.url);

/**
 * Molecules of the library by id, others by SMILES in angle brackets, each with its amount.
 * @param {string} text `EC 3, <CCC#N> 7`
 */
function components(text) {
  return text.split(', ').map((part) => {
    const [molecule, amount] = part.split(' ');
    return { ...reference(molecule), amount: Number(amount) };
  });
}

/** @param {string} molecule */
const reference = (molecule) =>
  molecule.startsWith('<') ? { smiles: molecule.slice(1, -1) } : { species: molecule };

/**
 * @param {string} molecule
 * @param {number | string} amount in mol/kg, or in mol/l with an L
 */
function salt(molecule, amount) {
  const unit = String(amount).endsWith('L') ? 'molarity_mol_per_l' : 'molality_mol_per_kg';
  return { ...reference(molecule), [unit]: parseFloat(String(amount)) };
}

/**
 * @param {string} solvents
 * @param {string} basis
 * @param {Record<string, any> | null} salt
 * @param {number} temperature_K
 */
const mixture = (solvents, basis, salt, temperature_K) => ({
  components: components(solvents),
  basis,
  ...(salt && { salt }),
  temperature_K,
});

const predictions = [
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 1), 298.15),
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', '1L'), 298.15),
  mixture('EC 3, EMC 7', 'volume', salt('LiPF6', '1.2L'), 263.15),
  mixture('EC 3, EMC 7', 'mole', salt('LiPF6', 2.5), 333.15),
  mixture('PC 1', 'mass', salt('LiClO4', 0.66), 273.15),
  mixture('PC 1, DME 1', 'mole', salt('LiBF4', 0.5), 253.15),
  mixture('DME 1, DOL 1', 'volume', salt('LiTFSI', '1L'), 298.15),
  mixture('G4 1', 'mass', salt('LiTFSI', 3), 303.15),
  mixture('GBL 0.5, EC 0.5', 'mass', salt('LiBOB', 0.7), 313.15),
  mixture('EC 1, DMC 1, DEC 1', 'mass', salt('LiPF6', 1), 233.15),
  mixture('EC 2, PC 1, EMC 4, MA 3', 'mass', salt('LiPF6', 0.9), 293.15),
  mixture('EC 1, PC 1, DMC 1, EMC 1, DEC 1, GBL 1, THF 1, DME 1', 'mole', salt('LiAsF6', 1.1), 283.15),
  mixture('AN 1', 'mass', salt('LiFSI', 1.5), 298.15),
  mixture('Sulfolane 1, EMC 1', 'volume', salt('LiFSI', '0.8L'), 320),
  // Vertices and edges of the simplex.
  mixture('EC 1, EMC 0, DMC 0', 'mass', salt('LiPF6', 1), 298.15),
  mixture('EC 0, EMC 1, DMC 0', 'volume', salt('LiPF6', '1L'), 298.15),
  mixture('EC 0, EMC 0.4, DMC 0.6', 'mole', salt('LiPF6', 1), 298.15),
  // Hardly any salt, none, and none at all.
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 0.001), 298.15),
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 0), 298.15),
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', '0L'), 298.15),
  mixture('EC 3, EMC 7', 'mass', null, 298.15),
  // The ends of what may be asked.
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 1), 200),
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 1), 400),
  mixture('EC 3, EMC 7', 'mass', salt('LiPF6', 8), 298.15),
  // By SMILES: never seen, of the library in another spelling, and a salt.
  mixture('<CCC#N> 1', 'mass', salt('LiPF6', 1), 298.15),
  mixture('<C1COC(=O)O1> 3, EMC 7', 'mass', salt('LiPF6', 1), 298.15),
  mixture('EC 1, <COCCC(=O)OCC(F)(F)F> 2', 'volume', salt('LiFSI', '1.1L'), 288.15),
  mixture('EC 1, <c1ccncc1> 1', 'mole', salt('<[Li+].CS(=O)(=O)[O-]>', 0.6), 308.15),
  mixture('<COP(=O)(OC)OC> 1, <C[Si](C)(C)OC> 0.2', 'mass', salt('<F[B-](F)(F)F.[Li+]>', 0.6), 298.15),
];

const ternary = mixture('EC 1, DMC 1, DME 1', 'mass', salt('LiPF6', 1), 293.15);
const start = mixture('EC 1, EMC 1, DMC 1', 'mass', salt('LiPF6', 1), 298.15);
const free = { ...start, salt: { ...start.salt, locked: false } };

/**
 * @param {string} first
 * @param {string} second
 * @param {number} temperature_K
 */
const binary = (first, second, temperature_K) => ({
  components: [reference(first), reference(second)],
  temperature_K,
  points: 5,
});

/** @type {{ method: string, request: Record<string, any> }[]} */
const calls = [
  ...predictions.map((request) => ({ method: 'predict', request: { ...request, gradient: true } })),
  { method: 'curve', request: { ...ternary, along: 'temperature_K', from: 223.15, to: 353.15, points: 6 } },
  { method: 'curve', request: { ...ternary, along: 'salt', from: 0, to: 2, points: 6 } },
  { method: 'ternary', request: { ...ternary, subdivisions: 4, gradient: true } },
  { method: 'design', request: { ...start, goal: { maximize: 'conductivity_mS_per_cm' } } },
  { method: 'design', request: { ...free, goal: { maximize: 'conductivity_mS_per_cm' } } },
  { method: 'binary', request: binary('PC', '<CCOc1ccccc1>', 293.15) },
  { method: 'binary', request: binary('<CCO>', '<O>', 298.15) },
  { method: 'binary', request: binary('<C[C@H](O)C(=O)OCC>', 'AN', 320) },
  { method: 'binary', request: binary('EC', '<C1COC(=O)O1>', 350) },
  // Refusals are answers too.
  { method: 'predict', request: mixture('EC 1', 'mass', salt('LiPF6', '12L'), 298.15) },
  { method: 'predict', request: mixture('EC 1, LiPF6 1', 'mass', null, 298.15) },
];

/** The molecules that requests name by SMILES, as the JavaScript interface shows them to the core. */
async function additions() {
  /** @type {Map<string, string>} */
  const wanted = new Map();
  for (const { request } of calls) {
    for (const { smiles } of request.components) if (smiles) wanted.set(smiles, 'solvent');
    if (request.salt?.smiles) wanted.set(request.salt.smiles, 'salt');
  }
  return Promise.all(
    [...wanted].map(async ([smiles, role]) => {
      const molecule = await moleculeFromSmiles(smiles);
      const key = await withoutStereo(molecule.canonical);
      return { method: 'add', request: { smiles, role, key, ...molecule } };
    }),
  );
}

/**
 * A run stops where no more than a part in 10,000 is left to gain: how good the optimum is can be compared.
 * @param {Record<string, any>} answer
 */
function essential({ before, best, converged, active_limits }) {
  return { before, best: { value: best.value }, converged, active_limits };
}

const all = [...(await additions()), ...calls];
execFileSync('scripts/build', ['native', '--target', 'mixgrad_golden'], { cwd: root, stdio: 'inherit' });
const answers = execFileSync('build/native/mixgrad_golden', [weights], {
  cwd: root,
  input: all.map((call) => `${JSON.stringify(call)}\n`).join(''),
  encoding: 'utf8',
});
const lines = answers.trimEnd().split('\n');
if (lines.length !== all.length) throw new Error(`${all.length} requests, ${lines.length} answers`);
const entries = all.map((call, i) => {
  const answer = JSON.parse(lines[i]);
  return JSON.stringify({ ...call, answer: call.method === 'design' ? essential(answer) : answer });
});
const sha256 = createHash('sha256').update(await readFile(`${root}/${weights}`)).digest('hex');
await writeFile(output, `{"weights_sha256": "${sha256}", "calls": [\n${entries.join(',\n')}\n]}\n`);
