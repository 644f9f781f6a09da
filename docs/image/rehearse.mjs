#!/usr/bin/env node
// rehearse.mjs DIRECTORY: carries out the Dockerfile without a container engine, each stage in a Debian root of its own that debootstrap
// makes below DIRECTORY, then runs the last stage's files alone: as its user, under a read-only root, with a PostgreSQL elsewhere.
// For root on Debian, a quarter of an hour. SETUP names a program that is given each new root, for mirrors and certificates.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const place = path.resolve(process.argv[2] ?? '');
const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const mounts = [];
const run = (program, args, options = {}) => execFileSync(program, args, { stdio: 'inherit', ...options });

function mount(...args) {
  run('mount', args);
  mounts.push(args.at(-1));
}

process.on('exit', () => {
  for (const point of mounts.reverse()) spawnQuietly('umount', ['-l', point]);
});

function spawnQuietly(program, args) {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
  } catch {
    // It was gone already.
  }
}

/** A copy of a fresh Debian, with Node where the image has it. */
function base(image, root) {
  if (image === 'scratch') return fs.mkdirSync(root);
  const debian = path.join(place, 'debian');
  if (!fs.existsSync(debian)) run('debootstrap', ['--variant=minbase', 'bookworm', debian], { stdio: 'ignore' });
  run('cp', ['-a', debian, root]);
  fs.copyFileSync('/etc/resolv.conf', path.join(root, 'etc/resolv.conf'));
  if (image.startsWith('node:')) {
    fs.copyFileSync(fs.realpathSync(process.execPath), path.join(root, 'usr/local/bin/node'));
    const npm = path.resolve(fs.realpathSync(execFileSync('which', ['npm']).toString().trim()), '../..');
    run('cp', ['-rL', npm, path.join(root, 'usr/local/npm')]);
    for (const name of ['npm', 'npx']) fs.symlinkSync(`/usr/local/npm/bin/${name}-cli.js`, path.join(root, 'usr/local/bin', name));
  }
  mount('-t', 'proc', 'proc', path.join(root, 'proc'));
  mount('--bind', '/dev', path.join(root, 'dev'));
  if (process.env.SETUP) run(process.env.SETUP, [root]);
}

/** Instructions, with lines that go on joined. */
function instructions() {
  const text = fs.readFileSync(path.join(home, 'Dockerfile'), 'utf8').replace(/^#.*\n/gm, '');
  return text.replace(/\\\n/g, ' ').split('\n').filter((line) => line.trim()).map((line) => {
    const [, name, rest] = line.match(/^(\w+)\s+(.*)$/);
    return { name, rest };
  });
}

function copy(stage, stages, rest) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith('--from=') ? stages[words.shift().slice('--from='.length)].root : path.join(place, 'context');
  const inside = words.pop();
  const target = path.join(stage.root, path.resolve(stage.directory, inside)) + (inside.endsWith('/') || words.length > 1 ? '/' : '');
  for (const word of words) {
    const source = path.join(from, word);
    const isDirectory = fs.statSync(source).isDirectory();
    fs.mkdirSync(isDirectory || target.endsWith('/') ? target : path.dirname(target), { recursive: true });
    run('cp', ['-a', isDirectory ? `${source}/.` : source, target]);
  }
}

const stages = {};
let stage;
const outer = {};
fs.mkdirSync(place, { recursive: true });
run('sh', ['-c', `mkdir "$1/context" && git -C "$2" archive HEAD | tar -x -C "$1/context"`, 'sh', place, home]);
for (const { name, rest } of instructions()) {
  console.log(`== ${name} ${rest}`);
  if (name === 'FROM') {
    const [image, , as = 'last'] = rest.split(/\s+/);
    stage = { root: path.join(place, `stage-${as}`), directory: '/', env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' } };
    stages[as] = stage;
    base(image, stage.root);
  } else if (name === 'WORKDIR') {
    stage.directory = path.resolve(stage.directory, rest);
    fs.mkdirSync(path.join(stage.root, stage.directory), { recursive: true });
  } else if (name === 'COPY') {
    copy(stage, stages, rest);
  } else if (name === 'RUN') {
    const env = { ...stage.env, ...(process.env.NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS } : {}) };
    run('chroot', [stage.root, '/bin/sh', '-c', `cd ${stage.directory} && ${rest}`], { env });
  } else if (name === 'ARG') {
    const [key, value = ''] = rest.split('=');
    stage.env[key] = value.replace(/\$(\w+)/g, (_, other) => stage.env[other] ?? '');
  } else if (name === 'ENV') {
    for (const [, key, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[key] = value;
  } else {
    outer[name] = rest;
  }
}

const { root } = stage;
const megabytes = Number(execFileSync('du', ['-sm', '--apparent-size', root]).toString().split('\t')[0]);
console.log(`the last stage holds ${megabytes} MB`);
run('sh', ['-c', 'du -sm "$1"/* "$1"/app/*', 'sh', root]);

// PostgreSQL of the build stage plays the database elsewhere.
const elsewhere = stages.build.root;
const postgres = (command) => run('chroot', [elsewhere, 'su', 'postgres', '-c', command], { env: stages.build.env });
postgres('$(echo /usr/lib/postgresql/*/bin/initdb) -D /tmp/pg -U modehub --auth=trust -E UTF8 --locale=C >/dev/null');
postgres("$(echo /usr/lib/postgresql/*/bin/pg_ctl) -D /tmp/pg -o \"-p 25432 -k ''\" -l /tmp/pg.log -w start >/dev/null");
// What an engine mounts: only these, and nothing of the root can be written.
for (const directory of ['proc', 'dev', 'sys']) fs.mkdirSync(path.join(root, directory), { recursive: true });
for (const name of ['resolv.conf', 'hosts']) fs.copyFileSync(path.join('/etc', name), path.join(root, 'etc', name));
mount('--bind', root, root);
mount('-o', 'remount,ro,bind', root);
mount('-t', 'proc', 'proc', path.join(root, 'proc'));
mount('--bind', '/dev', path.join(root, 'dev'));
mount('-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', path.join(root, 'tmp'));
const env = { ...stage.env, PORT: '28080', JWT_SECRET: 'only-for-the-rehearsal-0123456789-0123456789', DATABASE_URL: 'postgres://modehub@127.0.0.1:25432/postgres?sslmode=disable' };
const inside = (command) => ['--userspec', outer.USER, root, ...command];
const entry = JSON.parse(outer.ENTRYPOINT);
const health = JSON.parse(outer.HEALTHCHECK.slice(outer.HEALTHCHECK.indexOf('[')));
for (const turn of ['on an empty database', 'with the schema current']) {
  const started = Date.now();
  const hub = spawn('chroot', inside(entry), { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise((resolve) => hub.on('exit', (code, signal) => resolve(code ?? signal)));
  let ready = false;
  while (!ready && hub.exitCode === null && Date.now() - started < 60_000) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    ready = await fetch('http://127.0.0.1:28080/health/ready').then((answer) => answer.ok, () => false);
  }
  console.log(`${turn}: ready after ${Date.now() - started} ms`);
  execFileSync('chroot', inside(health), { env });
  console.log('the health check says yes');
  const maps = fs.readFileSync(`/proc/${hub.pid}/maps`, 'utf8');
  console.log(maps.includes('/app/modehub.jsa') ? 'the class archive is in use' : 'THE CLASS ARCHIVE IS NOT IN USE');
  console.log(fs.readFileSync(`/proc/${hub.pid}/status`, 'utf8').match(/VmRSS.*/)[0]);
  const stopping = Date.now();
  hub.kill('SIGTERM');
  const status = await ended;
  console.log(`ended with ${status} after ${Date.now() - stopping} ms`);
  if (!ready || !maps.includes('/app/modehub.jsa') || ![143, 'SIGTERM'].includes(status)) process.exitCode = 1;
}
postgres('$(echo /usr/lib/postgresql/*/bin/pg_ctl) -D /tmp/pg -m fast -w stop >/dev/null');
if (megabytes > 150) process.exitCode = 1;
