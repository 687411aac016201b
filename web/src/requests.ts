/** The page's state as requests to the model, and the ranges that its axes and sliders cover. */
import type {
  BinaryRequest,
  CurveRequest,
  DesignGoal,
  DesignLimit,
  DesignProperty,
  DesignRequest,
  MixGrad,
  MixtureRequest,
  MoleculeRef,
  PredictRequest,
  Salt,
  TernaryRequest,
} from '../mixgrad/mixgrad.js';
import { askedProperties, designProperties, positionsOf } from './design.js';
import { clamp } from './numbers.js';
import type { Limits, State } from './state.js';

export type About = ReturnType<MixGrad['about']>;
export type Along = CurveRequest['along'];
/** Lowest and highest value of an axis. */
export type Range = readonly [number, number];

export const kelvin = (celsius: number): number => Number((celsius + 273.15).toFixed(6));
export const celsius = (kelvins: number): number => Number((kelvins - 273.15).toFixed(6));

function salt({ molecule, amount, unit }: State['salt']): Salt {
  return unit === 'mol/kg'
    ? { ...molecule, molality_mol_per_kg: amount }
    : { ...molecule, molarity_mol_per_l: amount };
}

const mixture = (state: State): MixtureRequest => ({
  components: state.components.map(({ molecule, amount }) => ({ ...molecule, amount })),
  basis: state.basis,
  salt: salt(state.salt),
  temperature_K: kelvin(state.temperature_C),
});

export const predictRequest = (state: State): PredictRequest => ({
  ...mixture(state),
  properties: ['conductivity_mS_per_cm', 'density_g_per_cm3', 'viscosity_mPa_s'],
  gradient: true,
});

/** The same with all that is known of the mixture: what stands beside the map. */
export const pointRequest = (state: State): PredictRequest => ({
  ...predictRequest(state),
  properties: Object.values(designProperties),
});

/** A point every degree, or every 0.02 mol: where the model's ground ends is read off to this. */
const curveStep: Record<Along, number> = { temperature_K: 1, salt: 0.02 };

export const curveRequest = (state: State, along: Along, [from, to]: Range): CurveRequest => ({
  ...mixture(state),
  along,
  from: along === 'temperature_K' ? kelvin(from) : from,
  to: along === 'temperature_K' ? kelvin(to) : to,
  points: Math.round((to - from) / curveStep[along]) + 1,
});

/** The amounts are put to 1 because the whole triangle is computed: the same triangle is the same request. */
export const ternaryRequest = (
  state: State,
  property: DesignProperty,
  subdivisions: number,
  gradient: boolean,
): TernaryRequest => {
  const request = mixture(state);
  return {
    ...request,
    components: request.components.map((component) => ({ ...component, amount: 1 })),
    property,
    subdivisions,
    gradient,
  };
};

/** A point every hundredth: where a drag stops, the model was asked. */
export const binaryRequest = ({ pair, temperature_C }: State): BinaryRequest => ({
  components: [...pair],
  temperature_K: kelvin(temperature_C),
  points: 101,
});

const scaled = ({ min, max }: Limits, scale: number) => ({
  ...(min !== undefined && { min: min / scale }),
  ...(max !== undefined && { max: max / scale }),
});

/** What Improve asks for: the highest conductivity within the bounds. */
export function improveRequest(state: State): DesignRequest {
  return {
    ...mixture(state),
    components: state.components.map(({ molecule, amount, locked, limits }) => ({
      ...molecule,
      amount,
      locked,
      ...scaled(limits, 100),
    })),
    salt: { ...salt(state.salt), locked: state.salt.locked, ...scaled(state.salt.limits, 1) },
    goal: { maximize: 'conductivity_mS_per_cm' },
  };
}

/** How many mixtures of other solvents are asked for where their number is limited. */
const runnersUp = 6;

/**
 * The design view's question, and of each limit of the request the limit of the page that it says. Limits whose
 * solvents are no longer in the mixture are left out; so is the salt where nothing asks for the conductivity.
 */
export function designRequest(state: State): { request: DesignRequest; needs: number[] } {
  const { goals, needs, cautious, ground, temperature, oneLiquid, most } = state.design;
  const { salt: withSalt, ...free } = improveRequest(state);
  const asked: number[] = [];
  const limits = needs.flatMap((need, i): DesignLimit[] => {
    const share = need.of === 'sum' ? 100 : 1;
    const bound = { [need.end]: need.value / share };
    const places = 'molecules' in need ? positionsOf(need.molecules, state.components) : [];
    if (!places || (need.of === 'sum' && places.length === 0)) return [];
    asked.push(i);
    if (need.of === 'property') return [{ property: need.property, ...bound }];
    if (need.of === 'width') return [{ property: need.property, half_width_at_most: need.value }];
    if (need.of === 'sum') return [{ sum_of: places, ...bound }];
    return [{ ratio_of: places as [number, number], ...bound }];
  });
  if (oneLiquid.on) limits.push({ one_phase_K: { from: kelvin(oneLiquid.low), to: kelvin(oneLiquid.high) } });
  const wanted = goals.map(({ sense, property, value, weight }, i): DesignGoal => {
    const worth = i > 0 && { weight };
    if (sense === 'nearest') return { target: property, value, ...worth };
    return sense === 'highest' ? { maximize: property, ...worth } : { minimize: property, ...worth };
  });
  const { min, max } = temperature;
  return {
    request: {
      ...free,
      ...(withSalt && askedProperties(state.design).has('conductivity_mS_per_cm') && { salt: withSalt }),
      temperature_K: temperature.free
        ? {
            value: kelvin(state.temperature_C),
            ...(min !== undefined && { min: kelvin(min) }),
            ...(max !== undefined && { max: kelvin(max) }),
          }
        : kelvin(state.temperature_C),
      goal: wanted.length === 1 ? (wanted[0] as DesignGoal) : wanted,
      ...(limits.length > 0 && { limits }),
      cautious,
      domain_at_least: ground,
      ...(most !== null &&
        most < state.components.length && { at_most_components: most, mixtures: runnersUp }),
    },
    needs: asked,
  };
}

/** A molecule alone with the rest of the mixture, to learn whether the model takes it. */
export function trialRequest(molecule: MoleculeRef, role: 'solvent' | 'salt', state: State): PredictRequest {
  return role === 'solvent'
    ? { components: [{ ...molecule, amount: 1 }], basis: 'mole', temperature_K: 298.15 }
    : { ...mixture(state), salt: { ...molecule, molality_mol_per_kg: 1 } };
}

/** What the model saw, a little more on either side, and always the present point, in °C. */
export function temperatureRange(about: About, state: State): Range {
  const low = clamp(5 * Math.floor((celsius(about.temperature_K[0]) - 10) / 5), -60, 0);
  const high = clamp(5 * Math.ceil((celsius(about.temperature_K[1]) + 10) / 5), 60, 110);
  return [
    Math.min(low, 5 * Math.floor(state.temperature_C / 5)),
    Math.max(high, 5 * Math.ceil(state.temperature_C / 5)),
  ];
}

/** Where mixtures of liquids are mostly measured, and always the present point, in °C. */
export const liquidRange = ({ temperature_C }: State): Range => [
  Math.min(0, 5 * Math.floor(temperature_C / 5)),
  Math.max(80, 5 * Math.ceil(temperature_C / 5)),
];

/** From no salt to a little beyond what the model saw, and always the present point, in the salt's unit. */
export function saltRange(about: About, state: State): Range {
  const high = clamp(Math.ceil(about.molality_mol_per_kg[1] * 1.15 * 2) / 2, 2, 3);
  return [0, Math.max(high, Math.ceil(state.salt.amount * 2) / 2)];
}
