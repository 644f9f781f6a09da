import { describe, expect, it } from 'vitest';
import { hashOf, parseRoute } from './route';

describe('the address', () => {
  it.each([
    '#/live',
    '#/day',
    '#/day/2026-11-23',
    '#/day/2026-11-23?agent=a-1',
    '#/day?agent=a-1&mode=Deep+work&app=a%26b&zoom=1764150000-1764153600',
    '#/trends/month/2026-11-23?mode=Work',
    '#/trends/week',
    '#/trends/week?weekday=1&hour=0',
    '#/day/2026-11-23?weekday=1&hour=9',
    '#/sessions/week?hour=0&text=a',
    '#/sessions/day/2026-11-23?app=zoom&text=stand-up',
    '#/agents',
    '#/settings/privacy',
    '#/chat',
    '#/models',
    '#/models/0b6f2f5e-8f5e-4c57-9d6e-1f0a3b1c2d3e',
    '#/chat/0b6f2f5e-8f5e-4c57-9d6e-1f0a3b1c2d3e',
  ])('%s is read and written alike', (hash) => {
    expect(hashOf(parseRoute(hash))).toBe(hash);
  });

  it('leads to the live view when it is empty or unknown', () => {
    expect(parseRoute('')).toEqual({ view: 'live' });
    expect(parseRoute('#/nowhere')).toEqual({ view: 'live' });
  });

  it('leads to today when the date is none', () => {
    expect(parseRoute('#/day/2026-02-30')).toMatchObject({ view: 'day', date: null, agentId: null });
    expect(parseRoute('#/day/yesterday')).toMatchObject({ view: 'day', date: null, agentId: null });
  });

  it('leads to a new conversation when the id is none', () => {
    expect(parseRoute('#/chat/<b>')).toEqual({ view: 'chat', conversationId: null });
  });

  it('brings a sign-in token in and never writes it', () => {
    const route = parseRoute('#/sign-in?token=abc');
    expect(route).toEqual({ view: 'sign-in', token: 'abc' });
    expect(hashOf(route)).toBe('#/sign-in');
  });
});
