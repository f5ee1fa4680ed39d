"use strict";
// Sorts and searches the table of students. Without it the table is whole, in the students' order.
(() => {
  const table = document.getElementById("students-table");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const more = document.getElementById("more");
  const names = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const rows = Array.from(body.rows, (row) => ({ row, name: row.cells[0].textContent, text: "" }));
  // A browser takes seconds to lay out a table of thousands of rows, at each sorting anew.
  let most = 250;

  const points = (row, column) => parseFloat(row.cells[column].textContent);
  const count = (number) => number.toLocaleString(document.documentElement.lang);
  // What an element says of numbers is in its `data-text`, in the language of the page.
  const said = (element, ...numbers) =>
    element.dataset.text.replace(/\{(\d)\}/g, (place, at) => count(numbers[at]));

  function compare(column, sign) {
    if (column === 0) return (one, other) => sign * names.compare(one.name, other.name);
    return (one, other) => {
      const [a, b] = [one.key, other.key];
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
      return sign * (a - b);
    };
  }

  function sort(column) {
    const head = heads[column];
    const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order);
    if (column > 0) for (const one of rows) one.key = points(one.row, column);
    rows.sort(compare(column, order === "ascending" ? 1 : -1));
    show();
  }

  function textOf(one) {
    if (!one.text) {
      const notes = Array.from(one.row.getElementsByTagName("i"), (note) => note.textContent);
      one.text = [one.name, ...notes].join(" ").toLowerCase();
    }
    return one.text;
  }

  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = rows.filter((one) => words.every((word) => textOf(one).includes(word)));
    body.replaceChildren(...fits.slice(0, most).map((one) => one.row));
    found.textContent = words.length ? said(found, fits.length, rows.length) : "";
    more.hidden = fits.length <= most;
    more.textContent = said(more, fits.length, most);
  }

  function showUpTo(number) {
    most = number;
    show();
  }

  heads.forEach((head, column) => {
    // On paper a button is left out of the header that is repeated on each sheet.
    const printed = document.createElement("span");
    printed.className = "printed";
    printed.textContent = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button, printed);
  });
  heads[0].setAttribute("aria-sort", "ascending");
  search.addEventListener("input", show);
  more.addEventListener("click", () => {
    showUpTo(Infinity);
    table.parentElement.focus();
  });
  let before = most;
  addEventListener("beforeprint", () => {
    before = most;
    showUpTo(Infinity);
  });
  addEventListener("afterprint", () => showUpTo(before));
  search.closest(".find").hidden = false;
  show();
})();
