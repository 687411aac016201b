/** The design view's two goals as a question about their trade-off, and its mixtures as a table. */
import type { DesignProperty, ParetoGoal, ParetoPoint, ParetoRequest } from '../mixgrad/mixgrad.js';
import { csvOf } from '../mixgrad/csv.js';
import type { Design } from './design.js';
import { moleculeLabel } from './library.js';
import { celsius, designRequest } from './requests.js';
import type { State } from './state.js';

/** Enough for a smooth line. */
const points = 24;

/** Two different properties, each as high or as low as possible, get in each other's way. */
export function tradesOff({ goals }: Design): boolean {
  const [first, second] = goals;
  return (
    first !== undefined &&
    second !== undefined &&
    first.property !== second.property &&
    goals.every(({ sense }) => sense !== 'nearest')
  );
}

/** Of a state whose goals trade off, as {@link designRequest}. A limit to the number of solvents does not count here. */
export function tradeOffRequest(state: State): { request: ParetoRequest; needs: number[] } {
  const { request, needs } = designRequest({ ...state, design: { ...state.design, most: null } });
  const { goal: _, ...mixture } = request;
  const goals = state.design.goals.map(({ sense, property }): ParetoGoal =>
    sense === 'lowest' ? { minimize: property } : { maximize: property },
  ) as [ParetoGoal, ParetoGoal];
  return { request: { ...mixture, goals, points }, needs };
}

/** Adds a point where it belongs along the first goal. */
export const withFound = (front: readonly ParetoPoint[], point: ParetoPoint): ParetoPoint[] =>
  [...front, point].sort((a, b) => a.values[0] - b.values[0]);

/** One mixture a row, shares in per cent. */
export function tradeOffCsv(
  { components, salt, basis, temperature_C, design }: State,
  front: readonly ParetoPoint[],
): string {
  const properties = design.goals.map(({ property }): DesignProperty => property);
  const unit = salt.unit === 'mol/kg' ? 'mol_per_kg' : 'mol_per_l';
  const head = [
    ...components.map(({ molecule }) => `${moleculeLabel(molecule)}_percent_by_${basis}`),
    `${moleculeLabel(salt.molecule)}_${unit}`,
    'temperature_C',
    ...properties,
  ];
  const rows = front.map((point) => [
    ...point.components.map((share) => 100 * share),
    point.salt,
    point.temperature_K === undefined ? temperature_C : celsius(point.temperature_K),
    ...point.values,
  ]);
  return csvOf([head, ...rows]);
}
