import type { Page } from 'playwright-core';
import { ask } from './browser';

/** The device that the hub simulates. */
export const DEMO = 'Demo laptop (simulated)';

/** The Monday of last week, which the demo has whole. */
export function lastWeek(): string {
  const monday = new Date();
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7) - 7);
  return monday.toISOString().slice(0, 10);
}

/** The day of last week that has most of a mode. */
export async function dayOfLastWeek(page: Page, mode: string): Promise<string> {
  const from = `${lastWeek()}T00:00:00Z`;
  const to = new Date(Date.parse(from) + 5 * 86_400_000).toISOString();
  const path = `/summary?groupBy=day&mode=${mode}&from=${from}&to=${to}`;
  const { rows } = await ask<{ rows: { key: string; activeMs: number }[] }>(page, path);
  const [most] = rows.sort((a, b) => b.activeMs - a.activeMs);
  if (!most) throw new Error(`the demo has no ${mode} last week`);
  return most.key;
}
