import { clock, duration, percent, utcDate } from './time';
import { dateOf } from './zone';

/** Has the browser read what it needs to write dates and numbers, which takes it tens of milliseconds the first time. */
export function warm(locale: string, zone: string): void {
  const now = Date.now();
  clock(now, locale, zone);
  utcDate(dateOf(now, zone), locale, { day: 'numeric', month: 'short', year: 'numeric' });
  duration(3_900_000, locale);
  percent(1, locale);
}
