// The query page: puts an editor in the place of the text field, runs the query without leaving the page, and shows the
// answer as a table. Without this script the page is a form that works.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./query.css";
import { completers } from "./complete.js";
import { Endpoint } from "./endpoint.js";
import { Results } from "./results.js";

const form = document.querySelector("form[data-query]");
if (form) enhance(form);

/** @param {HTMLFormElement} form */
function enhance(form) {
  const field = form.querySelector("textarea");
  const words = JSON.parse(form.dataset.words || "{}");
  // Without the terms there is no completion, and all else works.
  const terms = fetch(form.dataset.terms).then((answer) => answer.json()).catch(() => ({ prefixes: {}, terms: [] }));
  const endpoint = new Endpoint(form.action);
  const results = new Results(document.querySelector("[data-query-results]"), { words, terms, form, endpoint });

  for (const completer of completers(Yasqe, terms)) Yasqe.registerAutocompleter(completer, true);
  const place = document.createElement("div");
  field.before(place);
  const run = () => start(false);
  const editor = new Yasqe(place, {
    value: field.value,
    autocompleters: ["cyberlex-prefixes", "cyberlex-terms", "variables"],
    // Nothing is kept in the browser: the address carries the query.
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    // Screen readers and telephones manage an editable element better than a hidden text field.
    inputStyle: "contenteditable",
    screenReaderLabel: words.query,
    extraKeys: {
      // Tab leaves the editor, as it leaves every other field (WCAG 2.1.2).
      Tab: false,
      "Shift-Tab": false,
      Esc: false,
      "Ctrl-Space": (cm) => cm.autocomplete(),
      "Ctrl-/": (cm) => cm.commentLines(),
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-S": false,
      "Shift-Ctrl-F": (cm) => cm.autoformat(),
    },
  });
  field.hidden = true;
  // A label for a hidden field points nowhere; a click on it goes to the editor all the same.
  form.querySelector(`label[for="${field.id}"]`)?.addEventListener("click", () => editor.focus());
  for (const element of document.querySelectorAll("[data-query-only]")) element.hidden = false;
  const format = form.elements.namedItem("format");
  format?.prepend(new Option(words.table, "", true, true));
  const stop = form.querySelector("[data-query-stop]");
  const go = form.querySelector("[type=submit]");

  async function start(first) {
    const query = editor.getValue();
    field.value = query;
    if (!first) remember(form, query);
    go.disabled = true;
    if (stop) stop.disabled = false;
    results.running();
    try {
      results.show(await endpoint.ask(query, editor.getQueryType()));
    } catch (problem) {
      results.fail(problem);
    } finally {
      go.disabled = false;
      if (stop) stop.disabled = true;
    }
  }

  form.addEventListener("submit", (event) => {
    // Another format than the table is a file to be had: the form does that by itself.
    field.value = editor.getValue();
    if (format?.value) return;
    event.preventDefault();
    run();
  });
  stop?.addEventListener("click", () => endpoint.stop());
  if (form.dataset.query === "run") start(true);
}

/** Puts the query into the address, so that it can be sent to somebody. */
function remember(form, query) {
  const address = new URL(form.dataset.page || location.pathname, location.href);
  address.searchParams.set("query", query);
  // Longer addresses are refused by some servers and cut by some programs.
  if (address.href.length <= 8000) history.replaceState(null, "", address);
}
