// node clients.mjs NODE_MODULES FILE.html[:FILE.mjml]...: what mail programs drop, one JSON line for each letter.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'from-here.js'));
const first = entry => typeof entry === 'string' ? entry : entry && first(entry.import ?? entry.default ?? entry.node);
const load = async name => { // some of them can be imported only, which require cannot find
  const about = JSON.parse(fs.readFileSync(path.join(modules, name, 'package.json'), 'utf8'));
  const main = first(about.exports?.['.'] ?? about.exports) ?? about.module ?? about.main ?? 'index.js';
  return import(pathToFileURL(path.join(modules, name, main)).href);
};
const {caniemail} = await load('caniemail');
const {auditEmail} = await load('@emailens/engine');
const {comb} = await load('email-comb');
const mjml = require('mjml').default ?? require('mjml');

const CLIENTS = [
  'apple-mail.macos', 'apple-mail.ios', 'gmail.desktop-webmail', 'gmail.ios', 'gmail.android', 'outlook.windows',
  'outlook.macos', 'outlook.ios', 'outlook.android', 'yahoo.desktop-webmail', 'yahoo.ios', 'yahoo.android',
  'samsung-email.android', 'thunderbird.macos',
];
const said = part => (part?.issues ?? []).map(one => ({severity: one.severity, rule: one.rule, message: one.message}));
const titles = found => Object.fromEntries([...found].map(([client, ones]) => [client, ones.map(one => one.title)]));

for (const pair of files) {
  const [page, source] = pair.split(':');
  const html = fs.readFileSync(page, 'utf8');
  const {errors, warnings} = caniemail({clients: CLIENTS, html}).issues;
  const audit = auditEmail(html);
  const scores = Object.entries(audit.compatibility.scores).map(([client, one]) => [client, one.score]);
  const written = source && await mjml(fs.readFileSync(source, 'utf8'), {validationLevel: 'soft'});
  console.log(JSON.stringify({
    file: page, clients: CLIENTS.length, unsupported: titles(errors), partly: titles(warnings),
    scores: Object.fromEntries(scores), accessibility: audit.accessibility?.score ?? null,
    minded: [...said(audit.spam), ...said(audit.accessibility), ...said(audit.links)],
    unused: comb(html, {}).deletedFromHead ?? [],
    mjml: written ? written.errors.map(one => one.formattedMessage ?? one.message) : null,
  }));
}
