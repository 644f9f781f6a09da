import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, card, modeShown, startBrowser } from './stage/browser';
import { type Hub, startHub } from './stage/hub';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const DEMO = 'Demo laptop (simulated)';
const DESK = { width: 1440, height: 900 };
const SIZES = [{ width: 375, height: 780 }, { width: 768, height: 1024 }, DESK];
/** JavaScript transferred until Live shows, as it goes over the wire. */
const MOST_SCRIPT_BYTES = 60 * 1024;
const HUB_MS = 60_000;

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('pages', { TZ: zoneWhereItIs(15) });
  hub = await startHub(stage, { demo: true });
  page = await startBrowser(stage, { viewport: DESK, acceptDownloads: true });
});

afterAll(() => stage.close(failed));

beforeEach(async ({ onTestFailed }) => {
  await page.bringToFront();
  onTestFailed(() => {
    failed = true;
  });
});

test('Live shows after at most 60 kB of JavaScript, and what carries a hash is never asked for again', async ({
  task,
}) => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Map<string, { url: string; caching: string; bytes: number }>();
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') {
      scripts.set(requestId, {
        url: response.url,
        caching: new Headers(response.headers).get('cache-control') ?? '',
        bytes: 0,
      });
    }
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes = encodedDataLength;
  });
  await page.goto(hub.signInLink);
  await until('the simulated device reports', async () => (await modeShown(card(page, DEMO))) !== '');
  const all = [...scripts.values()];
  const bytes = all.reduce((sum, script) => sum + script.bytes, 0);
  Object.assign(task.meta, { scriptBytesUntilLive: bytes });
  console.log(`Live after ${(bytes / 1024).toFixed(1)} kB of JavaScript in ${all.length} files`);
  expect(all.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
  for (const { url, caching } of all) expect(caching, url).toContain('immutable');
  await network.detach();
  await until('the history is complete', () => hub.program.output().includes('history is complete'), HUB_MS);
});

test('a mode is set by hand for a time and given back', async () => {
  const device = card(page, DEMO);
  await device.getByTestId('set-by-hand').click();
  await until('the dialog is there', () => page.getByRole('dialog').isVisible());
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Relax"]').click();
  await page.getByRole('dialog').getByRole('combobox').selectOption({ label: '1 hour' });
  await page.getByRole('dialog').getByRole('button', { name: 'Set', exact: true }).click();
  await until('the mode is the one that was set', async () => (await modeShown(device)) === 'Relax');
  expect(await device.getByText('set by you').isVisible()).toBe(true);
  await device.getByTestId('automatic').click();
  await until('the mode is automatic again', () => device.getByText('set by you').isHidden());
  await dismissNotes();
});

test('every number of Trends is a filter, which other views share; back leads back', async () => {
  await page.getByRole('link', { name: 'Trends' }).click();
  await button('Previous week').click();
  await until('a whole week is read', () => page.getByTestId('column').first().isVisible());
  const total = () => page.getByTestId('total').textContent();
  const all = await total();
  await page.getByTestId('by-mode').locator('[data-key="Meeting"]').click();
  await until('only meetings count', async () => (await total()) !== all);
  expect(page.url()).toContain('mode=Meeting');
  const meetings = await total();
  await page.locator('[data-testid="heat"]:not([data-ms="0"])').first().click();
  await until('only one hour counts', async () => (await total()) !== meetings);
  expect(await page.getByTestId('filter').count()).toBe(3);
  await page.goBack();
  await until('all meetings count again', async () => (await total()) === meetings);
  await page.getByRole('link', { name: 'Sessions' }).click();
  await until('sessions are meetings only', async () => {
    const modes = await sessionModes();
    return modes.length > 0 && modes.every((mode) => mode === 'Meeting');
  });
  await page.goBack();
  await button('Remove the filter “Meeting”').click();
  await until('all counts again', async () => (await total()) === all);
  await button('Year').click();
  await until('the year is read', async () => (await page.getByTestId('column').count()) === 12);
});

test('a goal is set, followed and dropped, in every tab at once', async () => {
  const other = await page.context().newPage();
  await other.goto(`${hub.url}/#/settings/goals`);
  await until('the other tab has no goals', () => other.getByText('No goals yet.').isVisible());
  await page.bringToFront();
  await page.goto(`${hub.url}/#/trends/week`);
  await until('goals are read', () => page.getByText('No goals yet.').isVisible());
  await button('Add a goal').click();
  await page.getByLabel('Hours', { exact: true }).fill('0.25');
  await page.getByTestId('goals').getByLabel('Each').selectOption('week');
  await button('Set').click();
  await until('the goal is reached', () => page.locator('[data-testid="goal"][data-good="true"]').isVisible());
  await until('the other tab has it too', () => other.getByText('at least 15m Work a week').isVisible());
  await other.bringToFront();
  await other.getByRole('button', { name: /^Drop the goal/ }).click();
  await until('it is gone here too', () => page.getByTestId('goal').isHidden());
  await other.close();
});

test('sessions are found, corrected together and taken back, in every view at once', async () => {
  const other = await page.context().newPage();
  await other.goto(`${hub.url}/#/trends/week/${lastWeek()}`);
  await until('the other tab shows the week', () => other.getByTestId('total').isVisible());
  await page.bringToFront();
  const gaming = () =>
    other
      .locator('[data-testid="by-mode"] tr', { hasText: 'Gaming' })
      .textContent()
      .catch(() => '');
  const before = await gaming();
  await page.goto(`${hub.url}/#/sessions/week/${lastWeek()}?mode=Work`);
  await until('there are sessions', async () => (await sessionModes()).length > 1);
  const count = (await sessionModes()).length;
  await page.getByLabel('Search titles, apps and sites').fill('no title is like this');
  await until('nothing is found', () => page.getByTestId('no-sessions').isVisible());
  expect(page.url()).toContain('text=no+title');
  await page.getByLabel('Search titles, apps and sites').fill('');
  await until('all are there again', async () => (await sessionModes()).length === count);
  await page
    .getByRole('checkbox', { name: /^Select Work/ })
    .first()
    .check();
  await page
    .getByRole('checkbox', { name: /^Select Work/ })
    .nth(1)
    .check();
  await page.getByTestId('bulk').locator('[data-mode="Gaming"]').click();
  await until('two are gone from these', async () => (await sessionModes()).length <= count - 2);
  await until('the other tab knows', async () => (await gaming()) !== before);
  await page.getByTestId('undo').last().click();
  await until('they are back', async () => (await sessionModes()).length === count);
  await until('the other tab knows that too', async () => (await gaming()) === before);
  await dismissNotes();
  await other.close();
});

test('a device is paired, renamed and removed', async () => {
  await page.goto(`${hub.url}/#/agents`);
  await until('the simulated device is there', () => page.getByTestId('device').isVisible());
  await until('its spool is told of', async () =>
    (await page.getByTestId('spool').textContent())?.includes('taken over'),
  );
  await button('Add a device').click();
  await page.getByTestId('make-code').click();
  const code = await until('there is a code', () => page.getByTestId('pair-code').textContent());
  expect(await page.getByTestId('pair-command').textContent()).toBe(`modehub-agent pair ${hub.url} ${code}`);
  await ask(page, '/pair', 'POST', { code, name: 'Tablet <b>', platform: 'test' });
  await until('the dialog has gone by itself', () => page.getByRole('dialog').isHidden());
  const tablet = page.locator('[data-testid="device"][data-agent-name="Tablet <b>"]');
  await until('the device is there, its name as text', () => tablet.isVisible());
  await tablet.getByRole('button', { name: 'Rename' }).click();
  await tablet.getByLabel('Name').fill('Kitchen');
  await page.keyboard.press('Enter');
  const kitchen = page.locator('[data-testid="device"][data-agent-name="Kitchen"]');
  await until('it has its new name', () => kitchen.isVisible());
  await kitchen.getByTestId('revoke').click();
  await page.getByTestId('confirm-remove').click();
  await until('it is gone', () => kitchen.isHidden());
  await dismissNotes();
});

test('a day is zoomed, moved, split, joined and added to', async () => {
  const day = await workday();
  await page.goto(`${hub.url}/#/day/${day}`);
  await until('the day is read', async () => (await spans()).length > 2);
  const picture = page.getByTestId('timeline');
  const sight = async () =>
    Number(await picture.getAttribute('data-to')) - Number(await picture.getAttribute('data-from'));
  const all = await sight();
  await picture.hover();
  await page.mouse.wheel(0, -600);
  await until('less is in sight', async () => (await sight()) < all);
  await until('the address knows', () => page.url().includes('zoom='));
  const address = page.url();
  await page.reload();
  await until('a reload shows the same', async () => (await sight()) < all && page.url() === address);
  await page.keyboard.press('0');
  await until('all is in sight', async () => (await sight()) === all);
  await page.keyboard.press('+');
  await until('keys zoom too', async () => (await sight()) < all);
  await button('All of it').click();
  await until('all is in sight again', async () => (await sight()) === all);

  const work = page.locator('[data-testid="span"][data-mode="Work"]').first();
  await work.click();
  await page.getByTestId('split').click();
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Gaming"]').click();
  await until('the rest is another mode', async () => (await spans()).some((span) => span.startsWith('Gaming')));
  await page.locator('[data-testid="span"][data-mode="Gaming"]').first().click();
  await page.getByTestId('join').click();
  await until('it is joined again', async () => !(await spans()).some((span) => span.startsWith('Gaming')));
  await undo(2);
  await until('nothing is said any more', nothingSaid);

  await work.click();
  await page.getByTestId('similar').click();
  await until('others are foreseen', () => page.getByTestId('similar-found').isVisible());
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Relax"]').click();
  await until('they are corrected', said('Relax'));
  await undo(1);
  await until('all of it is taken back', nothingSaid);

  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.move(box.x + 4, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await until('a stretch was swept', () => page.getByRole('dialog').isVisible());
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Meeting"]').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add time' }).click();
  await until('time was added', said('Meeting'));
  await undo(1);
  await until('it is gone', nothingSaid);
});

test('settings change modes, profile and retention, and give the data out', async () => {
  await page.goto(`${hub.url}/#/settings/modes`);
  await page.getByLabel('Name of the new mode').fill('Study');
  await button('Add a mode').click();
  await until('the mode is there', () => page.getByLabel('Name of Study').isVisible());
  await page.getByLabel('Name of Study').fill('Learning');
  await page.keyboard.press('Enter');
  await until('it has its new name', () => page.getByLabel('Name of Learning').isVisible());
  await button('Move Learning up').click();
  await until(
    'it has moved',
    async () => (await page.getByTestId('mode-row').nth(3).getAttribute('data-mode')) === 'Learning',
  );
  await button('Delete Learning').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Learning' }).click();
  await until('it is gone', () => page.getByLabel('Name of Learning').isHidden());
  await page.getByRole('link', { name: 'Privacy' }).click();
  await page.getByLabel('Measurements (apps, titles, levels)').selectOption('365');
  await until(
    'it is kept for a year',
    async () => (await ask<{ activitiesDays: number }>(page, '/me/retention')).activitiesDays === 365,
  );
  await page.getByRole('link', { name: 'You', exact: true }).click();
  await page.getByLabel('Weeks begin on').selectOption('7');
  await until('weeks begin on Sunday', async () => (await ask<{ weekStart: number }>(page, '/me')).weekStart === 7);
  await page.getByLabel('Weeks begin on').selectOption('1');
  await page.getByRole('link', { name: 'Your data' }).click();
  const download = page.waitForEvent('download', { timeout: HUB_MS });
  await page.getByTestId('export').click();
  expect((await download).suggestedFilename()).toMatch(/^modehub-\d{4}-\d\d-\d\d\.ndjson$/);
  await dismissNotes();
});

test('all of it can be done by keyboard alone', async () => {
  await page.goto(`${hub.url}/#/live`);
  // Whatever had the focus before has it no more.
  await page.reload();
  await until('Live is there', () => card(page, DEMO).isVisible());
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to content');
  await tabTo('Trends');
  await page.keyboard.press('Enter');
  await until('Trends is there', () => page.getByTestId('trends').isVisible());
  await tabTo('Previous week');
  const stretch = () => page.getByTestId('stretch').textContent();
  const thisWeek = await stretch();
  await page.keyboard.press('Enter');
  await until('last week is there', async () => (await stretch()) !== thisWeek);
  const week = await stretch();
  await page.keyboard.press('ArrowLeft');
  await until('arrows lead on', async () => (await stretch()) !== week);
  await page.goto(`${hub.url}/#/day/${await workday()}`);
  await until('the day is read', async () => (await spans()).length > 2);
  const first = (await spans())[0] ?? '';
  await tabTo(first);
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe((await spans())[1]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await until('the stretch tells of itself', () => page.getByRole('dialog').isVisible());
  await page.keyboard.press('4');
  await until('a number key says what it was', async () => (await spans())[0]?.startsWith('Gaming'));
  await tabTo('Undo');
  await page.keyboard.press('Enter');
  await until('and it is taken back', async () => (await spans())[0] === first);
  await dismissNotes();
});

test('on a slow network a view says that it loads, then shows', async () => {
  const other = await page.context().newPage();
  const network = await other.context().newCDPSession(other);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 25_000,
  });
  await other.goto(`${hub.url}/#/trends/week`);
  await until('it says that it loads', () => other.getByRole('status', { name: 'Loading …' }).isVisible());
  await until('it shows', () => other.getByTestId('trends').isVisible(), HUB_MS);
  await other.close();
});

test('every view is accessible and fits, in both languages and themes, on every size', async () => {
  const views = [
    'live',
    `day/${await workday()}`,
    `trends/week/${lastWeek()}`,
    `sessions/day/${await workday()}`,
    'agents',
    'models',
    'rules',
    'chat',
    'account',
    'people',
    ...['profile', 'modes', 'goals', 'privacy', 'notices', 'data'].map((section) => `settings/${section}`),
  ];
  const faults: string[] = [];
  for (const language of ['en', 'de'] as const) {
    await page.evaluate((tag) => localStorage.setItem('modehub.language', tag), language);
    await page.reload();
    for (const view of views) {
      await page.goto(`${hub.url}/#/${view}`);
      await until(`${view} is there`, () => page.locator('main h1').first().isVisible());
      await until(`${view} has come`, () =>
        page
          .locator('main .skeleton')
          .count()
          .then((count) => count === 0),
      );
      // Parts of one view look alike: each is looked at once in a language.
      const part = view.startsWith('settings/') && view !== 'settings/profile';
      const themes = part ? ([language === 'en' ? 'light' : 'dark'] as const) : (['light', 'dark'] as const);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // Colours are those of the theme once it has been painted.
        await page.evaluate(
          () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
        );
        const { violations } = await new AxeBuilder({ page })
          .options({ resultTypes: ['violations'] })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        for (const { id, nodes } of violations) {
          faults.push(`${view} ${language} ${colorScheme}: ${id} at ${nodes[0]?.target} (${nodes[0]?.failureSummary})`);
        }
      }
      await page.emulateMedia({ colorScheme: 'light' });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await until(`${view} is no wider than ${size.width} px`, () =>
          page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        );
      }
    }
  }
  expect(faults).toEqual([]);
});

function button(name: string) {
  return page.getByRole('button', { name, exact: true });
}

function spans(): Promise<string[]> {
  return page.getByTestId('span').evaluateAll((all) => all.map((span) => span.ariaLabel ?? ''));
}

async function nothingSaid(): Promise<boolean> {
  const all = await spans();
  return all.length > 0 && all.every((span) => !span.includes('By: you'));
}

function said(mode: string): () => Promise<boolean> {
  return async () => (await spans()).some((span) => span.startsWith(mode) && span.includes('By: you'));
}

function sessionModes(): Promise<string[]> {
  return page.getByTestId('session').evaluateAll((all) => all.map((row) => row.getAttribute('data-mode') ?? ''));
}

/** Takes back the last so many things, the newest first. */
async function undo(times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.getByTestId('undo').last().click();
  await dismissNotes();
}

async function dismissNotes(): Promise<void> {
  await until('no note is left', async () => {
    const dismiss = page.getByTestId('toast').getByRole('button', { name: 'Dismiss' });
    if ((await dismiss.count()) > 0) await dismiss.first().click();
    return (await dismiss.count()) === 0;
  });
}

function focused(): Promise<string> {
  return page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent?.trim() ?? '');
}

async function tabTo(name: string): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    if ((await focused()) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${name}`);
}

/** The Monday of last week, which the demo has whole. */
function lastWeek(): string {
  const monday = new Date();
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7) - 7);
  return monday.toISOString().slice(0, 10);
}

/** A day of last week with work on it. */
async function workday(): Promise<string> {
  const from = `${lastWeek()}T00:00:00Z`;
  const to = new Date(Date.parse(from) + 5 * 86_400_000).toISOString();
  const path = `/summary?groupBy=day&mode=Work&from=${from}&to=${to}`;
  const { rows } = await ask<{ rows: { key: string; activeMs: number }[] }>(page, path);
  const [most] = rows.sort((a, b) => b.activeMs - a.activeMs);
  if (!most) throw new Error('the demo did no work last week');
  return most.key;
}
