// Draws the places of a page's GeoJSON as circles on tiles from this very site. Names go in as text, never as HTML.
const box = document.getElementById("map");

function popup({ name, type, incidents, first, last, entity, timeline }) {
  const about = document.createElement("div");
  const title = about.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
  title.href = entity;
  title.textContent = name;
  about.firstChild.append(`, ${type}`);
  const link = about.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
  link.href = timeline;
  link.textContent = `${incidents} incident${incidents === 1 ? "" : "s"} on the timeline`;
  if (first) about.lastChild.append(`, ${first === last ? first : `${first} to ${last}`}`);
  return about;
}

const label = ({ name, incidents }) => (incidents ? `${name}: ${incidents}` : name);

// The page's places: those of its GeoJSON, or the one it is about.
async function found() {
  const { name, latitude, longitude, places } = box.dataset;
  if (!places) {
    const geometry = { type: "Point", coordinates: [Number(longitude), Number(latitude)] };
    return { type: "Feature", geometry, properties: { name, radius: 9 } };
  }
  const response = await fetch(places);
  if (!response.ok) throw new Error(`${places}: ${response.status}`);
  return response.json();
}

async function draw() {
  const L = await import(box.dataset.leaflet);
  const places = await found();
  box.textContent = "";
  const map = L.map(box, { minZoom: 1, maxZoom: 6, worldCopyJump: true, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false); // Leaflet's own is a link to another host
  const tiles = { maxZoom: 6, attribution: "© OpenStreetMap contributors" };
  L.tileLayer(`${box.dataset.tiles}{z}/{x}/{y}.png`, tiles).addTo(map);
  const circles = L.geoJSON(places, {
    pointToLayer: ({ properties }, where) => L.circleMarker(where, { radius: properties.radius, className: "place" }),
    onEachFeature: ({ properties }, circle) => {
      if (properties.entity) circle.bindPopup(() => popup(properties));
      circle.bindTooltip(document.createTextNode(label(properties)));
    },
  });
  // most incidents come first in the file, so that the small circles lie on the large ones
  map.fitBounds(circles.getBounds().pad(0.1), { maxZoom: 5 });
  circles.addTo(map);
  circles.eachLayer((circle) => {
    if (!circle.getPopup()) return;
    const mark = circle.getElement();
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", label(circle.feature.properties));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      circle.openPopup();
      circle.getPopup().getElement().querySelector("a")?.focus();
    });
  });
  // the wheel zooms once the map has been clicked, so that it never catches who scrolls past
  map.on("click popupopen", () => map.scrollWheelZoom.enable());
  map.on("mouseout", () => map.scrollWheelZoom.disable());
}

if (box) draw().catch((error) => { box.textContent = `The map could not be drawn (${error.message}); the table has all of it.`; });
