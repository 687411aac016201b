/** The tape's gradient against finite differences of the model: an exercise, and a proof that anyone can run. */
import type { Prediction, PredictRequest } from '../mixgrad/mixgrad.js';

export interface Checked {
  tape: number;
  difference: number;
}

/** Steps small enough for the slope, large enough for the digits of the numbers. */
const steps = { share: 2e-3, salt: 2e-3, temperature_K: 0.05 };

/** Central differences, or one-sided ones of second order where a step back is impossible; in the gradient's order. */
export async function checkGradient(
  request: PredictRequest,
  predict: (request: PredictRequest) => Promise<Prediction>,
): Promise<Checked[]> {
  const sum = request.components.reduce((total, { amount }) => total + amount, 0) || 1;
  const base: PredictRequest = {
    ...request,
    components: request.components.map((component) => ({ ...component, amount: component.amount / sum })),
    properties: ['conductivity_mS_per_cm'],
  };
  const kappa = async (changed: PredictRequest) =>
    (await predict({ ...changed, gradient: false })).conductivity_mS_per_cm?.value ?? Number.NaN;
  const slope = async (at: (step: number) => PredictRequest, step: number, room: number) =>
    room >= step
      ? ((await kappa(at(step))) - (await kappa(at(-step)))) / (2 * step)
      : (4 * (await kappa(at(step))) - (await kappa(at(2 * step))) - 3 * (await kappa(at(0)))) / (2 * step);

  const gradient = (await predict({ ...base, gradient: true })).conductivity_mS_per_cm?.gradient;
  if (!gradient) return [];
  const checked: Checked[] = [];
  for (const [i, component] of base.components.entries()) {
    const at = (step: number): PredictRequest => ({
      ...base,
      components: base.components.map((other, k) =>
        k === i ? { ...other, amount: other.amount + step } : other,
      ),
    });
    checked.push({
      tape: gradient.components[i] ?? Number.NaN,
      difference: await slope(at, steps.share, component.amount),
    });
  }
  const { salt } = base;
  if (salt && gradient.salt !== null) {
    const amount = salt.molality_mol_per_kg ?? salt.molarity_mol_per_l ?? 0;
    const at = (step: number): PredictRequest => ({
      ...base,
      salt:
        salt.molality_mol_per_kg === undefined
          ? { ...salt, molarity_mol_per_l: amount + step }
          : { ...salt, molality_mol_per_kg: amount + step },
    });
    checked.push({ tape: gradient.salt, difference: await slope(at, steps.salt, amount) });
  }
  checked.push({
    tape: gradient.temperature_K,
    difference: await slope(
      (step) => ({ ...base, temperature_K: base.temperature_K + step }),
      steps.temperature_K,
      1,
    ),
  });
  return checked;
}
