// Names the box that Datasette's SQL editor makes: it has no label of its own.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".CodeMirror textarea")) box.setAttribute("aria-label", "SQL");
});
