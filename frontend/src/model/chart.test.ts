import { describe, expect, it } from 'vitest';
import { keysOf, labelEvery, scaleOf, valueAt } from './chart';
import type { Chart, Unit } from './chat';

const HOUR = 3_600_000;

function chart(unit: Unit, values: Readonly<Record<string, number>>): Chart {
  const points = Object.entries(values).map(([key, value]) => ({ key, value }));
  return { ref: 'r1', kind: 'bar', unit, series: [{ name: 'a', points }] };
}

describe('the axis', () => {
  it.each([
    [7.2 * HOUR, [0, 2, 4, 6, 8]],
    [3 * HOUR, [0, 1, 2, 3]],
    [30 * HOUR, [0, 8, 16, 24, 32]],
    [400 * HOUR, [0, 120, 240, 360, 480]],
  ])('of %d ms has round times', (most, hours) => {
    expect(scaleOf(chart('ms', { a: most })).ticks.map((tick) => tick / HOUR)).toEqual(hours);
  });

  it('has round numbers', () => {
    expect(scaleOf(chart('count', { a: 87 })).ticks).toEqual([0, 50, 100]);
    expect(scaleOf(chart('level', { a: 3.4, b: 1 })).ticks).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes down for loudness, and is there where all is nothing', () => {
    expect(scaleOf(chart('db', { a: -43, b: -20 }))).toMatchObject({ lo: -60, hi: 0 });
    const flat = scaleOf(chart('ms', { a: 0 }));
    expect(flat.hi).toBeGreaterThan(flat.lo);
  });
});

describe('the keys', () => {
  it('have a place for hours and days without a value', () => {
    expect(keysOf(chart('ms', { 9: 1, 12: 1 }), 'hour')).toEqual(['9', '10', '11', '12']);
    expect(keysOf(chart('ms', { '2026-02-27': 1, '2026-03-02': 1 }), 'day')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(keysOf(chart('ms', { 3: 1 }), 'weekday')).toHaveLength(7);
  });

  it('stay as they are where they are names', () => {
    expect(keysOf(chart('ms', { b: 2, a: 1 }), 'app')).toEqual(['b', 'a']);
  });

  it('make no endless axis of broken ones', () => {
    expect(keysOf(chart('ms', { '0001-01-01': 1, '2026-01-01': 1 }), 'day')).toHaveLength(2);
    expect(keysOf(chart('ms', { x: 1 }), 'hour')).toEqual([]);
    expect(keysOf(chart('ms', { x: 1 }), 'day')).toEqual(['x']);
  });

  it('are written as often as there is room', () => {
    expect(labelEvery(7, 700, 40)).toBe(1);
    expect(labelEvery(90, 600, 40)).toBe(6);
  });
});

it('a time that is not there is none, a level is unknown', () => {
  const time = chart('ms', { a: 1 });
  const level = chart('level', { a: 1 });
  expect(time.series.map((series) => valueAt(series, 'b', 'ms'))).toEqual([0]);
  expect(level.series.map((series) => valueAt(series, 'b', 'level'))).toEqual([null]);
});
