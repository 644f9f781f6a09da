import type { AgentNow } from './agents';
import { standing } from './trends';
import type { Goal } from './types';

export const noticeKinds = ['goals', 'silent', 'mode'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Something a person may want to be told of; of two with the same key, only the first. */
export interface Notice {
  readonly key: string;
  readonly kind: NoticeKind;
  /** The mode, the device's name; of a goal its id. */
  readonly about: string;
  readonly passed?: boolean;
}

/** What an agent did between two looks that is worth telling. Simulated ones are none of it. */
export function agentNotices(before: AgentNow | undefined, after: AgentNow): readonly Notice[] {
  if (!before || after.demo) return [];
  const found: Notice[] = [];
  if (before.online && !after.online) {
    found.push({ key: `silent/${after.agentId}/${after.heardAt}`, kind: 'silent', about: after.name });
  }
  const changed = before.mode !== null && after.mode !== null && before.mode !== after.mode;
  if (changed && after.by !== 'hand' && after.by !== 'label') {
    found.push({ key: `mode/${after.agentId}/${after.version}`, kind: 'mode', about: after.mode });
  }
  return found;
}

/** Goals that are reached, or passed, by now; `stretch` names the day or week. */
export function goalNotices(goals: readonly Goal[], ms: (goal: Goal) => number, stretch: string): readonly Notice[] {
  return goals
    .map((goal) => ({ goal, how: standing(goal, ms(goal)) }))
    .filter(({ goal, how }) => how.good === (goal.kind === 'atLeast'))
    .map(({ goal }) => ({
      key: `goal/${goal.id}/${stretch}`,
      kind: 'goals',
      about: goal.id,
      passed: goal.kind === 'atMost',
    }));
}
