import { describe, expect, it } from 'vitest';
import { firstEndingAfter, laneBars, moved, pinched, swept, zoomed } from './lanes';

const HOUR = 3_600_000;
const day = { from: 0, to: 24 * HOUR };

describe('the bars of a lane', () => {
  const axis = { from: 0, to: 1000, width: 100 };

  it('are the parts in sight, cut at the edges', () => {
    const parts = [
      { from: -500, to: -100, name: 'before' },
      { from: -100, to: 200, name: 'a' },
      { from: 200, to: 500, name: 'b' },
      { from: 900, to: 2000, name: 'c' },
      { from: 2000, to: 3000, name: 'after' },
    ];
    expect(laneBars(parts, axis).map(({ item, x, width }) => [item.name, x, width])).toEqual([
      ['a', 0, 20],
      ['b', 20, 30],
      ['c', 90, 10],
    ]);
  });

  it('of parts narrower than a pixel are one, of the longest', () => {
    const parts = [
      { from: 100, to: 102, name: 'a' },
      { from: 102, to: 107, name: 'b' },
      { from: 107, to: 110, name: 'c' },
    ];
    expect(laneBars(parts, axis)).toEqual([{ item: parts[1], x: 10, width: 1, count: 3 }]);
  });

  it('are few, however many parts there are, and cover every pixel that had time', () => {
    const parts = Array.from({ length: 50_000 }, (_, index) => ({ from: index / 50, to: (index + 1) / 50 }));
    const bars = laneBars(parts, axis);
    expect(bars.length).toBeLessThanOrEqual(2 * axis.width);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(50_000);
    for (let pixel = 0; pixel < axis.width; pixel++) {
      expect(bars.some(({ x, width }) => x <= pixel + 1 && x + width >= pixel)).toBe(true);
    }
  });

  it('are found from where the axis begins', () => {
    const parts = [1, 2, 3, 4].map((end) => ({ from: end - 1, to: end }));
    expect([0, 1, 1.5, 4].map((at) => firstEndingAfter(parts, at))).toEqual([0, 1, 1, 4]);
  });
});

describe('what is in sight', () => {
  const morning = { from: 6 * HOUR, to: 12 * HOUR };

  it('keeps the instant under the pointer where it is', () => {
    const near = zoomed(morning, 0.5, 9 * HOUR, day);
    expect(near).toEqual({ from: 7.5 * HOUR, to: 10.5 * HOUR });
    expect(zoomed(near, 2, 9 * HOUR, day)).toEqual(morning);
  });

  it('keeps what is under each of two fingers there', () => {
    const then = { middle: 300, apart: 200 };
    expect(pinched(morning, then, { middle: 300, apart: 400 }, 600, day)).toEqual({
      from: 7.5 * HOUR,
      to: 10.5 * HOUR,
    });
    expect(pinched(morning, then, { middle: 400, apart: 400 }, 600, day)).toEqual({ from: 7 * HOUR, to: 10 * HOUR });
    expect(pinched(morning, then, { middle: 300, apart: 0 }, 600, day)).toEqual(day);
  });

  it('never leaves the day, nor gets shorter than a minute', () => {
    expect(zoomed(morning, 100, 9 * HOUR, day)).toEqual(day);
    expect(moved(morning, -100 * HOUR, day)).toEqual({ from: 0, to: 6 * HOUR });
    expect(moved(morning, 100 * HOUR, day)).toEqual({ from: 18 * HOUR, to: 24 * HOUR });
    const near = zoomed(morning, 1e-9, 9 * HOUR, day);
    expect(near.to - near.from).toBe(60_000);
  });
});

it('a sweep goes forward, to the minute', () => {
  expect(swept(125_000, 31_000)).toEqual({ from: 60_000, to: 120_000 });
});
