import { Problem } from '../link/api';
import type { ChatMessages } from '../messages/chat.en';
import type { Messages } from '../messages/en';
import type { Turn } from '../model/chat';
import { problemText } from './problem';
import { length } from './quantity';

/** Why an answer is not there or not whole; null where it is. */
export function endingText({ end, text }: Turn, chat: ChatMessages, messages: Messages): string | null {
  const say = chat.turn;
  switch (end?.kind) {
    case 'failed':
      return end.fault.message;
    case 'refused':
      return refusalText(end.problem, chat, messages);
    case 'stopped':
      return text === '' ? say.stoppedEarly : say.stopped;
    case 'broken':
      return say.broken;
    case 'elsewhere':
      return say.elsewhere;
    case 'done':
      return end.finish === 'content_filter' ? say.filtered : null;
    default:
      return null;
  }
}

function refusalText(problem: unknown, { turn: say }: ChatMessages, messages: Messages): string {
  if (!(problem instanceof Problem)) return problemText(problem, messages);
  if (problem.code === 'turn_running') return say.running;
  if (problem.code === 'chat_budget_spent') return say.spent(length(problem.retryAfterMs ?? 0));
  if (problem.code === 'busy') return say.busy;
  if (problem.status === 404) return say.gone;
  if (problem.status === 422 || problem.status === 413) return say.invalid;
  return problemText(problem, messages);
}
