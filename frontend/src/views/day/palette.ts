import { APP_TONES, appTone } from '../../model/day';
import type { Mode } from '../../model/types';
import type { Palette } from './paint';

/**
 * The colours of the page's present theme, for a canvas that knows no custom properties.
 *
 * @param probe an element of the page that nobody sees; its colour is changed
 * @param ranks of applications by time; only the first few have a colour of their own
 */
export function paletteOf(
  probe: HTMLElement,
  modes: readonly Mode[],
  ranks: ReadonlyMap<string | null, number>,
): Palette {
  const read = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const tones = Array.from({ length: APP_TONES + 1 }, (_, rank) => read(appTone(rank)));
  const colours = new Map(modes.map(({ name, colour }) => [name, colour]));
  const none = read('var(--no-mode)');
  return {
    lane: read('var(--sunken)'),
    line: read('var(--line)'),
    strong: read('var(--line-strong)'),
    ink: read('var(--ink-2)'),
    card: read('var(--card)'),
    accent: read('var(--accent)'),
    now: read('var(--danger)'),
    font: `600 12px ${getComputedStyle(probe).fontFamily}`,
    mode: (name) => colours.get(name) ?? none,
    app: (name) => tones[Math.min(ranks.get(name) ?? APP_TONES, APP_TONES)] ?? none,
  };
}
