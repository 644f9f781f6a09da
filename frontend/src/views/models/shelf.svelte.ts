import type { Dashboard } from '../../dashboard.svelte';
import { ModelsLink } from '../../link/models';
import type { Frame } from '../../live/frames';
import { w } from '../../messages/models';
import { afterNews, isUnderWay, type Models, type Run, type Trial } from '../../model/models';
import { go } from '../../place.svelte';

/** A search that is not heard of for so long is asked about: the live link may be down, or have dropped a word. */
const SILENT_MS = 4_000;
const LOOK_EVERY_MS = 2_000;

/** A person's models and searches as the page shows them, kept up to date while it is open. */
export class Shelf {
  models = $state.raw<Models | null>(null);
  /** Newest first. */
  runs = $state.raw<readonly Run[]>([]);
  problem = $state.raw<unknown>(null);
  busy = $state(false);
  readonly link: ModelsLink;
  readonly #dashboard: Dashboard;
  readonly #leaderboards = new Map<string, Promise<readonly Trial[]>>();
  #heardAt = 0;
  #reading = 0;

  constructor(dashboard: Dashboard) {
    this.#dashboard = dashboard;
    this.link = new ModelsLink(dashboard.api);
  }

  /** Reads, and listens until the returned function is called. */
  open(): () => void {
    void this.read();
    const end = this.#dashboard.link.onFrame((frame) => this.#hear(frame));
    const timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    return () => {
      end();
      clearInterval(timer);
    };
  }

  get newest(): Run | null {
    return this.runs[0] ?? null;
  }

  /** Of two readings at a time the later begun counts. */
  async read(): Promise<void> {
    const reading = ++this.#reading;
    try {
      const [models, runs] = await Promise.all([this.link.list(), this.link.runs()]);
      if (reading !== this.#reading) return;
      this.#tellOfSuccess(runs);
      this.models = models;
      this.runs = runs;
      this.problem = null;
    } catch (error) {
      if (reading === this.#reading) this.problem = error;
    }
  }

  /** Does something and shows what there is then, whether it worked or not; answers whether it did. */
  async change(work: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    let done = true;
    try {
      await work();
    } catch (error) {
      done = false;
      this.#dashboard.complain(error);
    }
    await this.read();
    this.busy = false;
    return done;
  }

  /** All candidates of the search that found a model; none where it is no longer kept. */
  leaderboard(modelId: string): Promise<readonly Trial[]> {
    let known = this.#leaderboards.get(modelId);
    if (!known) {
      const run = this.runs.find((each) => each.modelId === modelId);
      if (!run) return Promise.resolve([]);
      known = this.link.leaderboard(run.id);
      known.catch(() => this.#leaderboards.delete(modelId));
      this.#leaderboards.set(modelId, known);
    }
    return known;
  }

  #hear(frame: Frame): void {
    if (frame.type === 'models') void this.read();
    if (frame.type !== 'training') return;
    this.#heardAt = Date.now();
    const known = this.runs.find(({ id }) => id === frame.runId);
    if (known && (frame.state === 'queued' || frame.state === 'running')) {
      this.runs = this.runs.map((run) => afterNews(run, frame));
    } else {
      void this.read();
    }
  }

  #look(): void {
    const waits = (this.models?.daysToJudge ?? 0) > 0;
    const silent = this.newest && isUnderWay(this.newest) && Date.now() - this.#heardAt > SILENT_MS;
    if (waits || silent) void this.read();
  }

  #tellOfSuccess(runs: readonly Run[]): void {
    for (const before of this.runs.filter(isUnderWay)) {
      const modelId = runs.find(({ id, state }) => id === before.id && state === 'succeeded')?.modelId;
      if (modelId) {
        const look = { label: w().learning.look, run: () => go({ view: 'models', modelId }) };
        this.#dashboard.toasts.say(w().learning.found, look);
      }
    }
  }
}
