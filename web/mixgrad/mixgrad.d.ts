/**
 * MixGrad in JavaScript: predict what a mixture does, see the gradient, improve the mixture.
 *
 * Every numeric name carries its unit. Unknown keys are errors. Every error is a
 * {@link MixGradError} that names the field, what was wrong and what would be right.
 */

export type Basis = 'mole' | 'mass' | 'volume';
export type PropertyName = 'conductivity_mS_per_cm';
/** Of the solvents alone, without the salt, at the temperature of the mixture. */
export type LiquidPropertyName =
  | 'molar_volume_cm3_per_mol'
  | 'density_g_per_cm3'
  | 'excess_volume_cm3_per_mol'
  | 'excess_enthalpy_J_per_mol'
  | 'excess_gibbs_J_per_mol'
  | 'viscosity_mPa_s';
/**
 * What two liquids do across their whole composition. `excess_…`: over the mole-fraction average of the pure
 * liquids (Gibbs energy: over the ideal mixture); `ln_gamma_1`, `ln_gamma_2`: logarithms of the activity
 * coefficients, referred to the pure liquids.
 */
export type BinaryProperty =
  | 'excess_enthalpy_J_per_mol'
  | 'excess_volume_cm3_per_mol'
  | 'excess_gibbs_J_per_mol'
  | 'ln_gamma_1'
  | 'ln_gamma_2'
  | 'density_g_per_cm3'
  | 'viscosity_mPa_s';
export type DomainState = 'known ground' | 'caution' | 'outside';

/** One entry of the built-in library. */
export interface Species {
  /** Short name, unique, the key used in requests: `EC`, `LiPF6`. */
  id: string;
  /** Full name: `ethylene carbonate`. */
  name: string;
  /** Other names a person may type. */
  aliases: string[];
  smiles: string;
  role: 'solvent' | 'salt';
  /** Molecular formula in Hill order: `C3H4O3`. */
  formula: string;
  molar_mass_g_per_mol: number;
  /** True when conductivity data with this species trained the model. */
  trained: boolean;
}

/** A molecule by built-in id or by SMILES, exactly one of the two. */
export type MoleculeRef = { species: string; smiles?: never } | { smiles: string; species?: never };

/** A solvent and its share. Shares need not sum to 1; only their ratios count. */
export type Component = MoleculeRef & { amount: number };

/** A lithium salt and its amount: mol per kg of solvent, or mol per litre of solution; exactly one. */
export type Salt = MoleculeRef &
  (
    | { molality_mol_per_kg: number; molarity_mol_per_l?: never }
    | { molarity_mol_per_l: number; molality_mol_per_kg?: never }
  );

export interface MixtureRequest {
  /** 1 to 12 solvents. */
  components: Component[];
  basis: Basis;
  /** Without a salt the conductivity is 0. */
  salt?: Salt;
  temperature_K: number;
}

export interface PredictRequest extends MixtureRequest {
  /** Default: all the model knows. */
  properties?: (PropertyName | LiquidPropertyName | 'ln_gamma')[];
  /** Default false. */
  gradient?: boolean;
}

export interface PropertyPrediction {
  value: number;
  /** `[lower, upper]`: nine of ten measurements should fall inside; calibrated on held-out data. */
  interval90: [number, number];
  /** Present when asked for. */
  gradient?: {
    /**
     * Per component, in the order and basis of the request: the change of the property when a little of this
     * component is added to a mixture of amount 1, per amount added; all others are diluted in proportion.
     * Finite everywhere; weighted by the shares they sum to 0. Per unit of the component's own *share* it is
     * this divided by (1 − share).
     */
    components: number[];
    /** Per unit of the salt amount as given (mol/kg or mol/l); null without salt. */
    salt: number | null;
    temperature_K: number;
  };
  /** What the network predicted and the law used: ensemble mean and standard deviation. */
  coefficients: { name: string; unit: string; value: number; sd: number }[];
}

/** A property of the solvents without the salt. */
export interface LiquidPrediction {
  value: number;
  /** `[lower, upper]`: nine of ten measurements should fall inside; calibrated on held-out data. */
  interval90: [number, number];
  /** Present when asked for; as in {@link PropertyPrediction}. */
  gradient?: { components: number[]; temperature_K: number };
  domain: DomainVerdict;
}

/** Logarithms of the activity coefficients, one per component, referred to the pure liquids. */
export interface LnGammaPrediction {
  value: number[];
  /** Ends of the 90 % intervals, per component. */
  lower90: number[];
  upper90: number[];
  domain: DomainVerdict;
}

export interface DomainVerdict {
  state: DomainState;
  /** In words, most serious first; empty on known ground. */
  reasons: string[];
}

export interface Prediction extends Partial<Record<LiquidPropertyName, LiquidPrediction>> {
  conductivity_mS_per_cm?: PropertyPrediction;
  ln_gamma?: LnGammaPrediction;
  /** The same mixture in the other units, shares summing to 1. */
  composition: {
    mole: number[];
    mass: number[];
    volume: number[];
    molality_mol_per_kg: number;
    molarity_mol_per_l: number;
    /** Ideal-volume estimate for the solution. */
    density_g_per_cm3: number;
  };
  /** Of the conductivity. */
  domain: DomainVerdict;
}

export interface CurveRequest extends MixtureRequest {
  /** What moves; everything else stays as in the mixture. `salt` moves the amount in the unit given. */
  along: 'temperature_K' | 'salt';
  from: number;
  to: number;
  /** 2 to 1001 points, evenly spaced, both ends included. */
  points: number;
}

export interface Curve {
  x: Float64Array;
  value: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** 0 known ground, 1 caution, 2 outside; per point. */
  domain: Uint8Array;
}

export interface TernaryRequest extends MixtureRequest {
  /** Exactly three components; their amounts are ignored, the whole triangle is computed. */
  /** Steps per edge, 2 to 200: 100 gives 5,151 points. */
  subdivisions: number;
  /** Default `conductivity_mS_per_cm`; all others are of the solvents without the salt. */
  property?: DesignProperty;
  /** Default false. */
  gradient?: boolean;
}

export interface TernaryField {
  subdivisions: number;
  /** n × 3 shares in the request's basis, row by row from component 3 = 0 upward. */
  share: Float64Array;
  value: Float64Array;
  /** Ends of the 90 % interval at each point. */
  lower: Float64Array;
  upper: Float64Array;
  /** n × 3 as in {@link PropertyPrediction.gradient}; empty when not asked for. */
  gradient: Float64Array;
  domain: Uint8Array;
}

export interface BinaryRequest {
  /** Two liquids; they may be the same one. */
  components: [MoleculeRef, MoleculeRef];
  temperature_K: number;
  /** 2 to 1001, evenly spaced in the mole fraction of the first component from 0 to 1. */
  points: number;
}

/** A property along the composition: its value and the ends of the 90 % interval at each point. */
export interface BinaryCurve {
  value: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

export interface BinaryMixing {
  /** Mole fraction of the first component. */
  mole_fraction: Float64Array;
  curves: Record<BinaryProperty, BinaryCurve>;
  /** How far each property can be trusted for this pair at this temperature. */
  domain: Record<BinaryProperty, DomainVerdict>;
  /**
   * What the network predicted: ensemble mean and standard deviation. With T₀ = 298.15 K, u = T₀/T − 1 and
   * τ = (T − T₀)/100 K, a sum Σ over the Redlich–Kister `order` k of x₁ x₂ C_k(T) (x₁ − x₂)^k gives
   *
   * | law              | of               | C_k(T), names                                                     |
   * | ---------------- | ---------------- | ----------------------------------------------------------------- |
   * | excess_gibbs     | G^E/RT           | c + h u + g (u + ln T/T₀): `gibbs`, `enthalpy`, `heat_capacity`   |
   * |                  | H^E/RT₀          | h + g (1 − T/T₀)                                                  |
   * | excess_volume    | V^E, cm³/mol     | a + b τ: `volume`, `volume_slope`                                 |
   * | viscosity_mixing | ln η − Σ xᵢ ln ηᵢ | m + n u: `mixing`, `mixing_slope`                                 |
   *
   * where c of all orders follows from two numbers, ln γ of both at infinite dilution, by the law of local
   * composition (`wasm_core/laws/local_composition.h`); and for the pure liquid `component` (0 or 1)
   *
   * | molar_volume   | V = V₀ exp(e τ + ½ f τ²), cm³/mol: `volume`, `expansion`, `expansion_slope`                    |
   * | pure_viscosity | ln η = L + w (T₀ − t)² [1/(T − t) − 1/(T₀ − t)]: `log_viscosity`, `cooling`, `glass_temperature` |
   */
  coefficients: LiquidCoefficient[];
}

export interface LiquidCoefficient {
  law: 'molar_volume' | 'pure_viscosity' | 'excess_volume' | 'excess_gibbs' | 'viscosity_mixing';
  /** Of a pure liquid's law: 0 or 1. */
  component?: number;
  /** Of a mixing law: the Redlich–Kister order, from 0. */
  order?: number;
  name: string;
  /** `1` for a plain number. */
  unit: string;
  value: number;
  sd: number;
}

export interface SolvationRequest extends MixtureRequest {
  /** More than none: without salt there is no Li⁺. */
  salt: Salt;
}

/** A number of the surroundings of Li⁺. */
export interface SolvationNumber {
  value: number;
  /** `[lower, upper]`: nine of ten simulations should fall inside; calibrated on held-out ones. */
  interval90: [number, number];
}

export interface SpeciesSolvation {
  /** Molecules or anions that touch one Li⁺, on average; one that touches two Li⁺ counts for both. */
  coordination: SolvationNumber;
  /** Share of the molecules or anions that touch no Li⁺, 0 to 1. */
  free_share: SolvationNumber;
}

/**
 * Who stands around Li⁺, as molecular dynamics would count it: all species compete for the same four places
 * of each ion, and no more is bound than there is. Learned at 298.15 K, and without a law of temperature.
 */
export interface Solvation {
  /** In the order of the request. */
  components: SpeciesSolvation[];
  anion: SpeciesSolvation;
  /** The sum over all species. */
  total_coordination: SolvationNumber;
  domain: DomainVerdict;
}

/** A quantity the optimiser may move. */
export interface DesignLimits {
  /** Lower bound on the share (0 to 1), amount or temperature; default 0, or the lowest temperature seen. */
  min?: number;
  /** Upper bound; default 1 for shares, the range seen for salt and temperature. */
  max?: number;
  /** Keep as it is, whatever the bounds. Default false, but true for the salt amount. */
  locked?: boolean;
}

export type DesignProperty = PropertyName | LiquidPropertyName;

/** What to seek: the most or the least of a property, or a value of it. */
export type DesignGoal =
  | { maximize: DesignProperty; weight?: number }
  | { minimize: DesignProperty; weight?: number }
  | { target: DesignProperty; value: number; weight?: number };

/**
 * A limit beyond the bounds; at least one of the numbers must be there. Met to a millionth of itself.
 * `sum_of` and `ratio_of` take places of components, counted from 0, and mean their shares; a ratio is that of
 * the first to the second.
 */
export type DesignLimit =
  | {
      property: DesignProperty;
      at_most?: number;
      at_least?: number;
      equals?: number;
      /** On half the width of the 90 % interval. */
      half_width_at_most?: number;
    }
  | { sum_of: number[]; at_most?: number; at_least?: number; equals?: number }
  | { ratio_of: [number, number]; at_most?: number; at_least?: number; equals?: number }
  | {
      /**
       * One liquid at both temperatures and at their middle, 200 to 400, by the mean of the learned excess Gibbs
       * energies: nothing lies below the tangent plane. Met to a millionth of RT.
       */
      one_phase_K: { from: number; to: number };
      /** Then together with the salt of the request, which stays dissolved there: what is assumed of it. */
      salt?: SaltAssumption;
    };

/**
 * A salt as one component beside the solvents. Nothing of it is learned; with it the mole fractions in G^E count
 * the salt, too.
 */
export interface SaltAssumption {
  /** Per component: x_salt x_i [A + (h/R)(1/T − 1/298.15 K)] of G^E/RT. Default of h: 0. */
  pairs: { A: number; h_J_per_mol?: number }[];
  /** Saturated where ln a_salt = −(ΔH/R)(1/T − 1/T_melt). */
  melting_K: number;
  fusion_J_per_mol: number;
}

export interface DesignRequest {
  /** Shares are normalised to sum 1; locked ones keep their share. */
  components: (Component & DesignLimits)[];
  basis: Basis;
  /** Needed where the goal or a limit is about conductivity. */
  salt?: Salt & DesignLimits;
  /** A number stays as it is; with `value` it may move. */
  temperature_K: number | (DesignLimits & { value: number });
  /**
   * One goal, or up to eight at once: then the sum counts of each property times its `weight` (default 1), the
   * worth of one unit of it; `minimize` counts negative, a `target` as −weight · (property − value)².
   */
  goal: DesignGoal | DesignGoal[];
  /** Up to 24. */
  limits?: DesignLimit[];
  /**
   * Count on the unfavourable end of the 90 % intervals: maximise the lower end, minimise the upper, and keep
   * that end within the limits. Targets and `equals` take no notice. Default false.
   */
  cautious?: boolean;
  /**
   * The best mixture of no more components than this, 1 to 12; whether the components given are all in the
   * mixture or not, they are the candidates. Default: all.
   */
  at_most_components?: number;
  /** With `at_most_components`: how many such mixtures to find, each of other components, 1 to 20. Default 1. */
  mixtures?: number;
  /** Multi-start count, 1 to 256, the request's own composition always among them. Default 16. */
  starts?: number;
  /** Default 1. The same seed gives the same answer. */
  seed?: number;
  /** Default 200 per start. */
  max_iterations?: number;
  /** Stay where the domain state of all that is asked for is not `outside`. Default true. */
  stay_in_domain?: boolean;
  /** The same said more exactly, in its place. Default `caution`. */
  domain_at_least?: DomainState;
}

export interface DesignPoint {
  /** Shares in the request's basis, summing to 1. */
  components: number[];
  /** In the unit of the request; 0 without a salt. */
  salt: number;
  /** Present if the temperature may move. */
  temperature_K?: number;
  /** Of one goal: the property, or if cautious the end of its interval that counts. Of several: their sum. */
  value: number;
}

/** A mixture with everything that the goal and the limits ask for. */
export interface DesignedMixture extends DesignPoint {
  /** Of the property of the goal; absent if there are several goals. */
  interval90?: [number, number];
  properties: Partial<Record<DesignProperty, { value: number; interval90: [number, number] }>>;
  /** Of all that is asked for. */
  domain: DomainVerdict;
}

/** Something that holds the best mixture back. */
export interface ActiveLimit {
  /** In words: `EC at its lower bound 0`, `viscosity_mPa_s at most 3`. */
  limit: string;
  /** Its path in the request: `components[0].min`, `limits[0].at_most`. */
  field: string;
  /**
   * What relaxing it by one unit would buy, to first order: by so much the value (of a target: minus the square
   * of the distance) would be better.
   */
  gain_per_unit: number;
}

/**
 * Limits that cannot be met are an error, `infeasible`, whose field is the limit that stays broken most.
 */
export interface DesignResult {
  before: DesignedMixture;
  best: DesignedMixture;
  /** From `before` to `best`; null where the value before is 0. Worse only if `before` breaks the limits. */
  change_percent: number | null;
  /** Every accepted step of the run from the request's own composition (or from the best start). */
  trace: DesignPoint[];
  converged: boolean;
  /** Largest violation of the first-order conditions, relative to the value. */
  kkt_residual: number;
  iterations: number;
  starts: number;
  /** Limits met with equality, in words: `EC at its lower bound 0`. */
  active_limits: string[];
  /** The same with what they cost. */
  active: ActiveLimit[];
  /**
   * How much depends on exact weighing: per component, the value when its share is 0.01 less or more, the others
   * in proportion; null where there is no such share.
   */
  sensitivity: { less: number | null; more: number | null }[];
  /** If `mixtures` was given: the best of them first, each of other components. */
  mixtures?: DesignPoint[];
}

export interface ParetoRequest extends Omit<DesignRequest, 'goal' | 'at_most_components' | 'mixtures'> {
  /** Two properties that get in each other's way; `cautious` counts for both. */
  goals: [ParetoGoal, ParetoGoal];
  /** How many mixtures to look for, 2 to 200. Default 20. */
  points?: number;
}

export type ParetoGoal = { maximize: DesignProperty } | { minimize: DesignProperty };

/** A mixture that can be better by the one goal only if it is worse by the other. */
export interface ParetoPoint extends Omit<DesignPoint, 'value'> {
  /** Of the two goals. */
  values: [number, number];
  converged: boolean;
}

export interface ParetoFront {
  /** By rising value of the first goal; evenly spaced in the second. */
  points: ParetoPoint[];
}

export interface ProposeRequest extends Pick<
  DesignRequest,
  'components' | 'basis' | 'limits' | 'stay_in_domain' | 'domain_at_least'
> {
  /** If it is not locked it needs a `max`, and may have a `min` (default 0). */
  salt?: Salt & DesignLimits;
  /** The same in all experiments. */
  temperature_K: number;
  /** The property that is measured. */
  goal: { maximize: DesignProperty } | { minimize: DesignProperty };
  /** Up to 24. Sums and ratios may be exact; `equals` on a property is refused. */
  limits?: DesignLimit[];
  /** How many mixtures to measure next, 1 to 96. */
  experiments: number;
  /**
   * What counts, default `upper_confidence`: the favourable end of the 90 % interval (of a property to be minimised
   * the lower one); or `expected_improvement`: by how much the mixture is expected to surpass the best one measured
   * within the limits, or the best prediction where there is none.
   */
  strategy?: 'upper_confidence' | 'expected_improvement';
  /**
   * How far each proposal lies from every other and from what was measured, in some share or in the salt's amount
   * relative to its range; 0 to 1. Default 0.05.
   */
  spacing?: number;
  /** What was measured so far, at most 500 mixtures. They correct the predictions nearby. */
  measured?: Experiment[];
  /** Default 1. The same seed gives the same answer. */
  seed?: number;
}

/** A mixture that was measured: by its shares in the request's order and basis, or by its CompositionID. */
export type Experiment = (
  | {
      /** Only their ratios count. */
      components: number[];
      /** In the unit of the request; not needed if that has no salt. */
      salt?: number;
      composition_id?: never;
    }
  | { composition_id: string; components?: never; salt?: never }
) & {
  /** Of the property of the goal. */
  value: number;
};

export interface Proposal {
  /** Shares in the request's basis, summing to 1. */
  components: number[];
  /** In the unit of the request; 0 without a salt. */
  salt: number;
  /** Present if all molecules have a name; percentages have two decimals, the molality four. */
  composition_id?: string;
  /** What is expected, corrected by what was measured nearby. */
  value: number;
  interval90: [number, number];
  /** The same without measurements. */
  model: { value: number; interval90: [number, number] };
  /**
   * By which it was chosen, the proposals before it in mind. Upper confidence: the end of the interval. Expected
   * improvement: of an excess property in its unit, of the others the mean of ln(value/best): 0.05 is 5 %.
   */
  acquisition: number;
  /** Of all that is asked for. */
  domain: DomainVerdict;
}

/** What the model predicted, before it was corrected, against what was measured. */
export interface Comparison {
  points: {
    components: number[];
    salt: number;
    measured: number;
    predicted: number;
    interval90: [number, number];
    /** Whether the measurement lies in the interval. */
    inside: boolean;
    domain: DomainVerdict;
  }[];
  /** In the property's unit. */
  mean_absolute_error: number;
  /** Of |predicted − measured| / |measured|; null if a measured value is 0. */
  mean_relative_error: number | null;
  /** Of the measurements, those in their intervals: 0 to 1. */
  share_inside: number;
  /** The place of the best one. */
  best: number;
}

export interface ProposeResult {
  /** What is worth most first. */
  proposals: Proposal[];
  /** Present if something was measured. */
  comparison?: Comparison;
}

/** How a pair of components interacts; pairs stand in the order (1,2), then (1,3), (2,3). */
export type MixingModel =
  /** x_i x_j [A(T) + B (x_i − x_j)] with A(T) = A + (h/R)(1/T − 1/298.15 K), and C x_1 x_2 x_3. */
  | {
      kind: 'margules';
      pairs: { A: number; B?: number; h_J_per_mol?: number }[];
      C?: number;
      /** Relative molecular sizes of the components, for the combinatorial term of Flory and Huggins; default equal. */
      sizes?: number[];
    }
  /**
   * x_i x_j Σ_k C_k(T) s^k with C_k = c_k + h_k u + g_k (u + ln T/T₀), u = T₀/T − 1, T₀ = 298.15 K; up to 8 orders k.
   * s = x_i − x_j + Σ σ_l x_l over the third; `resemblance` holds σ, pairs × components, default 0 for the third.
   */
  | {
      kind: 'redlich_kister';
      pairs: { c: number[]; h?: number[]; g?: number[] }[];
      C?: number;
      sizes?: number[];
      resemblance?: number[];
    }
  /** Renon and Prausnitz, doi 10.1002/aic.690140124: τ_ij(T) = tau_ij + b_ij_K/T, α_ij = α_ji. */
  | {
      kind: 'nrtl';
      pairs: { tau_ij: number; tau_ji: number; alpha: number; b_ij_K?: number; b_ji_K?: number }[];
    }
  /** χ(T) = chi + chi_K/T per segment; sizes in segments. */
  | { kind: 'flory_huggins'; pairs: { chi: number; chi_K?: number }[]; sizes?: number[] };

/** A solid of fixed composition: Σ ν_i ln a_i = ln K(T) in equilibrium, ln K(T) = ln_K − (ΔH/R)(1/T − 1/T_ref). */
export interface Solid {
  /** ν, per component: `[1, 0, 0]` for the pure first one, `[1, 2, 0]` for a solvate of it. */
  formula: number[];
  /** Default 0: what melts at T_ref, with ΔH its enthalpy of fusion. */
  ln_K?: number;
  dH_J_per_mol?: number;
  /** Default 298.15. */
  T_ref_K?: number;
}

export interface TemperatureRange {
  from: number;
  to: number;
  /** 2 to 1001, evenly spaced, both ends included; at most 101 for `miscibility`. */
  points: number;
}

/** A liquid by its model, or by two or three molecules: then by the mean of the learned surfaces. */
export type LiquidRef =
  { model: MixingModel; components?: never } | { components: MoleculeRef[]; model?: never };

export type PhaseDiagramRequest = LiquidRef & {
  solids?: Solid[];
  /** 1 to 5000 K; of molecules 200 to 400 K. Of two components also a range, of three one temperature. */
  temperature_K: number | TemperatureRange;
  /** Of three components: intervals of the grid on each side, 20 to 240; default 120. */
  subdivisions?: number;
};

/** A phase: its composition in mole fractions, and which of the request's solids it is; null for a liquid. */
export interface PhaseOf<X> {
  solid: number | null;
  x: X;
}

export interface Isotherm {
  temperature_K: number;
  /** Pairs of phases that coexist, by rising mole fraction of component 1. */
  coexisting: { phases: PhaseOf<number[]>[] }[];
  spinodal: number[][];
  /** ln γ of each component where there is none of it. */
  ln_gamma_infinite: [number, number];
  /** One liquid at every composition. False where that is not known for sure. */
  miscible: boolean;
  /** False where an equilibrium was not found: then something may be missing. */
  converged: boolean;
}

export interface BinaryPhaseDiagram {
  components: 2;
  /** By rising temperature. */
  isotherms: Isotherm[];
  /** Critical solution temperatures within the range: `upper`: two liquids below it. */
  critical: {
    temperature_K: number;
    x: number[];
    upper: boolean;
    /** False where another phase hides it. */
    stable: boolean;
  }[];
  converged: boolean;
  /** Of molecules: the worse of the states at the ends of the range. */
  domain?: DomainVerdict;
}

export interface TernaryPhaseDiagram {
  components: 3;
  temperature_K: number;
  /**
   * Regions of two phases. `x` of both phases have the same length: tie-line k joins x[k] of one and x[k] of the
   * other. At a plait point they are equal.
   */
  regions: { phases: [PhaseOf<number[][]>, PhaseOf<number[][]>] }[];
  /** Three phases in equilibrium. */
  triangles: { phases: PhaseOf<number[]>[] }[];
  /** Curves; a closed one ends where it begins. */
  spinodal: number[][][];
  /** Plait points; not `stable` where another phase hides them. */
  critical: { x: number[]; stable: boolean }[];
  /** Feeds in holes of the diagram, where it is not known. */
  not_converged: number[][];
  /** No two liquids anywhere. False where that is not known for sure. */
  miscible: boolean;
  converged: boolean;
  domain?: DomainVerdict;
}

export type PhaseDiagram = BinaryPhaseDiagram | TernaryPhaseDiagram;

export type FlashRequest = LiquidRef & {
  solids?: Solid[];
  temperature_K: number;
  /** Amounts of the components in moles; only their ratios count. */
  feed: number[];
  /** Default false. */
  gradient?: boolean;
};

export interface Flash {
  /** Mole fractions. */
  feed: number[];
  phases: (PhaseOf<number[]> & {
    /** Moles in a mole of feed. */
    amount: number;
    /** Present when asked for: by the implicit function theorem, per K. */
    by_temperature_K?: { x: number[]; amount: number };
  })[];
  /** Logarithms of the activities, the same in all phases; −∞ for what is absent. */
  ln_activity: number[];
  /** Gibbs energy of mixing of a mole of feed. */
  gibbs_over_RT: number;
  /** Of the feed as one liquid: 1 in an ideal mixture, 0 on the spinodal, negative where it falls apart by itself. */
  stability: number;
  domain?: DomainVerdict;
}

/** Salt, solvent and diluent, in this order. */
export type OfTernary<X> = [salt: X, solvent: X, diluent: X];

/**
 * Clusters of salt units with their solvent, which stop growing: closed association. In such a cluster of n ≥ 2 units
 * each has the free energy −u + s n^(−1/3) + c n^(1/3) over that of a single one, in kT: what it gains, its part in the
 * surface, and what reaching from there to the centre costs. It is least at n* = (s/c)^(3/2). Assumptions, all three:
 * nobody has measured them. (Israelachvili, Mitchell, Ninham, doi 10.1039/f29767201525.)
 */
export interface ClusterAssumptions {
  /** s at 298.15 K, 0 to 1000; σ (36π)^(1/3) v^(2/3)/kT of an interfacial tension σ where a unit has the volume v. */
  surface_kT: number;
  /** c at 298.15 K, 1e-4 to 1000. */
  crowding_kT: number;
  /** u at 298.15 K. Default: at each temperature what lets clusters of n* exist beside the medium's salt, f = ln x_1. */
  gain_kT?: number;
}

export interface MicrostructureRequest {
  /**
   * Of salt, solvent and diluent. Its C is taken for what the solvent does at the border of salt and diluent, and left
   * out inside clusters, where there is no border.
   */
  model: MixingModel;
  /** How much of C acts inside clusters too, 0 to 1. Default 0. */
  bridge_inside?: number;
  /** Amounts in moles; only their ratios count. */
  feed: OfTernary<number>;
  /** 1 to 5000 K. */
  temperature_K: number;
  /** At 298.15 K. */
  molar_volume_cm3_per_mol: OfTernary<number>;
  /** Relative increase of the volumes, linear from 298.15 K, 0 to 0.003. Default 0. */
  expansion_per_K?: OfTernary<number>;
  clusters: ClusterAssumptions;
  /** Diluent from none to so many moles per mole of salt, at the feed's ratio of solvent to salt. */
  dilution?: { diluent_per_salt: number; points: number };
  over_temperature?: { from: number; to: number; /** 2 to 201. */ points: number };
  /** Default false. */
  gradient?: boolean;
}

/** The inside of clusters and the medium between them: what the feed would separate into without C. */
export interface PseudoPhases {
  /** Mole fractions inside, and in the medium. */
  x: OfTernary<number>;
  x_medium: OfTernary<number>;
  /** Moles inside, in a mole of feed. */
  amount: number;
  /** Molecules inside per salt unit; the first is 1. */
  per_salt: OfTernary<number>;
  /** The volume they take: 1000 divided by the sum is `salt_mol_per_l`. */
  room_cm3_per_mol_salt: OfTernary<number>;
  /** The local concentration of salt. */
  salt_mol_per_l: number;
  medium_salt_mol_per_l: number;
  /** Its slope on warming is the sum of these: by solvent that comes or goes, by diluent, by thermal expansion. */
  salt_by_temperature_mol_per_l_K: SaltChange;
}

export interface SaltChange {
  solvent: number;
  diluent: number;
  expansion: number;
}

export interface Clusters {
  /** Of the salt, 0 to 1. */
  share_in_clusters: number;
  /** Salt units per cluster: mean over clusters, and over the units in them. */
  number_mean: number;
  weight_mean: number;
  /** Moles of medium in a mole of feed: all that is in no cluster. */
  medium: number;
  /** Moles of single salt units per mole of medium. */
  x_single: number;
}

/** By the mole fraction of salt, by u, s and c, and by the mole fraction of salt inside clusters. */
export type ClusterGradient = Record<
  'x_salt' | 'gain_kT' | 'surface_kT' | 'crowding_kT' | 'inside_x_salt',
  number
>;

export interface Microstructure {
  /** Mole fractions. */
  feed: OfTernary<number>;
  salt_mol_per_l: number;
  /** Null where the feed stays one liquid even without C: then it has no clusters. */
  inside: PseudoPhases | null;
  clusters:
    | (Clusters & {
        /** u, s and c at the temperature asked for, and n*. */
        gain_kT: number;
        surface_kT: number;
        crowding_kT: number;
        favoured_size: number;
        /**
         * Where clusters set in on adding salt: where the number of particles bends most (Phillips, doi
         * 10.1039/tf9555100561). `diluent_per_salt`, at the feed's ratio of solvent to salt, is null where that is more
         * salt than without diluent. Null altogether where they come gradually.
         */
        onset: { x_salt: number; diluent_per_salt: number | null } | null;
        /** Of the salt, by the size of the cluster: the first is that of single units. */
        share_by_size: number[];
        /** Present when asked for: by the implicit function theorem. */
        gradient?: { share_in_clusters: ClusterGradient; number_mean: ClusterGradient };
      })
    | null;
  /** Present when asked for, with the u, s, c and inside of the feed; null without clusters. */
  dilution?:
    | {
        diluent_per_salt: number;
        x_salt: number;
        salt_mol_per_l: number;
        /** Null where there is as much salt as inside clusters: no medium is left. */
        clusters: Clusters | null;
      }[]
    | null;
  /** Present when asked for, by rising temperature. */
  over_temperature?: {
    temperature_K: number;
    inside: PseudoPhases | null;
    clusters: Clusters | null;
    /** Of the local concentration since the first of these temperatures with an inside: exactly the sum of these. */
    change_mol_per_l: SaltChange | null;
  }[];
  /** With `over_temperature`: the highest maximum of the local concentration between its ends, or null. */
  peak?: { temperature_K: number; salt_mol_per_l: number } | null;
}

export interface MiscibilityRequest {
  /** Two or three. */
  components: MoleculeRef[];
  /** Between 200 and 400 K. */
  temperature_K: TemperatureRange;
}

/** Whether molecules mix, by the learned excess Gibbs energy; of each head its own diagram, whose spread is a band. */
export interface Miscibility {
  temperature_K: number[];
  /** By the mean of the surfaces, at each temperature; null where the diagram did not converge. */
  splits: (boolean | null)[];
  /** The share of heads by which there are two liquids, 0 to 1; null where none converged. */
  heads_that_split: (number | null)[];
  /** By the mean of the surfaces. Of three components there is an isotherm, coarser than usual, per temperature. */
  diagram: MiscibilityDiagram;
  heads: MiscibilityDiagram[];
  domain: DomainVerdict;
}

export type MiscibilityDiagram =
  BinaryPhaseDiagram | { components: 3; isotherms: TernaryPhaseDiagram[]; converged: boolean };

export class MixGradError extends Error {
  /**
   * Machine-readable. Of the request: `unknown_key`, `missing_key`, `bad_value`, `unknown_species`,
   * `bad_smiles`, `unprepared_smiles`, `bad_molecule`, `refused`, `no_finite_value`, `infeasible`, `not_converged`,
   * `singular`. Of the surroundings: `not_loaded`, `bad_species`, `bad_weights`, `rdkit_unavailable`, `internal`, `terminated`,
   * `cancelled`.
   */
  readonly code: string;
  /** Path into the request: `components[1].smiles`. */
  readonly field: string;
}

export interface MixGrad {
  /** The built-in library: solvents first, then salts. */
  species(): Species[];
  /**
   * Makes every SMILES of a request known (loads RDKit on first need). Built-in species and SMILES
   * seen before cost nothing. The methods below refuse a SMILES that was not prepared.
   */
  prepare(request: { components?: MoleculeRef[]; salt?: MoleculeRef }): Promise<void>;
  predict(request: PredictRequest): Prediction;
  curve(request: CurveRequest): Curve;
  ternary(request: TernaryRequest): TernaryField;
  /** Two liquids across their whole composition, without salt. */
  binary(request: BinaryRequest): BinaryMixing;
  /** Who stands around Li⁺: coordination numbers and free shares of solvents, diluents and anion. */
  solvation(request: SolvationRequest): Solvation;
  design(request: DesignRequest): DesignResult;
  /**
   * Which mixtures to measure next. The error `infeasible` names the limit that cannot be met, or `spacing` where
   * there is no room for so many.
   *
   * The calibrated 90 % interval is taken for that of a normal distribution: its standard deviation is the interval's
   * width over 2 · 1.645, of ln(value) for properties that cannot be negative. The errors of the model at two
   * compositions are taken for a Gaussian process with these standard deviations and a correlation exp(−d²/2ℓ²) in
   * the shares and the salt; ℓ is the likeliest of 0.25, 0.5, 1 and 2.
   */
  propose(request: ProposeRequest): ProposeResult;
  pareto(request: ParetoRequest): ParetoFront;
  /**
   * The same point by point, to show progress or stop: as many as the request asks for, null where one is no
   * better than those before. One front at a time: beginning another ends it with an error.
   */
  paretoPoints(request: ParetoRequest): Generator<ParetoPoint | null, void>;
  /** Which phases there are: of two components over temperature, of three at one. Loads the phase engine. */
  phaseDiagram(request: PhaseDiagramRequest): Promise<PhaseDiagram>;
  /** What one feed separates into. Error `not_converged` where no equilibrium was found. */
  flash(request: FlashRequest): Promise<Flash>;
  /**
   * The clusters of salt in a formulation, along a dilution, and the salt inside of them over temperature. A model on
   * assumptions, to see what follows from them.
   */
  microstructure(request: MicrostructureRequest): Promise<Microstructure>;
  /** Whether two or three liquids mix, over a range of temperatures. */
  miscibility(request: MiscibilityRequest): Promise<Miscibility>;
  /** Model version, training data and ranges seen, as stored in the weights. */
  about(): {
    version: string;
    temperature_K: [number, number];
    molality_mol_per_kg: [number, number];
    training_data: { name: string; url: string; licence: string; rows: number }[];
  };
}

/** What a CompositionID says: a mixture by mass, its salt in mol/kg of solvent. */
export interface IdentifiedMixture {
  components: { species: string; amount: number }[];
  basis: 'mass';
  salt?: { species: string; molality_mol_per_kg: number };
}

/**
 * Reads the notation of the Clio robot: `DMC_EC|62_38|LiPF6|0.18`, percentages by mass and salt in mol/kg; without
 * salt `DMC_EC|62_38`. Percentages may be rounded to whole ones: their sum may be off by half of one for each solvent.
 * Whether the names are known is not checked. Errors: `bad_value`, field `composition_id`.
 */
export function parseCompositionId(text: string): IdentifiedMixture;

/**
 * Writes it: percentages with up to two decimals, the molality with up to four; solvents of less than 0.005 % are
 * left out. A mixture that is not in mass and mol/kg needs what `predict` says of its `composition`. Errors:
 * `missing_key`, field `basis` or `salt`, without that; `bad_value` for a molecule that has no name.
 */
export function formatCompositionId(
  mixture: Pick<MixtureRequest, 'components' | 'basis' | 'salt'>,
  composition?: Prediction['composition'],
): string;

/**
 * Reads measurements from a table for a request: columns separated by `,`, `;` or tab, named in the first line; cells
 * may be in quotes, numbers may have a decimal comma. It has
 *
 * - a column per component, named as in the request (its species, or its SMILES), with shares in the request's basis
 *   of which only the ratios count; and one for the salt, named by its unit (`molality_mol_per_kg`), its species or
 *   `salt`. Or a column `CompositionID`, which is read where these are not all there.
 * - a column for the value, named after the property of the goal, or `value`. Rows without a value are passed over.
 *
 * Columns `temperature_K` and `basis`, if there, must be as in the request. Other columns are not read.
 * Errors have the line and the column in their field, `line 3, column 2`: `missing_key` for a column, `bad_value`.
 */
export function parseExperiments(
  text: string,
  request: Pick<ProposeRequest, 'components' | 'basis' | 'salt' | 'temperature_K' | 'goal'>,
): Experiment[];

/**
 * Proposals as such a table, separated by commas: with the column for the value left open, and with what is
 * expected, `predicted`, `lower90`, `upper90`, `acquisition`, `domain`.
 */
export function proposalsCsv(
  proposals: readonly Proposal[],
  request: Pick<ProposeRequest, 'components' | 'basis' | 'salt' | 'temperature_K' | 'goal'>,
): string;

export interface CreateOptions {
  /** Bytes or address of `mixgrad.wasm`; default: as the build laid it out. */
  wasm?: ArrayBuffer | Uint8Array | URL | string;
  /** Bytes or address of `species.json`, the built-in library; default: as the build laid it out. */
  species?: ArrayBuffer | Uint8Array | URL | string;
  /** Bytes or address of `mixgrad.safetensors`; default: as the build laid it out. */
  weights?: ArrayBuffer | Uint8Array | URL | string;
  /** Bytes or address of `phase.wasm`, which is loaded when first needed; default: as the build laid it out. */
  phaseWasm?: ArrayBuffer | Uint8Array | URL | string;
}

/** Loads wasm, species and weights. Calling it again with the same options gives the same promise. */
export function createMixGrad(options?: CreateOptions): Promise<MixGrad>;

/** A {@link MixGrad} whose methods run in a Web Worker and return promises; SMILES are prepared for you. */
export type RemoteMixGrad = {
  [K in keyof Omit<MixGrad, 'prepare' | 'pareto' | 'paretoPoints'>]: (
    ...args: Parameters<MixGrad[K]>
  ) => Promise<Awaited<ReturnType<MixGrad[K]>>>;
} & {
  /** `onPoint` is called with each point as it is found; a signal ends the run with the error `cancelled`. */
  pareto(
    request: ParetoRequest,
    options?: { onPoint?: (point: ParetoPoint | null) => void; signal?: AbortSignal },
  ): Promise<ParetoFront>;
  terminate(): void;
};

/** The same interface in a Web Worker, so that the page never waits. */
export function createRemoteMixGrad(): RemoteMixGrad;
