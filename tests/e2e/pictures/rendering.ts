import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium, type FullConfig } from "@playwright/test";

import { launchOptions } from "../browser";

/** Beside the references: by what they were taken. */
const NOTE = join(__dirname, "references/taken-with.json");

/** What the tests are told by when the references don't tell how this browser shows the console. */
export const OTHER = "PICTURES_OTHER_RENDERING";

/** What pictures depend on besides the console: the browser, and how text looks with the fonts and the settings of this machine. */
interface Rendering {
  browser: string;
  text: string;
}

async function rendering(): Promise<Rendering> {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 640, height: 240 } });
    const fonts = ["system-ui, sans-serif", "ui-monospace, monospace"];
    const lines = [400, 500, 600, 700].flatMap((weight) =>
      fonts.map((font) => `<p style="font: ${weight} 16px ${font}; margin: 0">Sphinx of black quartz, 0123456789 {“ÄÖü”}: … ✓</p>`),
    );
    await page.setContent(lines.join(""));
    const text = createHash("sha256").update(await page.screenshot()).digest("hex");
    return { browser: `Chromium ${browser.version()}`, text };
  } finally {
    await browser.close();
  }
}

/** Before the first test: notes by what the references are taken, or finds out whether what they were taken with is the same here. */
export default async function setup({ updateSnapshots }: FullConfig): Promise<void> {
  const here = JSON.stringify(await rendering(), null, 2) + "\n";
  if (updateSnapshots === "all") {
    await writeFile(NOTE, here);
    return;
  }
  const there = await readFile(NOTE, "utf8");
  if (here === there) return;
  process.env[OTHER] = "1";
  console.log(
    "The pictures of the pages are NOT compared: the references were taken with another browser or other fonts.\n" +
      `they were taken with ${there}here it is ${here}` +
      "To compare on this machine, take them anew by `cargo xtask pictures` from a commit whose looks are known to be right.",
  );
}
