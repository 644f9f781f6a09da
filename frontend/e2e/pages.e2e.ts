import { isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, card, dismissNotes, modeShown, spans, startBrowser } from './stage/browser';
import { DEMO, dayOfLastWeek, lastWeek } from './stage/demo';
import { type Hub, isHistoryComplete, startHub } from './stage/hub';
import { DESK } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const HUB_MS = 60_000;

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('pages', { TZ: zoneWhereItIs(15) });
  [hub, page] = await Promise.all([
    startHub(stage, { demo: true }),
    startBrowser(stage, { viewport: DESK, acceptDownloads: true }),
  ]);
  await page.goto(hub.signInLink);
  await until('Live shows its device', () => card(page, DEMO).isVisible());
  expect(page.url()).not.toContain('token');
  await until('the history is complete', () => isHistoryComplete(hub), HUB_MS);
});

afterAll(() => stage.close(failed));

beforeEach(async ({ onTestFailed }) => {
  await page.bringToFront();
  onTestFailed(() => {
    failed = true;
  });
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
  await dismissNotes(page);
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
  await page.getByRole('link', { name: 'Sessions' }).click();
  await until('sessions are meetings only', async () => {
    const modes = await sessionModes();
    return modes.length > 0 && modes.every((mode) => mode === 'Meeting');
  });
  const sessions = (await sessionModes()).length;
  await page.goBack();
  await page.locator('[data-testid="heat"]:not([data-ms="0"])').first().click();
  await until('only one hour counts', async () => (await total()) !== meetings);
  const inOneHour = (await total()) ?? '';
  expect(await page.getByTestId('filter').count()).toBe(3);
  await page.getByRole('link', { name: 'Sessions' }).click();
  await until('only what reaches into that hour is left', async () => {
    const left = (await sessionModes()).length;
    return left > 0 && left < sessions;
  });
  await page.getByRole('link', { name: 'Day', exact: true }).click();
  await until('that day tells the same time of that hour', async () =>
    (await page.getByTestId('mode-totals').locator('tr', { hasText: 'Meeting' }).textContent())?.includes(inOneHour),
  );
  expect(await page.getByTestId('filter').count()).toBe(3);
  for (let back = 0; back < 3; back++) await page.goBack();
  await until('all meetings count again', async () => (await total()) === meetings);
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
  await dismissNotes(page);
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
  await dismissNotes(page);
});

test('a day is zoomed, moved, split, joined and added to', async () => {
  await page.goto(`${hub.url}/#/day/${await dayOfLastWeek(page, 'Work')}`);
  await until('the day is read', async () => (await spans(page)).length > 2);
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
  await spread(picture);
  await until('two fingers zoom', async () => (await sight()) < all);
  await page.keyboard.press('0');
  await until('all is in sight once more', async () => (await sight()) === all);

  const work = page.locator('[data-testid="span"][data-mode="Work"]').first();
  await work.click();
  await page.getByTestId('split').click();
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Gaming"]').click();
  await until('the rest is another mode', async () => (await spans(page)).some((span) => span.startsWith('Gaming')));
  await page.locator('[data-testid="span"][data-mode="Gaming"]').first().click();
  await page.getByTestId('join').click();
  await until('it is joined again', async () => !(await spans(page)).some((span) => span.startsWith('Gaming')));
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

test('a correction shows in spans and sums, and undone all is as it was', async () => {
  await page.goto(`${hub.url}/#/day/${await dayOfLastWeek(page, 'Meeting')}`);
  const day = async () => [...(await spans(page)), await page.getByTestId('mode-totals').textContent()];
  await until('the day is read', async () => (await spans(page)).length > 2);
  const before = await day();
  await page.locator('[data-testid="span"][data-mode="Meeting"]').first().click();
  await page.getByRole('dialog').locator('[data-testid="choose-mode"][data-mode="Gaming"]').click();
  await until('the span shows it', said('Gaming'));
  await until('the sums show it', async () => (await day()).at(-1)?.includes('Gaming'));
  await undo(1);
  await until('all is as it was', async () => isDeepStrictEqual(await day(), before));
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
  await dismissNotes(page);
});

function button(name: string) {
  return page.getByRole('button', { name, exact: true });
}

async function nothingSaid(): Promise<boolean> {
  const all = await spans(page);
  return all.length > 0 && all.every((span) => !span.includes('By: you'));
}

function said(mode: string): () => Promise<boolean> {
  return async () => (await spans(page)).some((span) => span.startsWith(mode) && span.includes('By: you'));
}

function sessionModes(): Promise<string[]> {
  return page.getByTestId('session').evaluateAll((all) => all.map((row) => row.getAttribute('data-mode') ?? ''));
}

/** Takes back the last so many things, the newest first. */
async function undo(times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.getByTestId('undo').last().click();
  await dismissNotes(page);
}

/** Two fingers on the picture move apart. */
async function spread(picture: Locator): Promise<void> {
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  const middle = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const fingers = (apart: number) => [
    { x: middle - apart, y, id: 0 },
    { x: middle + apart, y, id: 1 },
  ];
  const hands = await page.context().newCDPSession(page);
  await hands.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(40) });
  for (const apart of [60, 80, 120]) {
    await hands.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
  }
  await hands.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await hands.detach();
}
