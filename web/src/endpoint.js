// Speaks the SPARQL 1.1 Protocol with the endpoint, one query at a time.

/** What went wrong, in the words of the endpoint. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Endpoint {
  /** @param {string} address */
  constructor(address) {
    this.address = address;
    this.current = null;
  }

  /** Ends what is running: the server sees the connection closed and stops working on it. */
  stop() {
    this.current?.abort();
  }

  /**
   * Asks, and gives what came with its size and how long it took.
   * @param {string} query
   * @param {string} kind SELECT, ASK, CONSTRUCT or DESCRIBE
   */
  async ask(query, kind) {
    this.stop();
    const control = new AbortController();
    this.current = control;
    const begun = performance.now();
    const graph = kind === "CONSTRUCT" || kind === "DESCRIBE";
    const answer = await this.post(query, graph ? "text/turtle" : "application/sparql-results+json", control.signal);
    const text = await answer.text();
    if (!answer.ok) throw new Refusal(answer.status, told(answer, text));
    return {
      query,
      graph,
      text,
      json: graph ? null : JSON.parse(text),
      milliseconds: Math.round(performance.now() - begun),
    };
  }

  /** The same question's answer in another format, as a file. */
  async file(query, accept) {
    const answer = await this.post(query, accept);
    if (!answer.ok) throw new Refusal(answer.status, told(answer, await answer.text()));
    return answer.blob();
  }

  post(query, accept, signal) {
    return fetch(this.address, {
      method: "POST",
      // A form, not the bare query: its charset is never in doubt.
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: accept },
      body: new URLSearchParams({ query }),
      signal,
    });
  }
}

/** The words of a refusal: plain text, or an RFC 9457 problem. */
function told(answer, text) {
  if (/json/.test(answer.headers.get("Content-Type") || "")) {
    try {
      const { title, detail } = JSON.parse(text);
      return [title, detail].filter(Boolean).join("\n") || text;
    } catch {
      return text;
    }
  }
  return text.trim() || `${answer.status} ${answer.statusText}`;
}
