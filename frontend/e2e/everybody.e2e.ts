import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, card, dismissNotes, spans, startBrowser } from './stage/browser';
import { DEMO, dayOfLastWeek, lastWeek } from './stage/demo';
import { type Hub, isHistoryComplete, startHub } from './stage/hub';
import { DESK, faultsOf, fits, PHONE, TABLET } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

/** JavaScript transferred until Live shows, as it goes over the wire. */
const MOST_SCRIPT_BYTES = 60 * 1024;
const HUB_MS = 60_000;
const PASSWORD = 'seven odd green bicycles';

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('everybody', { TZ: zoneWhereItIs(15) });
  [hub, page] = await Promise.all([startHub(stage, { demo: true }), startBrowser(stage, { viewport: DESK })]);
});

afterAll(() => stage.close(failed));

beforeEach(({ onTestFailed }) => {
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
  await until('Live shows its device', () => card(page, DEMO).isVisible());
  const all = [...scripts.values()];
  const bytes = all.reduce((sum, script) => sum + script.bytes, 0);
  Object.assign(task.meta, { scriptBytesUntilLive: bytes });
  console.log(`Live after ${(bytes / 1024).toFixed(1)} kB of JavaScript in ${all.length} files`);
  expect(all.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
  for (const { url, caching } of all) expect(caching, url).toContain('immutable');
  await network.detach();
  await until('the history is complete', () => isHistoryComplete(hub), HUB_MS);
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
  await page.goto(`${hub.url}/#/day/${await dayOfLastWeek(page, 'Work')}`);
  await until('the day is read', async () => (await spans(page)).length > 2);
  const first = (await spans(page))[0] ?? '';
  await tabTo(first);
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe((await spans(page))[1]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await until('the stretch tells of itself', () => page.getByRole('dialog').isVisible());
  await page.keyboard.press('4');
  await until('a number key says what it was', async () => (await spans(page))[0]?.startsWith('Gaming'));
  await tabTo('Undo');
  await page.keyboard.press('Enter');
  await until('and it is taken back', async () => (await spans(page))[0] === first);
  await dismissNotes(page);
});

test('on a slow network a view says that it loads, then shows', async () => {
  const other = await page.context().newPage();
  const network = await other.context().newCDPSession(other);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 250,
    downloadThroughput: 50_000,
    uploadThroughput: 25_000,
  });
  await other.goto(`${hub.url}/#/trends/week`);
  await until('it says that it loads', () => other.getByRole('status', { name: 'Loading …' }).isVisible());
  await until('it shows', () => other.getByTestId('trends').isVisible(), HUB_MS);
  await other.close();
});

test('every view is accessible and fits, in both languages and themes, on every size', async () => {
  const day = await dayOfLastWeek(page, 'Work');
  const views = [
    ...['live', `day/${day}`, `trends/week/${lastWeek()}`, `sessions/day/${day}`, 'agents', 'models', 'rules', 'chat'],
    ...['account', 'people', 'audit'],
    ...['profile', 'modes', 'goals', 'privacy', 'notices', 'data'].map((section) => `settings/${section}`),
  ];
  // Two browsers are as fast as there are processors; a tab that is not in front would be slowed down.
  const faults = await Promise.all(
    [page, await inGerman()].map(async (each) => {
      const found: string[] = [];
      for (const view of views) {
        await each.goto(`${hub.url}/#/${view}`);
        for (const fault of await faultsOf(each)) found.push(`${view} ${fault}`);
        await fits(each, [TABLET, PHONE, DESK]);
      }
      return found;
    }),
  );
  expect(faults).toEqual([[], []]);
});

/** The same person in a browser that speaks German. */
async function inGerman(): Promise<Page> {
  const { email } = await ask<{ email: string }>(page, '/me');
  await ask(page, '/me/password', 'PUT', { password: PASSWORD });
  const german = await startBrowser(stage, { viewport: DESK, locale: 'de-DE' });
  await german.goto(hub.url);
  await german.getByLabel('E-Mail').fill(email);
  await german.getByLabel('Passwort').fill(PASSWORD);
  await german.keyboard.press('Enter');
  await until('the person is signed in', () => german.getByTestId('link').isVisible());
  // The profile speaks English, and counts where a browser has chosen none itself.
  await german.evaluate(() => localStorage.setItem('modehub.language', 'de'));
  await german.reload();
  await until('the page speaks German', () => german.getByRole('link', { name: 'Einstellungen' }).isVisible());
  return german;
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
