// What every kind of page is held to: no error, nothing from elsewhere, readable by all, by keyboard, on a telephone and on paper.
// SHOTS names a folder for pictures of all of them.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { KINDS } from "./kinds.mjs";
import { DESKTOP, PHONE, SITE, focused, open, reading, useBrowser } from "./support.mjs";

/** How many stops of the Tab key are looked at on a page. */
const STOPS = 40;

const SHOTS = process.env.SHOTS;

describe("every kind of page", () => {
  useBrowser();

  for (const kind of KINDS) {
    const status = kind.status ?? 200;
    it(`${kind.name}: at a desk, with a keyboard, in the dark, on paper`, async () => {
      await reading({}, async (page) => {
        await open(page, kind.path, status);
        await settled(page);
        await shot(page, `${kind.name}-${DESKTOP}`);
        assert.equal(await page.locator("h1").count(), 1, "one first heading");
        assert.match(await page.title(), /cyberlex/);
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        const found = [
          ...(await barriers(page, axe(page))),
          ...(await lost(page)),
          ...(await inTheDark(page, kind.name)),
          ...(await onPaper(page, kind.name)),
        ];
        assert.deepEqual(found, []);
      });
    });

    it(`${kind.name}: with a telephone`, async () => {
      await reading({ width: PHONE }, async (page) => {
        await open(page, kind.path, status);
        await settled(page);
        await shot(page, `${kind.name}-${PHONE}`);
        assert.deepEqual([...(await wider(page)), ...(await barriers(page, axe(page).disableRules("color-contrast")))], []);
      });
    });

    it(`${kind.name}: says no less without scripts`, async () => {
      const texts = [];
      for (const scripts of [true, false]) {
        await reading({ scripts }, async (page) => {
          await open(page, kind.path, status);
          texts.push(lines(await page.locator("main").innerText()));
        });
      }
      const [all, plain] = texts;
      assert.deepEqual(all.filter((line) => !plain.includes(line) && !kind.enhanced), []);
      assert.ok(plain.length >= 3);
    });
  }
});

describe("styles", () => {
  it("use no name that none of them defines", async () => {
    const page = await (await fetch(SITE, { headers: { accept: "text/html" } })).text();
    const sheets = [...page.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
    assert.ok(sheets.length > 0);
    const texts = await Promise.all(sheets.map(async (href) => (await fetch(new URL(href, SITE))).text()));
    const text = texts.join("\n");
    const defined = new Set([...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name));
    const used = new Set([...text.matchAll(/var\((--[\w-]+)\s*\)/g)].map(([, name]) => name));
    assert.ok(used.size > 10);
    // An unknown name makes a whole declaration void, without a word: the hatching of what is unknown, say.
    assert.deepEqual([...used].filter((name) => !defined.has(name)), []);
  });
});

describe("languages", () => {
  useBrowser();

  for (const [tag, name, word] of [["zh", "中文", "非法访问"], ["ar", "العربية", null], ["fr", "français", null]]) {
    it(`switches to ${tag} and keeps it`, async () => {
      await reading({ scripts: false }, async (page) => {
        await open(page, "/doc/concept/topic/illegal-access");
        await page.getByRole("contentinfo").getByRole("link", { name, exact: false }).click();
        assert.equal(new URL(page.url()).searchParams.get("lang"), tag);
        const html = page.locator("html");
        if (tag === "zh") assert.equal(await html.getAttribute("lang"), "zh");
        if (word) assert.match(await page.locator("h1").innerText(), new RegExp(word));
        else assert.equal(await page.locator(`main [lang="${tag}"]`).first().evaluate((e) => getComputedStyle(e).direction), tag === "ar" ? "rtl" : "ltr");
        await page.getByRole("navigation").first().getByRole("link").first().click();
        assert.equal(new URL(page.url()).searchParams.get("lang"), tag, "links keep the language");
        assert.ok((await page.locator(`[lang="${tag}"]`).count()) > 0);
      });
    });
  }
});

/** Waits for what scripts fetch after the page has loaded. */
async function settled(page) {
  await page.waitForLoadState("networkidle");
}

function axe(page) {
  return new AxeBuilder({ page });
}

/** What axe finds serious or critical. */
async function barriers(page, builder) {
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id} (${nodes.length}): ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, " ").slice(0, 200)}`));
}

/** Stops of the Tab key at which the reader cannot see where the focus is. */
async function lost(page) {
  const found = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const focus = await focused(page);
    if (focus === null) break;
    if (!focus.visible) found.push(`focus not shown: ${focus.name}`);
    if (!focus.uncovered) found.push(`focus covered: ${focus.name}`);
  }
  return found;
}

/** Colours that cannot be told apart where the reader wants dark ones. */
async function inTheDark(page, name) {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await barriers(page, axe(page).withRules("color-contrast"));
  await shot(page, `${name}-${DESKTOP}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  return found.map((barrier) => `dark: ${barrier}`);
}

/** What paper has no use for: ways to go elsewhere, fields to fill in, what stays folded. */
async function onPaper(page, name) {
  await page.emulateMedia({ media: "print" });
  await shot(page, `${name}-print`);
  const found = await page.evaluate(() => {
    const shown = (element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
    const useless = [...document.querySelectorAll("nav, form, .skip")].filter(shown);
    const folded = [...document.querySelectorAll("details")].filter((e) => shown(e) && e.children[1] && !shown(e.children[1]));
    const title = document.querySelector("h1");
    return [
      ...useless.map((element) => `on paper: ${element.outerHTML.slice(0, 100)}`),
      ...folded.map((element) => `folded on paper: ${element.textContent.trim().slice(0, 80)}`),
      ...(title && shown(title) ? [] : ["no title on paper"]),
    ];
  });
  await page.emulateMedia({ media: "screen" });
  return found;
}

/** What makes the page scroll sideways: boxes beyond the screen that no box of their own scrolls. */
function wider(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (element) => {
      for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) {
        if (getComputedStyle(e).overflowX !== "visible") return true;
      }
      return false;
    };
    const boxes = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e));
    return [`${document.documentElement.scrollWidth} px`, ...boxes.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  });
}

function lines(text) {
  return [...new Set(text.split(/[\n\t]/).map((line) => line.trim()).filter(Boolean))];
}

async function shot(page, name) {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, 2200) } });
}
