import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { agentJar, hubJar, outputs } from './places';

/** Program → the Debian package that brings it. */
const PROGRAMS = {
  java: 'openjdk-17-jre-headless',
  chromium: 'chromium',
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xterm: 'xterm',
  xdotool: 'xdotool',
  xprop: 'x11-utils',
  pulseaudio: 'pulseaudio',
  pactl: 'pulseaudio-utils',
  paplay: 'pulseaudio-utils',
  parec: 'pulseaudio-utils',
  timeout: 'coreutils',
  'espeak-ng': 'espeak-ng',
};

/** Says all that is missing at once, with the remedy, before any story begins. */
export default function setup(): void {
  const faults: string[] = [];
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isInstalled(program));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    faults.push(
      `missing programs: ${missing.map(([program]) => program).join(', ')}; ` +
        `on Debian or Ubuntu: sudo apt-get install --no-install-recommends ${packages}`,
    );
  }
  for (const jar of [hubJar, agentJar]) {
    if (!existsSync(jar)) faults.push(`not built: ${jar}; run ./run --build-only first`);
  }
  if (faults.length > 0) throw new Error(`The end-to-end tests can't run.\n${faults.join('\n')}`);
  mkdirSync(outputs, { recursive: true });
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
