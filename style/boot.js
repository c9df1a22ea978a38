// Before the first paint: the kept choice of light or dark.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}

// What the program will ask for first is asked for while it is on its way. It takes an answer from here instead of asking
// again where the address is the same to the letter (src/client/early.rs).
const early = (window.early = new Map([["address", location.href]]));
for (const path of firstAsked(location)) {
  const answer = fetch("/api/console/v1/" + path, { headers: { accept: "application/json" } });
  answer.catch(() => {});
  early.set("/api/console/v1/" + path, answer);
}
function firstAsked({ pathname, search }) {
  const [, projects, project, ...rest] = pathname.split("/");
  if (projects !== "projects") return ["session"];
  if (!project) return ["session", "projects"];
  const own = "projects/" + project;
  const list = rest.join("/") === "integrations/aws-iam-roles" && !search;
  const roles = own + "/roles?itemsPerPage=50&pageNum=1&search=&sort=created&order=desc";
  return list ? ["session", own, roles] : ["session", own];
}

// Until the program has replaced the frame: say so where it cannot come.
function show(id) {
  const message = document.getElementById(id);
  if (message) message.hidden = false;
}
addEventListener("error", () => show("boot-failed"), true);
addEventListener("unhandledrejection", () => show("boot-failed"));
addEventListener("DOMContentLoaded", () => {
  if (typeof WebAssembly !== "object") show("no-wasm");
});
