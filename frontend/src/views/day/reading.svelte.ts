import type { Hub } from '../../link/hub';
import type { AppSpan, Span, Summary } from '../../model/types';

export interface Shown {
  readonly agentId: string;
  readonly from: number;
  readonly to: number;
}

export interface DayFacts {
  readonly shown: Shown;
  readonly spans: readonly Span[];
  readonly apps: readonly AppSpan[];
  readonly totals: Summary;
}

/** Changes that come faster than this are read together. */
const PAUSE_MS = 1_500;

/** Reads one device's day and reads it again when told that it changed; of two answers the later question's counts. */
export class DayReading {
  facts = $state.raw<DayFacts | null>(null);
  problem = $state.raw<unknown>(null);
  busy = $state(false);
  readonly #hub: Hub;
  #asked = 0;
  #shown: Shown | null = null;
  #zone = 'UTC';
  #pending: ReturnType<typeof setTimeout> | undefined;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  show(shown: Shown, zone: string): void {
    const old = this.#shown;
    if (!old || old.agentId !== shown.agentId || old.from !== shown.from || old.to !== shown.to) this.facts = null;
    this.#shown = shown;
    this.#zone = zone;
    void this.read();
  }

  /** Reads again soon. */
  changed(): void {
    this.#pending ??= setTimeout(() => void this.read(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.#asked++;
  }

  async read(): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    this.stop();
    const asked = this.#asked;
    this.busy = true;
    try {
      const [spans, apps, totals] = await Promise.all([
        this.#hub.spans(shown),
        this.#hub.appSpans(shown),
        this.#hub.modeTotals(shown, this.#zone),
      ]);
      if (asked !== this.#asked) return;
      this.facts = { shown, spans, apps, totals };
      this.problem = null;
    } catch (error) {
      if (asked === this.#asked) this.problem = error;
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }
}
