// After the frame, so that it is painted first.
const root = document.documentElement;
let chosen;
try {
  chosen = localStorage.getItem("language");
} catch {}

// The person's choice, else the first of the browser's languages that there is. English is in the program; the catalog of
// another one comes with it, as one text for each part, in order, with ¶ between: the minifier spoils what is written
// with a backslash (src/language/catalog.rs).
const catalogs = new Map([["en"], ["de", "/locales/de.json"]]);
const wanted = [chosen, ...navigator.languages.map((tag) => tag.split("-")[0]), "en"];
root.lang = wanted.find((language) => catalogs.has(language));
const address = catalogs.get(root.lang);
const catalog = address && fetch(address).then((response) => response.json());
if (catalog) window.catalog = catalog.then(sorted).catch(() => null);
function sorted({ page, server }) {
  return [page, server].map((part) => Object.keys(part).sort().flatMap((key) => [key, part[key]]).join("¶"));
}

// What the program will ask for first is asked for while it is on its way. It takes an answer from here instead of asking
// again where the address is the same to the letter (src/client/early.rs).
const early = (window.early = new Map([["address", location.href]]));
const place = location.pathname.split("/");
const isProject = place[1] === "projects" && Boolean(place[2]);
const isRoles = isProject && place.slice(3).join("/") === "integrations/aws-iam-roles" && !location.search;
const answers = firstAsked().map((path) => {
  const address = "/api/console/v1/" + path;
  const answer = fetch(address, { headers: { accept: "application/json" } });
  // A refusal does not count: who asks again may be signed in by now.
  const value = answer.then((response) => (response.ok ? response.json() : null)).catch(() => null);
  early.set(address, value);
  return value;
});
// The list of roles is seen before the program is there. The program begins after that (crates/xtask/src/build/pieces.rs).
if (isRoles) {
  const rows = import("/frame/first-rows.js").then(({ show }) => show(answers, catalog));
  window.firstRows = rows.catch((error) => console.error(error));
}
function firstAsked() {
  if (!isProject) return place[1] === "projects" ? ["session", "projects"] : ["session"];
  const own = "projects/" + place[2];
  return isRoles ? ["session", own, own + "/roles?itemsPerPage=50&pageNum=1&search=&sort=created&order=desc"] : ["session", own];
}

// Until the program has replaced the frame: say so where it cannot come. After that: what goes wrong in the program ends what
// it was doing and may leave it broken, so that only loading the page anew helps surely.
function show(id) {
  const message = document.getElementById(id);
  if (!message) return;
  for (const text of message.querySelectorAll("[lang]")) text.hidden = text.lang !== root.lang;
  message.hidden = false;
  document.querySelector("#boot [role=status]")?.remove();
  message.showModal?.();
}
function fail(error) {
  if (typeof WebAssembly !== "object") return;
  if (document.getElementById("boot")) show("boot-failed");
  else if (String(error?.stack).includes("wasm")) show("broken");
}
addEventListener("error", (event) => fail(event.error), true);
addEventListener("unhandledrejection", (event) => fail(event.reason));
addEventListener("DOMContentLoaded", () => {
  if (typeof WebAssembly !== "object") show("no-wasm");
});

// Chromium calls the listeners of an event that the window itself gets in the order in which they came, whether they
// capture or not. From the document it passes through the window twice, so that somebody can hear it before the router.
addEventListener("popstate", (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  document.dispatchEvent(new PopStateEvent("popstate", { bubbles: true, state: event.state }));
});
