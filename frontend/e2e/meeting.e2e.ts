import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAgent } from './stage/agent';
import { ask, card, levelShown, modeShown, startBrowser } from './stage/browser';
import { startDesktop } from './stage/desktop';
import { startHub } from './stage/hub';
import { startSound } from './stage/sound';
import { Stage } from './stage/stage';
import { until } from './stage/until';

interface Spans {
  readonly items: readonly { readonly from: string; readonly to: string; readonly mode: string }[];
}

const DEVICE = 'Test desk';
/** From the first word spoken to the mode on the page, in seconds. */
const PROMISED_S = 10;
/** Quieter is no speech, in dBFS. */
const SPEECH_DB = -60;
/** What has no promise on time may take this long. */
const PATIENCE_MS = 60_000;

let stage: Stage;

beforeEach(() => {
  stage = new Stage('meeting');
});

afterEach(({ task }) => stage.close(task.result?.state === 'fail'));

test('a meeting is heard, shown and left', async ({ task }) => {
  const [{ sound, desktop, lines }, { hub, page }] = await Promise.all([startDesk(), startPage()]);
  await startAgent(stage, hub, DEVICE, desktop.environment);
  const device = card(page, DEVICE);

  const since = new Date().toISOString();
  const editor = await desktop.open('jetbrains-idea', 'modehub - Journey.java');
  await until(
    'the page shows what is in front',
    async () => {
      await desktop.type('the journey of an activity ');
      return device.getByText(editor.title).isVisible();
    },
    PATIENCE_MS,
  );
  // What a meeting interrupts goes on after it; who has done nothing before it leaves the model to guess.
  await until(
    'the page shows work',
    async () => {
      await desktop.type('is the order of the rooms ');
      return (await modeShown(device)) === 'Work';
    },
    PATIENCE_MS,
  );

  const meeting = await desktop.open('zoom', 'Weekly sync - Zoom Meeting');
  const recorder = sound.record('zoom');
  await until('the microphone is in use', () => sound.isRecorded('zoom'), PATIENCE_MS);
  const began = performance.now();
  const fallSilent = sound.converse(lines);
  const heard = { microphone: new Set<number>(), system: new Set<number>() };
  let shownAfter = 0;
  await until(
    'the page shows Meeting and both meters move',
    async () => {
      for (const source of ['microphone', 'system'] as const) {
        const level = await levelShown(device, source);
        if (level > SPEECH_DB) heard[source].add(level);
      }
      if (!shownAfter && (await modeShown(device)) === 'Meeting') shownAfter = (performance.now() - began) / 1000;
      return shownAfter && heard.microphone.size > 1 && heard.system.size > 1;
    },
    PATIENCE_MS,
  );
  const seconds = (performance.now() - began) / 1000;
  await until('the page says who listens', () => device.getByText('used by zoom').isVisible());
  Object.assign(task.meta, { meetingShownAfterSeconds: shownAfter, metersMovedAfterSeconds: seconds });
  console.log(`Meeting after ${shownAfter.toFixed(1)} s of speech, both meters after ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThanOrEqual(PROMISED_S);

  await fallSilent();
  await recorder.stop();
  await meeting.close();
  await desktop.front(editor);
  const ended = performance.now();
  await until(
    'the page leaves Meeting',
    async () => {
      await desktop.type('the journey of an activity is the order of the rooms ');
      return (await modeShown(device)) !== 'Meeting';
    },
    PATIENCE_MS,
  );
  const left = (performance.now() - ended) / 1000;
  Object.assign(task.meta, { meetingLeftAfterSeconds: left });
  console.log(`Meeting left after ${left.toFixed(1)} s of silence`);

  await until(
    'the spans tell of the meeting and of what followed',
    async () => {
      const { items } = await ask<Spans>(page, `/spans?from=${since}`);
      const met = items.find(({ mode }) => mode === 'Meeting');
      const after = items.find(({ from, mode }) => met && mode !== 'Meeting' && Date.parse(from) >= Date.parse(met.to));
      return met && Date.parse(met.to) > Date.parse(met.from) && after;
    },
    PATIENCE_MS,
  );
});

/** A screen and sound, and what is said. */
async function startDesk() {
  const sound = await startSound(stage);
  const desktop = await startDesktop(stage, sound.environment);
  // Short, so that each side is heard within seconds.
  const lines = [
    await sound.speech('microphone', 'Good morning, shall we begin?'),
    await sound.speech('speakers', 'Yes please, all is nearly ready.'),
    await sound.speech('microphone', 'I can take one of them today.'),
    await sound.speech('speakers', 'Then I will write the notes.'),
  ];
  return { sound, desktop, lines };
}

async function startPage() {
  const [hub, page] = await Promise.all([startHub(stage), startBrowser(stage)]);
  await page.goto(hub.signInLink);
  return { hub, page };
}
