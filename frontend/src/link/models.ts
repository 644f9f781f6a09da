import { flag, instant, list, number, object, oneOf, or, orNull, type Reader, record, text } from '../live/parse';
import {
  type Comparison,
  type Contradiction,
  type Details,
  heldOuts,
  type Metrics,
  type ModeFigures,
  type Model,
  type ModelSummary,
  type Models,
  type Pace,
  type Progress,
  paces,
  type Run,
  type RunError,
  runStates,
  type Trial,
  type Warning,
} from '../model/models';
import type { Api } from './api';

const share = number(0, 1);
const count = number(0);
const source = oneOf('labels', 'table', 'both');

const counts: Reader<Readonly<Record<string, number>>> = (value, path) =>
  Object.fromEntries(Object.entries(object(value, path)).map(([key, n]) => [key, number()(n, `${path}.${key}`)]));

const model = record<Model>({
  id: text,
  name: text,
  state: oneOf('candidate', 'active', 'retired'),
  active: flag,
  bytes: orNull(count),
  createdAt: orNull(instant),
  activatedAt: orNull(instant),
  summary: orNull(
    record<ModelSummary>({
      family: text,
      source,
      rows: count,
      days: count,
      heldOut: oneOf(...heldOuts),
      accuracy: share,
      warnings: or(list(record<Warning>({ code: text, message: text })), []),
    }),
  ),
});
const models = record<Models>({
  items: list(model),
  pace: oneOf(...paces),
  activeSince: orNull(instant),
  retraining: record({ due: flag, corrections: count, since: orNull(instant) }),
  daysToJudge: count,
});
const metrics = record<Metrics>({
  heldOut: oneOf(...heldOuts),
  rows: count,
  accuracy: share,
  macroF1: share,
  weightedAuc: share,
  modes: list(record<ModeFigures>({ mode: text, precision: share, recall: share, support: count })),
  confusion: list(list(count)),
  coverage: record({ accuracy: share, share, threshold: count }),
  calibration: record({ before: share, after: share }),
});
const details = record<Details>({
  metrics: orNull(metrics),
  appsHeldOut: orNull(metrics),
  complete: or(flag, true),
  elapsedMs: or(count, 0),
  provenance: or(text, ''),
  sha256: or(text, ''),
});
const detailed = record({ details: or(details, null) });
const runError = record<RunError>({
  code: text,
  message: text,
  found: or(count, 0),
  required: or(count, 0),
  perMode: or(counts, {}),
  missing: or(list(record({ what: text, more: count })), []),
});
const progress = record<Progress>({ done: or(count, 0), all: or(count, 0) });
const run = record<Run>({
  id: text,
  state: oneOf(...runStates),
  source,
  progress: or(progress, { done: 0, all: 0 }),
  modelId: orNull(text),
  error: orNull(runError),
  createdAt: instant,
});
const trial = record<Trial>({
  number: count,
  family: text,
  features: text,
  settings: or(counts, {}),
  state: text,
  trainMs: or(count, 0),
  note: orNull(text),
  accuracy: orNull(share),
  macroF1: orNull(share),
  weightedAuc: orNull(share),
});
const leaderboard = record({ leaderboard: or(list(trial), []) });
const comparison = record<Comparison>({
  rows: list(record({ mode: text, activeMs: count, modelMs: count })),
  agreement: share,
  labelledMs: count,
  activeRightMs: count,
  modelRightMs: count,
});
const contradiction = record<Contradiction>({ app: text, title: orNull(text), modes: counts });

/** The hub's calls about models and the searches for them. */
export class ModelsLink {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  list(): Promise<Models> {
    return this.#api.call('/models', { read: models });
  }

  async details(id: string): Promise<Details | null> {
    return (await this.#api.call(at(id), { read: detailed })).details;
  }

  /** Takes a second or two for a week of one agent; aborting the signal gives up waiting. */
  compare(id: string, days: number, signal: AbortSignal): Promise<Comparison> {
    return this.#api.call(`${at(id)}/comparison`, { query: { days }, read: comparison, signal });
  }

  rename(id: string, name: string): Promise<void> {
    return this.#api.call(at(id), { method: 'PATCH', body: { name } });
  }

  /** From now on, or as though it had judged since then. */
  activate(id: string, from: number | null): Promise<Models> {
    const body = from === null ? {} : { from: new Date(from).toISOString() };
    return this.#api.call(`${at(id)}/activate`, { method: 'POST', body, read: models });
  }

  rollBack(): Promise<Models> {
    return this.#api.call('/models/rollback', { method: 'POST', read: models });
  }

  remove(id: string): Promise<void> {
    return this.#api.call(at(id), { method: 'DELETE' });
  }

  setPace(pace: Pace): Promise<Models> {
    return this.#api.call('/models/pace', { method: 'PUT', body: { pace }, read: models });
  }

  /** Starts a search, from what the person said, from a table, or from both; answers its id. */
  async search(table: File | null, labelsToo: boolean): Promise<string> {
    const body = table ? new FormData() : {};
    if (table && body instanceof FormData) {
      body.set('file', table);
      body.set('labels', String(labelsToo));
    }
    return (await this.#api.call('/models', { method: 'POST', body, read: record({ runId: text }) })).runId;
  }

  async runs(): Promise<readonly Run[]> {
    return (await this.#api.call('/models/runs', { read: record({ items: list(run) }) })).items;
  }

  run(id: string): Promise<Run> {
    return this.#api.call(`/models/runs/${encodeURIComponent(id)}`, { read: run });
  }

  async leaderboard(runId: string): Promise<readonly Trial[]> {
    return (await this.#api.call(`/models/runs/${encodeURIComponent(runId)}`, { read: leaderboard })).leaderboard;
  }

  cancel(runId: string): Promise<void> {
    return this.#api.call(`/models/runs/${encodeURIComponent(runId)}`, { method: 'DELETE' });
  }

  async contradictions(): Promise<readonly Contradiction[]> {
    return (await this.#api.call('/models/contradictions', { read: record({ items: list(contradiction) }) })).items;
  }
}

function at(id: string): string {
  return `/models/${encodeURIComponent(id)}`;
}
