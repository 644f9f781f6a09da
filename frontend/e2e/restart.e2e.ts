import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, card, modeShown, startBrowser } from './stage/browser';
import { startHub } from './stage/hub';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

const DEMO = 'Demo laptop (simulated)';

let stage: Stage;

beforeEach(() => {
  stage = new Stage('restart', { TZ: zoneWhereItIs(15) });
});

afterEach(({ task }) => stage.close(task.result?.state === 'fail'));

test('everything is back after a restart', async () => {
  const hub = await startHub(stage, { demo: true });
  const page = await startBrowser(stage);
  await page.goto(hub.signInLink);
  const device = card(page, DEMO);
  await until('the simulated device reports', async () => (await modeShown(device)) !== '');
  await until('the history is complete', () => hub.program.output().includes('history is complete'), 60_000);
  await page.goto(`${hub.url}/#/day`);
  await page.getByRole('button', { name: 'Previous day' }).click();
  const before = await until('the day is read', () => spans(page).then((all) => all.length > 0 && all));
  await page.goto(`${hub.url}/#/live`);
  await ask(page, '/modes/current', 'PUT', { agentId: await device.getAttribute('data-agent'), mode: 'Relax' });
  await until('the mode set by hand is shown', async () => (await modeShown(device)) === 'Relax');

  await hub.program.stop();
  await until('the page says that the hub is gone', () => page.getByTestId('disconnected').isVisible());
  expect(await modeShown(device)).toBe('Relax');

  const again = await startHub(stage, { demo: true, port: hub.port });
  await until('the page is back by itself', () => page.getByTestId('disconnected').isHidden(), 60_000);
  await until('the mode is the one that was set', async () => (await modeShown(device)) === 'Relax');
  await until('the device reports again', () => device.getByText('Reporting').isVisible());
  await page.goto(`${again.url}/#/day`);
  await page.getByRole('button', { name: 'Previous day' }).click();
  await until('the day is as it was', async () => isDeepStrictEqual(await spans(page), before));

  await page.reload();
  await until('the person is still signed in', () => page.getByTestId('day-title').isVisible());
});

function spans(page: Page): Promise<string[]> {
  return page.getByTestId('span').evaluateAll((all) => all.map((span) => span.ariaLabel ?? ''));
}
