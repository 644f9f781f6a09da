import { author } from '../live/decode';
import { instant, list, number, oneOf, or, orNull, type Reader, record, text } from '../live/parse';
import type { Goal, Session, Signal, Span, Summary } from '../model/types';
import { type Api, identity } from './api';

const PAGE = 1_000;
/** A stretch that a view shows holds far fewer; the bound keeps a broken cursor from looping. */
const MAX_PAGES = 20;

const spanFields = {
  id: identity,
  agentId: orNull(text),
  from: instant,
  to: instant,
  mode: text,
  source: author,
  confidence: orNull(number(0, 1)),
};
const span = record<Span>(spanFields);
const session = record<Session>({
  ...spanFields,
  apps: or(list(record({ app: text, activeMs: number(0) })), []),
  title: orNull(text),
});
const sessionPage = record({ items: list(session), nextCursor: orNull(text) });
const summary = record<Summary>({
  rows: list(record({ key: text, activeMs: number(0) })),
  totalMs: number(0),
  coverageMs: number(0),
});
const signals = record({
  stepMs: number(1),
  items: list(
    record<Signal>({
      at: instant,
      mouse: number(0, 10),
      keyboard: number(0, 10),
      microphoneDb: orNull(number(-200, 0)),
      systemDb: orNull(number(-200, 0)),
      voice: number(0, 1),
    }),
  ),
});
const goal = record<Goal>({
  id: identity,
  mode: text,
  kind: oneOf('atLeast', 'atMost'),
  per: oneOf('day', 'week'),
  targetMs: number(0),
});
const goals = record({ items: list(goal) });
const batch = record({ batchId: orNull(text) });
const label = record({ id: identity });

export type GroupBy = 'mode' | 'app' | 'hour' | 'weekday' | 'weekhour' | 'day' | 'week' | 'month';

/** `[from, to)`, and what of it; null or absent: all. */
export interface Question {
  readonly from: number;
  readonly to: number;
  readonly agentId?: string | null;
  readonly mode?: string | null;
  readonly app?: string | null;
  readonly weekday?: number | null;
  readonly hour?: number | null;
}

/** A word on a stretch; without an agent it is the person's own, above all agents. */
export interface Said {
  readonly agentId: string | null;
  readonly from: number;
  readonly to: number;
  readonly mode: string;
}

/** The hub's calls about time past. */
export class Time {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  summary(question: Question, groupBy: GroupBy, timezone: string): Promise<Summary> {
    return this.#api.call('/summary', { query: { ...wire(question), timezone, groupBy }, read: summary });
  }

  /** All spans that touch the stretch, oldest first: of one agent or, without, the person's. */
  async spans(question: Question): Promise<readonly Span[]> {
    const found = await this.#all({ ...wire(question), ...view(question) }, span);
    return found.sort((a, b) => a.from - b.from);
  }

  /** A page of sessions, newest first, with what was in front. */
  sessions(question: Question, timezone: string, words: string, cursor: string | null, limit: number) {
    const text = words || null;
    const query = { ...wire(question), ...view(question), timezone, text, content: 'true', limit, cursor };
    return this.#api.call('/spans', { query, read: sessionPage });
  }

  async allSessions(question: Question): Promise<readonly Session[]> {
    return this.#all({ ...wire(question), ...view(question), content: 'true' }, session);
  }

  signals(question: Question, stepMs: number): Promise<{ stepMs: number; items: readonly Signal[] }> {
    const { from, to, agentId } = wire(question);
    return this.#api.call('/signals', { query: { from, to, agentId, stepMs }, read: signals });
  }

  async goals(): Promise<readonly Goal[]> {
    return (await this.#api.call('/goals', { read: goals })).items;
  }

  async putGoal({ mode, kind, per, targetMs }: Omit<Goal, 'id'>): Promise<void> {
    await this.#api.call('/goals', { method: 'POST', body: { mode, kind, per, targetMs } });
  }

  async dropGoal(id: string): Promise<void> {
    await this.#api.call(`/goals/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  /** Says something of many stretches at once; the answer takes it back. */
  async say(words: readonly Said[]): Promise<() => Promise<void>> {
    const body = words.map(({ agentId, from, to, mode }) => ({
      ...(agentId ? { agentId } : {}),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      mode,
    }));
    if (body.length === 1) {
      const { id } = await this.#api.call('/labels', { method: 'POST', body: body[0], read: label });
      return () => this.#api.call(`/labels/${id}`, { method: 'DELETE' });
    }
    const { batchId } = await this.#api.call('/labels', { method: 'POST', body, read: batch });
    return () => this.#api.call(`/labels/batches/${batchId}`, { method: 'DELETE' });
  }

  async #all<T>(query: Record<string, string | number | null>, item: Reader<T>): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer: { items: readonly T[]; nextCursor: string | null } = await this.#api.call('/spans', {
        query: { ...query, limit: PAGE, cursor },
        read: record({ items: list(item), nextCursor: orNull(text) }),
      });
      found.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === null) break;
    }
    return found;
  }
}

function wire({ from, to, agentId = null, mode = null, app = null, weekday = null, hour = null }: Question) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), agentId, mode, app, weekday, hour };
}

function view({ agentId }: Question): Record<string, string | null> {
  return { view: agentId ? null : 'person' };
}
