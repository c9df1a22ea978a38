import type { Locator } from "@playwright/test";

import { expect, PROJECT } from "../fixtures/console";
import { hold } from "../fixtures/network";
import { EXISTING } from "../pages/authorize";
import { take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;
const advanced = `${project}/advanced`;

/** Types into a field that suggests what to choose, anew: where its list has room depends on where the field is then. */
function typed(field: Locator, text: string, shown: Locator): () => Promise<void> {
  return async () => {
    await field.press("Escape");
    await field.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await field.click();
    await field.fill(text);
    await expect(shown).toBeVisible();
  };
}

test.describe("with many roles", () => {
  test.use({ scenario: "many-roles=120" });

  test("a field that suggests what to choose", async ({ page, console }) => {
    const { toggle, role } = console.advanced;
    const release = await hold(page, "**/roles?*");
    await page.goto(advanced);
    await toggle.click();
    await take(page, "combobox-loading", { waits: true, open: typed(role, "", page.getByText("Loading").first()) });
    release();
    await take(page, "combobox-roles", { open: typed(role, "", page.getByRole("option").nth(1)) });
  });
});

test.describe("with roles", () => {
  test.use({ scenario: "in-progress" });

  test("what is typed into a field that suggests", async ({ page, console }) => {
    const { toggle, role, region } = console.advanced;
    await page.goto(advanced);
    await toggle.click();
    await take(page, "combobox-nothing", { open: typed(role, "nowhere", page.getByText("No authorized role fits").first()) });
    await take(page, "combobox-regions", { open: typed(region, "europe", page.getByRole("option").nth(1)) });
  });

  test("what can't be copied", async ({ page, console }) => {
    await page.addInitScript(() => {
      Clipboard.prototype.writeText = () => Promise.reject(new DOMException("not allowed", "NotAllowedError"));
    });
    await page.goto(roles);
    await console.row("ok-data-lake").getByRole("button", { name: "Copy ARN" }).click();
    await console.expectAnnounced(/select/i);
    await take(page, "copy-failed-row");
    await console.authorize.begin(EXISTING);
    await console.authorize.copyTrustPolicy.click();
    await console.expectAnnounced(/select/i);
    await take(page, "copy-failed", { at: console.authorize.copyTrustPolicy });
  });

  test("a hint, and what is said once", async ({ page, console }) => {
    await page.goto(roles);
    const more = console.row("ok-data-lake").getByRole("button", { name: "Delete" });
    await take(page, "tooltip", { at: more, open: () => more.hover() });
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await page.getByRole("textbox", { name: "Label" }).fill("Warehouse");
    await page.getByRole("button", { name: "Save label" }).click();
    const notice = page.getByRole("region", { name: "Notifications" }).getByRole("paragraph");
    // It stays as long as it is pointed at.
    await take(page, "toast", { open: () => notice.hover() });
  });
});

test.describe("with a key that was disabled", () => {
  test.use({ scenario: "disabled-key" });

  test("what went wrong is said once", async ({ page, console }) => {
    await page.goto(advanced);
    await console.advanced.tryAgain.click();
    const notice = page.getByRole("region", { name: "Notifications" }).getByRole("paragraph");
    await take(page, "toast-bad", { open: () => notice.hover() });
  });
});
