import { agent } from '../live/decode';
import { flag, instant, list, number, object, oneOf, or, orNull, type Reader, record, text } from '../live/parse';
import {
  type ApiToken,
  type AuditEntry,
  type AuditPage,
  type Collection,
  type Grant,
  type Link,
  type Member,
  roles,
  type Scope,
  type SessionRow,
  scopes,
  type Who,
} from '../model/accounts';
import type { Agent, Role } from '../model/types';
import type { Api } from './api';

const grant: Reader<Grant> = record<Grant>({ role: text, reason: text, until: instant });
const sessionRow = record<SessionRow>({
  id: text,
  device: text,
  address: text,
  createdAt: instant,
  usedAt: instant,
  current: flag,
});
const tokenFields = {
  id: text,
  name: text,
  scopes: list(oneOf<Scope>(...scopes)),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: orNull(instant),
  lastUsedFrom: or(text, ''),
};
const apiToken = record<ApiToken>(tokenFields);
const madeToken = record<ApiToken & { token: string }>({ ...tokenFields, token: text });
/** The list of devices names them by `id`, the live link by `agentId`. */
const device: Reader<Agent> = (value, path) => {
  const fields = object(value, path);
  return agent({ ...fields, agentId: fields.agentId ?? fields.id }, path);
};
const collection = record<Collection>({ pausedSince: orNull(instant), agents: list(device) });
const who = record<Who>({ id: text, name: orNull(text) });
const auditPage = record<AuditPage>({
  items: list(
    record<AuditEntry>({
      id: number(),
      at: instant,
      actor: orNull(who),
      action: text,
      person: orNull(who),
      address: or(text, ''),
      details: or(object, {}),
    }),
  ),
  nextCursor: orNull(text),
});
const member = record<Member>({
  id: text,
  email: text,
  name: text,
  role: oneOf<Role>(...roles),
  granted: orNull(grant),
  disabled: flag,
  joinedAt: orNull(instant),
  seenAt: orNull(instant),
});
const oneTime = record<Link>({ link: text, expiresAt: instant });

/** The hub's calls about oneself: how one gets in, and what is collected. */
export class AccountLink {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** `current` null: there is no password yet. All other browsers are signed out. */
  changePassword(current: string | null, password: string): Promise<void> {
    const body = current === null ? { password } : { current, password };
    return this.#api.call('/me/password', { method: 'PUT', body });
  }

  async sessions(): Promise<readonly SessionRow[]> {
    return (await this.#api.call('/me/sessions', { read: record({ items: list(sessionRow) }) })).items;
  }

  endSession(id: string): Promise<void> {
    return this.#api.call(`/me/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  endOtherSessions(): Promise<void> {
    return this.#api.call('/me/sessions', { method: 'DELETE' });
  }

  async tokens(): Promise<readonly ApiToken[]> {
    return (await this.#api.call('/me/tokens', { read: record({ items: list(apiToken) }) })).items;
  }

  /** The only answer that holds the token's text. */
  makeToken(name: string, wanted: readonly Scope[], expiresAt: number): Promise<ApiToken & { token: string }> {
    const body = { name, scopes: wanted, expiresAt: new Date(expiresAt).toISOString() };
    return this.#api.call('/me/tokens', { method: 'POST', body, read: madeToken });
  }

  revokeToken(id: string): Promise<void> {
    return this.#api.call(`/me/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  collection(): Promise<Collection> {
    return this.#api.call('/me/collection', { read: collection });
  }

  pause(paused: boolean): Promise<Collection> {
    return this.#api.call('/me/collection', { method: 'PUT', body: { paused }, read: collection });
  }

  /** Takes a device's token away; its history stays. */
  revokeAgent(id: string): Promise<void> {
    return this.#api.call(`/agents/${encodeURIComponent(id)}/revoke`, { method: 'POST', body: {} });
  }

  events(cursor: string | null): Promise<AuditPage> {
    return this.#api.call('/me/audit', { query: { limit: 20, cursor }, read: auditPage });
  }

  endGrant(): Promise<void> {
    return this.#api.call('/me/grant', { method: 'DELETE' });
  }
}

/** An administrator's calls about people. */
export class PeopleLink {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(): Promise<readonly Member[]> {
    return (await this.#api.call('/people', { read: record({ items: list(member) }) })).items;
  }

  invite(email: string, name: string, role: Role): Promise<Link> {
    return this.#api.call('/people', { method: 'POST', body: { email, name, role }, read: oneTime });
  }

  change(id: string, body: { readonly role?: Role; readonly disabled?: boolean }): Promise<Member> {
    return this.#api.call(`/people/${encodeURIComponent(id)}`, { method: 'PATCH', body, read: member });
  }

  remove(id: string): Promise<void> {
    return this.#api.call(`/people/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  link(id: string): Promise<Link> {
    return this.#api.call(`/people/${encodeURIComponent(id)}/link`, { method: 'POST', read: oneTime });
  }

  grant(id: string, role: Role, reason: string, durationMs: number): Promise<Member> {
    const path = `/people/${encodeURIComponent(id)}/grant`;
    return this.#api.call(path, { method: 'POST', body: { role, reason, durationMs }, read: member });
  }

  endGrant(id: string): Promise<void> {
    return this.#api.call(`/people/${encodeURIComponent(id)}/grant`, { method: 'DELETE' });
  }

  audit(cursor: string | null): Promise<AuditPage> {
    return this.#api.call('/audit', { query: { limit: 50, cursor }, read: auditPage });
  }
}
