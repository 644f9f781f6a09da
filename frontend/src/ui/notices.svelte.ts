import type { Dashboard } from '../dashboard.svelte';
import { type NoticeKind, noticeKinds } from '../model/notices';

const KEY = 'modehub.notices';

/** Which notices this browser shows. What decides about them is loaded once one is wanted. */
export class Notices {
  permission = $state<NotificationPermission | 'unsupported'>(
    'Notification' in globalThis ? Notification.permission : 'unsupported',
  );
  wanted = $state.raw<ReadonlySet<NoticeKind>>(remembered());
  #end: (() => void) | null = null;

  async ask(): Promise<void> {
    this.permission = await Notification.requestPermission();
  }

  want(kind: NoticeKind, on: boolean): void {
    const next = new Set(this.wanted);
    if (on) next.add(kind);
    else next.delete(kind);
    this.wanted = next;
    localStorage.setItem(KEY, [...next].join(' '));
  }

  /** Follows the dashboard while it is open; the answer ends it. */
  follow(dashboard: Dashboard): () => void {
    let ended = false;
    if (this.permission === 'granted' && this.wanted.size > 0) {
      void import('./noticing').then(({ noticing }) => {
        if (!ended) this.#end = noticing(dashboard, this.wanted);
      });
    }
    return () => {
      ended = true;
      this.#end?.();
      this.#end = null;
    };
  }
}

function remembered(): ReadonlySet<NoticeKind> {
  const stored = (localStorage.getItem(KEY) ?? '').split(' ');
  return new Set(noticeKinds.filter((kind) => stored.includes(kind)));
}
