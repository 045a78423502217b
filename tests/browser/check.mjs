// Opens a report in Chromium and fails where a reader would be let down.
//
//   npm ci && node check.mjs verslag.html [--shots DIR]
//
// Fails on: a message in the console, a request that leaves the page, any finding of axe-core (light and dark; 390, 1280
// and 1920 px; everything unfolded), sideways scrolling at any width, something of the page that the expectation sheet
// on its own still shows. CHROMIUM names the browser (default /usr/bin/chromium).
import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

const [report, ...options] = process.argv.slice(2);
const shots = options[0] === "--shots" ? options[1] : null;
if (!report || (options.length > 0 && !shots)) {
  console.error("usage: node check.mjs REPORT.html [--shots DIR]");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

const address = pathToFileURL(realpathSync(report)).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const faults = [];
const row = (...cells) => console.log(cells.map((cell, at) => (at ? String(cell).padStart(11) : String(cell).padEnd(16))).join(""));

async function open(colorScheme, width, fragment = "") {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: width < 600 ? 844 : Math.round(width * 0.5625) } });
  const page = await context.newPage();
  const seen = { console: 0, requests: 0 };
  page.on("console", (message) => { seen.console += 1; faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => { seen.console += 1; faults.push(`error: ${error.message}`); });
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !url.startsWith("data:")) { seen.requests += 1; faults.push(`request: ${url}`); }
  });
  await page.goto(address + fragment);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  return { page, seen, close: () => context.close() };
}

try {
  row("", "console", "requests", "too wide", "axe passes", "axe faults");
  for (const scheme of ["light", "dark"]) {
    for (const width of [390, 1280, 1920]) {
      const { page, seen, close } = await open(scheme, width);
      if (shots) await page.screenshot({ path: join(shots, `first-${scheme}-${width}.png`) });
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${scheme} ${width}: scrolls sideways by ${wide} px`);
      await page.evaluate(axe.source);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "passes"] }));
      for (const { id, help, nodes } of result.violations) {
        for (const { target, failureSummary } of nodes) faults.push(`${scheme} ${width}: ${id}: ${help}: ${target.join(" ")}\n    ${failureSummary}`);
      }
      if (shots) await page.screenshot({ path: join(shots, `whole-${scheme}-${width}.png`), fullPage: true });
      row(`${scheme} ${width}`, seen.console, seen.requests, Math.max(wide, 0), result.passes.length, result.violations.length);
      await close();
    }
  }
  const { page, close } = await open("light", 1280, "#part-expectation-sheet");
  if (await page.locator("#part-expectation-sheet").count()) {
    const shown = await page.locator("main :is(.first, .spread, .response, .account, .verdict), .contents").filter({ visible: true }).count();
    if (shown > 0) faults.push(`the expectation sheet on its own still shows ${shown} other parts`);
    if (shots) await page.screenshot({ path: join(shots, "expectation-sheet.png"), fullPage: true });
  }
  await close();
  if (shots) {
    for (const [name, fragment] of [["printed", ""], ["printed-sheet", "#part-expectation-sheet"]]) {
      const printed = await open("dark", 1280, fragment);
      await printed.page.pdf({ path: join(shots, `${name}.pdf`), preferCSSPageSize: true, printBackground: false });
      await printed.close();
    }
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "no faults" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
