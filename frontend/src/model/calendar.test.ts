import { describe, expect, it } from 'vitest';
import { datesOf, onWeekday, step, stretchBefore, stretchOf, weekdays } from './calendar';

const ZONE = 'Europe/Berlin';

describe('a stretch of the calendar', () => {
  it.each([
    ['day', 1, '2026-11-26', '2026-11-27'],
    ['week', 1, '2026-11-23', '2026-11-30'],
    ['week', 7, '2026-11-22', '2026-11-29'],
    ['week', 4, '2026-11-26', '2026-12-03'],
    ['month', 1, '2026-11-01', '2026-12-01'],
    ['year', 1, '2026-01-01', '2027-01-01'],
  ] as const)('a %s with weeks from day %i holds 26 November from %s to %s', (period, weekStart, first, after) => {
    expect(stretchOf(period, '2026-11-26', ZONE, weekStart)).toMatchObject({ first, after });
  });

  it('has the hours its zone has', () => {
    const { from, to } = stretchOf('day', '2026-03-29', ZONE, 1);
    expect((to - from) / 3_600_000).toBe(23);
  });

  it('has one day of each weekday, which is not to come', () => {
    expect(onWeekday('2026-11-26', 1, 1, '2026-11-28')).toBe('2026-11-23');
    expect(onWeekday('2026-11-26', 7, 1, '2026-11-28')).toBe('2026-11-22');
    expect(onWeekday('2026-11-26', 7, 7, '2026-11-28')).toBe('2026-11-22');
  });

  it('steps over the turn of the year', () => {
    expect(step('month', '2026-12-01', 1)).toBe('2027-01-01');
    expect(step('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(step('week', '2026-12-28', 1)).toBe('2027-01-04');
  });

  it('has all its dates', () => {
    expect(datesOf(stretchOf('month', '2028-02-10', ZONE, 1))).toHaveLength(29);
  });
});

describe('the stretch before', () => {
  const week = stretchOf('week', '2026-11-26', ZONE, 1);

  it('is a whole one once this one is over', () => {
    expect(stretchBefore('week', week, week.to, ZONE)).toEqual({
      from: Date.parse('2026-11-15T23:00:00Z'),
      to: week.from,
    });
  });

  it('goes as far as this one has come', () => {
    const now = Date.parse('2026-11-25T11:30:00Z');
    expect(stretchBefore('week', week, now, ZONE).to).toBe(Date.parse('2026-11-18T11:30:00Z'));
  });

  it('ends where this one begins, though its month is shorter', () => {
    const march = stretchOf('month', '2026-03-31', ZONE, 1);
    const { from, to } = stretchBefore('month', march, Date.parse('2026-03-31T20:00:00Z'), ZONE);
    expect(to).toBe(march.from);
    expect(from).toBe(Date.parse('2026-01-31T23:00:00Z'));
  });
});

it('weekdays begin where a person says', () => {
  expect(weekdays(7)).toEqual([7, 1, 2, 3, 4, 5, 6]);
});
