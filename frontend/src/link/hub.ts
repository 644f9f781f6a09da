import { author } from '../live/decode';
import { flag, instant, list, number, or, orNull, record, text } from '../live/parse';
import type { Grant } from '../model/accounts';
import type { AppSpan, Mode, Pairing, Person, Span } from '../model/types';
import { type Api, identity } from './api';

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
const spanPage = record({ items: list(span) });
const appSpans = record({ items: list(record<AppSpan>({ from: instant, to: instant, app: text })) });
const correction = record({ labelId: identity });
const me = record<Person>({
  id: identity,
  email: text,
  name: or(text, ''),
  roles: list(text),
  timezone: or(text, 'UTC'),
  language: orNull(text),
  hasPassword: or(flag, true),
  granted: orNull(record<Grant>({ role: text, reason: text, until: instant })),
  weekStart: or(number(1, 7), 1),
});
const collection = record({ pausedSince: orNull(instant) });
const pairing = record<Pairing>({ code: text, expiresAt: instant, command: text });

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly agentId: string | null;
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

  /** Changes the person's profile. */
  update(profile: Partial<Pick<Person, 'name' | 'timezone' | 'language' | 'weekStart'>>): Promise<Person> {
    return this.#api.call('/me', { method: 'PATCH', body: profile, read: me });
  }

  async modes(): Promise<readonly Mode[]> {
    const { items } = await this.#api.call('/modes', { read: modes });
    return [...items].sort((a, b) => a.order - b.order || a.id - b.id);
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

  /** Says what a span really was; the answer's id undoes it. */
  async correct(spanId: string, mode: string): Promise<string> {
    const { labelId } = await this.#api.call(`/spans/${encodeURIComponent(spanId)}`, {
      method: 'PATCH',
      body: { mode },
      read: correction,
    });
    return labelId;
  }

  /** Sets a mode by hand from now on; null is automatic again. */
  setMode(agentId: string, mode: string | null, until: number | null): Promise<void> {
    const end = until === null ? {} : { until: new Date(until).toISOString() };
    return this.#api.call('/modes/current', { method: 'PUT', body: { agentId, mode, ...end } });
  }

  /** Since when nothing that devices send is kept; null: it is kept. */
  async pausedSince(): Promise<number | null> {
    return (await this.#api.call('/me/collection', { read: collection })).pausedSince;
  }

  async pause(paused: boolean): Promise<number | null> {
    return (await this.#api.call('/me/collection', { method: 'PUT', body: { paused }, read: collection })).pausedSince;
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
