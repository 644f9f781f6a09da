import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, card, modeShown, spans, startBrowser } from './stage/browser';
import { DEMO, dayOfLastWeek } from './stage/demo';
import { isHistoryComplete, startHub } from './stage/hub';
import { Stage } from './stage/stage';
import { until } from './stage/until';
import { zoneWhereItIs } from './stage/zone';

/** A page that has lost its hub asks again every 20 s at the latest. */
const BACK_MS = 60_000;

let stage: Stage;

beforeEach(() => {
  stage = new Stage('restart', { TZ: zoneWhereItIs(15) });
});

afterEach(({ task }) => stage.close(task.result?.state === 'fail'));

test('everything is back after a restart', async () => {
  const [hub, page] = await Promise.all([startHub(stage, { demo: true }), startBrowser(stage)]);
  await page.goto(hub.signInLink);
  const device = card(page, DEMO);
  await until('Live shows its device', () => device.isVisible());
  await until('the history is complete', () => isHistoryComplete(hub), BACK_MS);
  const day = await dayOfLastWeek(page, 'Work');
  await page.goto(`${hub.url}/#/day/${day}`);
  const before = await until('the day is read', () => spans(page).then((all) => all.length > 0 && all));
  await page.goto(`${hub.url}/#/live`);
  await ask(page, '/modes/current', 'PUT', { agentId: await device.getAttribute('data-agent'), mode: 'Relax' });
  await until('the mode set by hand is shown', async () => (await modeShown(device)) === 'Relax');

  await hub.program.stop();
  await until('the page says that the hub is gone', () => page.getByTestId('disconnected').isVisible(), BACK_MS);
  expect(await modeShown(device)).toBe('Relax');

  const again = await startHub(stage, { demo: true, port: hub.port });
  await until('the page is back by itself', () => page.getByTestId('disconnected').isHidden(), BACK_MS);
  await until('the mode is the one that was set', async () => (await modeShown(device)) === 'Relax', BACK_MS);
  await until('the device reports again', () => device.getByText('Reporting').isVisible(), BACK_MS);
  await page.goto(`${again.url}/#/day/${day}`);
  await until('the day is as it was', async () => isDeepStrictEqual(await spans(page), before));

  await page.reload();
  await until('the person is still signed in', () => page.getByTestId('day-title').isVisible());
});
