import type { Environment, Program, Stage } from './stage';
import { until } from './until';

/** An X server with a window manager and nobody before it. */
export interface Desktop {
  /** For programs that live on it. */
  readonly environment: Environment;
  /** Opens a window of some application's class, brings it to the front and gives it the keyboard. */
  open(application: string, title: string): Promise<Program>;
  type(text: string): Promise<void>;
}

export async function startDesktop(stage: Stage, base: Environment): Promise<Desktop> {
  const server = stage.start('xvfb', ['Xvfb', '-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp']);
  const display = await until('the X server names its display', () => server.side().trim());
  const environment = { ...base, DISPLAY: `:${display}` };
  stage.start('openbox', ['openbox'], environment);
  await until('the window manager runs', async () =>
    (await stage.run('xprop', ['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'], environment)).includes('window id'),
  );

  async function open(application: string, title: string): Promise<Program> {
    const window = stage.start(
      `window-${application}`,
      ['xterm', '-class', application, '-T', title, '-e', 'cat'],
      environment,
    );
    await until(`${title} is in front`, async () => {
      const search = ['search', '--onlyvisible', '--class', `^${application}$`, 'windowactivate', '--sync'];
      await stage.run('xdotool', ['xdotool', ...search], environment);
      const front = await stage.run('xdotool', ['xdotool', 'getactivewindow', 'getwindowname'], environment);
      return front.trim() === title;
    });
    return window;
  }

  async function type(text: string): Promise<void> {
    await stage.run('xdotool', ['xdotool', 'type', '--delay', '60', text], environment);
  }

  return { environment, open, type };
}
