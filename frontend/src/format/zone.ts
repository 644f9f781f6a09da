import type { Zoom } from '../model/route';

/** Days of a person's own zone. A date is `2026-11-23`; days have 23 to 25 hours where clocks change. */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** The zone's clock at an instant, read as if it were UTC. */
function wallClock(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of partsIn(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function isZone(zone: string): boolean {
  try {
    partsIn(zone);
    return true;
  } catch {
    return false;
  }
}

/** Whether clocks of both zones show the same at an instant. */
export function sameClock(at: number, zone: string, other: string): boolean {
  return wallClock(at, zone) === wallClock(at, other);
}

export function dateOf(at: number, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The first instant of a day; where midnight is skipped, the first one after it. */
export function startOfDay(date: string, zone: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const guess = midnight - offset(midnight, zone);
  const second = midnight - offset(guess, zone);
  return dateOf(second, zone) === date ? second : Math.max(guess, second);
}

/** When the zone's clock shows so many minutes after midnight on a day; where it never does, the first instant after. */
export function instantAt(date: string, minutes: number, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
  const guess = startOfDay(date, zone) + minutes * 60_000;
  return guess + (wanted - wallClock(guess, zone));
}

/** `09:05` as the zone's clock shows it, for a field of time. */
export function timeField(at: number, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(11, 16);
}

/** Minutes after midnight of `09:05`; null where it is no time. */
export function minutesOf(field: string): number | null {
  const [hours, minutes] = /^(\d\d):(\d\d)/.exec(field)?.slice(1).map(Number) ?? [];
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
}

/** The full hours of the zone's clock within `[from, to)`, for an axis. */
export function hoursWithin(from: number, to: number, zone: string): readonly number[] {
  const hours: number[] = [];
  const quarter = 900_000;
  for (let at = Math.ceil(from / quarter) * quarter; at < to; at += quarter) {
    if (wallClock(at, zone) % 3_600_000 === 0) hours.push(at);
  }
  return hours;
}

/** When the zone's clock shows that hour within `[from, to)`: once a day, or not at all or twice where clocks change. */
export function timesOfHour(hour: number, from: number, to: number, zone: string): readonly Zoom[] {
  return hoursWithin(from, to, zone)
    .filter((at) => new Date(wallClock(at, zone)).getUTCHours() === hour)
    .map((at) => ({ from: at, to: at + 3_600_000 }));
}

function offset(at: number, zone: string): number {
  return wallClock(at, zone) - Math.floor(at / 1000) * 1000;
}
