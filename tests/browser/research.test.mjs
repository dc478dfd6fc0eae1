// A researcher: a question with values of their own, its answer as data, the same in the editor; and a thing's address as data.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { DAY, READERS, SITE, asked, follow, open, reading, send, useBrowser } from "./support.mjs";

/** The parts of the site that are answered by other programs' ways in; until they are there, what needs them is left out. */
async function there(path, test) {
  const answer = await fetch(new URL(path, SITE), { headers: { accept: "text/html, application/sparql-results+json" } });
  await answer.arrayBuffer();
  if (answer.status === 404) test.skip(`${path} is not there yet`);
  return answer.status !== 404;
}

/** From the list of questions to an answer, as every reader does it. */
async function question(page) {
  const main = page.getByRole("main");
  await open(page, "/");
  await follow(page, page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Questions" }));
  await follow(page, main.locator('a[href^="/questions/penalties-ranked"]'));
  await main.locator("#p-topic").selectOption({ label: "illegal access" });
  await main.locator("#p-day").fill(DAY);
  await send(page, "Ask");
  return main;
}

describe("a researcher", () => {
  useBrowser();

  for (const reader of READERS) {
    it(`asks a question and takes the answer away, ${reader.name}`, async () => {
      await reading(reader, async (page) => {
        const main = await question(page);
        assert.equal(asked(page).day, DAY);
        const rows = main.locator("table.rows tbody tr");
        const count = await rows.count();
        assert.ok(count > 3);
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("contentinfo").getByRole("link", { name: "csv" }).click(),
        ]);
        const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
        assert.ok(lines.length > count, "a line for each row, and one for the names");
        for (const column of ["code", "months"]) assert.ok(lines[0].split(",").includes(column), lines[0]);
        // The query with the values bound, to run elsewhere.
        const portable = main.locator("details", { hasText: "This answer as SPARQL" });
        await portable.locator("summary").click();
        const text = await portable.locator("code").innerText();
        assert.match(text, /SELECT/i);
        assert.match(text, /illegal-access/);
        assert.ok(text.includes(DAY));
      });
    });

    it(`takes it on in the editor, ${reader.name}`, async (test) => {
      if (!(await there("/query", test)) || !(await there("/sparql?query=ASK%7B%7D", test))) return;
      await reading(reader, async (page) => {
        const main = await question(page);
        const count = await main.locator("table.rows tbody tr").count();
        const portable = main.locator("details", { hasText: "This answer as SPARQL" });
        await portable.locator("summary").click();
        await follow(page, portable.getByRole("link", { name: "Open in the editor" }));
        assert.equal(new URL(page.url()).pathname, "/query");
        if (reader.scripts) {
          // A query in the address is run at once.
          const answer = page.locator("[data-query-results]");
          const body = answer.locator("tbody tr");
          await body.first().waitFor();
          assert.equal(await body.count(), Math.min(count, 500));
          assert.match(await answer.getByRole("status").innerText(), new RegExp(`${count} rows`));
        } else {
          assert.match(await page.locator("#query").inputValue(), /illegal-access/);
          await page.locator("#format").selectOption("csv");
          const { href, text } = await page.locator("form.query").evaluate((form) => ({
            href: form.action,
            text: form.elements.query.value,
          }));
          // What the form sends, read as a program reads it: the browser would keep it as a file.
          const answer = await page.request.get(`${href}?${new URLSearchParams({ query: text, format: "csv" })}`);
          assert.equal(answer.status(), 200);
          assert.ok((await answer.text()).trim().split(/\r?\n/).length > count);
        }
      });
    });
  }

  it("gets from a thing's address what was asked for", async () => {
    await reading({}, async (page) => {
      const thing = "/id/instrument/ken-cmca-2018/s14";
      for (const [accept, type, looks] of [
        ["text/turtle", "text/turtle", /eli:number|<https:/],
        ["application/ld+json", "application/ld+json", /^\s*[[{]/],
        ["application/n-triples", "application/n-triples", /^<https:/m],
        ["application/rdf+xml", "application/rdf+xml", /<rdf:RDF/],
        ["text/turtle;q=0.5, application/ld+json", "application/ld+json", /^\s*[[{]/],
        ["text/html", "text/html", /<h1/],
      ]) {
        const first = await page.request.get(thing, { headers: { accept }, maxRedirects: 0 });
        assert.equal(first.status(), 303, accept);
        const answer = await page.request.get(thing, { headers: { accept } });
        assert.equal(answer.status(), 200);
        assert.ok(answer.headers()["content-type"].startsWith(type), `${accept}: ${answer.headers()["content-type"]}`);
        assert.match(await answer.text(), looks);
      }
      const refused = await page.request.get(thing, { headers: { accept: "image/png" } });
      assert.equal(refused.status(), 406);
      // A reader who follows the same address sees a page.
      await open(page, thing);
      assert.match(new URL(page.url()).pathname, /^\/doc\/id\//);
      assert.ok(await page.locator("h1").isVisible());
    });
  });
});
