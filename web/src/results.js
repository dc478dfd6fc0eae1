// Shows an answer of the endpoint: a table for rows, a text for a graph, and the endpoint's own words for an error.

import { Refusal } from "./endpoint.js";

/** Rows drawn at once; all of them are in the downloads. */
const ROWS = 500;

export class Results {
  /** @param {HTMLElement} root */
  constructor(root, { words, terms, form, endpoint }) {
    this.root = root;
    this.words = words;
    this.form = form;
    this.endpoint = endpoint;
    this.prefixes = [];
    terms.then(({ prefixes }) => {
      this.prefixes = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
    });
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    this.body = document.createElement("div");
    root.replaceChildren(this.status, this.body);
  }

  running() {
    this.root.setAttribute("aria-busy", "true");
    this.status.textContent = this.words.running;
    this.body.replaceChildren();
  }

  fail(problem) {
    this.root.removeAttribute("aria-busy");
    if (problem.name === "AbortError") {
      this.status.textContent = this.words.stopped;
      return;
    }
    this.status.textContent = "";
    // Only the endpoint's own words say anything; of a lost connection each browser speaks otherwise.
    const text = problem instanceof Refusal ? problem.message : this.words.lost;
    const message = make("pre", { className: "query-error", textContent: text });
    message.setAttribute("role", "alert");
    this.body.replaceChildren(message);
  }

  show(answer) {
    this.root.removeAttribute("aria-busy");
    const parts = [this.downloads(answer)];
    if (answer.graph) {
      this.status.textContent = this.said(this.words.graph, answer.milliseconds);
      parts.push(make("pre", { className: "query-graph", tabIndex: 0, textContent: answer.text }));
    } else if (typeof answer.json.boolean === "boolean") {
      this.status.textContent = this.said(answer.json.boolean ? this.words.yes : this.words.no, answer.milliseconds);
    } else {
      const rows = answer.json.results.bindings;
      this.status.textContent = this.said(`${rows.length.toLocaleString(document.documentElement.lang || "en")} ${this.words.rows}`, answer.milliseconds);
      parts.push(this.table(answer.json.head.vars, rows));
    }
    this.body.replaceChildren(...parts.filter(Boolean));
  }

  said(text, milliseconds) {
    return `${text} · ${milliseconds} ms`;
  }

  /** Buttons that give the same answer as a file, in every format that fits it. */
  downloads(answer) {
    const offered = JSON.parse(this.form.dataset.formats || "{}")[answer.graph ? "graph" : "rows"] || [];
    const list = make("p", { className: "query-downloads", textContent: `${this.words.download}: ` });
    for (const { value, accept, name } of offered) {
      const button = make("button", { type: "button", textContent: name });
      button.addEventListener("click", async () => {
        try {
          save(await this.endpoint.file(answer.query, accept), `answer.${value}`);
        } catch (problem) {
          this.fail(problem);
        }
      });
      list.append(button, " ");
    }
    return list;
  }

  table(names, rows) {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const name of names) {
      const cell = make("th", { textContent: name });
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows.slice(0, ROWS)) {
      const line = body.insertRow();
      for (const name of names) this.cell(line.insertCell(), row[name]);
    }
    const box = make("div", { className: "query-table", tabIndex: 0 });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", this.words.results);
    box.append(table);
    if (rows.length > ROWS) {
      box.append(make("p", { textContent: this.words.first.replace("{n}", ROWS.toLocaleString(document.documentElement.lang || "en")) }));
    }
    return box;
  }

  cell(cell, term) {
    if (!term) return;
    if (term.type === "uri") {
      cell.append(this.link(term.value));
    } else if (term.type === "bnode") {
      cell.textContent = `_:${term.value}`;
    } else {
      cell.textContent = term.value;
      const lang = term["xml:lang"];
      if (lang) {
        cell.lang = lang;
        cell.dir = "auto";
      }
      if (/#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype || "")) cell.className = "number";
    }
  }

  /** An IRI as a link: our own to its page here, others where they lead; what is no web address is text. */
  link(iri) {
    const { base, doc } = this.form.dataset;
    const short = this.short(iri);
    if (base && iri.startsWith(base)) {
      const link = make("a", { textContent: short, title: iri });
      link.href = new URL(doc + iri.slice(base.length), location.href).href;
      return link;
    }
    if (/^https?:\/\//.test(iri)) {
      const link = make("a", { textContent: short, title: iri, rel: "noopener noreferrer external" });
      link.href = iri;
      return link;
    }
    return document.createTextNode(iri);
  }

  short(iri) {
    for (const [prefix, namespace] of this.prefixes) {
      if (iri.length > namespace.length && iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return iri;
  }
}

/** Has the browser save a file. */
function save(content, name) {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
