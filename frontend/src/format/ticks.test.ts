import { describe, expect, it } from 'vitest';
import { ticksOf } from './ticks';

const ZONE = 'Europe/Berlin';
const from = Date.parse('2026-11-25T23:00:00Z');
const HOUR = 3_600_000;
const names = (at: readonly number[]) => at.map((each) => new Date(each).toISOString().slice(11, 16));

describe('the marks of an axis', () => {
  it('of a day are hours of the zone, as far apart as their names need', () => {
    const { at, fine } = ticksOf({ from, to: from + 24 * HOUR, width: 320 }, ZONE);
    expect(names(at)).toEqual(['23:00', '03:00', '07:00', '11:00', '15:00', '19:00', '23:00']);
    expect(fine).toBe(false);
  });

  it('of an hour are minutes', () => {
    const { at, fine } = ticksOf({ from: from + 60_000, to: from + HOUR, width: 600 }, ZONE);
    expect(names(at)).toEqual(['23:10', '23:20', '23:30', '23:40', '23:50']);
    expect(fine).toBe(true);
  });
});
