import { flag, instant, list, number, object, oneOf, or, orNull, type Reader, record, text } from '../live/parse';
import {
  type Application,
  type Change,
  type Effect,
  everyDay,
  type Hours,
  kinds,
  type Rule,
  type RuleWire,
  sounds,
  type TextCondition,
} from '../model/rules';
import type { Api } from './api';

const condition: Reader<TextCondition> = (value, path) => {
  const said = object(value, path);
  const kind = kinds.find((each) => said[each] !== undefined) ?? 'is';
  return { kind, text: text(said[kind], `${path}.${kind}`) };
};
const rule = record<Rule>({
  id: text,
  name: text,
  enabled: flag,
  mode: text,
  app: orNull(condition),
  title: orNull(condition),
  domain: orNull(condition),
  hours: orNull(record<Hours>({ from: text, to: text, days: or(list(number(1, 7)), everyDay) })),
  audio: orNull(oneOf(...sounds)),
});
const application = record<Application>({
  id: text,
  at: instant,
  from: instant,
  state: oneOf('applying', 'applied', 'undoing', 'undone'),
  days: number(0),
  daysLeft: number(0),
});
const effect = record<Effect>({
  from: instant,
  to: instant,
  modes: list(record({ mode: text, beforeMs: number(0), afterMs: number(0) })),
  changes: number(0),
  days: number(0),
  examples: list(
    record<Change>({ from: instant, to: instant, before: orNull(text), after: orNull(text), app: orNull(text) }),
  ),
  thinnedDays: number(0),
});

/** A rule as though it were there: a new one, or in place of one. */
export interface Supposed {
  readonly rule: RuleWire;
  readonly ruleId: string | null;
}

/** The hub's calls about rules. */
export class RulesLink {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(): Promise<readonly Rule[]> {
    return (await this.#api.call('/rules', { read: record({ items: list(rule) }) })).items;
  }

  add(wire: RuleWire, order: number | null = null): Promise<Rule> {
    const body = order === null ? wire : { ...wire, order };
    return this.#api.call('/rules', { method: 'POST', body, read: rule });
  }

  change(id: string, body: Partial<RuleWire> & { enabled?: boolean; order?: number }): Promise<Rule> {
    return this.#api.call(`/rules/${encodeURIComponent(id)}`, { method: 'PATCH', body, read: rule });
  }

  remove(id: string): Promise<void> {
    return this.#api.call(`/rules/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  /** Takes seconds for months; aborting the signal ends it on the hub, too. */
  preview(supposed: Supposed | null, from: number, signal: AbortSignal): Promise<Effect> {
    const body = { from: new Date(from).toISOString(), rule: supposed?.rule, ruleId: supposed?.ruleId ?? undefined };
    return this.#api.call('/rules/preview', { method: 'POST', body, read: effect, signal });
  }

  /** Null: all of the past. */
  apply(from: number | null): Promise<Application> {
    const body = from === null ? {} : { from: new Date(from).toISOString() };
    return this.#api.call('/rules/apply', { method: 'POST', body, read: application });
  }

  async applications(): Promise<readonly Application[]> {
    return (await this.#api.call('/rules/applications', { read: record({ items: list(application) }) })).items;
  }

  undo(id: string): Promise<Application> {
    return this.#api.call(`/rules/applications/${encodeURIComponent(id)}`, { method: 'DELETE', read: application });
  }
}
