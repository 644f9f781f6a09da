import { Problem } from '../link/api';
import type { Messages } from '../messages/en';

/** What went wrong, for the person it happened to. */
export function problemText(error: unknown, messages: Messages): string {
  const say = messages.error;
  if (!(error instanceof Problem)) return say.unexpected(error instanceof Error ? error.message : '');
  if (error.unreachable) return say.unreachable;
  if (error.status === 403) return say.forbidden;
  return say.unexpected(error.message);
}
