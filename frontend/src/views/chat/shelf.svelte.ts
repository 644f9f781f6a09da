import type { ChatLink } from '../../link/chat';
import type { ConversationHead } from '../../model/chat';

/** The person's conversations, the one last used first. */
export class Shelf {
  items = $state.raw<readonly ConversationHead[]>([]);
  phase = $state<'reading' | 'ready' | 'failed'>('reading');
  /** Where older ones begin; null: all are here. */
  cursor = $state<string | null>(null);
  readonly #link: ChatLink;
  #asked = 0;

  constructor(link: ChatLink) {
    this.#link = link;
  }

  /** Reads the newest again; what is shown stays until they are there. */
  async read(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { items, nextCursor } = await this.#link.list(null);
      if (asked !== this.#asked) return;
      this.items = items;
      this.cursor = nextCursor;
      this.phase = 'ready';
    } catch {
      if (asked === this.#asked && this.items.length === 0) this.phase = 'failed';
    }
  }

  async more(): Promise<void> {
    const asked = ++this.#asked;
    const { items, nextCursor } = await this.#link.list(this.cursor);
    if (asked !== this.#asked) return;
    const known = new Set(this.items.map(({ id }) => id));
    this.items = [...this.items, ...items.filter(({ id }) => !known.has(id))];
    this.cursor = nextCursor;
  }

  async remove(id: string): Promise<void> {
    await this.#link.remove(id);
    this.items = this.items.filter((item) => item.id !== id);
  }
}
