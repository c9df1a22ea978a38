import { createHash } from "node:crypto";

import { expect, test } from "@playwright/test";

test.use({ viewport: { width: 640, height: 240 } });

// What pictures depend on besides the console. Where it is something else than with the references, they can't be compared.
test("the browser shows text and controls as it did when the references were taken", async ({ page, browser }) => {
  const fonts = ["system-ui, sans-serif", "ui-monospace, monospace"];
  const lines = [400, 500, 600, 700].flatMap((weight) =>
    fonts.map((font) => `<p style="font: ${weight} 16px ${font}; margin: 0">Sphinx of black quartz, 0123456789 {“ÄÖü”}: … ✓</p>`),
  );
  const controls = '<input type="checkbox" checked><input type="search" value="Sphinx"><select><option>Quartz</select>';
  await page.setContent(lines.join("") + controls);
  const looks = createHash("sha256").update(await page.screenshot()).digest("hex");
  // What comes after the first number mends security.
  const [version] = browser.version().split(".");
  const rendering = { browser: `Chromium ${version}`, looks };
  expect(JSON.stringify(rendering, null, 2) + "\n").toMatchSnapshot("taken-with.json");
});
