import { hashOf, parseRoute, type Route } from './model/route';

let route = $state.raw(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route = parseRoute(location.hash);
});

/** Where the address bar points to. */
export function place(): Route {
  return route;
}

export function go(to: Route): void {
  location.hash = hashOf(to);
}

/** Changes the address without a step in the history: what was there before is gone from it. */
export function replacePlace(to: Route): void {
  history.replaceState(null, '', hashOf(to));
  route = to;
}
