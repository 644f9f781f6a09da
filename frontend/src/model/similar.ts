import type { Session, Span } from './types';

/** The application that was in front for most of a session, if one was for more than half of it. */
export function mainApp({ apps, from, to }: Session): string | null {
  const first = apps[0];
  return first && first.activeMs * 2 > to - from ? first.app : null;
}

/**
 * Sessions that a word on one is likely to be true of, too: of the same mode and device, mostly in the same application, and
 * not said by the person.
 */
export function similarTo(span: Span, app: string, sessions: readonly Session[]): readonly Session[] {
  return sessions.filter(
    (session) =>
      session.mode === span.mode &&
      session.agentId === span.agentId &&
      (session.source === 'model' || session.source === 'rule') &&
      mainApp(session) === app &&
      (session.to <= span.from || session.from >= span.to),
  );
}
