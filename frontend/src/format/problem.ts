import { Problem } from '../link/api';
import type { Messages } from '../messages/en';

/** Of these the hub's own words, which are English, say more. */
const TOLD = [
  'invalid_request',
  'conflict',
  'too_large',
  'invalid_value',
  'invalid_value pattern',
  'too_few_rows',
  'not_a_table',
  'model_unreadable',
];

/** What went wrong, for the person it happened to. */
export function problemText(error: unknown, messages: Messages): string {
  const say = messages.error;
  if (!(error instanceof Problem)) return say.unexpected(error instanceof Error ? error.message : '');
  const field = error.errors[0]?.path.split('/').at(-1);
  const codes: Readonly<Record<string, string>> = say.codes;
  for (const key of [`${error.code} ${field}`, error.code]) {
    const known = codes[key];
    if (known) return TOLD.includes(key) && error.message ? `${known} (${error.message})` : known;
  }
  if (error.unreachable) return say.unreachable;
  if (error.status === 403) return say.forbidden;
  return say.unexpected(error.message);
}
