// A harmonisation officer: a region's gaps against an instrument as a picture, from there down to the section and its source,
// and a link for a colleague.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DAY, DESKTOP, READERS, asked, follow, open, reading, send, tabTo, useBrowser } from "./support.mjs";

const ECOWAS = "ecowas";
const MEMBERS = ["BEN", "CPV", "CIV", "GMB", "GHA", "GIN", "GNB", "LBR", "NGA", "SEN", "SLE", "TGO"];

describe("a harmonisation officer", () => {
  useBrowser();

  for (const reader of READERS) {
    it(`goes from the region to the section, ${reader.name}`, async () => {
      await reading(reader, async (page) => {
        const main = page.getByRole("main");
        await open(page, "/");
        await follow(page, page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Matrix" }));
        await choose(page, { Against: "malabo", Group: ECOWAS });
        await page.getByLabel("As of", { exact: true }).fill(DAY);
        await page.getByLabel("Also States whose law was not read yet").check();
        await send(page, "Show");
        const { against, group, as_of: day } = asked(page);
        assert.deepEqual({ against, group, day }, { against: "malabo", group: ECOWAS, day: DAY });
        assert.deepEqual((await codes(main.locator("table.matrix tbody"))).sort(), [...MEMBERS].sort());
        // Benin's law was not read: it is unknown as a whole, and no cell says "none".
        const benin = main.getByRole("row", { name: /Benin/ });
        assert.match(await benin.innerText(), /unknown/);
        assert.equal(await benin.locator(".st.none").count(), 0);

        // The picture, with the same choices.
        await follow(page, main.getByRole("link", { name: "World picture" }));
        assert.deepEqual(pick(asked(page), ["against", "group", "as_of"]), { against: "malabo", group: ECOWAS, as_of: DAY });
        assert.deepEqual((await tiles(page)).sort(), [...MEMBERS].sort());
        await choose(page, { Article: "29(1)(a)" });
        await send(page, "Show");
        assert.equal(asked(page).group, ECOWAS);

        // Down to the reasons, the section, the reading.
        const tile = main.locator("figure, .picture").locator("a", { hasText: "GHA" });
        await follow(page, tile.first());
        assert.match(new URL(page.url()).pathname, /^\/coverage\/malabo\/GHA\/29/);
        assert.equal(asked(page).as_of, DAY);
        const sources = main.locator("details.sources");
        assert.match(await sources.locator("li a").first().getAttribute("href"), /^https?:\/\//);
        const section = main.locator("article.norm h3 a").first();
        const cited = await section.innerText();
        await follow(page, section);
        assert.match(new URL(page.url()).pathname, /^\/doc\/id\/instrument\/gha-/);
        const heading = await page.locator("h1").innerText();
        assert.ok(heading.length > 0 && cited.length > 0);
        assert.match(await main.innerText(), /primary text|official translation/);
      });
    });
  }

  it("sends a link that shows a colleague the same", async () => {
    let link;
    let seen;
    await reading({ scripts: false }, async (page) => {
      await open(page, `/world?against=malabo&group=${ECOWAS}&article=29(1)(a)`);
      link = await permalink(page);
      seen = await tiles(page);
    });
    // Sent today without a day: the link fixes it.
    const parameters = new URL(link).searchParams;
    assert.match(parameters.get("as_of"), /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual([parameters.get("against"), parameters.get("group")], ["malabo", ECOWAS]);
    await reading({ width: 390, locale: "fr-FR" }, async (page) => {
      await open(page, link);
      assert.deepEqual(await tiles(page), seen);
      assert.equal(await permalink(page), link);
    });
  });

  it("sees that the law of CARICOM's members is unknown, not missing", async () => {
    await reading({}, async (page) => {
      await open(page, `/world?against=budapest&group=caricom&article=2&as_of=${DAY}`);
      const members = await page.locator(".picture a").evaluateAll((all) => all.map((a) => a.getAttribute("aria-label") ?? a.textContent));
      assert.ok(members.length >= 14, "small States are there too");
      for (const member of members) assert.match(member, /unknown/);
      assert.doesNotMatch(await page.locator(".picture").first().innerText(), /none found/);
    });
  });

  it("does it all with the keyboard", async () => {
    await reading({ width: DESKTOP }, async (page) => {
      await open(page, "/");
      await page.keyboard.press("Tab");
      await tabTo(page, page.locator("a.skip"));
      await tabTo(page, page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "World" }));
      await follow(page, enter(page));
      // Past the navigation at once.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "content");
      await tabTo(page, page.getByLabel("Group", { exact: true }));
      await page.keyboard.type("Economic Community of West");
      assert.equal(await page.getByLabel("Group", { exact: true }).inputValue(), ECOWAS);
      assert.equal(asked(page).group, undefined, "a choice with the keyboard sends nothing yet");
      await tabTo(page, page.getByRole("main").getByRole("button", { name: "Show" }));
      await follow(page, enter(page));
      assert.equal(asked(page).group, ECOWAS);
      await tabTo(page, page.locator(".picture a", { hasText: "NGA" }).first());
      await follow(page, enter(page));
      assert.match(new URL(page.url()).pathname, /^\/coverage\/budapest\/NGA/);
      await tabTo(page, page.locator("article.norm h3 a").first());
      await follow(page, enter(page));
      assert.match(new URL(page.url()).pathname, /^\/doc\/id\/instrument\/nga-/);
      await tabTo(page, page.getByRole("contentinfo").getByRole("link", { name: "Link to this page" }));
    });
  });
});

/** Chooses values of lists by their labels. */
async function choose(page, choices) {
  for (const [label, value] of Object.entries(choices)) {
    await page.getByRole("main").getByLabel(label, { exact: true }).selectOption(value);
  }
}

/** The Enter key as a link that can be followed. */
function enter(page) {
  return { click: () => page.keyboard.press("Enter") };
}

function codes(rows) {
  return rows.locator("th .code").allInnerTexts();
}

/** The codes on the tiles of the picture. */
function tiles(page) {
  return page.locator(".picture .tile-code").allTextContents();
}

function permalink(page) {
  return page.getByRole("contentinfo").locator("a", { hasText: /Link to this page|Lien/ }).evaluate((a) => a.href);
}

function pick(from, names) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
