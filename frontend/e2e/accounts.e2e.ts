import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, startBrowser } from './stage/browser';
import { type Hub, startHub } from './stage/hub';
import { DESK, faultsOf, fits, PHONE } from './stage/looks';
import { Stage } from './stage/stage';
import { until } from './stage/until';

const PASSWORD = 'seven odd green bicycles';

let stage: Stage;
let hub: Hub;
let page: Page;
let failed = false;

beforeAll(async () => {
  stage = new Stage('accounts');
  [hub, page] = await Promise.all([startHub(stage), startBrowser(stage)]);
});

afterAll(() => stage.close(failed));

test('a person is invited, chooses a password, pauses, gets a role for a time and leaves', async ({ onTestFailed }) => {
  onTestFailed(() => {
    failed = true;
  });
  await page.goto(hub.signInLink);
  await until('the person is signed in', () => page.getByTestId('link').isVisible());
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('link', { name: 'People' }).click();
  await until('the page lists the administrator', () => page.getByTestId('member').isVisible());

  await page.getByTestId('invite').click();
  await page.getByLabel('Name', { exact: true }).fill('Ada Example');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await looksRight(page);
  await page.getByTestId('send-invite').click();
  const link = await until('the link is shown', () => page.getByTestId('secret').inputValue());
  await page.keyboard.press('Escape');
  await until('she is in the list', () => member('Ada Example').getByText('invited').isVisible());

  const ada = await startBrowser(stage);
  await ada.goto(hub.signInLink);
  await until('a link that was used before is refused', () =>
    ada.getByText('This sign-in link was used before or has expired.').isVisible(),
  );
  expect(ada.url()).not.toContain('token');
  await ada.goto(link);
  await until('she is asked for a password', () =>
    ada.getByTestId('password').getByText('You have no password yet').isVisible(),
  );
  expect(new URL(ada.url()).hash).not.toContain('token');
  await ada.getByLabel('New password').fill('password123');
  await ada.getByTestId('save-password').click();
  await until('one that everybody guesses is refused', () =>
    ada.getByRole('alert').filter({ hasText: 'anybody would guess' }).isVisible(),
  );
  await ada.getByLabel('New password').fill(PASSWORD);
  await ada.keyboard.press('Enter');
  await until('the password is set', () => ada.getByLabel('Present password').isVisible());
  await signsOutAndIn(ada);

  await open(ada, 'Your account');
  await ada.getByTestId('pause').click();
  await until('collection is paused', () => ada.locator('[data-testid="collecting"][data-paused="true"]').isVisible());
  await ada.getByTestId('add-token').click();
  await ada.getByLabel('Name', { exact: true }).fill('Backup');
  await ada.getByTestId('make-token').click();
  const token = await until('the token is shown once', () => ada.getByTestId('secret').inputValue());
  expect((await fetch(`${hub.url}/api/v1/modes`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await ada.getByRole('button', { name: 'Done' }).click();
  await until('the token is in the list', () => ada.getByTestId('token').isVisible());
  await looksRight(ada);
  await ada.getByTestId('pause').click();
  await until('collection goes on', () => ada.locator('[data-testid="collecting"][data-paused="false"]').isVisible());

  await page.getByLabel('More about Ada Example').click();
  await page.getByRole('button', { name: 'Grant a role for a time' }).click();
  await page.getByLabel('Reason').fill('on call tonight');
  await page.getByTestId('give-role').click();
  await until('her page shows the role', () => ada.getByTestId('granted').isVisible());
  await looksRight(page, true);
  await open(ada, 'People');
  await until('she manages people now', () => ada.getByTestId('member').first().isVisible());
  await ada.getByTestId('granted').click();
  await looksRight(ada);
  await ada.getByRole('button', { name: 'Give it back' }).click();
  await until('the role is gone', async () => (await ada.getByTestId('granted').count()) === 0);

  await page.getByRole('link', { name: 'Audit' }).click();
  await until('the audit tells it', () =>
    page.locator('[data-testid="audit-entry"][data-action="role_ended"]').first().isVisible(),
  );
  await looksRight(page, true);

  await ada.goto(`${hub.url}/#/settings/data`);
  await ada.getByLabel('ada@example.org').fill('ada@example.org');
  await ada.keyboard.press('Enter');
  await until('she is out', () => ada.getByLabel('Password').isVisible());
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await until('she is gone', async () => (await page.getByTestId('member').count()) === 1);
  const { items } = await ask<{ items: { person: { name: string | null } | null }[] }>(page, '/audit?limit=200');
  expect(JSON.stringify(items)).not.toContain('Ada');

  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.getByRole('link', { name: 'Dein Konto' }).click();
  await until('the page speaks German', () => page.getByRole('heading', { name: 'Was über dich' }).isVisible());
  await looksRight(page);
  await open(page, 'Personen', 'Konto und Einstellungen');
  await until('people are listed', () => page.getByTestId('member').isVisible());
  await looksRight(page);
});

function member(name: string) {
  return page.locator(`[data-testid="member"][data-name="${name}"]`);
}

async function open(at: Page, name: string, menu = 'Account and settings'): Promise<void> {
  await at.getByRole('button', { name: menu }).click();
  await at.getByRole('link', { name, exact: true }).click();
}

async function signsOutAndIn(at: Page): Promise<void> {
  await at.getByRole('button', { name: 'Account and settings' }).click();
  await at.getByRole('button', { name: 'Sign out', exact: true }).last().click();
  await until('the sign-in is shown', () => at.getByLabel('Password').isVisible());
  await looksRight(at, true);
  await at.getByLabel('E-mail').fill('ada@example.org');
  await at.getByLabel('Password').fill('wrong');
  await at.keyboard.press('Enter');
  await until('a wrong password is refused', () =>
    at.getByRole('alert').filter({ hasText: 'E-mail or password is wrong' }).isVisible(),
  );
  await at.getByLabel('Password').fill(PASSWORD);
  await at.keyboard.press('Enter');
  await until('she is in', () => at.getByRole('button', { name: 'Account and settings' }).isVisible());
}

/** It fits a phone and a desk; what only administrators or strangers see is accessible in both themes. */
async function looksRight(at: Page, accessible = false): Promise<void> {
  if (accessible) expect(await faultsOf(at)).toEqual([]);
  await fits(at, [PHONE, DESK]);
}
