// Every kind of page that the site has, with an address of each. A new kind of page gets a line here and is then held to what
// all pages are held to. `enhanced` marks a page whose form scripts replace with something better.
import { DAY } from "./support.mjs";

export const KINDS = [
  { name: "start", path: "/" },
  { name: "matrix", path: `/matrix?against=budapest&as_of=${DAY}` },
  { name: "matrix-region", path: `/matrix?against=malabo&group=ecowas&all=yes&sort=name&as_of=${DAY}` },
  { name: "matrix-topics", path: `/matrix?against=topics&as_of=${DAY}` },
  { name: "world", path: `/world?against=budapest&as_of=${DAY}` },
  { name: "world-article", path: `/world?against=budapest&article=6&group=african-union&as_of=${DAY}` },
  { name: "world-map", path: `/world?topic=illegal-access&view=map&as_of=${DAY}` },
  { name: "coverage", path: `/coverage/budapest/KEN?as_of=${DAY}` },
  { name: "article", path: `/coverage/budapest/KEN/6?as_of=${DAY}` },
  { name: "gaps", path: `/gaps/budapest/KEN?as_of=${DAY}` },
  { name: "compare-form", path: "/compare" },
  { name: "compare", path: `/compare?side=KEN&side=ROU&side=budapest&topic=misuse-of-devices&as_of=${DAY}` },
  { name: "jurisdictions", path: `/jurisdictions?as_of=${DAY}` },
  { name: "jurisdiction", path: `/doc/id/jurisdiction/KEN?as_of=${DAY}` },
  { name: "jurisdiction-unread", path: `/doc/id/jurisdiction/TON?as_of=${DAY}` },
  { name: "instruments", path: "/instruments" },
  { name: "instrument", path: "/doc/id/instrument/budapest" },
  { name: "concordance", path: "/concordance/budapest?with=un-2024" },
  { name: "provision", path: "/doc/id/instrument/ken-cmca-2018/s14" },
  { name: "requirement", path: "/doc/id/instrument/budapest/art2/r1" },
  { name: "concept", path: "/doc/concept/topic/illegal-access" },
  { name: "ontology", path: "/doc/ontology" },
  { name: "adoption", path: "/adoption?topic=illegal-access&topic=misuse-of-devices" },
  { name: "questions", path: "/questions" },
  { name: "question", path: `/questions/penalties-ranked?topic=illegal-access&day=${DAY}` },
  { name: "question-form", path: "/questions/gaps" },
  { name: "not-found", path: "/nowhere", status: 404 },
  // Pages that are being written: looked at as soon as they answer.
  { name: "query", path: "/query", enhanced: true },
  { name: "search", path: "/search?q=illegal+access" },
  { name: "about", path: "/about" },
  { name: "api", path: "/api" },
];
