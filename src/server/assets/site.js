// What makes pages quicker to use where scripts run; every page works without. Nothing is stored, nothing is fetched.
//
// - form[data-autosubmit]          sends itself when a choice is made with mouse or finger, and when a date or slider has come to rest.
//                                  With the keyboard a list changes at every arrow key, so there the button sends (WCAG 3.2.2).
// - input[data-filter-input=x]     hides the rows of table [data-filter-target=x] that lack the words typed; a row with
//                                  [data-filter-row] is looked up by that text, and a block whose rows are all hidden goes too.
// - input[data-filter-columns=x]   the same for its columns, by the text of their headings.
// - input[type=checkbox][data-pin] choices to compare, in a form of their own: two at least, six at most. A link
//                                  [data-pin-link] in the page gets them as parameters of the checkboxes' name.
"use strict";
(() => {
  /** Lower case, without accents, so that "cote" finds "Côte". */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const has = (text, words) => words.every((word) => text.includes(word));
  const typed = (input) => plain(input.value).split(" ").filter(Boolean);

  function later(milliseconds, action) {
    let timer;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(action, milliseconds, ...values);
    };
  }

  function autosubmit(form) {
    let pointer = false;
    form.addEventListener("pointerdown", () => { pointer = true; });
    form.addEventListener("keydown", () => { pointer = false; });
    const send = () => { if (form.checkValidity()) form.requestSubmit(); };
    const rested = later(800, send);
    form.addEventListener("change", ({ target }) => {
      if (target.matches("input[type=date], input[type=range]")) rested();
      else if (pointer && target.matches("select, input[type=checkbox], input[type=radio]")) send();
    });
  }

  /** Says how many are shown, to the eye and to a screen reader. */
  function counter(input) {
    const output = document.createElement("output");
    input.after(" ", output);
    return (shown, all) => { output.textContent = shown === all ? "" : `${shown}/${all}`; };
  }

  function filterRows(input, table) {
    const rows = [...table.querySelectorAll("[data-filter-row]")].map((row) => [row, plain(row.dataset.filterRow)]);
    const say = counter(input);
    const show = () => {
      const words = typed(input);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !has(text, words);
        if (!row.hidden) shown += 1;
      }
      for (const block of table.tBodies) {
        block.hidden = block.querySelector("[data-filter-row]") !== null && block.querySelector("[data-filter-row]:not([hidden])") === null;
      }
      say(shown, rows.length);
    };
    return show;
  }

  function filterColumns(input, table) {
    const head = table.tHead?.rows[table.tHead.rows.length - 1];
    if (!head) return () => {};
    const texts = [...head.cells].map((cell) => plain(cell.textContent));
    const say = counter(input);
    return () => {
      const words = typed(input);
      // The first column says whose row it is.
      const shown = texts.map((text, at) => at === 0 || has(text, words));
      for (const row of table.rows) {
        // A cell across several columns stays.
        if (row.cells.length !== texts.length) continue;
        for (const [at, cell] of [...row.cells].entries()) cell.hidden = !shown[at];
      }
      say(shown.filter(Boolean).length - 1, texts.length - 1);
    };
  }

  function filter(input, name, make) {
    const table = document.querySelector(`[data-filter-target="${CSS.escape(name)}"]`);
    if (!table) return;
    const show = make(input, table);
    input.addEventListener("input", later(100, show));
    input.form?.addEventListener("reset", later(0, show));
    // The browser may have kept what was typed before.
    if (input.value) show();
  }

  function pins(boxes) {
    const links = [...document.querySelectorAll("a[data-pin-link]")].map((link) => [link, link.href]);
    const show = () => {
      const chosen = boxes.filter((box) => box.checked);
      for (const box of boxes) box.disabled = !box.checked && chosen.length >= 6;
      for (const [link, bare] of links) {
        const address = new URL(bare);
        for (const box of chosen) address.searchParams.append(box.name, box.value);
        link.href = address.href;
        link.hidden = chosen.length < 2;
      }
    };
    for (const box of boxes) box.addEventListener("change", show);
    // A page come back to has its boxes ticked after scripts have run.
    addEventListener("pageshow", show);
  }

  document.querySelectorAll("form[data-autosubmit]").forEach(autosubmit);
  for (const input of document.querySelectorAll("input[data-filter-input]")) filter(input, input.dataset.filterInput, filterRows);
  for (const input of document.querySelectorAll("input[data-filter-columns]")) filter(input, input.dataset.filterColumns, filterColumns);
  const boxes = [...document.querySelectorAll("input[type=checkbox][data-pin]")];
  if (boxes.length) pins(boxes);
})();
