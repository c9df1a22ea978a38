// Before the first paint: the kept choice of light or dark. And a word where the program cannot run.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
addEventListener("DOMContentLoaded", () => {
  if (typeof WebAssembly !== "object") document.getElementById("no-wasm").hidden = false;
});
