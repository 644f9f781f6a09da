/** Where the person is; the address bar's hash holds all of it. */
export type Route =
  | { readonly view: 'live' }
  | {
      readonly view: 'day' /** `2026-11-23`; null: today */;
      readonly date: string | null;
      readonly agentId: string | null;
    }
  | { readonly view: 'chat' /** Null: a new one. */; readonly conversationId: string | null }
  | { readonly view: 'rules' }
  | { readonly view: 'models' /** Null: all of them. */; readonly modelId: string | null }
  | { readonly view: 'account' }
  | { readonly view: 'people' }
  | { readonly view: 'audit' }
  | { readonly view: 'sign-in'; readonly token: string | null };

const ID = /^[\w-]{1,64}$/;

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const query = new URLSearchParams(search);
  const [view, item] = path.split('/');
  switch (view) {
    case 'day':
      return { view: 'day', date: isDate(item) ? item : null, agentId: query.get('agent') };
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
    case 'sign-in':
      return { view: 'sign-in', token: query.get('token') };
    default:
      return { view: 'live' };
  }
}

/** The address of a place; a sign-in token is never written back. */
export function hashOf(route: Route): string {
  if (route.view === 'chat') return `#/chat${route.conversationId ? `/${route.conversationId}` : ''}`;
  if (route.view === 'models') return `#/models${route.modelId ? `/${route.modelId}` : ''}`;
  if (route.view !== 'day') return `#/${route.view}`;
  const query = route.agentId ? `?${new URLSearchParams({ agent: route.agentId })}` : '';
  return `#/day${route.date ? `/${route.date}` : ''}${query}`;
}

function isDate(text: string | undefined): text is string {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
