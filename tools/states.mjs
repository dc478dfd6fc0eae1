// Writes corpus/states.ttl (names and codes of the world's States) and corpus/regions.ttl (their place in the
// UN's statistical regions) from the Unicode CLDR tables. Run: npm ci && npm run states
import { createRequire } from "node:module";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const load = createRequire(import.meta.url);
const version = load("cldr-core/package.json").version;
const containment = load("cldr-core/supplemental/territoryContainment.json").supplemental.territoryContainment;
const codes = load("cldr-core/supplemental/codeMappings.json").supplemental.codeMappings;
const languages = ["en", "zh", "ar", "es", "fr", "ru"];
const names = Object.fromEntries(
  languages.map((language) => {
    const table = load(`cldr-localenames-full/main/${language}/territories.json`).main[language];
    return [language, table.localeDisplayNames.territories];
  }),
);

// Members of the UN, its two observer States, and States that are in neither list.
const states = [...containment.UN._contains, "VA", "PS", "XK", "CK", "NU"];
// These have a file of their own, or will have one, which states their names.
const encoded = "KEN GHA ZAF NGA DEU FRA EST ROU GBR USA CAN JPN SGP ARE CHN".split(" ");
// CLDR gives other forms of some names; these are the ones chosen here.
const form = { CD: "-alt-variant", CG: "-alt-variant", CV: "-alt-variant", MM: "-alt-short", PS: "-alt-short" };

const described = (iso) => !encoded.includes(iso) || existsSync(new URL(`../corpus/jurisdictions/${iso}.ttl`, import.meta.url));
const alpha3 = (code) => (code === "XK" ? "XKX" : codes[code]._alpha3);
const name = (code, language) => {
  const table = names[language];
  const found = table[code + (form[code] ?? "")] ?? table[code];
  return language === "en" ? found.replaceAll("&", "and").replace(/^St\. /, "Saint ") : found;
};
const labels = (code) => languages.map((language) => `"${name(code, language)}"@${language}`).join(" , ");
const head = (title) => `# ${title}
# Made by tools/states.mjs from Unicode CLDR ${version}; do not edit by hand. Run there: npm ci && npm run states
`;

let out = head("The world's States: members of the UN, observers, and Kosovo, the Cook Islands and Niue.");
out += `# A State whose law is encoded is described in its own file under corpus/jurisdictions. Being listed takes no side on
# anybody's status. Kosovo has no ISO code: XKX is user-assigned.
@base <https://w3id.org/cyberlex/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix lm: <https://w3id.org/cyberlex/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<jurisdiction/EUE> a lm:Organisation ;
  skos:prefLabel ${labels("EU")} ;
  dcterms:identifier "EUE" .
`;
const sorted = states.map((code) => [alpha3(code), code]).sort();
for (const [iso, code] of sorted) {
  if (encoded.includes(iso)) continue;
  out += `\n<jurisdiction/${iso}> a lm:State ;\n  skos:prefLabel ${labels(code)} ;\n  dcterms:identifier "${iso}"`;
  if (iso !== "XKX") out += ` ;\n  skos:exactMatch <http://publications.europa.eu/resource/authority/country/${iso}>`;
  out += " .\n";
}
writeFileSync(new URL("../corpus/states.ttl", import.meta.url), out);

// Regions: the finest one that holds the State. The concepts carry the UN's M49 number as their notation.
const concepts = readFileSync(new URL("../ontology/concepts/groups.ttl", import.meta.url), "utf8");
const region = Object.fromEntries(
  [...concepts.matchAll(/^(group:[\w-]+) a skos:Concept ;\n(?:  .*\n)*?  skos:notation "(\d{3})" ;$/gm)].map((m) => [m[2], m[1]]),
);
const inside = (code) => {
  const found = Object.keys(containment).filter(
    (key) => /^\d{3}$/.test(key) && key !== "003" && containment[key]._contains.includes(code),
  );
  if (found.length !== 1 || !region[found[0]]) throw new Error(`no single region for ${code}: ${found}`);
  return region[found[0]];
};
out = head("The UN's statistical regions (M49) in which States lie.");
out += `@base <https://w3id.org/cyberlex/id/> .
@prefix basis: <https://w3id.org/cyberlex/concept/basis/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix group: <https://w3id.org/cyberlex/concept/group/> .
@prefix lm: <https://w3id.org/cyberlex/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<reading/cldr-containment> a lm:SourceReading ;
  dcterms:title "Unicode CLDR ${version}, territory containment; compared with the UN Statistics Division's M49 table"@en ;
  dcterms:publisher "Unicode Consortium" ;
  lm:url "https://cldr.unicode.org/index/downloads"^^xsd:anyURI ;
  dcterms:source <https://github.com/datasets/country-codes> ;
  lm:consultedOn "2026-11-22"^^xsd:date ;
  lm:textVersion "CLDR ${version}; table of 15 May 2026" ;
  dcterms:language "en" ;
  lm:basis basis:secondary .
`;
for (const [iso, code] of sorted) {
  if (!described(iso)) continue;
  const group = inside(code);
  out += `\n<membership/${group.slice(6)}-${iso}> a lm:Membership ;\n  lm:member <jurisdiction/${iso}> ;\n  lm:inGroup ${group} ;\n  prov:wasDerivedFrom <reading/cldr-containment> .\n`;
}
writeFileSync(new URL("../corpus/regions.ttl", import.meta.url), out);
