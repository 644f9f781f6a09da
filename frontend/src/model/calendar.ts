import { addDays, dateOf, startOfDay } from '../format/zone';
import type { Period } from './route';

/** A stretch `[from, to)` of a person's calendar: instants, and its first date and the one after its last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: string;
  readonly after: string;
}

/** 1 (Monday) to 7. */
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The day, week, month or year that holds a date; weeks begin on `weekStart`, 1 being Monday. */
export function stretchOf(period: Period, date: string, zone: string, weekStart: number): Stretch {
  const first = firstOf(period, date, weekStart);
  const after = step(period, first, 1);
  return { from: startOfDay(first, zone), to: startOfDay(after, zone), first, after };
}

/** The first date of the stretch that lies so many stretches after (or before) the one that holds a date. */
export function step(period: Period, date: string, by: number): string {
  switch (period) {
    case 'day':
      return addDays(date, by);
    case 'week':
      return addDays(date, 7 * by);
    case 'month':
      return monthStart(date, by);
    case 'year':
      return `${String(Number(date.slice(0, 4)) + by).padStart(4, '0')}-01-01`;
  }
}

/** The day of that weekday in the week that holds a date or, where it is still to come, a week before. */
export function onWeekday(date: string, weekday: number, weekStart: number, today: string): string {
  const found = addDays(firstOf('week', date, weekStart), (weekday - weekStart + 7) % 7);
  return found > today ? addDays(found, -7) : found;
}

/** What to compare with: the stretch before, as far as this one has come by `now`. */
export function stretchBefore(
  period: Period,
  stretch: Stretch,
  now: number,
  zone: string,
): { from: number; to: number } {
  const first = step(period, stretch.first, -1);
  const from = startOfDay(first, zone);
  if (now >= stretch.to) return { from, to: stretch.from };
  const today = dateOf(now, zone);
  const days = Math.round((Date.parse(today) - Date.parse(stretch.first)) / 86_400_000);
  const then = startOfDay(addDays(first, days), zone) + (now - startOfDay(today, zone));
  return { from, to: Math.max(from + 1, Math.min(then, stretch.from)) };
}

/** All dates of a stretch. */
export function datesOf({ first, after }: Stretch): readonly string[] {
  const dates: string[] = [];
  for (let date = first; date < after; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The weekdays in a person's order. */
export function weekdays(weekStart: number): readonly number[] {
  return Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1);
}

function firstOf(period: Period, date: string, weekStart: number): string {
  switch (period) {
    case 'day':
      return date;
    case 'week':
      return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'year':
      return `${date.slice(0, 4)}-01-01`;
  }
}

function monthStart(date: string, by: number): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
}
