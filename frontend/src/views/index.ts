/** Views that come over the net when they are first looked at. */
export const views = {
  day: () => import('./day/Day.svelte'),
  trends: () => import('./trends/Trends.svelte'),
  sessions: () => import('./sessions/Sessions.svelte'),
  agents: () => import('./agents/Agents.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  chat: () => import('./chat/Chat.svelte'),
  rules: () => import('./rules/Rules.svelte'),
  models: () => import('./models/Models.svelte'),
  account: () => import('./account/Account.svelte'),
  people: () => import('./people/People.svelte'),
};

/** Has the view come already; should it not, that shows when it is looked at. */
export function foresee(view: string): void {
  const load = Object.entries(views).find(([name]) => name === view)?.[1];
  void load?.().catch(() => {});
}
