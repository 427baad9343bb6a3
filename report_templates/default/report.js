/* Filters for the evidence, and tables that scroll by key. The HTML edition alone carries this
   script; without it the report reads the same, and the filters stay hidden. */
(function () {
  "use strict";

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // A table is a stop on the way of the Tab key only where it is too wide to be seen whole.
  const regions = all(".scroll");
  function settleRegions() {
    for (const region of regions) {
      if (region.scrollWidth > region.clientWidth + 1) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    }
  }
  settleRegions();
  window.addEventListener("resize", settleRegions);

  const form = document.getElementById("filters");
  if (!form) return;
  const evidence = form.parentElement; // the chapter of the sentences, whatever it is called

  const chosen = (name) => form.elements.namedItem(name).value;
  const told = document.getElementById("filters-shown");
  const sentences = all(".sent", evidence);
  const statements = all(".statements tbody tr", evidence);
  const rows = sentences.concat(statements);
  const containers = all("[data-holds-rows]", evidence).reverse(); // inner ones first
  let asked = ""; // a row that a link led to, shown whatever the filters say

  // The words stand in the page, so that they can be translated: {name} is filled in.
  const filled = (words, values) => words.replace(/{(\w+)}/g, (_whole, name) => values[name]);

  // A statement has the frames of its sentence.
  function framesOf(row) {
    const sentence = row.dataset.sentence ? document.getElementById(row.dataset.sentence) : row;
    return sentence && sentence.dataset.frames ? sentence.dataset.frames.split(" ") : [];
  }

  function matches(row, wanted) {
    return (
      (!wanted.outlet || row.closest("[data-outlet]").dataset.outlet === wanted.outlet) &&
      (!wanted.voice || row.dataset.voice === wanted.voice) &&
      (!wanted.frame || framesOf(row).includes(wanted.frame)) &&
      (!wanted.text || row.textContent.toLowerCase().includes(wanted.text))
    );
  }

  function apply() {
    const wanted = {
      outlet: chosen("outlet"),
      frame: chosen("frame"),
      voice: chosen("voice"),
      text: chosen("text").trim().toLowerCase(),
    };
    const any = Object.values(wanted).some(Boolean);
    let besides = "";
    for (const row of rows) {
      const found = matches(row, wanted);
      if (!found && row.id === asked) besides = " " + filled(form.dataset.besides, { row: asked });
      row.hidden = !found && row.id !== asked;
    }
    for (const container of containers) {
      container.hidden = any && !rows.some((row) => !row.hidden && container.contains(row));
    }
    const count = (some) => some.filter((row) => !row.hidden && row.id !== (besides && asked)).length;
    const numbers = {
      sentences: count(sentences), all_sentences: sentences.length,
      statements: count(statements), all_statements: statements.length,
    };
    told.textContent = filled(form.dataset.shown, numbers) + besides;
    settleRegions();
  }

  // What a link leads to is shown: a row by itself, anything else by taking the filters off.
  function reveal(hash) {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target || !evidence.contains(target) || !target.closest("[hidden]")) return false;
    if (rows.includes(target)) asked = target.id;
    else form.reset();
    apply();
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    return target;
  }

  function changed() {
    asked = "";
    apply();
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  function arrive() {
    const target = reveal(location.hash);
    if (target) target.scrollIntoView();
  }
  window.addEventListener("hashchange", arrive);
  window.addEventListener("pageshow", () => {
    apply(); // a browser may bring choices back
    arrive();
  });

  form.hidden = false;
  apply();
})();
