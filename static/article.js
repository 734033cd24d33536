// Makes the marks of the text one stop of the Tab key, with the arrow keys between them; keeps what is
// marked in the address; and finds the part of a long text that a link into it means.
// Without this script the page reads the same: each mark is a stop then, and a button writes the address.
const text = document.querySelector("article");
const boxes = [...document.querySelectorAll(".shown input[type=checkbox]")];
const OFF = { names: ".name", times: ".time", events: ".event", quotes: ".quote" };

const visible = () => {
  const off = boxes.filter((box) => !box.checked && OFF[box.value]).map((box) => `${OFF[box.value]} > a`);
  const marks = [...text.querySelectorAll("a[data-note]")];
  return off.length ? marks.filter((mark) => !mark.matches(off.join(","))) : marks;
};

const makeStop = (mark) => {
  for (const old of text.querySelectorAll('a[data-note]:not([tabindex="-1"])')) old.tabIndex = -1;
  if (mark) mark.tabIndex = 0;
};
makeStop(visible()[0]);

text.addEventListener("focusin", (event) => {
  if (event.target.matches("a[data-note]")) makeStop(event.target);
});
text.addEventListener("keydown", (event) => {
  const marks = visible();
  const here = marks.indexOf(event.target);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (here < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  marks[to]?.focus();
});

document.querySelector(".shown button").hidden = true;
for (const box of boxes) {
  box.addEventListener("change", () => {
    const address = new URL(location.href);
    address.searchParams.set("marks", boxes.filter((each) => each.checked).map((each) => each.value).join(","));
    history.replaceState(null, "", address);
    makeStop(visible()[0]);
  });
}

// the number of a place is its offset
const offset = Number(/^#[a-z](\d+)$/.exec(location.hash)?.[1] ?? -1);
const part = Math.floor(offset / Number(text.dataset.partLength)) + 1;
if (offset >= 0 && part !== Number(text.dataset.part) && !document.querySelector(location.hash)) {
  const address = new URL(location.href);
  if (!address.searchParams.has("part")) {
    address.searchParams.set("part", part);
    location.replace(address);
  }
}
