import { writeFileSync } from 'node:fs';
import type { CDPSession, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, card, modeShown, startBrowser } from '../e2e/stage/browser';
import { type Hub, isHistoryComplete, startHub } from '../e2e/stage/hub';
import { Stage } from '../e2e/stage/stage';
import { until } from '../e2e/stage/until';

/**
 * What the dashboard costs: from a change at the hub to the changed page, main-thread work while a full day is zoomed and 200
 * devices are scrolled, and memory over an hour of changes. `bench/run pages` prints what is written here.
 */

const DEMO = 'Demo laptop (simulated)';
const short = process.env.SHORT === '1';
const figures: Record<string, number> = {};

let stage: Stage;
let hub: Hub;
let page: Page;

beforeAll(async () => {
  stage = new Stage('bench', { TZ: 'UTC' });
  hub = await startHub(stage, { demo: true });
  page = await startBrowser(stage, { viewport: { width: 1440, height: 900 } });
  await page.goto(hub.signInLink);
  await until('the simulated device reports', async () => (await modeShown(card(page, DEMO))) !== '');
  await until('the history is complete', () => isHistoryComplete(hub), 60_000);
});

afterAll(async () => {
  writeFileSync('target/pages-bench.json', JSON.stringify(figures));
  await stage.close(false);
});

test('from a change at the hub to the changed page', async () => {
  const device = card(page, DEMO);
  const agentId = await device.getAttribute('data-agent');
  // From before the request is sent, so answer and commit are in it, too.
  const times = await page.evaluate(
    async ({ id, rounds }) => {
      const token = (await (await fetch('/api/v1/auth/refresh', { method: 'POST' })).json()).accessToken;
      const shown = document.querySelector(`[data-agent="${id}"] [data-testid="mode"]`) as HTMLElement;
      const found: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const mode = shown.dataset.mode === 'Relax' ? 'Work' : 'Relax';
        const began = performance.now();
        await new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            if (shown.dataset.mode !== mode) return;
            observer.disconnect();
            found.push(performance.now() - began);
            resolve();
          });
          observer.observe(shown, { attributes: true });
          void fetch('/api/v1/modes/current', {
            method: 'PUT',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ agentId: id, mode }),
          });
        });
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return found;
    },
    { id: agentId, rounds: short ? 60 : 300 },
  );
  figures.changeToPageP50Ms = percentile(times, 0.5);
  figures.changeToPageP95Ms = percentile(times, 0.95);
  await ask(page, '/modes/current', 'PUT', { agentId, mode: null });
});

test('zooming a day of 5,000 stretches', async () => {
  const date = '2026-01-14';
  const start = Date.parse(`${date}T00:00:00Z`);
  const step = Math.floor(86_400_000 / 5_000);
  const modes = ['Work', 'Meeting', 'Relax', 'Gaming'];
  for (let batch = 0; batch < 5; batch++) {
    const words = Array.from({ length: 1_000 }, (_, index) => {
      const from = start + (batch * 1_000 + index) * step;
      return {
        from: new Date(from).toISOString(),
        to: new Date(from + step).toISOString(),
        mode: modes[index % modes.length],
      };
    });
    await ask(page, '/labels', 'POST', words);
  }
  await page.goto(`${hub.url}/#/day/${date}`);
  const picture = page.getByTestId('timeline');
  await until('the day is there', () => picture.isVisible(), 60_000);
  await until(
    'the table has all',
    async () =>
      (
        await ask<{ items: unknown[] }>(
          page,
          `/spans?view=person&limit=1000&from=${date}T00:00:00Z&to=${date}T23:59:59Z`,
        )
      ).items.length === 1_000,
  );
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  const work = await traced(page, async () => {
    // Wheel events as a hand makes them: one a frame, in to some minutes and out again.
    await page.evaluate(
      async ({ x, y, turns }) => {
        const target = document.elementFromPoint(x, y) as Element;
        for (let turn = 0; turn < turns; turn++) {
          await new Promise(requestAnimationFrame);
          const deltaY = turn % 120 < 60 ? -60 : 60;
          target
            .closest('[data-testid="timeline"]')
            ?.dispatchEvent(
              new WheelEvent('wheel', { deltaY, clientX: x, clientY: y, bubbles: true, cancelable: true }),
            );
        }
      },
      { x: box.x + box.width / 2, y: box.y + 20, turns: short ? 240 : 600 },
    );
  });
  figures.zoomFrames = work.length;
  figures.zoomFrameP50Ms = percentile(work, 0.5);
  figures.zoomFrameP95Ms = percentile(work, 0.95);
});

test('scrolling 200 devices, and an hour of 20 changes a second', async () => {
  const agents = Array.from({ length: 200 }, (_, index) => ({
    agentId: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
    name: `Desk ${index}`,
    platform: 'linux',
    online: true,
    lastSeen: new Date().toISOString(),
    sensors: ['window', 'idle', 'pointer', 'audio'],
    sources: [{ source: 'microphone', name: 'Headset' }],
    version: 1,
    mode: 'Work',
    confidence: 0.9,
    since: new Date().toISOString(),
    reasons: [],
    by: 'model',
  }));
  let link: WebSocketRoute | undefined;
  const crowd = await page.context().newPage();
  await crowd.routeWebSocket('**/ws/live', (socket) => {
    link = socket;
    socket.onMessage((message) => {
      const frame = JSON.parse(String(message));
      if (frame.type === 'auth') socket.send(JSON.stringify({ type: 'welcome', serverTime: new Date().toISOString() }));
      if (frame.type === 'auth' || frame.type === 'resync') {
        socket.send(JSON.stringify({ type: 'snapshot', agents, page: 1, last: true }));
      }
    });
  });
  await crowd.goto(`${hub.url}/#/live`);
  await until('200 devices are there', async () => (await crowd.getByTestId('agent').count()) === 200);
  const work = await traced(crowd, () =>
    crowd.evaluate(async () => {
      for (let turn = 0; turn < 200; turn++) {
        await new Promise(requestAnimationFrame);
        scrollBy(0, turn % 100 < 50 ? 120 : -120);
      }
    }),
  );
  figures.scrollFrameP95Ms = percentile(work, 0.95);

  const session = await crowd.context().newCDPSession(crowd);
  const changes = short ? 18_000 : 72_000;
  const heaps: number[] = [];
  let version = 2;
  for (let part = 0; part < 12; part++) {
    for (let index = 0; index < changes / 12; index++) {
      const agentId = agents[index % agents.length]?.agentId ?? '';
      const mode = version % 2 ? 'Work' : 'Meeting';
      const since = new Date().toISOString();
      const frame = { type: 'mode', agentId, version, mode, confidence: 0.9, since, reasons: [], by: 'model' };
      link?.send(JSON.stringify(frame));
      version++;
      if (index % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 8));
    }
    const newest = version - 1;
    await until('the page has kept up', () =>
      crowd.evaluate(
        (last) => document.querySelectorAll(`[data-mode="${last % 2 ? 'Work' : 'Meeting'}"]`).length > 0,
        newest,
      ),
    );
    heaps.push(await heap(session));
  }
  figures.changes = changes;
  figures.heapAfterFirstPartMb = (heaps[1] ?? 0) / 1e6;
  figures.heapAtEndMb = (heaps.at(-1) ?? 0) / 1e6;
  figures.heapGrowthPercent = ((heaps.at(-1) ?? 0) / (heaps[1] ?? 1) - 1) * 100;
  console.log(heaps.map((bytes) => (bytes / 1e6).toFixed(2)).join(' '));
  expect(heaps.length).toBe(12);
  await crowd.close();
});

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** What the picture asks for once a frame is what begins one here. */
const FRAME = 'FireAnimationFrame';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name?: string; readonly data?: unknown };
}

/** Milliseconds of work on the page's main thread in each of its frames while something is done, from a trace. */
async function traced(of: Page, work: () => Promise<unknown>): Promise<number[]> {
  const browser = of.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(of, {
    categories: [
      'devtools.timeline',
      'disabled-by-default-devtools.timeline',
      'toplevel',
      'disabled-by-default-devtools.timeline.frame',
      'devtools.timeline.frame',
    ],
  });
  await work();
  const { traceEvents: events }: { traceEvents: readonly TraceEvent[] } = JSON.parse(
    String(await browser.stopTracing()),
  );
  const begins = events.filter(({ name }) => name === FRAME);
  const counts = new Map<string, number>();
  for (const { pid, tid } of begins) counts.set(`${pid}/${tid}`, (counts.get(`${pid}/${tid}`) ?? 0) + 1);
  const [main] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!main) throw new Error('the trace has no frames');
  const mine = events.filter(({ pid, tid }) => `${pid}/${tid}` === main[0]);
  const frames = mine
    .filter(({ name }) => name === FRAME)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
    .filter((ts, index, all) => index === 0 || ts - (all[index - 1] ?? 0) > 1_000);
  const tasks = mine.filter(
    ({ name, ph }) => ph === 'X' && (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'),
  );
  return frames.slice(1).map((end, index) => {
    const start = frames[index] ?? 0;
    return tasks.reduce((sum, { ts, dur = 0 }) => (ts >= start && ts < end ? sum + dur : sum), 0) / 1000;
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
