import { list, number, or, orNull, record, text } from '../live/parse';
import type { Mode } from '../model/types';
import type { Api } from './api';

/** Days that data is kept; null: for ever. */
export interface Retention {
  readonly activitiesDays: number | null;
  readonly historyDays: number | null;
}

export interface ImportReport {
  readonly activities: number;
  readonly errors: readonly { readonly line: number | null; readonly message: string }[];
  /** How many lines could not be used; the first of them are in `errors`. */
  readonly rejected: number;
}

const report = record<ImportReport>({
  activities: or(number(0), 0),
  errors: or(list(record({ line: orNull(number()), message: text })), []),
  rejected: or(number(0), 0),
});
const retention = record<Retention>({ activitiesDays: orNull(number(1)), historyDays: orNull(number(1)) });

export const exportFormats = ['ndjson', 'json', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The hub's calls about a person's modes and data. */
export class Settings {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  addMode(name: string, colour: string): Promise<void> {
    return this.#api.call('/modes', { method: 'POST', body: { name, colour } });
  }

  updateMode(id: number, change: Partial<Pick<Mode, 'name' | 'colour' | 'order'>>): Promise<void> {
    return this.#api.call(`/modes/${id}`, { method: 'PATCH', body: change });
  }

  deleteMode(id: number, moveTo: number): Promise<void> {
    return this.#api.call(`/modes/${id}`, { method: 'DELETE', query: { moveTo } });
  }

  retention(): Promise<Retention> {
    return this.#api.call('/me/retention', { read: retention });
  }

  keep(wanted: Retention): Promise<Retention> {
    return this.#api.call('/me/retention', { method: 'PUT', body: wanted, read: retention });
  }

  export(format: ExportFormat): Promise<Blob> {
    return this.#api.download('/export', { format });
  }

  import(file: File): Promise<ImportReport> {
    const body = new FormData();
    body.append('file', file);
    return this.#api.call('/import', { method: 'POST', body, read: report });
  }

  deleteMe(): Promise<void> {
    return this.#api.call('/me', { method: 'DELETE' });
  }
}
