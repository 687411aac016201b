/** Design runs in a worker of their own: the page's sliders stay alive meanwhile, and a run can be stopped. */
import type {
  DesignRequest,
  DesignResult,
  ProposeRequest,
  ProposeResult,
  ParetoPoint,
  ParetoRequest,
  RemoteMixGrad,
} from '../mixgrad/mixgrad.js';

export class DesignRun {
  #api: RemoteMixGrad | null = null;

  constructor(private readonly create: () => RemoteMixGrad) {}

  /** Fetches the model, so that the first run need not wait for it. */
  warm(): void {
    if (this.#api) return;
    this.#api = this.create();
    // What is wrong will be told by the run.
    this.#api.about().catch(() => undefined);
  }

  run(request: DesignRequest): Promise<DesignResult> {
    this.#api ??= this.create();
    return this.#api.design(request);
  }

  /**
   * The mixtures of a trade-off, one after the other; null where one was no better than those before. Ends with the
   * error `cancelled` when the signal comes.
   */
  async front(
    request: ParetoRequest,
    onPoint: (point: ParetoPoint | null) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.#api ??= this.create();
    await this.#api.pareto(request, { onPoint, signal });
  }

  propose(request: ProposeRequest): Promise<ProposeResult> {
    this.#api ??= this.create();
    return this.#api.propose(request);
  }

  /** The run under way ends with the error `terminated`. */
  stop(): void {
    this.#api?.terminate();
    this.#api = null;
  }
}
