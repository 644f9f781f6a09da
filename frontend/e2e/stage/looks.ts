import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { until } from './until';

export const PHONE = { width: 375, height: 780 };
export const TABLET = { width: 768, height: 1024 };
export const DESK = { width: 1440, height: 900 };

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Waits until the view has all it shows, and it has been painted. */
export async function readied(page: Page): Promise<void> {
  await until('the view has its title', () => page.locator('main h1').first().isVisible());
  await until('the view has come', async () => (await page.locator('main .skeleton').count()) === 0);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

/** What axe finds wrong with the page in both themes, a line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(...(await violations(page)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return faults;
}

async function violations(page: Page): Promise<string[]> {
  await readied(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (values) => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
    return (await run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })).violations;
  }, RULES);
  return found.map(({ id, nodes }: Result) => `${id} at ${nodes[0]?.target} (${nodes[0]?.failureSummary})`);
}

/** Fails where anything is wider than one of the screens; the last of them stays. */
export async function fits(page: Page, sizes: readonly { width: number; height: number }[]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await until(`nothing is wider than ${size.width} px`, () =>
      page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    );
  }
}
