import type { Chart, KeyKind, Series, Unit } from './chat';

/** A value axis from `lo` to `hi` with round numbers on it. */
export interface Scale {
  readonly lo: number;
  readonly hi: number;
  readonly ticks: readonly number[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Steps of time that a clock's reader expects; beyond these, whole days. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440].map((minutes) => minutes * MINUTE);
const MOST_TICKS = 4;
const DAY_MS = 24 * HOUR;
/** More days than these are drawn as they come, gaps or not. */
const MOST_FILLED_DAYS = 100;

/** The axis all values fit on; it begins at nothing, for levels of loudness at the quietest. */
export function scaleOf(chart: Chart): Scale {
  const values = chart.series.flatMap(({ points }) => points.map(({ value }) => value));
  const step = stepOf(spread(values, chart.unit), chart.unit);
  const lo = Math.floor(Math.min(0, ...values) / step) * step;
  const hi = Math.max(lo + step, Math.ceil(Math.max(0, ...values) / step) * step);
  const ticks: number[] = [];
  for (let tick = lo; tick <= hi + step / 2; tick += step) ticks.push(tick);
  return { lo, hi, ticks };
}

function spread(values: readonly number[], unit: Unit): number {
  const wide = Math.max(0, ...values) - Math.min(0, ...values);
  return wide > 0 ? wide : unit === 'ms' ? MINUTE : 1;
}

function stepOf(wide: number, unit: Unit): number {
  const least = wide / MOST_TICKS;
  if (unit === 'ms') {
    const days = Math.ceil(least / DAY_MS) * DAY_MS;
    return TIME_STEPS.find((step) => step >= least) ?? days;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

/** The keys on the other axis, in order; hours, weekdays and days without a value have their place, too. */
export function keysOf(chart: Chart, kind: KeyKind): readonly string[] {
  const keys = [...new Set(chart.series.flatMap(({ points }) => points.map(({ key }) => key)))];
  switch (kind) {
    case 'weekday':
      return ['1', '2', '3', '4', '5', '6', '7'];
    case 'hour':
      return range(Math.min(...keys.map(Number)), Math.max(...keys.map(Number)));
    case 'day':
      return filledDays(keys.sort());
    case 'week':
    case 'month':
      return keys.sort();
    default:
      return keys;
  }
}

function range(from: number, to: number): readonly string[] {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to - from > 23) return [];
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

function filledDays(keys: string[]): readonly string[] {
  const from = Date.parse(`${keys[0]}T00:00:00Z`);
  const to = Date.parse(`${keys.at(-1)}T00:00:00Z`);
  const days = Math.round((to - from) / DAY_MS) + 1;
  if (!(days <= MOST_FILLED_DAYS)) return keys;
  return Array.from({ length: days }, (_, index) => new Date(from + index * DAY_MS).toISOString().slice(0, 10));
}

/** The value of a key; null where there is none. Without time there was none: that is 0. */
export function valueAt(series: Series, key: string, unit: Unit): number | null {
  const found = series.points.find((point) => point.key === key);
  if (found) return found.value;
  return unit === 'ms' || unit === 'count' ? 0 : null;
}

/** Keys that follow each other in time stand upright; names, which are long, lie. */
export function isUpright(chart: Chart, kind: KeyKind): boolean {
  return chart.kind === 'line' || !['mode', 'app', 'name', 'instant'].includes(kind);
}

/** Every how many keys one is written, so that labels of a width have room. */
export function labelEvery(count: number, width: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((count * labelWidth) / Math.max(1, width)));
}
