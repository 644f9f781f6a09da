import type { Axis } from './day';
import type { Zoom } from './route';

/** A bar of a lane, in pixels from its left edge: one stretch, or `count` of them that are too short to be seen alone. */
export interface LaneBar<T> {
  /** The stretch, or the longest of them. */
  readonly item: T;
  readonly x: number;
  readonly width: number;
  readonly count: number;
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** Nobody tells bars apart that are narrower than this. */
const LEAST_PX = 1;
const LEAST_SPAN_MS = 60_000;

/**
 * The bars of parts that are in order of time, cut to the axis. Neighbours that would each be narrower than a pixel become
 * one, of the kind of the longest; so there are never more bars than twice the pixels.
 */
export function laneBars<T extends Part>(parts: readonly T[], axis: Axis): LaneBar<T>[] {
  const perPixel = (axis.to - axis.from) / Math.max(1, axis.width);
  const found: LaneBar<T>[] = [];
  let heap: { item: T; longest: number; x: number; end: number; count: number } | null = null;
  for (let index = firstEndingAfter(parts, axis.from); index < parts.length; index++) {
    const item = parts[index] as T;
    if (item.from >= axis.to) break;
    const from = Math.max(item.from, axis.from);
    const length = Math.min(item.to, axis.to) - from;
    const x = (from - axis.from) / perPixel;
    const width = length / perPixel;
    if (heap && (width >= LEAST_PX || x + width > heap.x + LEAST_PX)) {
      found.push(barOf(heap));
      heap = null;
    }
    if (width >= LEAST_PX) {
      found.push({ item, x, width, count: 1 });
    } else if (heap) {
      if (length > heap.longest) {
        heap.longest = length;
        heap.item = item;
      }
      heap.end = x + width;
      heap.count++;
    } else {
      heap = { item, longest: length, x, end: x + width, count: 1 };
    }
  }
  if (heap) found.push(barOf(heap));
  return found;
}

function barOf<T>({ item, x, end, count }: { item: T; x: number; end: number; count: number }): LaneBar<T> {
  return { item, x, width: Math.max(LEAST_PX, end - x), count };
}

/** The place of the first part that ends after an instant; parts are in order and don't overlap. */
export function firstEndingAfter(parts: readonly Part[], at: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle] as Part).to > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What is in sight once it is `factor` times as long, with the instant `at` staying where it is; never beyond `whole`. */
export function zoomed(zoom: Zoom, factor: number, at: number, whole: Zoom): Zoom {
  const length = Math.min(whole.to - whole.from, Math.max(LEAST_SPAN_MS, (zoom.to - zoom.from) * factor));
  const share = (at - zoom.from) / (zoom.to - zoom.from);
  return within(at - share * length, length, whole);
}

/** What is in sight once it has moved by so many ms. */
export function moved(zoom: Zoom, by: number, whole: Zoom): Zoom {
  return within(zoom.from + by, zoom.to - zoom.from, whole);
}

/** Two fingers on a picture, in pixels from its left edge. */
export interface Grip {
  readonly middle: number;
  readonly apart: number;
}

/** Fingers never count as closer than this: of two at one place nobody could tell how far they spread. */
const LEAST_APART_PX = 8;

/** What is in sight once two fingers have moved: what was under each stays there, as far as there is time. */
export function pinched(zoom: Zoom, then: Grip, now: Grip, width: number, whole: Zoom): Zoom {
  const factor = Math.max(LEAST_APART_PX, then.apart) / Math.max(LEAST_APART_PX, now.apart);
  const held = zoom.from + (then.middle / width) * (zoom.to - zoom.from);
  const next = zoomed(zoom, factor, held, whole);
  return moved(next, ((then.middle - now.middle) / width) * (next.to - next.from), whole);
}

/** Two instants in order, to the minute. */
export function swept(a: number, b: number): Zoom {
  const minute = 60_000;
  const [from, to] = a < b ? [a, b] : [b, a];
  return { from: Math.round(from / minute) * minute, to: Math.round(to / minute) * minute };
}

function within(from: number, length: number, whole: Zoom): Zoom {
  const start = Math.max(whole.from, Math.min(from, whole.to - length));
  return { from: start, to: start + length };
}
