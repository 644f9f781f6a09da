import { Problem } from '../../link/api';
import type { ChatLink } from '../../link/chat';
import { afterEvent, asked, ended, replayed, type Turn } from '../../model/chat';

/** A turn that was stopped here may still be ending on the hub: what follows it waits for that so often and long. */
const PATIENCE_TRIES = 10;
const PATIENCE_MS = 200;

/** The conversation on the page: reads a kept one, asks, follows the answer, and stops it. */
export class Talk {
  /** Null: a new one, which the hub names with its first answer. */
  id = $state<string | null>(null);
  turns = $state.raw<readonly Turn[]>([]);
  phase = $state<'reading' | 'ready' | 'failed'>('ready');
  problem = $state.raw<unknown>(null);
  running = $state(false);
  readonly #link: ChatLink;
  #abort: AbortController | null = null;
  #stopped = false;
  #asked = 0;

  constructor(link: ChatLink) {
    this.#link = link;
  }

  /** Shows a kept conversation, or an empty page for a new one. */
  async open(id: string | null): Promise<void> {
    this.stop();
    const asked = ++this.#asked;
    this.id = id;
    this.turns = [];
    this.problem = null;
    this.phase = id === null ? 'ready' : 'reading';
    if (id === null) return;
    try {
      const { turns } = await this.#link.find(id);
      if (asked !== this.#asked) return;
      this.turns = turns.map(replayed);
      this.phase = 'ready';
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.problem = problem;
      this.phase = 'failed';
    }
  }

  /** Asks; answers the turn once it has ended. `began` is told the conversation's id as soon as there is one. */
  async ask(question: string, timezone: string, began: (id: string) => void): Promise<Turn> {
    this.stop();
    const abort = new AbortController();
    const talk = this.#asked;
    this.#abort = abort;
    this.running = true;
    let turn = asked(crypto.randomUUID(), question, Date.now());
    this.turns = [...this.turns.filter(({ end }) => end?.kind !== 'refused'), turn];
    const show = (next: Turn) => {
      turn = next;
      if (talk === this.#asked) this.turns = this.turns.map((each) => (each.key === next.key ? next : each));
    };
    try {
      for await (const events of this.#patiently({ question, conversationId: this.id, timezone }, abort.signal)) {
        for (const event of events) {
          if (event.type === 'start' && this.#abort === abort) {
            this.id = event.conversationId;
            began(event.conversationId);
          }
        }
        show(events.reduce(afterEvent, turn));
      }
      show(ended(turn, { kind: 'broken' }));
    } catch (problem) {
      if (abort.signal.aborted) show(ended(turn, { kind: 'stopped' }));
      else if (turn.began || !(problem instanceof Problem)) show(ended(turn, { kind: 'broken' }));
      else show(ended(turn, { kind: 'refused', problem }));
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.running = false;
      }
    }
    return turn;
  }

  /** Ends the running answer by closing its connection. */
  stop(): void {
    if (!this.#abort) return;
    this.#abort.abort();
    this.#abort = null;
    this.running = false;
    this.#stopped = true;
    const last = this.turns.at(-1);
    if (last) this.turns = [...this.turns.slice(0, -1), ended(last, { kind: 'stopped' })];
  }

  async *#patiently(question: Parameters<ChatLink['ask']>[0], signal: AbortSignal) {
    const tries = this.#stopped ? PATIENCE_TRIES : 1;
    this.#stopped = false;
    for (let left = tries; ; left--) {
      try {
        yield* this.#link.ask(question, signal);
        return;
      } catch (error) {
        const ending = error instanceof Problem && error.code === 'turn_running';
        if (!ending || left <= 1) throw error;
        await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
        signal.throwIfAborted();
      }
    }
  }
}
