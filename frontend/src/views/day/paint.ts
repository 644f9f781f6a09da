import type { Axis } from '../../model/day';
import { firstEndingAfter, laneBars } from '../../model/lanes';
import { gaps, type Sieve } from '../../model/sieve';
import type { AppSpan, Signal, Span } from '../../model/types';

/** Colours as a canvas takes them; read from the page, since it alone knows which theme holds. */
export interface Palette {
  readonly lane: string;
  readonly line: string;
  readonly strong: string;
  readonly ink: string;
  readonly card: string;
  readonly accent: string;
  readonly now: string;
  readonly font: string;
  mode(name: string): string;
  app(name: string): string;
}

/** A row of the picture; heights in CSS pixels. */
export type LaneFacts = { readonly key: string; readonly top: number; readonly height: number } & (
  | { readonly kind: 'spans'; readonly spans: readonly Span[] }
  | { readonly kind: 'apps'; readonly apps: readonly AppSpan[] }
  | { readonly kind: 'audio' | 'input'; readonly signals: readonly Signal[]; readonly stepMs: number }
);

export interface Picture {
  readonly axis: Axis;
  readonly lanes: readonly LaneFacts[];
  readonly ticks: readonly number[];
  readonly height: number;
  /** Null: not in sight. */
  readonly now: number | null;
  /** What filters leave; all else is pale. */
  readonly sieve: Sieve;
}

const LABEL_PX = 44;
const PALE = 0.22;
const VEIL = 0.78;
const QUIETEST_DB = -70;
const MOST_INPUT = 10;

/** Paints the lanes; some 2 ms for 5,000 spans on a day in sight. */
export function paint(context: CanvasRenderingContext2D, picture: Picture, palette: Palette): void {
  const { axis, lanes, ticks, height } = picture;
  const scale = context.canvas.width / axis.width;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, axis.width, height);
  context.font = palette.font;
  context.textBaseline = 'middle';
  context.fillStyle = palette.line;
  for (const at of ticks) context.fillRect(Math.round(place(at, axis)), 0, 1, height);
  const hatch = hatched(context, palette);
  for (const lane of lanes) {
    context.globalAlpha = 0.6;
    context.fillStyle = palette.lane;
    context.fillRect(0, lane.top, axis.width, lane.height);
    context.globalAlpha = 1;
    if (lane.kind === 'spans') spans(context, lane.spans, lane, picture, palette, hatch);
    else if (lane.kind === 'apps') apps(context, lane.apps, lane, picture, palette);
    else if (lane.kind === 'audio') audio(context, lane.signals, lane.stepMs, lane, picture, palette);
    else input(context, lane.signals, lane.stepMs, lane, picture, palette);
  }
  if (picture.sieve.hours) veil(context, gaps(axis, picture.sieve.hours), axis, height, palette);
  context.globalAlpha = 1;
  if (picture.now !== null) {
    context.fillStyle = palette.now;
    context.fillRect(place(picture.now, axis) - 1, 0, 2, height);
  }
}

function veil(
  context: CanvasRenderingContext2D,
  parts: readonly { readonly from: number; readonly to: number }[],
  axis: Axis,
  height: number,
  palette: Palette,
): void {
  context.globalAlpha = VEIL;
  context.fillStyle = palette.card;
  for (const { from, to } of parts) {
    const x = place(from, axis);
    context.fillRect(x, 0, place(to, axis) - x, height);
  }
}

interface Place {
  readonly top: number;
  readonly height: number;
}

function spans(
  context: CanvasRenderingContext2D,
  all: readonly Span[],
  { top, height }: Place,
  { axis, sieve }: Picture,
  palette: Palette,
  hatch: CanvasPattern | string,
): void {
  for (const { item, x, width, count } of laneBars(all, axis)) {
    const away = item.mode === 'Away';
    context.globalAlpha = sieve.keepsSpan(item) ? 1 : PALE;
    context.fillStyle = away ? hatch : palette.mode(item.mode);
    context.fillRect(x, top, Math.max(1, width - (width > 3 ? 1 : 0)), height);
    if (width >= LABEL_PX && count === 1 && height >= 16) {
      label(context, item.mode, x, width, top + height / 2, away ? palette.ink : '#ffffff', away ? palette.card : null);
    }
  }
}

function apps(
  context: CanvasRenderingContext2D,
  all: readonly AppSpan[],
  { top, height }: Place,
  { axis, sieve }: Picture,
  palette: Palette,
): void {
  for (const { item, x, width, count } of laneBars(all, axis)) {
    context.globalAlpha = sieve.keepsApp(item) ? 1 : PALE;
    context.fillStyle = palette.app(item.app);
    context.fillRect(x, top, Math.max(1, width - (width > 3 ? 1 : 0)), height);
    if (width >= LABEL_PX && count === 1) label(context, item.app, x, width, top + height / 2, '#ffffff', null);
  }
}

/** Levels from the middle: what the microphone hears above, what is played below; speech in the accent's colour. */
function audio(
  context: CanvasRenderingContext2D,
  signals: readonly Signal[],
  stepMs: number,
  { top, height }: Place,
  picture: Picture,
  palette: Palette,
): void {
  const middle = top + height / 2;
  each(signals, stepMs, picture, (signal, x, width) => {
    context.fillStyle = signal.voice >= 0.25 ? palette.accent : palette.strong;
    const up = share(signal.microphoneDb) * (height / 2);
    const down = share(signal.systemDb) * (height / 2);
    context.fillRect(x, middle - up, width, up);
    context.fillRect(x, middle, width, down);
  });
}

/** How much the keyboard is used above the middle, the mouse below; by the root, since little use is common. */
function input(
  context: CanvasRenderingContext2D,
  signals: readonly Signal[],
  stepMs: number,
  { top, height }: Place,
  picture: Picture,
  palette: Palette,
): void {
  const middle = top + height / 2;
  context.fillStyle = palette.strong;
  each(signals, stepMs, picture, ({ keyboard, mouse }, x, width) => {
    const up = Math.sqrt(keyboard / MOST_INPUT) * (height / 2);
    context.fillRect(x, middle - up, width, up + Math.sqrt(mouse / MOST_INPUT) * (height / 2));
  });
}

/** A step that is still going on ends now. */
function each(
  signals: readonly Signal[],
  stepMs: number,
  { axis, now }: Picture,
  draw: (signal: Signal, x: number, width: number) => void,
): void {
  const width = Math.max(1, (stepMs / (axis.to - axis.from)) * axis.width);
  const end = now === null ? axis.width : place(now, axis);
  for (const signal of signals) {
    if (signal.at + stepMs <= axis.from) continue;
    if (signal.at >= axis.to) break;
    const x = place(signal.at, axis);
    draw(signal, x, Math.min(width, Math.max(1, end - x)));
  }
}

function share(db: number | null): number {
  return db === null ? 0 : Math.max(0, Math.min(1, 1 - db / QUIETEST_DB));
}

function place(at: number, axis: Axis): number {
  return ((at - axis.from) / (axis.to - axis.from)) * axis.width;
}

function label(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  width: number,
  middle: number,
  ink: string,
  ground: string | null,
): void {
  const room = width - 12;
  const full = widthOf(context, text);
  let shown = text;
  let size = full;
  if (full > room) {
    const letters = Math.floor((room / full) * text.length) - 1;
    if (letters < 2) return;
    shown = `${text.slice(0, letters)}…`;
    size = room;
  }
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(x + 3, middle - 9, size + 6, 18);
  }
  context.fillStyle = ink;
  context.fillText(shown, x + 6, middle);
}

/** Widths of names by name: measuring is most of what a label costs, and there are few names. */
const widths = new Map<string, number>();
const MOST_WIDTHS = 500;

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= MOST_WIDTHS) widths.clear();
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

const hatches = new WeakMap<Palette, CanvasPattern>();

/** Time away is hatched, so that it is told from all modes without colour. */
function hatched(context: CanvasRenderingContext2D, palette: Palette): CanvasPattern | string {
  const known = hatches.get(palette);
  if (known) return known;
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const small = tile.getContext('2d');
  if (!small) return palette.line;
  small.strokeStyle = palette.strong;
  small.lineWidth = 1;
  small.beginPath();
  for (const shift of [-8, 0, 8]) {
    small.moveTo(shift, 8);
    small.lineTo(shift + 8, 0);
  }
  small.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  if (pattern) hatches.set(palette, pattern);
  return pattern ?? palette.line;
}

/** The span of a lane under a point in time, if any. */
export function partAt<T extends { readonly from: number; readonly to: number }>(
  parts: readonly T[],
  at: number,
): T | undefined {
  const part = parts[firstEndingAfter(parts, at)];
  return part && part.from <= at ? part : undefined;
}
