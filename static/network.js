// Brings out, of a node, its ties and who is at their other ends; of a tie, its two ends. The rest steps back.
const drawing = document.querySelector("#network svg");

function bring(part) {
  const [id, ends] = [part?.dataset.id, part?.dataset.ends?.split(" ")];
  const edges = [...drawing.querySelectorAll(".edge")];
  const kept = new Set(part && [part]);
  for (const edge of edges) if (id && edge.dataset.ends.split(" ").includes(id)) kept.add(edge);
  const people = new Set(ends || [...kept].flatMap((edge) => edge.dataset.ends?.split(" ") ?? [id]));
  for (const who of drawing.querySelectorAll(".who")) if (people.has(who.dataset.id)) kept.add(who);
  for (const each of drawing.querySelectorAll(".edge, .who")) each.classList.toggle("dim", Boolean(part) && !kept.has(each));
}

if (drawing) {
  const over = (event) => bring(event.target.closest(".edge, .who"));
  drawing.addEventListener("pointerover", over);
  drawing.addEventListener("pointerleave", () => bring(null));
  drawing.addEventListener("focusin", over);
  drawing.addEventListener("focusout", () => bring(null));
}
