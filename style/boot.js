// Before the first paint: the kept choice of light or dark.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}

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
