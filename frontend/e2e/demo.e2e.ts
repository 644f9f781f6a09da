import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { card, keepScreenshot, modeShown, startBrowser } from './stage/browser';
import { type Hub, startHub } from './stage/hub';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const DEMO = 'Demo laptop (simulated)';
/** A correction is there "at once" when nobody waits for it. */
const AT_ONCE_MS = 2_000;
const PHONE = { width: 375, height: 780 };
const DESK = { width: 1280, height: 800 };

let stage: Stage;
let hub: Hub;
let page: Page;
let story: Stage;
let failed = false;

beforeAll(async () => {
  stage = new Stage('demo', { TZ: zoneWhereItIs(15) });
  hub = await startHub(stage, { demo: true });
  page = await startBrowser(stage);
  await page.goto(hub.signInLink);
  await until('the simulated device reports', async () => (await modeShown(card(page, DEMO))) !== '');
  await until('the history is complete', () => hub.program.output().includes('history is complete'), 60_000);
});

afterAll(() => stage.close(failed));

beforeEach(() => {
  story = new Stage('demo-story');
});

afterEach(async ({ task }) => {
  failed ||= task.result?.state === 'fail';
  await story.close(task.result?.state === 'fail');
});

test('a sign-in link works once and then says so', async () => {
  expect(page.url()).not.toContain('token');

  const other = await startBrowser(story);
  await other.goto(hub.signInLink);
  await until('the page says that the link was used', () =>
    other.getByText('This sign-in link was used before or has expired.').isVisible(),
  );
  expect(other.url()).not.toContain('token');
});

test('a correction shows at once and can be undone', async () => {
  await openDayWith('Work');
  const before = await day();
  const widest = await widestSpan('Work');
  await widest.span.click();
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Gaming"]').click();

  await until(
    'the span and the sums show the correction',
    async () => {
      const shown = await day();
      return (
        shown.spans.some((span) => span.startsWith('Gaming') && span.includes('By: you')) &&
        shown.totals !== before.totals &&
        shown.totals.includes('Gaming')
      );
    },
    AT_ONCE_MS,
  );
  await keepScreenshot(page, 'corrected', false);

  await page.getByTestId('undo').click();
  await until('all is as it was', async () => isDeepStrictEqual(await day(), before), AT_ONCE_MS);
  await page.getByTestId('toast').getByRole('button', { name: 'Dismiss' }).click();
});

test('both views look right on a desk, in the dark and on a phone', async () => {
  for (const [name, colorScheme, size] of [
    ['light', 'light', DESK],
    ['dark', 'dark', DESK],
    ['phone', 'light', PHONE],
    ['phone-dark', 'dark', PHONE],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await page.goto(`${hub.url}/#/live`);
    await until('the meters have levels', () =>
      card(page, DEMO).locator('[data-testid="meter-system"]:not([data-rms=""])').isVisible(),
    );
    await noSideScrolling();
    await keepScreenshot(page, `live-${name}`);
    await openDayWith('Meeting');
    await noSideScrolling();
    await keepScreenshot(page, `day-${name}`);
  }
});

/** The newest day before today on which the demo did that; on a weekend it works little. */
async function openDayWith(mode: string): Promise<void> {
  await page.goto(`${hub.url}/#/day`);
  for (let back = 1; back <= 5; back++) {
    await page.getByRole('button', { name: 'Previous day' }).click();
    const found = await until('the day is read', async () => {
      const spans = await page.getByTestId('span').count();
      return spans > 0 || (await page.getByTestId('empty-day').isVisible()) ? { spans } : null;
    });
    if (found.spans > 0 && (await page.locator(`[data-testid="span"][data-mode="${mode}"]`).count()) > 0) return;
  }
  throw new Error(`the demo has no ${mode} in five days`);
}

async function day(): Promise<{ spans: string[]; totals: string }> {
  const spans = await page.getByTestId('span').evaluateAll((all) => all.map((span) => span.ariaLabel ?? ''));
  return { spans, totals: (await page.getByTestId('mode-totals').textContent()) ?? '' };
}

async function widestSpan(mode: string) {
  const spans = await page.locator(`[data-testid="span"][data-mode="${mode}"]`).all();
  const sized = await Promise.all(spans.map(async (span) => ({ span, width: (await span.boundingBox())?.width ?? 0 })));
  const [widest] = sized.sort((a, b) => b.width - a.width);
  if (!widest) throw new Error(`no ${mode} on this day`);
  return widest;
}

async function noSideScrolling(): Promise<void> {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(seen);
}
