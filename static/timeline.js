// Zooms and moves the timeline with the wheel, by dragging and with keys. Each view is an address that the server
// draws, the same as its links lead to: here the new page is fetched and what is shown of it put in place.
const shown = () => document.getElementById("shown");
const DAY = 86400000;
let asked = 0;

async function show(address, key) {
  const mine = ++asked;
  let response;
  try {
    response = await fetch(address);
  } catch {
    response = null;
  }
  if (mine !== asked) return; // a later view was asked for meanwhile
  if (!response || !response.ok) {
    location.href = address; // the browser tells what is wrong
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== asked) return;
  if (address !== location.href) history[key === "wheel" ? "replaceState" : "pushState"](null, "", address);
  for (const id of ["filters", "shown"]) document.getElementById(id).replaceWith(page.getElementById(id));
  prepare();
  if (key === "picture" || key === "wheel") document.getElementById("picture")?.focus({ preventScroll: true });
  else if (key) document.querySelector(`.moves [data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

const iso = (time) => new Date(time).toISOString().slice(0, 10);

// The address of the window that begins `shift` window widths later and is `factor` times as long.
function view(shift, factor) {
  const { first, days } = document.getElementById("picture").dataset;
  const length = Math.max(1, Math.round(days * factor));
  const start = Date.parse(first) + Math.round(shift * days) * DAY;
  const end = start + (length - 1) * DAY;
  if (start < Date.parse("0001-01-01") || end > Date.parse("9999-12-31")) return null;
  const address = new URL(location.href);
  address.searchParams.set("from", iso(start));
  address.searchParams.set("to", iso(end));
  return address.href;
}

function prepare() {
  const picture = document.getElementById("picture");
  if (!picture) return;
  picture.tabIndex = 0;
  picture.setAttribute("role", "region");
  picture.setAttribute("aria-label", "Drawing; plus and minus zoom, arrows move, 0 shows everything");
  let pending = 0; // a wheel sends many turns: the last one within a tenth of a second counts
  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls as ever
    event.preventDefault();
    clearTimeout(pending);
    const factor = event.deltaY < 0 ? 0.6 : 1 / 0.6;
    const box = picture.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width; // this day stays under the pointer
    const address = view(share * (1 - factor), factor);
    if (address) pending = setTimeout(() => show(address, "wheel"), 100);
  }, { passive: false });

  let from = null;
  let dragged = false;
  picture.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) [from, dragged] = [event.clientX, false];
  });
  picture.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientX - from) < 6) return;
    dragged = true;
    picture.firstElementChild.style.transform = `translateX(${event.clientX - from}px)`;
  });
  const release = (event) => {
    if (from === null) return;
    const share = (from - event.clientX) / picture.getBoundingClientRect().width;
    from = null;
    picture.firstElementChild.style.transform = "";
    const address = dragged && view(share, 1);
    if (address) show(address, "picture");
  };
  picture.addEventListener("pointerup", release);
  picture.addEventListener("pointerleave", release);
  // a drag that ends on an incident does not open it, and no link is carried off
  picture.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);
  picture.addEventListener("dragstart", (event) => event.preventDefault());
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const picture = document.getElementById("picture");
  if (!picture || !picture.contains(document.activeElement)) return;
  const key = event.key === "=" ? "+" : event.key;
  const link = document.querySelector(`.moves [data-key="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  show(link.href, "picture");
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".moves [data-key]");
  if (!link || !shown() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.href, link.dataset.key);
});
addEventListener("popstate", () => { if (shown()) show(location.href); });
prepare();
