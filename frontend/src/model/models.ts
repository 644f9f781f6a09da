/** A person's models: how good they are, where they come from, and the searches that find them. */

/** From quick to calm. */
export const paces = ['quick', 'brisk', 'balanced', 'steady', 'calm'] as const;
export const heldOuts = ['days', 'sessions', 'stratified', 'apps'] as const;
export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** The hub reads no larger table. */
export const MOST_BYTES = 32 * 1024 * 1024;
/** A mode with fewer rows has figures that are mostly chance. */
const RARE_ROWS = 30;

export type Pace = (typeof paces)[number];
/** What was held out together: whole days, stretches without a gap, rows at random, whole applications. */
export type HeldOut = (typeof heldOuts)[number];
export type RunState = (typeof runStates)[number];
/** What a model learns from: what the person said of their days, or a file. */
export type Source = 'labels' | 'table' | 'both';

export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Shares are 0 to 1. */
export interface ModelSummary {
  readonly family: string;
  readonly source: Source;
  readonly rows: number;
  /** Different days among them, 0 without dates. */
  readonly days: number;
  readonly heldOut: HeldOut;
  readonly accuracy: number;
  readonly warnings: readonly Warning[];
}

export interface Model {
  /** `shipped`: the one that comes with the hub; `azure-ml`: a classifier outside it. */
  readonly id: string;
  readonly name: string;
  readonly state: 'candidate' | 'active' | 'retired';
  readonly active: boolean;
  readonly bytes: number | null;
  readonly createdAt: number | null;
  readonly activatedAt: number | null;
  readonly summary: ModelSummary | null;
}

export interface Models {
  readonly items: readonly Model[];
  readonly pace: Pace;
  /** Since when the active one judges; null: since ever. */
  readonly activeSince: number | null;
  readonly retraining: { readonly due: boolean; readonly corrections: number; readonly since: number | null };
  /** Days that wait to be judged again. */
  readonly daysToJudge: number;
}

export interface ModeFigures {
  readonly mode: string;
  readonly precision: number;
  readonly recall: number;
  readonly support: number;
}

export interface Metrics {
  readonly heldOut: HeldOut;
  readonly rows: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly weightedAuc: number;
  readonly modes: readonly ModeFigures[];
  /** Rows by true mode, then by answer, in the order of `modes`. */
  readonly confusion: readonly (readonly number[])[];
  /** `share` of rows can be answered so that `accuracy` of the answers is right, from confidence `threshold` on. */
  readonly coverage: { readonly accuracy: number; readonly share: number; readonly threshold: number };
  /** Mean distance between confidence and share of right answers. */
  readonly calibration: { readonly before: number; readonly after: number };
}

export interface Details {
  readonly metrics: Metrics | null;
  /** The same with whole applications held out. */
  readonly appsHeldOut: Metrics | null;
  readonly complete: boolean;
  readonly elapsedMs: number;
  readonly provenance: string;
  readonly sha256: string;
}

export interface Trial {
  readonly number: number;
  readonly family: string;
  readonly features: string;
  readonly settings: Readonly<Record<string, number>>;
  readonly state: string;
  readonly trainMs: number;
  readonly note: string | null;
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  readonly weightedAuc: number | null;
}

export interface Missing {
  /** `rows`, `modes`, or a mode. */
  readonly what: string;
  readonly more: number;
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly found: number;
  readonly required: number;
  readonly perMode: Readonly<Record<string, number>>;
  readonly missing: readonly Missing[];
}

export interface Run {
  readonly id: string;
  readonly state: RunState;
  readonly source: Source;
  readonly progress: Progress;
  readonly modelId: string | null;
  readonly error: RunError | null;
  readonly createdAt: number;
}

/** Candidates tried, of those there are so far. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

export interface Comparison {
  readonly rows: readonly { readonly mode: string; readonly activeMs: number; readonly modelMs: number }[];
  readonly agreement: number;
  readonly labelledMs: number;
  readonly activeRightMs: number;
  readonly modelRightMs: number;
}

export interface Contradiction {
  readonly app: string;
  readonly title: string | null;
  /** Moments by mode. */
  readonly modes: Readonly<Record<string, number>>;
}

export function isUnderWay({ state }: Run): boolean {
  return state === 'queued' || state === 'running';
}

/** A run with what was heard of it; one that is over stays so, whatever comes late. */
export function afterNews(run: Run, news: { runId: string; state: RunState; progress: Progress | null }): Run {
  if (news.runId !== run.id || !isUnderWay(run)) return run;
  return { ...run, state: news.state, progress: news.progress ?? run.progress };
}

/** Of 100, so that only what never fails is 100 and only what never succeeds is 0. */
export function ofHundred(share: number): number {
  if (share <= 0 || share >= 1) return share <= 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

/** What guessing reaches: always the most frequent mode, and always the most frequent one of the app in front. */
export function baselines(leaderboard: readonly Trial[]): { majority: number | null; appRule: number | null } {
  const best = (family: string) =>
    leaderboard.reduce<number | null>(
      (most, trial) =>
        trial.family === family && trial.accuracy !== null ? Math.max(most ?? 0, trial.accuracy) : most,
      null,
    );
  return { majority: best('majority'), appRule: best('app_rule') };
}

/** Each kind of warning once. */
export function distinct(warnings: readonly Warning[]): readonly Warning[] {
  return warnings.filter(({ code }, index) => warnings.findIndex((other) => other.code === code) === index);
}

export function isRare({ support }: ModeFigures): boolean {
  return support < RARE_ROWS;
}

/** Every mode of a failed run with what it has and what it lacks, what lacks most first. */
export function shortages({ perMode, missing }: RunError): readonly { mode: string; rows: number; more: number }[] {
  const more = new Map(missing.map((one) => [one.what, one.more]));
  return Object.entries(perMode)
    .map(([mode, rows]) => ({ mode, rows, more: more.get(mode) ?? 0 }))
    .sort((a, b) => b.more - a.more || a.rows - b.rows);
}

/** The modes a window was called, the most frequent first. */
export function called({ modes }: Contradiction): readonly string[] {
  return Object.entries(modes)
    .sort(([, a], [, b]) => b - a)
    .map(([mode]) => mode);
}

/** Whether a model was made from what the person said or gave, and so is theirs to rename and delete. */
export function isOwn({ id }: Pick<Model, 'id'>): boolean {
  return id !== 'shipped' && !isOutside({ id });
}

/** Whether a model is asked outside the hub: about what comes, never about the past. */
export function isOutside({ id }: Pick<Model, 'id'>): boolean {
  return id === 'azure-ml';
}

/** Whether another model may have judged before the active one. */
export function hasEarlier({ items }: Models): boolean {
  return items.some(({ active, id, activatedAt }) => (active ? id !== 'shipped' : activatedAt !== null));
}

/** What the hub says is wrong with a table, line by line; what it says as a whole where it names no place. */
export function tableFaults(problem: {
  readonly message: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}): readonly string[] {
  if (problem.errors.length === 0) return [problem.message];
  return problem.errors.map(({ path, message }) => (/^file\/\d+$/.test(path) ? message : `${path}: ${message}`));
}
