// Writes src/view/world.json, the outlines of the map, from Natural Earth's 1:50m countries (npm package world-atlas) in the
// Equal Earth projection. Run: npm ci && npm run map
//
// One shape a country: its ISO code, its outline as an SVG path of whole numbers, and for a country too small to be seen
// the point where a dot goes. Countries that the 1:50m set lacks (Tuvalu) get a dot from the 1:10m set.
import { geoArea, geoEqualEarth, geoPath } from "d3-geo";
import countries from "i18n-iso-countries";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const load = createRequire(import.meta.url);
const version = load("world-atlas/package.json").version;
const width = 4000;
// A country whose largest piece of land covers less than a square of this side is drawn as a dot too.
const smallest = 13;
// Points are dropped whose triangle is smaller than one unit square (the sphere has an area of 4π, the map of some 0.4 width²).
const unit = (4 * Math.PI) / (width * width * 0.4);
const detail = unit;

const atlas = (scale) => load(`world-atlas/countries-${scale}m.json`);
const land = (topology) => feature(topology, topology.objects.countries).features.filter((f) => f.id !== "010");
const code = (f) => (f.id === undefined ? null : countries.numericToAlpha3(f.id) ?? null);
// Small countries keep all their points.
const full = land(atlas(50));
const rough = land(simplify(presimplify(atlas(50), sphericalTriangleArea), detail));
const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(width, { type: "FeatureCollection", features: full });
const path = geoPath(projection);

/** The outline in relative whole numbers, without the points that fall on one another. */
function outline(shape) {
  let d = "";
  let at = [0, 0];
  let points = [];
  const flush = () => {
    const ring = points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
    if (ring.length > 1 && ring[0].join() === ring.at(-1).join()) ring.pop();
    points = [];
    if (ring.length < 3) return;
    const numbers = ring.map((p, i) => {
      const before = i === 0 ? at : ring[i - 1];
      return [p[0] - before[0], p[1] - before[1]];
    });
    const text = (list) => list.flat().join(" ").replaceAll(" -", "-");
    d += `m${text(numbers.slice(0, 1))}l${text(numbers.slice(1))}z`;
    at = ring[0];
  };
  const point = (x, y) => points.push([Math.round(x), Math.round(y)]);
  path.context({
    moveTo: (x, y) => (flush(), point(x, y)),
    lineTo: point,
    closePath: () => {},
    arc: () => {},
  })(shape);
  flush();
  path.context(null);
  return d;
}

/** The largest piece of a country. */
function mainland(f) {
  if (f.geometry.type === "Polygon") return f.geometry;
  const pieces = f.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return pieces.reduce((a, b) => (geoArea(a) >= geoArea(b) ? a : b));
}

function dot(f) {
  const piece = mainland(f);
  return path.area(piece) < smallest * smallest ? path.centroid(piece).map(Math.round) : null;
}

const shapes = full.map((f, i) => {
  const at = dot(f);
  // The first point of a path is relative to nothing, so that each outline stands alone.
  return { code: code(f), name: f.properties.name, dot: at, path: outline(at ? f : rough[i]) };
});
const drawn = new Set(shapes.map((shape) => shape.code));
for (const f of land(atlas(10))) {
  const iso = code(f);
  if (iso && !drawn.has(iso)) {
    shapes.push({ code: iso, name: f.properties.name, dot: path.centroid(mainland(f)).map(Math.round), path: "" });
    drawn.add(iso);
  }
}
// An outline that belongs to a country drawn before (an outlying island listed apart) joins it.
const joined = [];
for (const shape of shapes) {
  const same = shape.code && joined.find((other) => other.code === shape.code);
  if (same) same.path += shape.path.replace(/^m/, "M");
  else joined.push(shape);
}
joined.sort((a, b) => (a.code ?? "~" + a.name).localeCompare(b.code ?? "~" + b.name, "en"));
const bottom = Math.ceil(path.bounds({ type: "FeatureCollection", features: full })[1][1]);
const lines = joined.map((shape) => JSON.stringify(shape)).join(",\n");
const origin = `Made by tools/map.mjs from Natural Earth 1:50m (world-atlas ${version}), Equal Earth projection; do not edit by hand.`;
writeFileSync(
  new URL("../src/view/world.json", import.meta.url),
  `{"origin":${JSON.stringify(origin)},"width":${width},"height":${bottom},"shapes":[\n${lines}\n]}\n`,
);
