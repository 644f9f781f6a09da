import type { AppSpan, Span } from './types';

/** A stretch of time shown over a width in pixels. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

const HOUR = 3_600_000;
const MIN_STRETCH_MS = 6 * HOUR;

export function position(at: number, axis: Axis): number {
  return ((at - axis.from) / (axis.to - axis.from)) * axis.width;
}

/** The full hours around what happened, six at least, within the day: the axis of a day that is mostly empty. */
export function fitted(
  items: readonly { readonly from: number; readonly to: number }[],
  day: { readonly from: number; readonly to: number },
): { from: number; to: number } {
  const within = items.filter(({ from, to }) => to > day.from && from < day.to);
  if (within.length === 0) return day;
  const first = Math.max(day.from, Math.min(...within.map(({ from }) => from)));
  const last = Math.min(day.to, Math.max(...within.map(({ to }) => to)));
  let from = day.from + Math.floor((first - day.from) / HOUR) * HOUR;
  let to = day.from + Math.ceil((last - day.from) / HOUR) * HOUR;
  const missing = MIN_STRETCH_MS - (to - from);
  if (missing > 0) {
    from -= Math.floor(missing / 2 / HOUR) * HOUR;
    to = from + MIN_STRETCH_MS;
    if (from < day.from) [from, to] = [day.from, day.from + MIN_STRETCH_MS];
    if (to > day.to) [from, to] = [day.to - MIN_STRETCH_MS, day.to];
  }
  return { from: Math.max(from, day.from), to: Math.min(to, day.to) };
}

/** How many hours lie between labels so that each has room. */
export function hourStep(axis: Axis, labelWidth: number): number {
  const perHour = (axis.width / (axis.to - axis.from)) * HOUR;
  return [1, 2, 3, 4, 6, 12].find((step) => step * perHour >= labelWidth) ?? 24;
}

/** So many apps have a colour of their own; the others share one. */
export const APP_TONES = 6;

/** The colour of the app that stands at `rank` by time, from 0. */
export function appTone(rank: number): string {
  return `var(--app-${Math.min(rank, APP_TONES)})`;
}

/** The apps used longest first, which decide who gets a colour of their own. */
export function appsByTime(spans: readonly AppSpan[]): readonly { readonly app: string; readonly ms: number }[] {
  const totals = new Map<string, number>();
  for (const { app, from, to } of spans) totals.set(app, (totals.get(app) ?? 0) + to - from);
  return [...totals].map(([app, ms]) => ({ app, ms })).sort((a, b) => b.ms - a.ms || a.app.localeCompare(b.app));
}

/** Neighbours of one app that all but touch become one bar: a lane of slivers says nothing. */
export function mergeApps(spans: readonly AppSpan[], gapMs: number): readonly AppSpan[] {
  const merged: AppSpan[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && last.app === span.app && span.from - last.to <= gapMs) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, span.to) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

/** Whether a change in `[from, to)` touches what is shown. */
export function touches(
  change: Pick<Span, 'from' | 'to'>,
  shown: { readonly from: number; readonly to: number },
): boolean {
  return change.from < shown.to && change.to > shown.from;
}
