/** The quietest level a meter shows, in dBFS; 0 is the loudest there is. */
export const FLOOR_DB = -60;

/** Where a level stands on a meter: 0 at the floor or below, 1 at full scale. */
export function fraction(db: number): number {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** `−23 dB`; below the floor `null`, which reads as silence. */
export function decibels(db: number, locale: string): string | null {
  if (db <= FLOOR_DB) return null;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(Math.round(db) || 0)} dB`;
}
