import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAgent } from '../e2e/stage/agent';
import { ask, card, modeShown, startBrowser } from '../e2e/stage/browser';
import { dayOfLastWeek, lastWeek } from '../e2e/stage/demo';
import { startDesktop } from '../e2e/stage/desktop';
import { type Hub, isHistoryComplete, startHub } from '../e2e/stage/hub';
import { readied } from '../e2e/stage/looks';
import { inRepository } from '../e2e/stage/places';
import { startSound } from '../e2e/stage/sound';
import { Stage } from '../e2e/stage/stage';
import { until } from '../e2e/stage/until';
import { zoneWhereItIs } from '../e2e/stage/zone';

/** Takes the pictures of docs/dashboard.md: `npm run tour`, some two minutes. PICTURES=png takes them for a closer look. */

const DEMO = 'Demo laptop (simulated)';
const pictures = inRepository('docs/dashboard');
const closer = process.env.PICTURES === 'png' ? inRepository('frontend/target/tour') : null;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 780 };
const LOOKS = [
  ['light', 'light', DESK],
  ['dark', 'dark', DESK],
  ['phone', 'light', PHONE],
] as const;
const MINUTE = 60_000;

let stage: Stage;

beforeEach(() => {
  stage = new Stage('tour', { TZ: zoneWhereItIs(15) });
  if (closer) mkdirSync(closer, { recursive: true });
});

afterEach(({ task }) => stage.close(task.result?.state === 'fail'));

test('the demo, view after view', async () => {
  const hub = await startHub(stage, { demo: true });
  const page = await startBrowser(stage, { viewport: DESK });
  await page.goto(hub.signInLink);
  await until('the simulated device reports', async () => (await modeShown(card(page, DEMO))) !== '');
  await until('the history is complete', () => isHistoryComplete(hub), 60_000);
  await useIt(page);
  await until('the meters have levels', () =>
    card(page, DEMO).locator('[data-testid="meter-system"]:not([data-rms=""])').isVisible(),
  );
  await take(page, 'live');
  const day = await dayOfLastWeek(page, 'Meeting');
  const places: readonly (readonly [string, string])[] = [
    ['day', `day/${day}`],
    ['trends', `trends/week/${lastWeek()}`],
    ['sessions', `sessions/week/${lastWeek()}`],
    ['devices', 'agents'],
    ['models', 'models'],
    ['rules', 'rules'],
    ['settings', 'settings/modes'],
    ['account', 'account'],
    ['people', 'people'],
    ['audit', 'audit'],
  ];
  for (const [name, view] of places) {
    await page.goto(`${hub.url}/#/${view}`);
    await take(page, name, name === 'trends' ? () => page.getByTestId('goal').first().waitFor() : undefined);
  }
  await page.goto(`${hub.url}/#/models`);
  await page
    .getByRole('link', { name: /^Figures:/ })
    .first()
    .click();
  await until('its figures are told', () => page.getByTestId('figures').isVisible());
  await take(page, 'model');
  await page.goto(`${hub.url}/#/chat`);
  await page.getByTestId('question').fill('When do I work the most?');
  await page.keyboard.press('Enter');
  await until('the answer has ended', () => page.getByTestId('turn').first().getAttribute('data-end'));
  await take(page, 'chat', () => page.getByTestId('understood').first().scrollIntoViewIfNeeded());
  await ask(page, '/auth/logout', 'POST').catch(() => {});
  await page.reload();
  await until('the sign-in is shown', () => page.getByLabel('Password').isVisible());
  await take(page, 'sign-in');
});

test('a real agent, before and in a meeting', async () => {
  const sound = await startSound(stage);
  const desktop = await startDesktop(stage, sound.environment);
  const lines = [
    await sound.speech('microphone', 'Good morning everybody, shall we begin?'),
    await sound.speech('speakers', 'Yes please. The release is nearly ready.'),
  ];
  const hub = await startHub(stage, { past: false });
  const page = await signedIn(hub);
  await startAgent(stage, hub, 'My desk', desktop.environment);
  const device = card(page, 'My desk');
  const editor = await desktop.open('jetbrains-idea', 'modehub - Journey.java');
  await until(
    'work is recognised',
    async () => {
      await desktop.type('the journey of an activity is the order of the rooms ');
      return (await modeShown(device)) === 'Work';
    },
    2 * MINUTE,
  );
  const meeting = await desktop.open('zoom', 'Weekly sync - Zoom Meeting');
  const recorder = sound.record('zoom');
  const fallSilent = sound.converse(lines);
  await until('the meeting is recognised', async () => (await modeShown(device)) === 'Meeting', MINUTE);
  await take(page, 'agent-live');
  await fallSilent();
  await recorder.stop();
  await meeting.close();
  await desktop.front(editor);
  await until(
    'the meeting is over',
    async () => {
      await desktop.type('the journey of an activity is the order of the rooms ');
      return (await modeShown(device)) !== 'Meeting';
    },
    MINUTE,
  );
  const now = Math.floor(Date.now() / 1000);
  await page.goto(`${hub.url}/#/day?zoom=${now - 240}-${now + 30}`);
  await take(page, 'agent-day');
});

async function signedIn(hub: Hub): Promise<Page> {
  const page = await startBrowser(stage, { viewport: DESK });
  await page.goto(hub.signInLink);
  await until('the person is signed in', () => page.getByRole('link', { name: 'Models' }).isVisible());
  return page;
}

/** What somebody has done who has used it for a while: corrections and a model of them, rules, goals, a colleague. */
async function useIt(page: Page): Promise<void> {
  const from = new Date(Date.now() - 10 * 24 * 60 * MINUTE).toISOString();
  const to = new Date(Date.now() - 60 * MINUTE).toISOString();
  const { items } = await ask<{ items: { agentId: string; from: string; to: string; mode: string }[] }>(
    page,
    `/spans?limit=1000&from=${from}&to=${to}`,
  );
  const said = items
    .filter(({ mode }) => mode !== 'Away' && mode !== 'Unknown')
    .map(({ agentId, from: begin, to: end, mode }) => ({ agentId, from: begin, to: end, mode }));
  await ask(page, '/labels', 'POST', said.slice(0, 60));
  for (const goal of [
    { mode: 'Work', kind: 'atLeast', per: 'day', targetMs: 4 * 60 * MINUTE },
    { mode: 'Meeting', kind: 'atMost', per: 'day', targetMs: 2 * 60 * MINUTE },
  ]) {
    await ask(page, '/goals', 'POST', goal);
  }
  for (const rule of [
    { name: 'Stand-up', mode: 'Meeting', title: { contains: 'stand-up' } },
    { name: 'Review at night', mode: 'Work', domain: { is: 'github.com' }, hours: { from: '20:00', to: '23:00' } },
    { name: 'Music', mode: 'Relax', app: { is: 'spotify' } },
  ]) {
    await ask(page, '/rules', 'POST', rule);
  }
  await ask(page, '/people', 'POST', { email: 'ada@example.org', name: 'Ada Example', role: 'contributor' });
  const { runId } = await ask<{ runId: string }>(page, '/models', 'POST', {});
  await until(
    'a model is found',
    async () => (await ask<{ state: string }>(page, `/models/runs/${runId}`)).state === 'succeeded',
    3 * MINUTE,
  );
}

/** @param before brings into sight what is to be shown */
async function take(page: Page, name: string, before?: () => Promise<void>): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  for (const [look, colorScheme, size] of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await before?.();
    await readied(page);
    const { data } = await chromium.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
    const picture = Buffer.from(data, 'base64');
    expect(picture.length).toBeLessThan(120_000);
    writeFileSync(join(pictures, `${name}-${look}.webp`), picture);
    if (closer) await page.screenshot({ path: join(closer, `${name}-${look}.png`) });
  }
  await page.setViewportSize(DESK);
  await chromium.detach();
}
