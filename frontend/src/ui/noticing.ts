import type { Dashboard } from '../dashboard.svelte';
import { duration } from '../format/time';
import { dateOf } from '../format/zone';
import { locale } from '../messages/index.svelte';
import { p } from '../messages/pages';
import { stretchOf } from '../model/calendar';
import { agentNotices, goalNotices, type Notice, type NoticeKind } from '../model/notices';
import type { Goal } from '../model/types';

const GOALS_EVERY_MS = 60_000;
/** Told ones are remembered over tabs and reloads; the oldest are forgotten. */
const KEY = 'modehub.told';
const MOST_TOLD = 50;

/** Shows notices of these kinds until the returned function is called. */
export function noticing(dashboard: Dashboard, kinds: ReadonlySet<NoticeKind>): () => void {
  let before = dashboard.agents.byId;
  const end = dashboard.link.onFrame(() => {
    const after = dashboard.agents.byId;
    for (const agent of after.values()) {
      if (agent !== before.get(agent.agentId)) tell(agentNotices(before.get(agent.agentId), agent), []);
    }
    before = after;
  });
  const timer = setInterval(() => void lookAtGoals(), GOALS_EVERY_MS);
  if (kinds.has('goals')) void lookAtGoals();

  async function lookAtGoals(): Promise<void> {
    if (!kinds.has('goals')) return;
    const { zone, weekStart, now } = dashboard;
    const today = dateOf(now, zone);
    const goals = await dashboard.time.goals().catch(() => []);
    for (const per of ['day', 'week'] as const) {
      const some = goals.filter((goal) => goal.per === per);
      if (some.length === 0) continue;
      const stretch = stretchOf(per, today, zone, weekStart);
      const summary = await dashboard.time.summary(stretch, 'mode', zone).catch(() => null);
      if (!summary) return;
      const ms = ({ mode }: Goal) => summary.rows.find(({ key }) => key === mode)?.activeMs ?? 0;
      tell(goalNotices(some, ms, stretch.first), some);
    }
  }

  function tell(notices: readonly Notice[], goals: readonly Goal[]): void {
    const told = (localStorage.getItem(KEY) ?? '').split(' ');
    const fresh = notices.filter(({ kind, key }) => kinds.has(kind) && !told.includes(key));
    if (fresh.length === 0) return;
    localStorage.setItem(KEY, [...told, ...fresh.map(({ key }) => key)].slice(-MOST_TOLD).join(' '));
    for (const notice of fresh) new Notification(text(notice, goals), { tag: notice.key, icon: '/icon-192.png' });
  }

  return () => {
    end();
    clearInterval(timer);
  };
}

function text({ kind, about, passed }: Notice, goals: readonly Goal[]): string {
  const say = p().settings.notices;
  if (kind === 'mode') return say.modeTitle(about);
  if (kind === 'silent') return say.silentTitle(about);
  const goal = goals.find(({ id }) => id === about);
  if (!goal) return '';
  const words = p().goals.words(
    p().goals[goal.kind],
    duration(goal.targetMs, locale()),
    goal.mode,
    p().goals[goal.per],
  );
  return passed ? say.goalPassed(words) : say.goalReached(words);
}
