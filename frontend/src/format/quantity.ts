import type { Cell, KeyKind, Unit } from '../model/chat';
import { decibels, FLOOR_DB } from './level';
import { dayAndClock, number, percent, utcDate, weekdayName } from './time';

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;

/** How a person's dates and numbers are written. */
export interface Manner {
  readonly locale: string;
  readonly zone: string;
  /** `week`, and as short as an axis wants it. */
  readonly week: string;
  readonly shortWeek: string;
}

/** `12 h 30 min`, as answers have it; rounded to the minute, below one `30 s`. */
export function length(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size > 0 && size < MINUTE) return `${sign}${Math.max(1, Math.floor(size / 1000))} s`;
  const minutes = Math.round(size / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${sign}${minutes} min`;
  return minutes % 60 === 0 ? `${sign}${hours} h` : `${sign}${hours} h ${minutes % 60} min`;
}

/** `09:05`; past midnight `00:30 +1`. */
export function timeOfDay(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  const days = Math.floor(minutes / DAY_MINUTES);
  const rest = minutes - days * DAY_MINUTES;
  const clock = `${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
  return days === 0 ? clock : `${clock} ${days > 0 ? '+' : '−'}${Math.abs(days)}`;
}

/** A value of a result in words; none is a dash. */
export function quantity(value: Cell, unit: Unit, { locale, zone }: Manner): string {
  if (value === null) return '–';
  if (typeof value === 'string') {
    const at = unit === 'instant' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? value : dayAndClock(at, locale, zone);
  }
  switch (unit) {
    case 'ms':
      return length(value);
    case 'share':
      return percent(value, locale);
    case 'time_of_day':
      return timeOfDay(value);
    case 'db':
      return decibels(value, locale) ?? `≤ ${FLOOR_DB} dB`;
    default:
      return number(value, locale);
  }
}

/** The key of a row: `14:00–15:00`, `Tuesday`, `23 Nov 2026`, `week 48 (2026)`, `November 2026`; short on an axis. */
export function keyText(key: string, kind: KeyKind, manner: Manner, short = false): string {
  const { locale } = manner;
  switch (kind) {
    case 'hour': {
      const hour = Number(key);
      if (!/^\d+$/.test(key)) return key;
      return short ? String(hour) : `${two(hour)}:00–${two(hour + 1)}:00`;
    }
    case 'weekday':
      return /^[1-7]$/.test(key) ? weekdayName(key, locale, short ? 'short' : 'long') : key;
    case 'day':
      return utcDate(
        key,
        locale,
        short
          ? { day: 'numeric', month: 'numeric' }
          : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
      );
    case 'week': {
      const [year, number] = key.split('-W');
      if (!number) return key;
      return short ? `${manner.shortWeek}${Number(number)}` : `${manner.week} ${Number(number)} (${year})`;
    }
    case 'month':
      return utcDate(`${key}-01`, locale, short ? { month: 'short' } : { month: 'long', year: 'numeric' });
    case 'instant':
      return quantity(key, 'instant', manner);
    default:
      return key;
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
