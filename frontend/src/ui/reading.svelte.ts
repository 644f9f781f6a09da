/** Changes that come faster than this are read together. */
const PAUSE_MS = 400;

/** An answer of the hub that is asked for again when told that it changed; of two answers the later question's counts. */
export class Reading<T> {
  answer = $state.raw<T | null>(null);
  problem = $state.raw<unknown>(null);
  busy = $state(false);
  #question: (() => Promise<T>) | null = null;
  #key = '';
  #asked = 0;
  #pending: ReturnType<typeof setTimeout> | undefined;

  /** Asks; the old answer stays in sight until the new one has come, except where `key` says that it is about other things. */
  ask(key: string, question: () => Promise<T>): void {
    if (key !== this.#key) this.answer = null;
    this.#key = key;
    this.#question = question;
    void this.read();
  }

  /** Asks the same again soon. */
  changed(): void {
    this.#pending ??= setTimeout(() => void this.read(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.#asked++;
  }

  async read(): Promise<void> {
    if (!this.#question) return;
    this.stop();
    const asked = this.#asked;
    this.busy = true;
    try {
      const answer = await this.#question();
      if (asked !== this.#asked) return;
      this.answer = answer;
      this.problem = null;
    } catch (error) {
      if (asked === this.#asked) this.problem = error;
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }
}
