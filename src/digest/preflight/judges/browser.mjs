// node browser.mjs NODE_MODULES BROWSER FILE.html...: one Chromium looks at all letters, one JSON line for each.
// Nothing is fetched: pictures are a grey pixel, everything else is refused and counted; a letter's own scripts do not run.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const [modules, browserPath, ...files] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'from-here.js'));
const {chromium} = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const AT = 'https://letter.invalid/';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGOor68HAAKDAYBbu3SIAAAAAElFTkSuQmCC', 'base64');
const HEADERS = {'content-type': 'text/html; charset=utf-8', 'content-security-policy': "script-src 'none'"};
const RULES = Object.fromEntries(
  ['target-size', 'color-contrast-enhanced', 'identical-links-same-purpose', 'meta-refresh-no-exceptions']
    .map(rule => [rule, {enabled: true}]));

const stripped = html => html
  .replace(/<style[\s\S]*?<\/style>/gi, '')
  .replace(/<link[^>]*stylesheet[^>]*>/gi, '');

const probe = () => {
  const wide = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width && (box.right > innerWidth + 1 || box.left < -1) && wide.length < 3)
      wide.push(element.outerHTML.replace(/\s+/g, ' ').slice(0, 80));
  }
  const sizes = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const letters = text.textContent.trim().length, parent = text.parentElement;
    if (!letters || !parent.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    sizes[size] = (sizes[size] || 0) + letters;
  }
  return {
    scroll: Math.max(document.documentElement.scrollWidth - innerWidth, 0), wide, sizes,
    background: getComputedStyle(document.body).backgroundColor,
    characters: Object.values(sizes).reduce((sum, one) => sum + one, 0),
  };
};

const run = rules => axe.run(document, {resultTypes: ['violations', 'incomplete'], rules});
const brief = found => found.map(one => ({
  id: one.id, tags: one.tags, help: one.help, many: one.nodes.length,
  first: one.nodes[0]?.html.replace(/\s+/g, ' ').slice(0, 120) ?? '',
}));

const browser = await chromium.launch({
  executablePath: browserPath, chromiumSandbox: process.getuid() !== 0,
  args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

async function look(file) {
  const html = fs.readFileSync(file, 'utf8');
  const requests = new Set();
  const context = await browser.newContext();
  const page = await context.newPage();
  let shown = html, images = true;
  await page.route('**/*', route => {
    const request = route.request();
    if (request.url() === AT && request.isNavigationRequest()) return route.fulfill({headers: HEADERS, body: shown});
    if (request.resourceType() !== 'image') requests.add(request.url());
    else if (images) return route.fulfill({contentType: 'image/png', body: PIXEL});
    return route.abort();
  });
  const views = {}, judged = {};
  const see = async (key, scheme, width, judging) => {
    await page.emulateMedia({colorScheme: scheme});
    await page.setViewportSize({width, height: 900});
    views[key] = await page.evaluate(probe);
    if (!judging) return;
    await page.evaluate(axe);
    const found = await page.evaluate(run, RULES);
    judged[key] = {violations: brief(found.violations), incomplete: brief(found.incomplete)};
  };
  await page.goto(AT);
  for (const scheme of ['light', 'dark'])
    for (const width of [320, 600, 1200]) await see(`${scheme}-${width}`, scheme, width, width !== 1200);
  shown = stripped(html);
  await page.goto(AT);
  await see('stripped-600', 'light', 600, true);
  await see('stripped-320', 'light', 320, true);
  [shown, images] = [html, false];
  await page.goto(AT);
  await see('without-images-320', 'light', 320, true);
  await context.close();
  return {file, views, axe: judged, requests: [...requests]};
}

const waiting = [...files];
const worker = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) console.log(JSON.stringify(await look(file)));
};
await Promise.all([worker(), worker()]);
await browser.close();
