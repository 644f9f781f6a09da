const FIRST_MS = 500;
const CEILING_MS = 20_000;

/**
 * How long to wait before try number `attempt` (from 0): anywhere from nothing to a ceiling that doubles from 0.5 to
 * 20 s. The full spread keeps a thousand pages from coming back to a restarted hub in one instant.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(CEILING_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
}
