import { type Axis, hourStep } from '../model/day';
import { hoursWithin, minutesOf, timeField } from './zone';

/** Where an axis is marked; `fine`: between hours too. */
export interface Ticks {
  readonly at: readonly number[];
  readonly fine: boolean;
}

const MINUTE = 60_000;
const HOUR_PX = 44;
const CLOCK_PX = 56;
const MINUTES = [1, 2, 5, 10, 15, 30];

/** Marks of an axis of time, as many as have room for their names. */
export function ticksOf(axis: Axis, zone: string): Ticks {
  const perMinute = (axis.width / (axis.to - axis.from)) * MINUTE;
  const step = MINUTES.find((minutes) => minutes * perMinute >= CLOCK_PX);
  if (step !== undefined) {
    const at: number[] = [];
    // Every zone's quarters begin with those of UTC; of half-hours it is the zone's that count.
    for (let tick = Math.ceil(axis.from / (step * MINUTE)) * step * MINUTE; tick < axis.to; tick += step * MINUTE) {
      at.push(tick);
    }
    return { at, fine: true };
  }
  const hours = hourStep(axis, HOUR_PX);
  const shown = (at: number) => (minutesOf(timeField(at, zone)) ?? 0) / 60;
  return { at: hoursWithin(axis.from, axis.to + 1, zone).filter((at) => shown(at) % hours === 0), fine: false };
}
