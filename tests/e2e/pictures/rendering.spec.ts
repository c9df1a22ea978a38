import { createHash } from "node:crypto";

import { expect, test } from "@playwright/test";

test.use({ viewport: { width: 640, height: 240 } });

// What pictures depend on besides the console. Where it is something else than with the references, they can't be compared.
test("the browser shows text as it did when the references were taken", async ({ page, browser }) => {
  const fonts = ["system-ui, sans-serif", "ui-monospace, monospace"];
  const lines = [400, 500, 600, 700].flatMap((weight) =>
    fonts.map((font) => `<p style="font: ${weight} 16px ${font}; margin: 0">Sphinx of black quartz, 0123456789 {“ÄÖü”}: … ✓</p>`),
  );
  await page.setContent(lines.join(""));
  const text = createHash("sha256").update(await page.screenshot()).digest("hex");
  const rendering = { browser: `Chromium ${browser.version()}`, text };
  expect(JSON.stringify(rendering, null, 2) + "\n").toMatchSnapshot("taken-with.json");
});
