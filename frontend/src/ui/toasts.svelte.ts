/** How long a toast stays while nobody points at it: long enough to read it or, where there is a way back, to take it. */
const SHOWN_MS = 8_000;
const WITH_ACTION_MS = 20_000;
const MAX_SHOWN = 3;

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: { readonly label: string; run(): void } | null;
}

/** Short notes at the edge of the page: the newest few, and of those that only tell that something is done the newest. */
export class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  #next = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(text: string, action: Toast['action'] = null): void {
    this.#add({ id: this.#next++, text, tone: 'plain', action });
  }

  complain(text: string): void {
    this.#add({ id: this.#next++, text, tone: 'bad', action: null });
  }

  dismiss(id: number): void {
    this.hold(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** Keeps a toast while it is pointed at. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    this.hold(id);
    const toast = this.shown.find((each) => each.id === id);
    const ms = toast?.action ? WITH_ACTION_MS : SHOWN_MS;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), ms),
    );
  }

  #add(toast: Toast): void {
    for (const old of this.shown) if (old.tone === 'plain' && old.action === null) this.dismiss(old.id);
    for (const old of this.shown.slice(0, Math.max(0, this.shown.length - MAX_SHOWN + 1))) this.dismiss(old.id);
    this.shown = [...this.shown, toast];
    this.release(toast.id);
  }
}
