import { encryptWithRole, expect, PROJECT } from "../fixtures/console";
import { dismiss, menu, take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test.describe("unhealthy", () => {
  test.use({ scenario: "unhealthy" });

  test("roles in good and in bad health", async ({ page, console }) => {
    await page.goto(`${project}/integrations`);
    await expect(console.integrationsPanel.getByRole("link")).toBeVisible();
    await take(page, "integrations-refused");
    await page.goto(roles);
    await expect(console.row("denied-exports")).toBeVisible();
    await take(page, "roles-unhealthy");
    const cleanUp = page.getByRole("button", { name: "Clean up" });
    await take(page, "roles-clean-up", { open: menu(page, cleanUp) });
    await menu(page, cleanUp)();
    await page.getByRole("menuitem", { name: "Delete roles in progress" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete roles in progress" });
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByRole("checkbox", { name: "ok-reporting" }).check();
    await take(page, "delete-stale");
    await page.keyboard.press("Escape");
    await console.row("denied-exports").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
    await take(page, "role-details-refused");
  });
});

test.describe("in-progress", () => {
  test.use({ scenario: "in-progress" });

  test("an undo, and what was deleted", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await question.getByRole("textbox").fill("ok-data-lake");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(console.row("authorized")).toHaveCount(0);
    // It stays as long as it has the focus.
    await page.getByRole("button", { name: "Undo" }).focus();
    await take(page, "roles-undo");
    await dismiss(page);
    await page.getByRole("button", { name: "Clean up" }).click();
    await page.getByRole("menuitem", { name: "Recently deleted roles" }).click();
    const deleted = page.getByRole("dialog", { name: "Recently deleted roles" });
    await expect(deleted.getByRole("button", { name: "Copy commands" })).toBeVisible();
    await take(page, "roles-deleted");
  });

  test("a delete that comes too late", async ({ page, console, context, backend }) => {
    await page.goto(roles);
    await console.row("authorized").getByRole("button", { name: "Delete" }).click();
    const question = page.getByRole("dialog");
    await question.getByRole("textbox").fill("ok-data-lake");
    await encryptWithRole(context, backend);
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(question.getByRole("alert")).toBeVisible();
    await take(page, "delete-refused", { at: question.getByRole("alert") });
  });

  test("a label that is not saved", async ({ page, console }) => {
    await page.goto(roles);
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await page.getByRole("textbox", { name: "Label" }).fill("Warehouse");
    await page.getByRole("link", { name: "Activity" }).click();
    await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
    await take(page, "leave-question");
  });
});

test.describe("role-encryption", () => {
  test.use({ scenario: "role-encryption" });

  test("a role in use", async ({ page, console }) => {
    await page.goto(roles);
    const button = console.row("Encryption at rest").getByRole("button", { name: "Delete" });
    const hint = async (): Promise<void> => {
      await button.blur();
      await button.focus();
    };
    await take(page, "delete-in-use", { at: button, open: hint });
    await page.reload();
    await console.row("Encryption at rest").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
    await take(page, "role-details-in-use");
  });
});
