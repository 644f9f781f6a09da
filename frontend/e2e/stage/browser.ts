import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { locate } from './places';
import type { Stage } from './stage';
import { until } from './until';

/** Time for what is there already to be found and clicked, on a machine that is busy. */
const MOMENT_MS = 10_000;
const LOAD_MS = 20_000;

/** A browser of its own, with an empty page. */
export async function startBrowser(stage: Stage, options: BrowserContextOptions = {}): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: locate('chromium') ?? '/usr/bin/chromium',
    // Root may not have the sandbox; nothing foreign is shown here.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    env: { ...stage.environment },
  });
  stage.atEnd(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    colorScheme: 'light',
    ...options,
  });
  // Whoever waits for what is yet to come says so, by `until`.
  context.setDefaultTimeout(MOMENT_MS);
  context.setDefaultNavigationTimeout(LOAD_MS);
  const page = await context.newPage();
  page.on('console', (message) => console.log(`the page says: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`the page fails: ${error.message}`));
  stage.onFailure(async () => {
    await page.screenshot({ path: stage.kept('failed.png') });
  });
  return page;
}

/** The device's card on the Live view. */
export function card(page: Page, device: string): Locator {
  return page.locator(`[data-testid="agent"][data-agent-name="${device}"]`);
}

export async function modeShown(device: Locator): Promise<string> {
  return (await device.getByTestId('mode').getAttribute('data-mode')) ?? '';
}

/** A level in dBFS as the page shows it; silence where it shows none. */
export async function levelShown(device: Locator, source: 'microphone' | 'system'): Promise<number> {
  const text = await device.getByTestId(`meter-${source}`).getAttribute('data-rms');
  return text ? Number(text) : -120;
}

/** Asks the hub as the person who is signed in on the page. */
export function ask<T>(page: Page, path: string, method = 'GET', body?: unknown): Promise<T> {
  return page.evaluate(
    async (wanted) => {
      const refreshed = await fetch('/api/v1/auth/refresh', { method: 'POST' });
      const { accessToken } = await refreshed.json();
      const answer = await fetch(`/api/v1${wanted.path}`, {
        method: wanted.method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: wanted.body,
      });
      if (!answer.ok) throw new Error(`${wanted.method} ${wanted.path} was answered ${answer.status}`);
      return answer.status === 204 ? null : answer.json();
    },
    { path, method, body: body === undefined ? null : JSON.stringify(body) },
  );
}

/** What the buttons over the first lane of the day say. */
export function spans(page: Page): Promise<string[]> {
  return page.getByTestId('span').evaluateAll((all) => all.map((span) => span.ariaLabel ?? ''));
}

export async function dismissNotes(page: Page): Promise<void> {
  await until('no note is left', async () => {
    const dismiss = page.getByTestId('toast').getByRole('button', { name: 'Dismiss' });
    if ((await dismiss.count()) > 0) await dismiss.first().click();
    return (await dismiss.count()) === 0;
  });
}
