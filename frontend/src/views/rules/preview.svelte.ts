import type { RulesLink, Supposed } from '../../link/rules';
import type { Effect } from '../../model/rules';

const DAY_MS = 86_400_000;

/** A look at what rules would change; the newest question counts, and stopping ends it on the hub, too. */
export class Preview {
  effect = $state.raw<Effect | null>(null);
  problem = $state.raw<unknown>(null);
  busy = $state(false);
  readonly #link: RulesLink;
  #running: AbortController | null = null;

  constructor(link: RulesLink) {
    this.#link = link;
  }

  /** Looks at the last days; none is supposed: the rules as they are. */
  async run(supposed: Supposed | null, days: number, now: number): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.busy = true;
    try {
      const effect = await this.#link.preview(supposed, now - days * DAY_MS, running.signal);
      if (this.#running === running) this.effect = effect;
    } catch (error) {
      if (this.#running === running) this.problem = error;
    } finally {
      if (this.#running === running) this.busy = false;
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.effect = null;
    this.problem = null;
    this.busy = false;
  }
}
