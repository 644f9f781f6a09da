import { chip, decode, storedEvents } from '../chat/decode';
import { flag, instant, list, number, or, orNull, record, text } from '../live/parse';
import type { ChatEvent, Conversation, ConversationHead, StoredTurn, Terms, Use } from '../model/chat';
import type { Api } from './api';
import { EventParser, type Message } from './events';

/** Conversations read at once. */
const PAGE = 50;

const use = record<Use>({ turns: number(0), tokens: number(0) });
const terms = record<Terms>({
  provider: text,
  deployment: or(text, ''),
  server: or(text, ''),
  titles: or(flag, false),
  usedToday: use,
  budget: use,
  suggestions: or(list(chip), []),
});
const headFields = { id: text, title: text, updatedAt: instant };
const page = record({ items: list(record<ConversationHead>(headFields)), nextCursor: orNull(text) });
const conversation = record<Conversation>({
  ...headFields,
  turns: list(
    record<StoredTurn>({
      id: text,
      question: text,
      at: instant,
      provider: or(text, ''),
      deployment: or(text, ''),
      finish: orNull(text),
      events: storedEvents,
    }),
  ),
});

export interface Question {
  readonly question: string;
  /** Null begins a conversation. */
  readonly conversationId: string | null;
  readonly timezone: string;
}

/** The hub's calls about the chat. */
export class ChatLink {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  terms(): Promise<Terms> {
    return this.#api.call('/chat', { read: terms });
  }

  sendTitles(titles: boolean): Promise<Terms> {
    return this.#api.call('/chat', { method: 'PATCH', body: { titles }, read: terms });
  }

  list(cursor: string | null) {
    return this.#api.call('/chat/conversations', { query: { limit: PAGE, cursor }, read: page });
  }

  find(id: string): Promise<Conversation> {
    return this.#api.call(`/chat/conversations/${encodeURIComponent(id)}`, { read: conversation });
  }

  remove(id: string): Promise<void> {
    return this.#api.call(`/chat/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  /**
   * Asks, and yields the events of the answer as they come, those of one piece together. Fails with a {@link Problem} when the
   * hub refuses, with anything else when the stream breaks; aborting the signal ends the turn on the hub, too.
   */
  async *ask(question: Question, signal: AbortSignal): AsyncGenerator<readonly ChatEvent[]> {
    const bytes = await this.#api.stream('/chat', question, signal);
    const parser = new EventParser();
    const reader = bytes.getReader();
    try {
      while (true) {
        const { done, value } = await reader.read();
        if (done) return;
        const events = parser.push(value).flatMap(eventOf);
        if (events.length > 0) yield events;
      }
    } finally {
      // Whoever stops listening ends the turn.
      void reader.cancel().catch(() => undefined);
    }
  }
}

/** None for an event of a type that came later; fails for one that cannot be read, since what is missing would not be seen. */
function eventOf({ event, data }: Message): readonly ChatEvent[] {
  const decoded = decode(event, JSON.parse(data));
  if (decoded.type === 'unknown') return [];
  if (decoded.type === 'fault') throw new Error(decoded.problem);
  return [decoded];
}
