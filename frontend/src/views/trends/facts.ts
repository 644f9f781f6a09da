import type { Question, Time } from '../../link/time';
import { datesOf, type Stretch, stretchBefore } from '../../model/calendar';
import type { Filter, Period } from '../../model/route';
import { type Column, columns, compared, type Row } from '../../model/trends';
import type { Mode } from '../../model/types';

/** All that the view of a stretch shows. */
export interface TrendFacts {
  readonly totalMs: number;
  readonly beforeMs: number;
  readonly coverageMs: number;
  /** Whether the stretch still goes on, so that only a part of the one before was compared. */
  readonly running: boolean;
  /** Days that have any time. */
  readonly days: number;
  readonly modes: readonly Row[];
  readonly apps: readonly Row[];
  readonly weekdays: readonly Row[];
  readonly hours: readonly Row[];
  /** By `weekday-hour`. */
  readonly heat: ReadonlyMap<string, number>;
  readonly over: readonly Column[];
}

/**
 * Reads a stretch and the one before. Each breakdown passes over the filter of its own kind, so that it still shows what else
 * there is to choose.
 */
export async function readTrends(
  time: Time,
  period: Period,
  stretch: Stretch,
  filter: Filter,
  modes: readonly Mode[],
  now: number,
  zone: string,
): Promise<TrendFacts> {
  const question: Question = { ...filter, from: stretch.from, to: stretch.to };
  const then: Question = { ...filter, ...stretchBefore(period, stretch, now, zone) };
  const ask = (grouping: Parameters<Time['summary']>[1], without: Partial<Question> = {}) =>
    Promise.all([
      time.summary({ ...question, ...without }, grouping, zone),
      time.summary({ ...then, ...without }, grouping, zone),
    ]);
  const counted = modes.filter(({ name }) => name !== 'Away' && (!filter.mode || filter.mode === name));
  const step = period === 'day' ? 'hour' : period === 'year' ? 'month' : 'day';
  const [total, byMode, byApp, byWeekday, byHour, heat, days, over] = await Promise.all([
    ask('mode'),
    ask('mode', { mode: null }),
    ask('app', { app: null }),
    ask('weekday', { weekday: null }),
    ask('hour', { hour: null }),
    time.summary({ ...question, weekday: null, hour: null }, 'weekhour', zone),
    time.summary(question, 'day', zone),
    Promise.all(
      counted.map(async ({ name }) => ({
        mode: name,
        summary: await time.summary({ ...question, mode: name }, step, zone),
      })),
    ),
  ]);
  return {
    totalMs: total[0].totalMs,
    beforeMs: total[1].totalMs,
    coverageMs: total[0].coverageMs,
    running: now < stretch.to,
    days: days.rows.filter(({ activeMs }) => activeMs > 0).length,
    modes: compared(...byMode),
    apps: compared(...byApp),
    weekdays: compared(...byWeekday),
    hours: compared(...byHour),
    heat: new Map(heat.rows.map(({ key, activeMs }) => [key, activeMs])),
    over: columns(keysOf(period, stretch), over),
  };
}

function keysOf(period: Period, stretch: Stretch): readonly string[] {
  if (period === 'day') return Array.from({ length: 24 }, (_, hour) => String(hour));
  if (period !== 'year') return datesOf(stretch);
  const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
  return months.map((month) => `${stretch.first.slice(0, 4)}-${month}`);
}
