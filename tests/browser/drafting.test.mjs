// A legal drafter: what one State's law lacks, whose law has it, how the two compare on another day, and a spreadsheet of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { DAY, READERS, asked, follow, open, reading, send, useBrowser } from "./support.mjs";

/** Another day, on which the laws that serve as models were in force too. */
const THEN = "2023-01-01";

describe("a legal drafter", () => {
  useBrowser();

  for (const reader of READERS) {
    it(`goes from a gap to a model and to a comparison, ${reader.name}`, async () => {
      await reading(reader, async (page) => {
        const main = page.getByRole("main");
        const site = page.getByRole("navigation", { name: "Site" });
        await open(page, `/?as_of=${DAY}`);
        await follow(page, site.getByRole("link", { name: "Jurisdictions" }));
        await follow(page, main.getByRole("link", { name: "Kenya", exact: true }));
        assert.match(await page.locator("h1").innerText(), /^Kenya/);
        const budapest = main.getByRole("row", { name: /^Budapest Convention/ });
        await follow(page, budapest.getByRole("link", { name: "gaps" }));
        assert.equal(new URL(page.url()).pathname, "/gaps/budapest/KEN");
        assert.equal(asked(page).as_of, DAY);
        const whole = await main.locator("section.article").count();

        await main.getByLabel("Article", { exact: true }).selectOption("6");
        await send(page, "Show");
        assert.equal(asked(page).article, "6");
        assert.equal(await main.locator("section.article").count(), 1);
        assert.ok(whole > 1);

        // A provision of another State that meets what Kenya's does not.
        const gap = main.locator("tbody tr").first();
        const cells = gap.locator("td");
        assert.match(await cells.first().innerText(), /missing|not reached|conditional|not searched/);
        const models = cells.last();
        const code = (await models.locator(".code").first().innerText()).trim();
        assert.notEqual(code, "KEN");
        const model = models.getByRole("link").first();
        await follow(page, model);
        assert.match(new URL(page.url()).pathname, new RegExp(`^/doc/id/instrument/${code.toLowerCase()}-`));

        // The two side by side, as of another day.
        await follow(page, site.getByRole("link", { name: "Compare" }));
        await main.getByLabel("Side 1", { exact: true }).selectOption("KEN");
        await main.getByLabel("Side 2", { exact: true }).selectOption(code);
        await main.getByLabel("Topic 1", { exact: true }).selectOption("misuse-of-devices");
        await main.getByLabel("As of", { exact: true }).fill(THEN);
        await main.getByLabel("Only topics that differ", { exact: true }).check();
        await send(page, "Show");
        const address = new URL(page.url());
        assert.deepEqual(address.searchParams.getAll("side").filter(Boolean), ["KEN", code]);
        assert.equal(asked(page).as_of, THEN);
        const differing = main.locator("tr.differs");
        assert.ok((await differing.count()) > 0, "what differs is marked");
        assert.match(await differing.first().innerText(), /≠/, "and not by colour alone");

        // The same as a spreadsheet.
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("contentinfo").getByRole("link", { name: "xlsx" }).click(),
        ]);
        assert.match(download.suggestedFilename(), /\.xlsx$/);
        const bytes = await readFile(await download.path());
        // A ZIP archive (APPNOTE 4.3.7) with the parts that a workbook has to have (ECMA-376).
        assert.equal(bytes.readUInt32LE(0), 0x04034b50);
        for (const part of ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]) {
          assert.ok(bytes.includes(part), part);
        }
      });
    });
  }

  it("sees other law on a day before the act", async () => {
    await reading({ scripts: false }, async (page) => {
      await open(page, "/coverage/budapest/KEN/6?as_of=2017-01-01");
      const before = await page.locator("article.norm").count();
      await page.getByLabel("As of", { exact: true }).fill(DAY);
      await send(page, "Show");
      assert.ok((await page.locator("article.norm").count()) > before);
    });
  });
});
