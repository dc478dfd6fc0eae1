// Completion from the terms of this graph: prefixes, classes, properties, concepts, jurisdictions, instruments.

const LIMIT = 60;

/**
 * Completers for the editor.
 * @param {typeof import("@zazuko/yasqe").default} Yasqe
 * @param {Promise<{prefixes: Record<string, string>, terms: Array<[string, string, string, string?]>}>} loaded
 *   Prefixes, and terms as [name, kind, label, scheme of the values]. A name is written as a query takes it: `lm:topic`,
 *   or `<https://…>` where no prefix fits.
 */
export function completers(Yasqe, loaded) {
  return [
    {
      ...Yasqe.Autocompleters.prefixes,
      name: "cyberlex-prefixes",
      persistenceId: null,
      get: async () => Object.entries((await loaded).prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`),
      onInitialize: (editor) => declareWhatIsUsed(editor, loaded),
    },
    {
      name: "cyberlex-terms",
      bulk: false,
      autoShow: true,
      persistenceId: null,
      isValidCompletionPosition: (editor) => {
        const token = editor.getTokenAt(editor.getDoc().getCursor());
        const text = editor.getCompleteToken().string;
        return !/^(comment|string)$/.test(token.type || "") && !/^[?$"'#@]/.test(text) && /\S\S/.test(text) && !inPrologue(editor);
      },
      get: async (editor, token) => {
        const { terms } = await loaded;
        return ranked(terms, token.string.trim(), place(editor, token)).map(([name]) => name);
      },
      postprocessHints: (editor, hints) => {
        const known = editor.cyberlexTerms;
        return hints.map((hint) => {
          const [, kind, label] = known?.get(hint.text) || [];
          return label ? { ...hint, render: (element) => describe(element, hint.text, kind, label) } : hint;
        });
      },
      onInitialize: (editor) => {
        loaded.then(({ terms }) => {
          editor.cyberlexTerms = new Map(terms.map((term) => [term[0], term]));
        });
      },
    },
  ];
}

/** Declares a prefix of ours as soon as it is used. */
async function declareWhatIsUsed(editor, loaded) {
  const { prefixes } = await loaded;
  let waiting = false;
  editor.on("change", () => {
    if (waiting) return;
    waiting = true;
    // One edit makes several changes: look once, when it is over.
    setTimeout(() => {
      waiting = false;
      const token = editor.getTokenAt(editor.getDoc().getCursor());
      const [prefix, local] = token.string.split(":");
      if (local === undefined || token.type !== "string-2" || inPrologue(editor) || !(prefix in prefixes)) return;
      if (prefix in editor.getPrefixesFromQuery()) return;
      editor.addPrefixes({ [prefix]: prefixes[prefix] });
      if (!local) editor.autocomplete();
    });
  });
}

/** Whether the cursor is in a line that declares a prefix or a base. */
function inPrologue(editor) {
  const { line } = editor.getDoc().getCursor();
  return /^\s*(prefix|base)\b/i.test(editor.getDoc().getLine(line));
}

/** Where in a triple the cursor is: which kinds of term come first, and of which scheme. */
function place(editor, token) {
  const cursor = editor.getDoc().getCursor();
  const before = editor.getPreviousNonWsToken(cursor.line, token);
  const property = before?.state?.lastProperty;
  const after = before?.string;
  if (after === "a" || after === "rdf:type") return { first: "class" };
  if ((token.state?.possibleCurrent || []).includes("a")) return { first: "property" };
  const [, , , scheme] = editor.cyberlexTerms?.get(property) || [];
  return { scheme };
}

/**
 * The terms that fit what was typed, best first: by the name, then by the words of the label.
 * @param {Array<[string, string, string, string?]>} terms
 * @param {string} typed
 * @param {{first?: string, scheme?: string}} where
 */
export function ranked(terms, typed, where) {
  const wanted = typed.toLowerCase();
  // Of `lm:top`, what is after the colon may stand anywhere in the name; an IRI is looked for as it is.
  const bare = wanted.startsWith("<") ? wanted : wanted.split(":").pop();
  const scored = [];
  for (const term of terms) {
    const [name, kind, label] = term;
    const low = name.toLowerCase();
    let score;
    if (low.startsWith(wanted)) score = 0;
    else if (wanted.includes(":") && !low.startsWith(wanted.slice(0, wanted.indexOf(":") + 1))) continue;
    else if (low.split(":").pop().startsWith(bare)) score = 2;
    else if (label.toLowerCase().startsWith(bare)) score = 3;
    else if (bare.length > 1 && (low.includes(bare) || label.toLowerCase().includes(bare))) score = 5;
    else continue;
    if (where.first === kind) score -= 4;
    if (where.scheme && low.startsWith(`${where.scheme}:`)) score -= 4;
    scored.push([score, term]);
  }
  scored.sort((a, b) => a[0] - b[0] || (a[1][0] < b[1][0] ? -1 : 1));
  return scored.slice(0, LIMIT).map(([, term]) => term);
}

function describe(element, name, kind, label) {
  const code = document.createElement("span");
  code.textContent = name;
  const words = document.createElement("span");
  words.className = "hint-label";
  words.textContent = label;
  words.title = kind;
  element.append(code, words);
}
