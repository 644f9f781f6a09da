import { describe, expect, it } from 'vitest';
import { de } from '../messages/de';
import { en } from '../messages/en';
import { decibels, fraction } from './level';
import { reasonText } from './reasons';
import { clock, duration, hour, moment, percent, ticking } from './time';
import { addDays, dateOf, hoursWithin, isZone, sameClock, startOfDay, timesOfHour } from './zone';

const BERLIN = 'Europe/Berlin';
const MIN = 60_000;
const HOUR = 60 * MIN;

describe('days of a zone', () => {
  it('begin at its midnight', () => {
    expect(startOfDay('2026-11-23', BERLIN)).toBe(Date.UTC(2026, 10, 22, 23));
    expect(startOfDay('2026-07-01', 'America/New_York')).toBe(Date.UTC(2026, 6, 1, 4));
    expect(startOfDay('2026-07-01', 'Asia/Kolkata')).toBe(Date.UTC(2026, 5, 30, 18, 30));
  });

  it('have 23 or 25 hours where clocks change', () => {
    const length = (date: string) => (startOfDay(addDays(date, 1), BERLIN) - startOfDay(date, BERLIN)) / HOUR;
    expect(length('2026-03-29')).toBe(23);
    expect(length('2026-10-25')).toBe(25);
    expect(length('2026-11-23')).toBe(24);
  });

  it('begin after midnight where midnight is skipped', () => {
    const start = startOfDay('2024-03-31', 'Africa/Cairo');
    expect(dateOf(start, 'Africa/Cairo')).toBe('2024-03-31');
    const skipped = startOfDay('2018-11-04', 'America/Sao_Paulo');
    expect(dateOf(skipped, 'America/Sao_Paulo')).toBe('2018-11-04');
    expect(dateOf(skipped - 1, 'America/Sao_Paulo')).toBe('2018-11-03');
  });

  it('are named by the clock on the wall', () => {
    expect(dateOf(Date.UTC(2026, 10, 22, 23, 30), BERLIN)).toBe('2026-11-23');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('show every full hour once', () => {
    const from = startOfDay('2026-10-25', BERLIN);
    expect(hoursWithin(from, startOfDay('2026-10-26', BERLIN), BERLIN)).toHaveLength(25);
  });

  it('show an hour once, twice or never', () => {
    const times = (hour: number, date: string) =>
      timesOfHour(hour, startOfDay(date, BERLIN), startOfDay(addDays(date, 1), BERLIN), BERLIN);
    expect(times(9, '2026-11-23')).toEqual([{ from: Date.UTC(2026, 10, 23, 8), to: Date.UTC(2026, 10, 23, 9) }]);
    expect(times(2, '2026-10-25')).toHaveLength(2);
    expect(times(2, '2026-03-29')).toEqual([]);
  });

  it('have one clock under several names', () => {
    expect(sameClock(Date.UTC(2026, 6, 1), 'Etc/UTC', 'UTC')).toBe(true);
    expect(sameClock(Date.UTC(2026, 6, 1), 'Europe/London', 'UTC')).toBe(false);
  });

  it('know their zones', () => {
    expect(isZone(BERLIN)).toBe(true);
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});

describe('times', () => {
  const at = Date.UTC(2026, 10, 23, 13, 5);

  it('follow the locale', () => {
    expect(clock(at, 'de-DE', BERLIN)).toBe('14:05');
    expect(clock(at, 'en-US', BERLIN).replace(/\s/g, ' ')).toBe('2:05 PM');
    expect(hour(at, 'de-DE', BERLIN)).toBe('14');
    expect(hour(at, 'en-US', BERLIN)).toBe('2 PM');
  });

  it('name the day when it is another', () => {
    expect(moment(at, at + HOUR, 'en-GB', BERLIN)).toBe('14:05');
    expect(moment(at, at + 24 * HOUR, 'en-GB', BERLIN)).toContain('23 Nov');
  });
});

describe('durations', () => {
  it.each([
    [0, '0s'],
    [40_000, '1m'],
    [29_000, '29s'],
    [5 * MIN, '5m'],
    [HOUR, '1h'],
    [2 * HOUR + 5 * MIN, '2h 5m'],
    [59.6 * MIN, '1h'],
  ])('%d ms are %s', (ms, text) => {
    expect(duration(ms, 'en-US')).toBe(text);
  });

  it('speak German', () => {
    expect(duration(2 * HOUR + 5 * MIN, 'de')).toBe('2 Std. 5 Min.');
  });

  it('tick by the second below an hour', () => {
    expect(ticking(-200, 'en-US')).toBe('0s');
    expect(ticking(5 * MIN + 9_900, 'en-US')).toBe('5m 9s');
    expect(ticking(HOUR + 5 * MIN + 9_000, 'en-US')).toBe('1h 5m');
  });

  it('share out percents', () => {
    expect(percent(0.934, 'en')).toBe('93%');
  });
});

describe('levels', () => {
  it('fill a meter from −60 to 0', () => {
    expect([-120, -60, -30, 0].map(fraction)).toEqual([0, 0, 0.5, 1]);
  });

  it('are silence below the floor', () => {
    expect(decibels(-60, 'en')).toBeNull();
    expect(decibels(-22.6, 'en')).toBe('-23 dB');
    expect(decibels(-0.2, 'en')).toBe('0 dB');
  });
});

describe('reasons', () => {
  const reason = (code: string, args: Record<string, unknown> = {}) => ({ code, args, text: 'the hub says' });

  it('are told in the language of the page', () => {
    expect(reasonText(reason('microphoneInUse', { app: 'Zoom' }), en)).toBe('Zoom is using the microphone');
    expect(reasonText(reason('microphoneInUse', { app: 'Zoom' }), de)).toBe('Zoom benutzt das Mikrofon');
    expect(reasonText(reason('noInput', { minutes: 5 }), de)).toBe('Keine Eingabe seit 5 Min.');
  });

  it('fall back to the sentence of the hub', () => {
    expect(reasonText(reason('moonPhase'), de)).toBe('the hub says');
    expect(reasonText(reason('toString'), en)).toBe('the hub says');
  });

  it('survive arguments of another shape', () => {
    expect(reasonText(reason('microphoneInUse', { app: 7 }), en)).toBe('An app is using the microphone');
  });
});
