// What the tests share: a browser, its readers, and what no page may do to them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

/** Where the site is; run.sh starts it. */
export const SITE = process.env.SITE;

/** The day on which everything is asked, so that a test says the same tomorrow. */
export const DAY = "2026-11-01";

export const DESKTOP = 1280;
export const PHONE = 390;

/** Readers of every kind: with and without scripts, at a desk and with a telephone. */
export const READERS = [
  { name: "with scripts, at a desk", scripts: true, width: DESKTOP },
  { name: "without scripts, at a desk", scripts: false, width: DESKTOP },
  { name: "with scripts, with a telephone", scripts: true, width: PHONE },
  { name: "without scripts, with a telephone", scripts: false, width: PHONE },
];

let browser;

/** One browser for the tests of a file. */
export function useBrowser() {
  before(async () => {
    assert.ok(SITE, "SITE says where the site is; run.sh sets it");
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  after(() => browser?.close());
}

/** Lets a reader of some kind do something, then says what the pages did that none may do. */
export async function reading({ width = DESKTOP, scripts = true, scheme = "light", locale = "en-GB" }, does) {
  const phone = width < 600;
  const context = await browser.newContext({
    baseURL: SITE,
    viewport: { width, height: phone ? 844 : 900 },
    isMobile: phone,
    hasTouch: phone,
    javaScriptEnabled: scripts,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale,
  });
  context.setDefaultTimeout(30_000);
  try {
    const faults = watch(context);
    if (scripts) {
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
    }
    await does(await context.newPage());
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** What goes wrong in a context, as it happens: errors, breaches of the policy (Chromium reports them as errors of the console,
    where scripts are off too), files that are missing, requests to other hosts. */
function watch(context) {
  const faults = [];
  const own = new URL(SITE).origin;
  context.on("console", (message) => {
    // A page that is there to say "not found" is no error; a missing file is caught below.
    const missing = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !missing) faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (event) => faults.push(`script: ${event.error().stack ?? event.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== own) faults.push(`asked elsewhere: ${url}`);
  });
  context.on("response", (response) => {
    const request = response.request();
    if (response.status() >= 400 && !request.isNavigationRequest()) faults.push(`${response.status()}: ${response.url()}`);
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`);
  });
  return faults;
}

/** Opens an address of the site and expects a page. */
export async function open(page, path, status = 200) {
  const response = await page.goto(path);
  assert.equal(response.status(), status, path);
}

/** Follows a link, or does what else leads to another page, and expects a page there. */
export async function follow(page, link) {
  const [response] = await Promise.all([page.waitForNavigation(), link.click()]);
  assert.ok(response?.ok(), `${response?.status()}: ${page.url()}`);
}

/** Sends the form that has the button of this name. */
export async function send(page, name) {
  await follow(page, page.getByRole("main").getByRole("button", { name, exact: true }));
}

/** The parameters of the address that a page is at. */
export function asked(page) {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

/** What has the focus, as the reader would see it: what it is, and how one sees that it has it. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const ring = (e) => getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
    // An editor shows it around itself, not around the field inside.
    const outlined = ring(element) || [...document.querySelectorAll(".CodeMirror-focused, .yasqe")].some((e) => e.contains(element) && ring(e));
    // A tile of the picture shows it by its edge.
    const tile = element.querySelector(".tile, .land, .chart-bar");
    const edged = tile !== null && parseFloat(getComputedStyle(tile).strokeWidth) >= 3;
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]];
    const met = points.some(([x, y]) => {
      const at = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
      return at !== null && (element.contains(at) || at.contains(element));
    });
    return {
      name: `${element.localName} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 60)} ${element.getAttribute("href") ?? element.id}`,
      visible: outlined || edged,
      uncovered: inside && met,
    };
  });
}

/** Goes from link to link with the Tab key until the focus is on what is sought. */
export async function tabTo(page, sought, key = "Tab") {
  for (let presses = 0; presses < 400; presses += 1) {
    if (await sought.evaluate((element) => element === document.activeElement)) {
      const focus = await focused(page);
      assert.ok(focus.visible, `the focus can be seen: ${focus.name}`);
      assert.ok(focus.uncovered, `nothing covers what has the focus: ${focus.name}`);
      return;
    }
    await page.keyboard.press(key);
  }
  assert.fail(`400 presses of ${key} did not reach ${sought}`);
}
