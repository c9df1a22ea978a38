import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as base } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect } from "../fixtures/console";
import { start } from "../fixtures/program";
import { Console } from "../pages/console";

const PASSWORD = "correct horse battery";

interface Fixtures {
  /** The link that an empty console prints. */
  link: string;
}

const test = base.extend<Fixtures>({
  link: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "console-e2e-"));
    const database = `sqlite:${join(folder, "console.db")}`;
    const program = process.env["CONSOLE_BACKEND"] ?? "";
    const args = ["serve", "--listen", "127.0.0.1:0", "--database", database];
    const backend = await start(program, args, {}, /^first owner: (\S+)$/m);
    try {
      await use(backend.ready[1] ?? "");
      expect(backend.log()).not.toContain(PASSWORD);
    } finally {
      await backend.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

test("the first person of an empty console sets it up by the link that it prints", async ({ page, link }) => {
  const console = new Console(page);
  await page.goto(link);
  await expect(console.heading).toHaveText("Set up Atlas");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Email address" }).fill("ada@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(console.heading).toHaveText("Projects");
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("textbox", { name: "Project name" }).fill("Shop");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("link", { name: "Members" }).click();
  await expect(console.row("ada@example.com")).toContainText("Whoever owns the organization");

  await page.goto(link);
  await page.reload();
  await expect(console.heading).toHaveText("This invitation can't be used");
});
