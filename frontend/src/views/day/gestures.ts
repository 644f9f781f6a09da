import { type Grip, moved, pinched, swept, zoomed } from '../../model/lanes';
import type { Zoom } from '../../model/route';

/** What is in sight of a picture, and how to have it look elsewhere. */
export interface Sight {
  readonly view: () => Zoom;
  readonly whole: () => Zoom;
  /** Pixels, at least 1. */
  readonly width: () => number;
  readonly look: (to: Zoom) => void;
}

/** Stretches that a mouse sweeps over. */
export interface Sweeps {
  /** Whether a drag that begins so far below the picture's top is one. */
  readonly begins: (y: number) => boolean;
  readonly shows: (stretch: Zoom | null) => void;
  readonly ends: (stretch: Zoom) => void;
}

const WHEEL = 0.0016;
/** Less is a click. */
const DRAG_PX = 6;

/** A wheel zooms around the pointer or, sideways, moves. Listens itself, since only so may it keep the page from scrolling. */
export function wheels(element: HTMLElement, { view, whole, width, look }: Sight): () => void {
  const wheel = (event: WheelEvent) => {
    const { from, to } = view();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      event.preventDefault();
      look(moved(view(), ((event.deltaX || event.deltaY) / width()) * (to - from), whole()));
      return;
    }
    const next = zoomed(view(), Math.exp(event.deltaY * WHEEL), instantAt(event, element, view(), width()), whole());
    if (next.from === from && next.to === to) return;
    event.preventDefault();
    look(next);
  };
  element.addEventListener('wheel', wheel, { passive: false });
  return () => element.removeEventListener('wheel', wheel);
}

interface Drag {
  readonly id: number;
  readonly x: number;
  readonly view: Zoom;
  /** Where a sweep began; null: the drag moves the view. */
  readonly sweptFrom: number | null;
}

/** A drag moves the view or sweeps a stretch; two fingers zoom, and what was under each stays there. */
export function drags(element: HTMLElement, { view, whole, width, look }: Sight, sweeps: Sweeps): () => void {
  const end = new AbortController();
  const fingers = new Map<number, number>();
  let drag: Drag | null = null;
  let stretch: Zoom | null = null;
  let pinch: { readonly view: Zoom; readonly grip: Grip } | null = null;

  const grip = (): Grip => {
    const [a = 0, b = 0] = fingers.values();
    return { middle: (a + b) / 2, apart: Math.abs(a - b) };
  };
  const down = (event: PointerEvent) => {
    const box = element.getBoundingClientRect();
    if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX - box.left);
    if (fingers.size === 2) {
      drag = null;
      pinch = { view: view(), grip: grip() };
      for (const id of fingers.keys()) element.setPointerCapture(id);
    } else if (event.button === 0 && event.isPrimary) {
      const sweeping = event.pointerType === 'mouse' && sweeps.begins(event.clientY - box.top);
      const sweptFrom = sweeping ? instantAt(event, element, view(), width()) : null;
      drag = { id: event.pointerId, x: event.clientX, view: view(), sweptFrom };
    }
  };
  const move = (event: PointerEvent) => {
    if (fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, event.clientX - element.getBoundingClientRect().left);
    }
    if (pinch) {
      look(pinched(pinch.view, pinch.grip, grip(), width(), whole()));
      return;
    }
    if (!drag || event.pointerId !== drag.id || Math.abs(event.clientX - drag.x) < DRAG_PX) return;
    // While it is captured the pointer clicks on nothing beneath.
    if (!element.hasPointerCapture(drag.id)) element.setPointerCapture(drag.id);
    if (drag.sweptFrom === null) {
      const { from, to } = drag.view;
      look(moved(drag.view, ((drag.x - event.clientX) / width()) * (to - from), whole()));
    } else {
      stretch = swept(drag.sweptFrom, instantAt(event, element, view(), width()));
      sweeps.shows(stretch);
    }
  };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size < 2) pinch = null;
    const done = stretch;
    drag = null;
    stretch = null;
    sweeps.shows(null);
    if (done && done.to > done.from) sweeps.ends(done);
  };
  element.addEventListener('pointerdown', down, end);
  element.addEventListener('pointermove', move, end);
  element.addEventListener('pointerup', up, end);
  element.addEventListener('pointercancel', up, end);
  return () => end.abort();
}

function instantAt(event: MouseEvent, element: HTMLElement, { from, to }: Zoom, width: number): number {
  return from + ((event.clientX - element.getBoundingClientRect().left) / width) * (to - from);
}
