import { isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, spans, startBrowser } from './stage/browser';
import { type Hub, startHub } from './stage/hub';
import { DESK, fits, PHONE } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const SEARCH_MS = 30_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const DAYS = 6;
const MARKUP = '<b>Mine</b>';

/** What a day is made of: minutes, the app, its window, and what the person calls it on even and on odd days. */
const HABITS = [
  [30, 'code', 'main.ts - hub', 'Work', 'Work'],
  [20, 'vlc', 'A long film', 'Relax', 'Relax'],
  [20, 'steam', 'Dota 2', 'Gaming', 'Gaming'],
  [10, 'firefox', 'News <i>today</i>', 'Relax', 'Work'],
] as const;

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('models', { TZ: zoneWhereItIs(15) });
  [hub, page] = await Promise.all([startHub(stage, { past: false }), startBrowser(stage)]);
  await page.goto(hub.signInLink);
  await until('the person is signed in', () => page.getByRole('link', { name: 'Models' }).isVisible());
});

beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    failed = true;
  });
});

afterAll(() => stage.close(failed));

test('who has said too little is told what is missing, of days and of tables', async () => {
  await open();
  await until('there is no model of one’s own', () => page.getByTestId('no-models').isVisible());
  await fits(page, [PHONE, DESK]);
  await page.getByTestId('search').click();
  await until('the search says that it had too little', () =>
    page.getByText('There is too little to learn from: 0 labelled moments of at least 50.').isVisible(),
  );
  const table = 'app_name,mouse_activity,hour,day_of_week,mode\nCode,3,24,1,Work\nCode,high,9,1,Work\n';
  await page.getByTestId('table').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await until('each faulty line is listed', async () => {
    const text = (await page.getByTestId('refused').textContent()) ?? '';
    return text.includes('line 2: hour') && text.includes('line 3: mouse_activity');
  });
  await fits(page, [PHONE, DESK]);

  await page.getByTestId('table').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: prototypesTable() });
  const model = page.locator('[data-testid="model"][data-state="candidate"]');
  await until('the mended table makes a model', () => model.isVisible(), SEARCH_MS);
  await until('its figure is said to flatter', () => model.locator('[data-warning="optimistic"]').isVisible());
  await until('the honest figure stands beside it', () => model.getByTestId('honest').isVisible());
  expect(await model.getAttribute('data-rows')).toBe('90');
});

test('a correction changes span, totals and the next search, and undone all is as before', async () => {
  await page.goto(`${hub.url}/#/live`);
  await liveThroughSomeDays();
  await open();
  await until('contradictions are listed, titles as text', () =>
    page.getByTestId('contradictions').getByText('firefox: News <i>today</i>').isVisible(),
  );
  await until('what was said counts', async () => (await corrections()) === HABITS.length * DAYS - 1);
  const before = await search();

  await page.goto(`${hub.url}/#/day`);
  await until('today is read', () => page.getByTestId('empty-day').isVisible());
  await page.getByRole('button', { name: 'Previous day' }).click();
  const guessed = page.locator('[data-testid="span"]:not([aria-label*="By: you"])');
  await until('yesterday is read', async () => (await guessed.count()) > 0);
  const asItWas = await day();
  await guessed.last().click();
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Gaming"]').click();
  await until('span and totals show the correction', async () => {
    const now = await day();
    return now.totals !== asItWas.totals && !isDeepStrictEqual(now.spans, asItWas.spans);
  });

  // Who points at the note keeps it, and with it the way back.
  await page.getByTestId('toast').filter({ hasText: 'Noted: Gaming.' }).hover();
  await open();
  await until('the correction counts', async () => (await corrections()) === 1);
  const corrected = await search();
  expect(corrected).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.goto(`${hub.url}/#/day`);
  await page.getByRole('button', { name: 'Previous day' }).click();
  await until('the day is as before', async () => isDeepStrictEqual(await day(), asItWas));

  await open();
  expect(await search()).toBe(before);
  await cancelASearch();
});

test('a model is compared, activated over the past, taken back, renamed and deleted', async () => {
  await open();
  const newest = page.locator('[data-testid="model"]').first();
  const older = page.locator('[data-testid="model"]').nth(1);
  await button(newest, 'Compare').click();
  await until('both have judged the last days', () =>
    newest.locator('[data-testid="comparison"][data-ready="true"] td').first().isVisible(),
  );
  await fits(page, [PHONE, DESK]);

  await button(newest, 'Rename').click();
  await page.getByTestId('model-name').fill(MARKUP);
  await page.keyboard.press('Enter');
  await until('the name is shown as it was written', () => newest.getByRole('heading', { name: MARKUP }).isVisible());

  await button(newest, 'Activate').click();
  await page.getByRole('radio', { name: 'The past, too, since' }).check();
  await fits(page, [PHONE, DESK]);
  await page.getByTestId('confirm-activate').click();
  await until('it judges', async () => (await newest.getAttribute('data-state')) === 'active');
  await until('the past is judged anew', async () => !(await page.getByTestId('to-judge').isVisible()));
  await page.getByTestId('roll-back').click();
  await until('the one before judges again', () =>
    page.locator('[data-testid="judging"][data-active="shipped"]').isVisible(),
  );

  await page.getByTestId('pace').focus();
  await page.keyboard.press('ArrowRight');
  await until('the pace is kept', () => page.locator('[data-testid="pace"][data-pace="steady"]').isVisible());
  await page.reload();
  await until('the pace is still there', () => page.locator('[data-testid="pace"][data-pace="steady"]').isVisible());

  await button(older, 'Delete').click();
  await page.getByTestId('confirm-delete').click();
  await until('it is gone', async () => (await page.getByTestId('model').count()) === 4);

  await button(newest, 'Figures', 'link').click();
  await until('its figures are told', () => page.getByTestId('figures').isVisible());
  await until(
    'every candidate is listed',
    async () => (await page.getByTestId('leaderboard').locator('tr').count()) > 20,
  );
  const headers = await page.getByTestId('confusion').locator('tbody th[scope="row"]').allTextContents();
  expect(headers.sort()).toEqual(['Gaming', 'Relax', 'Work']);
  await fits(page, [PHONE, DESK]);

  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.keyboard.press('Escape');
  await until('the page speaks German', () => page.getByRole('heading', { name: 'Je Modus' }).isVisible());
  await fits(page, [PHONE]);
  await open();
  await page.getByTestId('toast').getByRole('button', { name: 'Schließen' }).click();
  await fits(page, [PHONE]);
});

/** Activities of some days before today, and what the person says of all but the last stretch of yesterday. */
async function liveThroughSomeDays(): Promise<void> {
  const activities: object[] = [];
  const said: { from: string; to: string; mode: string }[] = [];
  const hour = Math.floor(Date.now() / (60 * MINUTE)) * 60 * MINUTE;
  for (let back = DAYS; back >= 1; back--) {
    let at = hour - back * DAY - 180 * MINUTE;
    for (const [minutes, app, title, even, odd] of HABITS) {
      const from = new Date(at).toISOString();
      for (let minute = 0; minute < minutes; minute++, at += MINUTE) {
        const mouse = (minute * 7 + back) % 10;
        activities.push({
          at: new Date(at).toISOString(),
          durationMs: MINUTE,
          app,
          title,
          mouse,
          keyboard: minute % 8,
        });
      }
      said.push({ from, to: new Date(at).toISOString(), mode: back % 2 === 0 ? even : odd });
    }
  }
  await ask(page, '/activities', 'POST', activities);
  const { items } = await ask<{ items: { id: string }[] }>(page, '/agents');
  const agentId = items[0]?.id;
  const words = said.slice(0, -1).map((one) => ({ ...one, agentId }));
  await ask(page, '/labels', 'POST', words);
}

/** Thirty rows of each of three modes, in the prototype's columns. */
function prototypesTable(): Buffer {
  const rows = ['app_name,mouse_activity,hour,day_of_week,mode'];
  for (let i = 0; i < 30; i++) {
    rows.push(`${i % 4 === 0 ? 'Chrome' : 'Code'},${i % 6},${9 + (i % 8)},${1 + (i % 5)},Work`);
    rows.push(`${i % 3 === 0 ? 'Chrome' : 'Netflix'},${i % 3},${18 + (i % 5)},${1 + (i % 7)},Relax`);
    rows.push(`${i % 5 === 0 ? 'Discord' : 'Steam'},${4 + (i % 6)},${17 + (i % 6)},${5 + (i % 3)},Gaming`);
  }
  return Buffer.from(rows.join('\n'));
}

async function open(): Promise<void> {
  await page.goto(`${hub.url}/#/models`);
  await until('the page is read', () => page.getByTestId('judging').isVisible());
}

async function corrections(): Promise<number> {
  return Number(await page.getByTestId('corrections').getAttribute('data-corrections'));
}

/** Has the hub search, by keyboard alone; answers how many rows the found model has learned from. */
async function search(): Promise<number> {
  const known = await page.getByTestId('model').count();
  await page.getByTestId('search').focus();
  await page.keyboard.press('Enter');
  const telling = page.getByText(/^\d+ of \d+ candidates tried$/);
  await until(
    'the search tells how far it is, or is over already',
    async () => (await telling.isVisible()) || (await page.getByTestId('model').count()) > known,
    SEARCH_MS,
  );
  await until(
    'it has found a model',
    async () =>
      (await page.locator('[data-testid="run"][data-state="succeeded"]').isVisible()) &&
      (await page.getByTestId('model').count()) === known + 1,
    SEARCH_MS,
  );
  return Number(await page.getByTestId('model').first().getAttribute('data-rows'));
}

/** Clicks a search away; one that was over before is started anew. */
async function cancelASearch(): Promise<void> {
  await until(
    'a search is cancelled',
    async () => {
      if (await page.locator('[data-testid="run"][data-state="cancelled"]').isVisible()) return true;
      const cancel = page.getByTestId('cancel-run');
      const start = page.getByTestId('search');
      if (await cancel.isVisible()) await cancel.click({ timeout: 2_000 }).catch(() => {});
      else if (await start.isEnabled()) await start.click();
      return false;
    },
    SEARCH_MS,
  );
  await page.getByText('The last search was cancelled').waitFor();
}

async function day(): Promise<{ spans: string[]; totals: string }> {
  return { spans: await spans(page), totals: (await page.getByTestId('mode-totals').textContent()) ?? '' };
}

function button(model: Locator, name: string, role: 'button' | 'link' = 'button'): Locator {
  return model.getByRole(role, { name: `${name}:` });
}
