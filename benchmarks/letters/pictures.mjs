// node pictures.mjs NODE_MODULES BROWSER FILE.html=OUT...: OUT-360.jpg and OUT-800.jpg, light beside dark.
// Pictures are taken from the issue's folder by their names, and others are stood in for; nothing is fetched.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const [modules, browserPath, ...pairs] = process.argv.slice(2);
const {chromium} = createRequire(path.join(modules, 'from-here.js'))('playwright-core');
const STANDS_IN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" preserveAspectRatio="none">
  <rect width="300" height="200" fill="#9aa5ad"/><path d="M0 200L110 70L180 150L220 110L300 200Z" fill="#6f7d87"/></svg>`;
const HEIGHTS = {360: 1500, 800: 1500};
const browser = await chromium.launch({executablePath: browserPath, chromiumSandbox: process.getuid() !== 0});

for (const pair of pairs) {
  const [file, out] = pair.split('=');
  const issue = path.dirname(path.dirname(file));
  for (const width of [360, 800]) {
    const shots = [];
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({viewport: {width, height: HEIGHTS[width]}, colorScheme});
      await page.route('**/*', route => {
        const url = new URL(route.request().url());
        if (url.protocol === 'file:') return route.continue();
        const local = path.join(issue, 'images', path.basename(url.pathname));
        return fs.existsSync(local) ? route.fulfill({path: local}) : route.fulfill({contentType: 'image/svg+xml', body: STANDS_IN});
      });
      await page.goto(`file://${file}`);
      shots.push((await page.screenshot()).toString('base64'));
      await page.close();
    }
    const page = await browser.newPage({viewport: {width: width * 2, height: HEIGHTS[width]}});
    await page.setContent(`<body style="margin:0;display:flex">${shots.map(
      shot => `<img width="${width}" src="data:image/png;base64,${shot}">`).join('')}`, {waitUntil: 'load'});
    await page.screenshot({path: `${out}-${width}.jpg`, type: 'jpeg', quality: 62});
    await page.close();
  }
}
await browser.close();
