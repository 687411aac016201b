import { Engine } from '../../web/src/engine';
import { Library } from '../../web/src/library';
import { fromLink, type State } from '../../web/src/state';
import type { RemoteMixGrad } from '../../web/mixgrad/mixgrad.js';
import { expect, test } from './laboratory';

const entry = { aliases: [], smiles: '', formula: '', molar_mass_g_per_mol: 1, trained: true };
const library = new Library([
  ...['EC', 'EMC', 'DMC', 'AN', 'Benzene', 'DME', 'TTE'].map((id) => ({
    ...entry,
    id,
    name: id,
    role: 'solvent' as const,
  })),
  ...['LiPF6', 'LiFSI'].map((id) => ({ ...entry, id, name: id, role: 'salt' as const })),
]);

/** A model that answers when it is told to, and remembers what it was asked. */
function heldModel() {
  const waiting: (() => void)[] = [];
  const asked: { method: string; temperature_K: number }[] = [];
  let underWay = 0;
  let most = 0;
  const method =
    (name: string, answer: unknown) =>
    async (request: { temperature_K: number }): Promise<unknown> => {
      asked.push({ method: name, temperature_K: request.temperature_K });
      most = Math.max(most, ++underWay);
      await new Promise<void>((resolve) => waiting.push(resolve));
      underWay--;
      return answer;
    };
  const api = {
    predict: method('predict', { composition: {} }),
    curve: method('curve', {}),
    ternary: method('ternary', {}),
    binary: method('binary', {}),
    design: method('design', {}),
  } as unknown as RemoteMixGrad;
  const about = {
    version: '',
    temperature_K: [233, 333],
    molality_mol_per_kg: [0, 2],
    training_data: [],
  } as ConstructorParameters<typeof Engine>[1];
  return {
    api,
    about,
    asked,
    most: () => most,
    /** Answers until nothing is asked any more. */
    async drain() {
      for (let idle = 0; idle < 20;) {
        const next = waiting.shift();
        if (next) next();
        idle = next ? 0 : idle + 1;
        await Promise.resolve();
      }
    },
  };
}

const at = (temperature_C: number, mix = 'mix=EC:30;EMC:70'): State => ({
  ...fromLink(mix, library).state,
  temperature_C,
});

test('one request at a time, states that were overtaken are skipped, the newest is always shown', async () => {
  const model = heldModel();
  const engine = new Engine(model.api, model.about);
  for (let celsius = 0; celsius <= 50; celsius++) engine.show(at(celsius));
  await model.drain();
  expect(model.most()).toBe(1);
  const predicted = model.asked.filter(({ method }) => method === 'predict');
  expect(predicted.map(({ temperature_K }) => temperature_K)).toEqual([273.15, 323.15]);
  expect(engine.predicted.value?.state.temperature_C).toBe(50);
  expect(engine.curves.value?.state.temperature_C).toBe(50);
});

test('a single request waits its turn and is answered', async () => {
  const model = heldModel();
  const engine = new Engine(model.api, model.about);
  engine.show(at(0));
  engine.show(at(1));
  const answer = engine.run((api) => api.design({} as never));
  await model.drain();
  expect(await answer).toEqual({});
  expect(model.most()).toBe(1);
  expect(engine.predicted.value?.state.temperature_C).toBe(1);
});

test('the map is computed coarse, then fine, and again only when more than the amounts change', async () => {
  const model = heldModel();
  const engine = new Engine(model.api, model.about);
  const maps = () => model.asked.filter(({ method }) => method === 'ternary').length;
  engine.show(at(25, 'mix=EC:30;EMC:30;DMC:40'));
  await model.drain();
  expect(maps()).toBe(2);
  engine.show(at(25, 'mix=EC:10;EMC:10;DMC:80'));
  await model.drain();
  expect(maps()).toBe(2);
  engine.show(at(30, 'mix=EC:10;EMC:10;DMC:80'));
  await model.drain();
  expect(maps()).toBe(4);
  engine.show(at(30));
  await model.drain();
  expect(engine.map.value).toBeNull();
});

test('a pair is computed again only when its molecules or the temperature change', async () => {
  const model = heldModel();
  const engine = new Engine(model.api, model.about);
  const pair = { ...at(25), view: 'binary' as const };
  engine.show(pair);
  await model.drain();
  for (const mole_fraction of [0.1, 0.2, 0.3]) engine.show({ ...pair, mole_fraction });
  await model.drain();
  expect(model.asked.map(({ method }) => method)).toEqual(['binary']);
  engine.show({ ...pair, temperature_C: 40 });
  await model.drain();
  expect(model.asked.map(({ temperature_K }) => temperature_K)).toEqual([298.15, 313.15]);
  expect(engine.mixed.value?.state.temperature_C).toBe(40);
});

test('a failure is told with its state and the next state is computed', async () => {
  const model = heldModel();
  const engine = new Engine(model.api, model.about);
  const predict = model.api.predict;
  model.api.predict = () => Promise.reject(new Error('refused'));
  engine.show(at(10));
  await model.drain();
  expect(engine.failed.value?.error.message).toBe('refused');
  expect(engine.failed.value?.state.temperature_C).toBe(10);
  model.api.predict = predict;
  engine.show(at(20));
  await model.drain();
  expect(engine.failed.value).toBeNull();
  expect(engine.predicted.value?.state.temperature_C).toBe(20);
});
