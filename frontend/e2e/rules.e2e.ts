import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, startBrowser } from './stage/browser';
import { type Hub, isHistoryComplete, startHub } from './stage/hub';
import { DESK, fits, PHONE } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const PAST_MS = 60_000;

interface Sums {
  readonly rows: readonly { readonly key: string; readonly activeMs: number }[];
}

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('rules', { TZ: zoneWhereItIs(15) });
  [hub, page] = await Promise.all([startHub(stage, { demo: true }), startBrowser(stage)]);
  await page.goto(hub.signInLink);
  await until('the history is complete', () => isHistoryComplete(hub), 60_000);
});

afterAll(() => stage.close(failed));

test('a rule is tried, saved, applied to the past and taken back', async ({ onTestFailed }) => {
  onTestFailed(() => {
    failed = true;
  });
  await page.getByRole('link', { name: 'Rules' }).click();
  await until('there are no rules yet', () => page.getByTestId('no-rules').isVisible());
  await fits(page, [PHONE, DESK]);
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByTestId('rule-mode').selectOption('Gaming');
  await page.getByLabel('Window title', { exact: true }).fill('(a+)+{2}');
  await page.getByLabel('Window title: How the text is compared').selectOption('pattern');
  await page.getByTestId('save-rule').click();
  await until('the hub says what is wrong with the pattern', () =>
    page.getByRole('alert').filter({ hasText: "can't be read" }).isVisible(),
  );
  await page.getByLabel('Window title', { exact: true }).fill('[a-z]{3}');
  await page.getByRole('button', { name: 'What would change?' }).click();
  await until('the preview tells what would change', () => page.getByTestId('effect').isVisible(), PAST_MS);
  await until('more gaming is foreseen', () =>
    page.locator('[data-testid="effect-mode"][data-mode="Gaming"]').isVisible(),
  );
  await fits(page, [PHONE, DESK]);
  await page.getByTestId('save-rule').click();
  await until('the rule is in the list', () => page.getByTestId('rule').isVisible());
  await add('Meeting', 'App', 'zoom');
  await add('Relax', 'Site', 'news.example.org');
  await page.getByRole('button', { name: 'Move up: news.example.org' }).click();
  await until('the rules are in the new order', async () =>
    isDeepStrictEqual(await names(), ['[a-z]{3}', 'news.example.org', 'zoom']),
  );
  await page.getByRole('checkbox', { name: 'Enabled: zoom' }).uncheck();
  await until('the rule is off', () =>
    page.locator('[data-rule="zoom"]').getByText('off', { exact: true }).isVisible(),
  );

  const before = await gaming();
  await applyToThePast();
  expect(await gaming()).toBeGreaterThan(before);
  await fits(page, [PHONE, DESK]);
  await takeBack();
  expect(await gaming()).toBe(before);

  await page.getByRole('button', { name: 'Delete: zoom' }).focus();
  await page.keyboard.press('Enter');
  await until('the rule is gone', async () => (await names()).length === 2);
  await page.getByTestId('undo').first().click();
  await until('the rule is back at its place', async () => (await names())[2] === 'zoom');

  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.keyboard.press('Escape');
  await until('the page speaks German', () => page.getByRole('heading', { name: 'Regeln' }).isVisible());
  await fits(page, [PHONE]);
});

async function add(mode: string, field: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByTestId('rule-mode').selectOption(mode);
  await page.getByLabel(field, { exact: true }).fill(text);
  await page.getByTestId('save-rule').click();
  await until('the rule is in the list', async () => (await names()).includes(text));
}

async function applyToThePast(): Promise<void> {
  await page.getByTestId('past').getByLabel('Since').selectOption('month');
  await page.getByTestId('apply').click();
  await until(
    'the past is judged anew',
    () => page.locator('[data-testid="past"][data-state="applied"]').isVisible(),
    PAST_MS,
  );
}

async function takeBack(): Promise<void> {
  await page.getByTestId('take-back').click();
  await until('all is as it was', () => page.locator('[data-testid="past"][data-state="undone"]').isVisible(), PAST_MS);
}

function names(): Promise<string[]> {
  return page.getByTestId('rule').evaluateAll((all) => all.map((rule) => rule.getAttribute('data-rule') ?? ''));
}

/** The day before yesterday and before, which are over whatever the hour: nothing is added or smoothed meanwhile. */
async function gaming(): Promise<number> {
  const to = new Date();
  to.setUTCHours(-24, 0, 0, 0);
  const from = new Date(to.getTime() - 10 * 86_400_000);
  const path = `/summary?groupBy=mode&from=${from.toISOString()}&to=${to.toISOString()}`;
  const { rows } = await ask<Sums>(page, path);
  return rows.find(({ key }) => key === 'Gaming')?.activeMs ?? 0;
}
