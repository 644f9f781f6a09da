import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask as askHub, startBrowser } from './stage/browser';
import { type Hub, isHistoryComplete, startHub } from './stage/hub';
import { DESK, fits } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

/** The narrowest phone in use. */
const PHONE = { width: 360, height: 740 };
const QUESTION = 'Wann arbeite ich am meisten?';

interface Conversations {
  readonly items: readonly { readonly title: string; readonly turns: number }[];
}

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('chat', { TZ: zoneWhereItIs(15) });
  [hub, page] = await Promise.all([startHub(stage, { demo: true }), startBrowser(stage, { locale: 'de-DE' })]);
  await page.goto(hub.signInLink);
  await until('the history is complete', () => isHistoryComplete(hub), 60_000);
});

afterAll(() => stage.close(failed));

test('a conversation with the log, from the first question to its deletion', async ({ onTestFailed }) => {
  onTestFailed(() => {
    failed = true;
  });
  await page.getByRole('link', { name: 'Chat' }).click();
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.keyboard.press('Escape');
  await until('the page says who answers', () => page.getByTestId('terms').isVisible());
  expect(await page.getByTestId('terms').textContent()).toContain('Nichts verlässt diesen Rechner.');
  await until('there are suggestions in German', () => page.getByRole('button', { name: QUESTION }).isVisible());

  const first = await ask(QUESTION);
  expect(await first.getByTestId('understood').first().textContent()).toContain('Verstanden als');
  expect(await first.getByTestId('answer').textContent()).toMatch(/\d/);
  expect(await first.getByTestId('chart').getByRole('img').first().getAttribute('aria-label')).toContain('diagramm');
  expect(await page.getByTestId('announced').textContent()).toContain('Antwort:');
  await tableBacksAnswer(first);

  const chip = first.getByTestId('understood').getByTestId('chip').first();
  await chip.click();
  const second = await answered(1);
  expect(await second.getByTestId('answer').textContent()).not.toBe(await first.getByTestId('answer').textContent());

  const third = await ask('Und letzte Woche?', 2);
  expect(await third.getByTestId('understood').first().textContent()).toContain('letzte Woche');

  const listed = page.getByTestId('conversation');
  expect(await listed.count()).toBe(1);
  expect(await listed.textContent()).toContain(QUESTION);
  const said = await page.getByTestId('answer').allTextContents();
  const address = page.url();
  expect(address).toMatch(/#\/chat\/[\w-]+$/);
  await page.reload();
  await until('the kept conversation is there', async () => (await page.getByTestId('turn').count()) === 3);
  expect(await page.getByTestId('answer').allTextContents()).toEqual(said);
  await fits(page, [PHONE, DESK]);

  await listed.hover();
  await page.getByTestId('delete').click();
  await page.getByTestId('confirm-delete').click();
  await until('the conversation is gone', async () => (await listed.count()) === 0);
  expect(page.url()).toMatch(/#\/chat$/);
  expect((await askHub<Conversations>(page, '/chat/conversations')).items).toEqual([]);
  await page.goto(address);
  await until('the page says so', () => page.getByText('Diese Unterhaltung gibt es nicht').isVisible());
});

async function ask(question: string, turn = 0): Promise<Locator> {
  await page.getByTestId('question').fill(question);
  await page.keyboard.press('Enter');
  return answered(turn);
}

/** The turn once it has ended, and well. */
async function answered(index: number): Promise<Locator> {
  const turn = page.getByTestId('turn').nth(index);
  const end = await until('the answer has ended', () => turn.getAttribute('data-end'));
  expect(end, (await turn.textContent()) ?? '').toBe('done');
  return turn;
}

/** The tool's table, opened, has the first time the answer names. */
async function tableBacksAnswer(turn: Locator): Promise<void> {
  const named = /\d+ h(?: \d+ min)?|\d+ min/.exec(plain(await turn.getByTestId('answer').textContent()))?.[0];
  if (!named) throw new Error('the answer names no time');
  const tools = turn.getByTestId('tool');
  let found = '';
  for (const tool of await tools.all()) {
    await tool.getByRole('button').first().click();
    found += plain(await tool.textContent());
    await tool.getByRole('button').first().click();
  }
  expect(found).toContain(named);
}

function plain(text: string | null): string {
  return (text ?? '').replace(/\s/g, ' ');
}
