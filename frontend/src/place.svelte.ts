import { type Filter, filterOf, hashOf, parseRoute, type Route } from './model/route';

const opened = parseRoute(location.hash);
let route = $state.raw(opened);
let shared = $state.raw(sharedBy(opened) ?? { date: null, filter: { agentId: null } });

addEventListener('hashchange', () => become(parseRoute(location.hash)));

/** What one view of time hands to the next. */
interface Shared {
  readonly date: string | null;
  readonly filter: Filter;
}

/** Where the address bar points to. */
export function place(): Route {
  return route;
}

/** The day and the filters of the view of time that was looked at last. */
export function sharedPlace(): Shared {
  return shared;
}

export function go(to: Route): void {
  location.hash = hashOf(to);
}

/** Changes the address without a step in the history: what was there before is gone from it. */
export function replacePlace(to: Route): void {
  history.replaceState(null, '', hashOf(to));
  become(to);
}

function become(to: Route): void {
  route = to;
  shared = sharedBy(to) ?? shared;
}

function sharedBy(to: Route): Shared | null {
  if (!('agentId' in to)) return null;
  return { date: to.date, filter: filterOf(to) };
}
