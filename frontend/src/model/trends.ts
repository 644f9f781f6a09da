import type { Goal, Summary } from './types';

/** A row of a breakdown; `before` is the time it had in the stretch compared with. */
export interface Row {
  readonly key: string;
  readonly ms: number;
  readonly before: number;
}

/** A point of time over modes: which had how long, in the person's order of modes. */
export interface Column {
  readonly key: string;
  readonly parts: readonly { readonly mode: string; readonly ms: number }[];
  readonly total: number;
}

/** Rows of now, longest first, with what they were before; what is no more stands last. */
export function compared(now: Summary, before: Summary): readonly Row[] {
  const was = new Map(before.rows.map(({ key, activeMs }) => [key, activeMs]));
  const rows = now.rows.map(({ key, activeMs }) => ({ key, ms: activeMs, before: was.get(key) ?? 0 }));
  const gone = before.rows.filter(({ key }) => !now.rows.some((row) => row.key === key));
  return [...rows, ...gone.map(({ key, activeMs }) => ({ key, ms: 0, before: activeMs }))]
    .filter(({ ms, before: then }) => ms > 0 || then > 0)
    .sort((a, b) => b.ms - a.ms || b.before - a.before || a.key.localeCompare(b.key));
}

/** One column a key, in the keys' order; a key without time has an empty one. */
export function columns(
  keys: readonly string[],
  byMode: readonly { readonly mode: string; readonly summary: Summary }[],
): readonly Column[] {
  return keys.map((key) => {
    const parts = byMode
      .map(({ mode, summary }) => ({ mode, ms: summary.rows.find((row) => row.key === key)?.activeMs ?? 0 }))
      .filter(({ ms }) => ms > 0);
    return { key, parts, total: parts.reduce((sum, { ms }) => sum + ms, 0) };
  });
}

/** Full hours, or a round part of one, so that at most six lines divide the height. */
export function gridStep(mostMs: number): number {
  const minute = 60_000;
  const steps = [5, 10, 15, 30, 60, 120, 240, 480, 1_440, 2_880, 6_000, 12_000, 30_000].map((step) => step * minute);
  return steps.find((step) => mostMs / step <= 6) ?? 60_000 * minute;
}

/** How a goal stands: `share` of its target, 0 to 1, and how far it is from it, in ms; below 0: beyond. */
export interface Standing {
  readonly share: number;
  readonly leftMs: number;
  readonly good: boolean;
}

/** An "at least" is good once it is reached, an "at most" as long as it isn't passed. */
export function standing(goal: Goal, ms: number): Standing {
  const leftMs = goal.targetMs - ms;
  return {
    share: Math.min(1, ms / goal.targetMs),
    leftMs,
    good: goal.kind === 'atLeast' ? leftMs <= 0 : leftMs >= 0,
  };
}
