#!/usr/bin/env node
// licences.mjs [--check]: writes docs/licences.md from what Maven and npm say of the libraries that are shipped, or with --check ends with
// status 1 where a shipped library is missing in it. Writing needs `mvn -P sbom -DskipTests -pl backend,agent -am package` before.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(home, 'docs/licences.md');
const at = (...parts) => path.join(home, ...parts);
const json = (name) => JSON.parse(fs.readFileSync(name, 'utf8'));

/** Names of the libraries that a jar's manifest asks for, without versions. */
function beside(module, jar) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modehub-licences'));
  try {
    execFileSync('jar', ['--extract', '--file', at(module, 'target', jar), 'META-INF/MANIFEST.MF'], { cwd: folder });
    const manifest = fs.readFileSync(path.join(folder, 'META-INF/MANIFEST.MF'), 'utf8').replace(/\r?\n /g, '');
    const jars = manifest.match(/^Class-Path: (.*)$/m)[1].trim().split(' ');
    return jars.map((name) => name.replace(/^lib\//, '').replace(/-\d[^/]*\.jar$/, '')).filter((name) => !name.startsWith('modehub-'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What the page's scripts hold. */
function ofThePage() {
  return Object.keys(json(at('frontend/package.json')).dependencies ?? {});
}

if (process.argv.includes('--check')) {
  const listed = fs.readFileSync(file, 'utf8');
  const missing = [...beside('backend', 'modehub.jar'), ...beside('agent', 'modehub-agent.jar'), ...ofThePage()].filter((name) => !listed.includes(`\`${name}\``));
  if (missing.length > 0) {
    console.error(`docs/licences.md doesn't name: ${[...new Set(missing)].join(', ')}; run docs/licences.mjs`);
    process.exit(1);
  }
} else {
  const rows = new Map();
  for (const [module, jar] of [['backend', 'modehub'], ['agent', 'modehub-agent']]) {
    const names = new Set(beside(module, `${jar}.jar`));
    for (const part of json(at(module, 'target', `${jar}.cdx.json`)).components) {
      if (!names.has(part.name)) continue;
      const licences = (part.licenses ?? []).map((each) => each.expression ?? each.license.id ?? each.license.name).join(' or ');
      const row = rows.get(part.name) ?? { name: part.name, licences: licences || 'see the library', users: [] };
      row.users.push(module === 'backend' ? 'hub' : 'agent');
      rows.set(part.name, row);
    }
  }
  for (const name of ofThePage()) {
    rows.set(name, { name, licences: json(at('frontend/node_modules', name, 'package.json')).license, users: ['page'] });
  }
  const lines = [...rows.values()].sort((a, b) => a.name.localeCompare(b.name)).map((row) => `| \`${row.name}\` | ${row.licences} | ${row.users.join(', ')} |`);
  fs.writeFileSync(
    file,
    `# Licences

Modehub is Apache-2.0. These libraries are shipped with it, as they and their registries say it; \`docs/licences.mjs\` writes this page, and
\`./check\` fails where one is missing. \`mvn -P sbom package\` writes the whole bill of materials, versions and hashes included, in CycloneDX'
format (\`backend/target/modehub.cdx.json\`; in the image \`/app/modehub.cdx.json\`).

| library | licence | part of |
|---|---|---|
${lines.join('\n')}
`,
  );
}
