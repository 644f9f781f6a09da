import type { Environment, Stage } from './stage';
import { until } from './until';

/** An X server with a window manager and nobody before it. */
export interface Desktop {
  /** For programs that live on it. */
  readonly environment: Environment;
  /** Opens a window that passes for one of that application, in front of all others. */
  open(application: string, title: string): Promise<Window>;
  /** Brings a window before the others and gives it the keyboard. */
  front(window: Window): Promise<void>;
  type(text: string): Promise<void>;
}

export interface Window {
  /** The class by which a desktop tells applications apart. */
  readonly application: string;
  /** ASCII: what plays the application shows nothing else. */
  readonly title: string;
  close(): Promise<void>;
}

/** An X server and its windows come in a second; on a machine that does much else, not so soon. */
const START_MS = 60_000;

export async function startDesktop(stage: Stage, base: Environment): Promise<Desktop> {
  const screen = ['-screen', '0', '1024x768x24', '-nolisten', 'tcp', '-noreset'];
  const server = stage.start('xvfb', ['Xvfb', '-displayfd', '3', ...screen]);
  const display = await until('the X server names its display', () => server.side().trim(), START_MS);
  const environment = { ...base, DISPLAY: `:${display}` };
  const properties = () => stage.run('xprop', ['xprop', '-root'], environment);
  // It names its display a moment before it takes connections.
  await until('the X server answers', () => properties().then(() => true), START_MS);
  stage.start('openbox', ['openbox'], environment);
  await until(
    'the window manager runs',
    async () => (await properties()).includes('_NET_SUPPORTING_WM_CHECK'),
    START_MS,
  );

  async function front(window: Window): Promise<void> {
    await until(
      `${window.title} is in front`,
      async () => {
        // It waits for ever where another window gets before it at the same moment.
        const search = ['search', '--onlyvisible', '--class', `^${window.application}$`, 'windowactivate', '--sync'];
        await stage.run('xdotool', ['timeout', '5', 'xdotool', ...search], environment);
        const active = await stage.run('xdotool', ['xdotool', 'getactivewindow', 'getwindowname'], environment);
        return active.trim() === window.title;
      },
      START_MS,
    );
  }

  async function open(application: string, title: string): Promise<Window> {
    const command = ['xterm', '-class', application, '-T', title, '-e', 'cat'];
    const program = stage.start(`window-${application}`, command, environment);
    const window = { application, title, close: program.stop };
    await front(window);
    return window;
  }

  async function type(text: string): Promise<void> {
    await stage.run('xdotool', ['xdotool', 'type', '--delay', '60', text], environment);
  }

  return { environment, open, front, type };
}
