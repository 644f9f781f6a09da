/** What of the time is looked at; views of time share it. Null or absent: all. */
export interface Filter {
  readonly agentId: string | null;
  readonly mode?: string | null;
  readonly app?: string | null;
  /** 1 is Monday. */
  readonly weekday?: number | null;
  readonly hour?: number | null;
}

/** How long a stretch of calendar a view shows. */
export const periods = ['day', 'week', 'month', 'year'] as const;
export type Period = (typeof periods)[number];

/** Instants in milliseconds since the epoch. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export const sections = ['profile', 'modes', 'goals', 'privacy', 'notices', 'data'] as const;
export type Section = (typeof sections)[number];

/** Where the person is; the address bar's hash holds all of it. */
export type Route =
  | { readonly view: 'live' }
  | ({
      readonly view: 'day' /** `2026-11-23`; null: today */;
      readonly date: string | null;
      /** Null or absent: all that happened. */
      readonly zoom?: Zoom | null;
    } & Filter)
  | ({ readonly view: 'trends'; readonly period: Period; readonly date: string | null } & Filter)
  | ({
      readonly view: 'sessions';
      readonly period: Period;
      readonly date: string | null;
      readonly text: string;
    } & Filter)
  | { readonly view: 'agents' }
  | { readonly view: 'chat' /** Null: a new one. */; readonly conversationId: string | null }
  | { readonly view: 'rules' }
  | { readonly view: 'models' /** Null: all of them. */; readonly modelId: string | null }
  | { readonly view: 'settings'; readonly section: Section }
  | { readonly view: 'account' }
  | { readonly view: 'people' }
  | { readonly view: 'audit' }
  | {
      readonly view: 'sign-in';
      readonly token: string | null;
      /** Whether a password is to be chosen once in. */
      readonly chooses?: boolean;
    };

/** What of a place is a filter, for another place to have, too. */
export function filterOf({ agentId, mode = null, app = null, weekday = null, hour = null }: Filter): Filter {
  return { agentId, mode, app, weekday, hour };
}

const ID = /^[\w-]{1,64}$/;

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const query = new URLSearchParams(search);
  const [view, item, second] = path.split('/');
  const filter = {
    agentId: query.get('agent'),
    mode: query.get('mode'),
    app: query.get('app'),
    weekday: within(query.get('weekday'), 1, 7),
    hour: within(query.get('hour'), 0, 23),
  };
  switch (view) {
    case 'day':
      return { view: 'day', date: isDate(item) ? item : null, zoom: zoomOf(query.get('zoom')), ...filter };
    case 'trends':
      return {
        view: 'trends',
        period: oneOf(periods, item) ?? 'week',
        date: isDate(second) ? second : null,
        ...filter,
      };
    case 'sessions': {
      const period = oneOf(periods, item) ?? 'week';
      return { view, period, date: isDate(second) ? second : null, text: query.get('text') ?? '', ...filter };
    }
    case 'agents':
      return { view: 'agents' };
    case 'chat':
      return { view: 'chat', conversationId: item && ID.test(item) ? item : null };
    case 'rules':
      return { view: 'rules' };
    case 'account':
    case 'people':
    case 'audit':
      return { view };
    case 'models':
      return { view: 'models', modelId: item && ID.test(item) ? item : null };
    case 'settings':
      return { view: 'settings', section: oneOf(sections, item) ?? 'profile' };
    case 'sign-in':
      return { view: 'sign-in', token: query.get('token') };
    case 'welcome':
      return { view: 'sign-in', token: query.get('token'), chooses: true };
    default:
      return { view: 'live' };
  }
}

/** The address of a place; a sign-in token is never written back. */
export function hashOf(route: Route): string {
  switch (route.view) {
    case 'chat':
      return `#/chat${route.conversationId ? `/${route.conversationId}` : ''}`;
    case 'models':
      return `#/models${route.modelId ? `/${route.modelId}` : ''}`;
    case 'settings':
      return `#/settings/${route.section}`;
    case 'day':
      return `#/day${route.date ? `/${route.date}` : ''}${asked(route, { zoom: zoomText(route.zoom ?? null) })}`;
    case 'trends':
      return `#/trends/${route.period}${route.date ? `/${route.date}` : ''}${asked(route)}`;
    case 'sessions':
      return `#/sessions/${route.period}${route.date ? `/${route.date}` : ''}${asked(route, { text: route.text })}`;
    default:
      return `#/${route.view}`;
  }
}

function asked(filter: Filter, more: Readonly<Record<string, string>> = {}): string {
  const { agentId: agent, mode, app, weekday, hour } = filter;
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ agent, mode, app, weekday, hour, ...more })) {
    if (value || value === 0) query.set(key, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}

/** In whole seconds, so that an address stays readable. */
function zoomText(zoom: Zoom | null): string {
  return zoom ? `${Math.floor(zoom.from / 1000)}-${Math.ceil(zoom.to / 1000)}` : '';
}

function zoomOf(text: string | null): Zoom | null {
  const [from, to] =
    /^(\d{1,11})-(\d{1,11})$/
      .exec(text ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  return from !== undefined && to !== undefined && from < to ? { from: from * 1000, to: to * 1000 } : null;
}

function within(text: string | null, least: number, most: number): number | null {
  const value = Number(text || Number.NaN);
  return Number.isInteger(value) && value >= least && value <= most ? value : null;
}

function oneOf<T extends string>(all: readonly T[], text: string | undefined): T | undefined {
  return all.find((each) => each === text);
}

function isDate(text: string | undefined): text is string {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
