import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Problem } from '../link/api';
import { de } from '../messages/de';
import { en } from '../messages/en';
import { problemText } from './problem';

/** Codes that only programs meet, and those whose views have words of their own for them. */
const ELSEWHERE = [
  ...['unauthenticated', 'wrong_credentials', 'link_spent', 'pairing_spent', 'forbidden', 'turn_running'],
  ...['chat_budget_spent', 'method_not_allowed', 'unsupported_media_type', 'invalid_activity', 'paused'],
  ...['not_storable', 'day_full', 'unknown_type', 'too_many_connections'],
];

it('there are words for every refusal of the hub that a person can meet', () => {
  const table = readFileSync('../backend/src/main/java/io/modehub/failure/ErrorCode.java', 'utf8');
  const codes = [...table.matchAll(/^ {4}[A-Z_]+\("([a-z_]+)", \d/gm)].map(([, code = '']) => code);
  const worded = Object.keys(en.error.codes).filter((key) => !key.includes(' '));
  expect(codes.length).toBeGreaterThan(20);
  expect([...worded, ...ELSEWHERE].sort()).toEqual([...codes].sort());
});

it('a refusal is told in the person’s language', () => {
  const last = new Problem(409, 'last_administrator', 'make somebody else one first');
  expect(problemText(last, de)).toBe('Der letzte Administrator kann nicht gehen. Ernenne zuerst jemand anderen.');
  const taken = new Problem(409, 'conflict', 'name is taken', [{ path: 'name', message: 'is taken' }]);
  expect(problemText(taken, de)).toBe('Diesen Namen gibt es schon.');
});

it('where the hub’s own words say more they follow', () => {
  const fault = new Problem(422, 'invalid_value', 'app must not be blank', [{ path: 'rule/app', message: '' }]);
  expect(problemText(fault, de)).toBe('Eine Angabe ist nicht zu gebrauchen. (app must not be blank)');
});

it('no answer at all is told apart from a hub that says why it can’t', () => {
  expect(problemText(new Problem(0, 'unreachable', 'Failed to fetch'), en)).toBe('The hub does not answer.');
  expect(problemText(new Problem(503, 'database_unavailable', ''), en)).toContain('its database');
  expect(problemText(new Problem(403, 'forbidden', ''), en)).toBe('You are not allowed to do that.');
  expect(problemText(new Error('odd'), en)).toBe('The hub says: odd');
});
