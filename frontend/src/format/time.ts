const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dates(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(`d ${locale} ${zone} ${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  });
}

/** English has letters that stand well in a row, `2h 5m`; elsewhere the shortest form mixes letters and words. */
function units(locale: string, unit: string): Intl.NumberFormat {
  return cached(`u ${locale} ${unit}`, () => {
    const unitDisplay = locale.startsWith('en') ? 'narrow' : 'short';
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
  });
}

function cached<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  let format = cache.get(key) as T | undefined;
  if (!format) {
    format = make();
    cache.set(key, format);
  }
  return format;
}

/** `13:42` or `1:42 PM`, as the locale has it. */
export function clock(at: number, locale: string, zone: string): string {
  return dates(locale, zone, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** The hour alone, for an axis: `13` or `1 PM`. */
export function hour(at: number, locale: string, zone: string): string {
  const parts = dates(locale, zone, { hour: 'numeric' }).formatToParts(at);
  return parts
    .filter(({ type }) => type === 'hour' || type === 'dayPeriod')
    .map(({ value }) => value)
    .join(' ');
}

/** `Monday, 23 November 2026`. */
export function longDate(at: number, locale: string, zone: string): string {
  return dates(locale, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** `23 Nov 2026`. */
export function shortDate(at: number, locale: string, zone: string): string {
  return dates(locale, zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** `Mon, 23 Nov, 13:42`, or the time alone on the day of `now`. */
export function moment(at: number, now: number, locale: string, zone: string): string {
  const day = dates(locale, zone, { weekday: 'short', day: 'numeric', month: 'short' });
  const time = clock(at, locale, zone);
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`;
}

/** `2h 5m`; the two largest units, below a minute seconds. */
export function duration(ms: number, locale: string): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return units(locale, 'second').format(Math.max(0, Math.round(ms / 1000)));
  return join(locale, [Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute']);
}

/** `5m 9s`, below an hour to the second: for a duration that is watched. */
export function ticking(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds >= 3600)
    return join(locale, [Math.floor(seconds / 3600), 'hour'], [Math.floor(seconds / 60) % 60, 'minute']);
  return join(locale, [Math.floor(seconds / 60), 'minute'], [seconds % 60, 'second']);
}

function join(locale: string, [large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  const parts: string[] = [];
  if (large > 0) parts.push(units(locale, largeUnit).format(large));
  if (small > 0 || large === 0) parts.push(units(locale, smallUnit).format(small));
  return parts.join(' ');
}

export function percent(share: number, locale: string): string {
  return cached(`p ${locale}`, () => {
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  }).format(share);
}

/** `Mon, 23 Nov, 13:42`. */
export function dayAndClock(at: number, locale: string, zone: string): string {
  return dates(locale, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}

/** A date such as `2026-11-23` as the options say; what is none stays as it is. */
export function utcDate(date: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? date : dates(locale, 'UTC', options).format(at);
}

/** The name of a weekday, 1 being Monday. */
export function weekdayName(day: number | string, locale: string, weekday: 'long' | 'short' = 'long'): string {
  // 1 January 2024 was a Monday.
  return utcDate(`2024-01-0${day}`, locale, { weekday });
}

/** At most one decimal. */
export function number(value: number, locale: string): string {
  return cached(`n ${locale}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })).format(value);
}
