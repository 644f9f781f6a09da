import { author } from '../live/decode';
import { flag, instant, list, number, or, orNull, record, text } from '../live/parse';
import type { Grant } from '../model/accounts';
import type { AppSpan, Mode, Pairing, Person, Span, Summary } from '../model/types';
import { type Api, identity } from './api';

const PAGE = 1_000;
/** A day holds far fewer spans; the bound keeps a broken cursor from looping. */
const MAX_PAGES = 10;

const mode = record<Mode>({ id: number(), name: text, colour: text, order: number(), builtIn: or(flag, false) });
const span = record<Span>({
  id: identity,
  agentId: orNull(text),
  from: instant,
  to: instant,
  mode: text,
  source: author,
  confidence: orNull(number(0, 1)),
});
const modes = record({ items: list(mode) });
const spanPage = record({ items: list(span), nextCursor: orNull(text) });
const appSpans = record({ items: list(record<AppSpan>({ from: instant, to: instant, app: text })) });
const correction = record({ labelId: identity });
const summary = record<Summary>({
  rows: list(record({ key: text, activeMs: number(0) })),
  totalMs: number(0),
  coverageMs: number(0),
});
const me = record<Person>({
  id: identity,
  email: text,
  name: or(text, ''),
  roles: list(text),
  timezone: or(text, 'UTC'),
  language: orNull(text),
  hasPassword: or(flag, true),
  granted: orNull(record<Grant>({ role: text, reason: text, until: instant })),
});
const pairing = record<Pairing>({ code: text, expiresAt: instant, command: text });

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly agentId: string;
}

/** The hub's calls that the dashboard makes, one method each. */
export class Hub {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  me(): Promise<Person> {
    return this.#api.call('/me', { read: me });
  }

  /** Has the hub speak to the person in a language, too. */
  speak(language: string): Promise<Person> {
    return this.#api.call('/me', { method: 'PATCH', body: { language }, read: me });
  }

  async modes(): Promise<readonly Mode[]> {
    const { items } = await this.#api.call('/modes', { read: modes });
    return [...items].sort((a, b) => a.order - b.order || a.id - b.id);
  }

  /** All spans that touch the stretch, oldest first. */
  async spans(stretch: Stretch): Promise<readonly Span[]> {
    const found: Span[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer: { items: readonly Span[]; nextCursor: string | null } = await this.#api.call('/spans', {
        query: { ...wire(stretch), limit: PAGE, cursor },
        read: spanPage,
      });
      found.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === null) break;
    }
    return found.sort((a, b) => a.from - b.from);
  }

  /** The agent's newest span: the open one while the agent reports. */
  async lastSpan(agentId: string): Promise<Span | null> {
    const { items } = await this.#api.call('/spans', { query: { agentId, limit: 1 }, read: spanPage });
    return items[0] ?? null;
  }

  async appSpans(stretch: Stretch): Promise<readonly AppSpan[]> {
    const { items } = await this.#api.call('/app-spans', { query: wire(stretch), read: appSpans });
    return [...items].sort((a, b) => a.from - b.from);
  }

  modeTotals(stretch: Stretch, timezone: string): Promise<Summary> {
    return this.#api.call('/summary', { query: { ...wire(stretch), timezone, groupBy: 'mode' }, read: summary });
  }

  /** Says what a span really was; the answer's id undoes it. */
  async correct(spanId: string, mode: string): Promise<string> {
    const { labelId } = await this.#api.call(`/spans/${encodeURIComponent(spanId)}`, {
      method: 'PATCH',
      body: { mode },
      read: correction,
    });
    return labelId;
  }

  undo(labelId: string): Promise<void> {
    return this.#api.call(`/labels/${encodeURIComponent(labelId)}`, { method: 'DELETE' });
  }

  removeAgent(agentId: string): Promise<void> {
    return this.#api.call(`/agents/${encodeURIComponent(agentId)}`, { method: 'DELETE' });
  }

  pair(): Promise<Pairing> {
    return this.#api.call('/agents/pairings', { method: 'POST', read: pairing });
  }
}

function wire({ from, to, agentId }: Stretch) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), agentId };
}
