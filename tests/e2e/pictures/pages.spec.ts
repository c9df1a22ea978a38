import type { Locator } from "@playwright/test";

import { expect, PROJECT } from "../fixtures/console";
import { PROVIDER, test as provided } from "../fixtures/identity";
import { menu, take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** Writes something over what is another thing each time, where a cover would lie on a dialog too. */
async function overwrite(what: Locator, text: string): Promise<void> {
  await what.evaluateAll((elements, text) => elements.forEach((element) => (element.textContent = text)), text);
}

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("sign-in", async ({ page, console }) => {
    await page.goto("/sign-in");
    await expect(console.heading).toHaveText("Sign in");
    await take(page, "sign-in");
    await console.signIn("owner@example.com", "wrong");
    await expect(page.getByRole("alert")).toBeVisible();
    await take(page, "sign-in-refused");
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
    await take(page, "sign-in-faults");
  });
});

provided.describe("with an identity provider", () => {
  provided.use({ signedInAs: null });

  provided("signing in by it", async ({ page, console, provider }) => {
    await page.goto("/sign-in");
    const button = page.getByRole("button", { name: `Sign in with ${PROVIDER}` });
    await expect(button).toBeVisible();
    await take(page, "sign-in-provider");
    await button.click();
    await provider.turnBack(page);
    await expect(page.getByRole("alert")).toContainText(PROVIDER);
    await expect(console.heading).toBeVisible();
    await take(page, "sign-in-turned-back");
  });
});

test("the gallery", async ({ page }) => {
  await page.goto("/gallery");
  for (const section of ["Actions", "Fields", "Feedback", "Data"]) {
    const heading = page.getByRole("heading", { name: section, exact: true });
    await take(page, `gallery-${section.toLowerCase()}`, { at: heading });
  }
});

test("what opens in the gallery", async ({ page }) => {
  await page.goto("/gallery");
  const dialog = page.getByRole("dialog");
  await take(page, "gallery-overlays", { at: page.getByRole("heading", { name: "Overlays", exact: true }) });
  for (const [opener, name] of [
    ["Open a dialog", "gallery-dialog"],
    ["Ask for a typed answer", "gallery-typed"],
    ["Ask before deleting", "gallery-question"],
  ] as const) {
    await page.getByRole("button", { name: opener }).click();
    await expect(dialog).toBeVisible();
    await take(page, name);
    if (name !== "gallery-question") await page.keyboard.press("Escape");
  }
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await take(page, "gallery-question-failed");
});

test("projects", async ({ page, console }) => {
  await page.goto("/projects");
  await expect(console.row("Getting started")).toBeVisible();
  await take(page, "projects");
  await page.getByRole("button", { name: "New project" }).click();
  await take(page, "projects-new");
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveAttribute("aria-invalid", "true");
  await take(page, "projects-new-fault");
});

test("a project without roles", async ({ page, console }) => {
  await page.goto(`${project}/integrations`);
  await expect(console.integrationsPanel.getByRole("button")).toBeVisible();
  await take(page, "integrations-none");
  await take(page, "integrations-options", { open: menu(page, console.optionsButton) });
  for (const [path, name] of [
    [roles, "roles-none"],
    [`${project}/clusters`, "clusters-none"],
    [`${project}/activity`, "activity-none"],
    [`${project}/advanced`, "advanced-off"],
  ] as const) {
    await page.goto(path);
    await expect(console.heading.last()).toBeAttached();
    await expect(page.getByText("Loading")).toHaveCount(0);
    await take(page, name);
  }
});

test("what is not there", async ({ page, console }) => {
  for (const [path, name] of [
    ["/nowhere", "not-found"],
    [`${project}/x`, "project-page-not-found"],
    ["/projects/64b0000000000000000000ff/integrations", "project-not-found"],
  ] as const) {
    await page.goto(path);
    await expect(console.heading).toHaveText(/not found|No such project/);
    await take(page, name);
  }
});

test.describe("with a role in progress", () => {
  test.use({ scenario: "in-progress" });

  test("roles", async ({ page, console }) => {
    await page.goto(`${project}/integrations`);
    await expect(console.integrationsPanel.getByRole("button")).toBeVisible();
    await take(page, "integrations-some");
    await page.goto(roles);
    await expect(console.row("in progress")).toBeVisible();
    await take(page, "roles-in-progress");
    const more = console.row("authorized").getByRole("button", { name: "More actions" });
    await take(page, "roles-row-menu", { open: menu(page, more) });
    await page.keyboard.press("Escape");
    for (const [status, name] of [
      ["in progress", "delete-in-progress"],
      ["authorized", "delete-authorized"],
    ] as const) {
      await console.row(status).getByRole("button", { name: "Delete" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await take(page, name);
      await page.keyboard.press("Escape");
    }
    await page.goto(`${project}/activity`);
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await take(page, "activity");
  });

  test.describe("seen by a viewer", () => {
    test.use({ signedInAs: "viewer@example.com" });

    test("roles", async ({ page, console }) => {
      await page.goto(roles);
      await expect(console.row("in progress")).toBeVisible();
      await take(page, "roles-read-only");
    });
  });
});

test.describe("with many roles", () => {
  test.use({ scenario: "many-roles=120" });

  test("roles", async ({ page, console }) => {
    await page.goto(roles);
    await expect(page.getByRole("navigation", { name: "Pagination" })).toBeVisible();
    await take(page, "roles-many");
    await page.getByRole("searchbox").fill("no such role anywhere");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await take(page, "roles-no-match");
    await page.getByRole("button", { name: "Show all roles" }).click();
    await console.row("authorized").first().getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await take(page, "role-details");
  });

  test("activity", async ({ page }) => {
    await page.goto(`${project}/activity`);
    const pager = page.getByRole("navigation", { name: "Pagination" });
    await expect(pager).toBeVisible();
    await take(page, "activity-many", { at: pager });
  });
});

test.describe("with failures", () => {
  test.use({ scenario: "unhealthy" });

  test("activity", async ({ page }) => {
    await page.goto(`${project}/activity?failed=true`);
    await expect(page.getByRole("row").filter({ hasText: "Failed" }).first()).toBeVisible();
    await take(page, "activity-failed");
    await page.getByRole("searchbox").fill("nobody@example.com");
    await page.getByRole("searchbox").press("Enter");
    await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await take(page, "activity-no-match");
  });
});

for (const scenario of ["role-encryption", "credentials-encryption"] as const) {
  test.describe(scenario, () => {
    test.use({ scenario });

    test("advanced and clusters", async ({ page }) => {
      await page.goto(`${project}/advanced`);
      await expect(page.getByText("Customer master key", { exact: true })).toBeVisible();
      await take(page, `advanced-${scenario}`);
      await page.goto(`${project}/clusters`);
      await expect(page.getByRole("row").nth(1)).toBeVisible();
      await take(page, `clusters-${scenario}`);
    });
  });
}

test("access keys", async ({ page, console, backend }) => {
  await page.goto(`${project}/access-keys`);
  await expect(page.getByText("No access key yet")).toBeVisible();
  await take(page, "access-keys-none");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Create an access key" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("nightly report");
  await dialog.getByRole("textbox", { name: "IP access list" }).fill("203.0.113.7, 198.51.100.0/24");
  await take(page, "access-keys-create");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  const figures = dialog.getByRole("figure");
  await expect(figures.first()).toBeVisible();
  backend.secrets.add(await console.copied(dialog.getByRole("button", { name: "Copy client secret" })));
  await take(page, "access-keys-secret", { varies: [figures, page.getByText("mdb_sa_id_")] });
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(console.row("nightly report")).toBeVisible();
  await take(page, "access-keys", { varies: [page.getByText("mdb_sa_id_")] });
});

test("what is asked about an access key", async ({ page, console, backend }) => {
  const dialog = page.getByRole("dialog");
  const addresses = dialog.getByRole("textbox", { name: "IP access list" });
  await page.goto(`${project}/access-keys`);
  await page.getByRole("button", { name: "Create an access key" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("deploys");
  await dialog.getByRole("combobox", { name: "Kind" }).selectOption("API key");
  await addresses.fill("203.0.113.7, 10.0.0.0/40");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(addresses).toHaveAttribute("aria-invalid", "true");
  await take(page, "access-keys-fault", { at: addresses });
  await addresses.fill("203.0.113.7");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  const row = console.row("deploys");
  const told = dialog.getByRole("figure").locator("code");
  await expect(row).toBeAttached();
  await expect(told).toHaveCount(3);
  backend.secrets.add((await told.nth(1).textContent()) ?? "");
  await overwrite(row.locator(".mono"), "wgmvtcae");
  await overwrite(told.nth(0), "wgmvtcae");
  await overwrite(told.nth(1), "1b7a2c54-5d0e-4f7f-9a53-6f4c0a7be2d1");
  await overwrite(told.nth(2), "curl --digest --user 'wgmvtcae' 'https://console.example.com/api/atlas/v2/groups'");
  await take(page, "access-keys-api-key");
  await dialog.getByRole("button", { name: "Done" }).click();
  const uncopied = page.getByRole("dialog", { name: "Close without copying?" });
  await expect(uncopied).toBeVisible();
  await take(page, "access-keys-uncopied");
  await uncopied.getByRole("button", { name: "Close anyway" }).click();

  await row.getByRole("button", { name: "Access list: deploys" }).click();
  await expect(dialog).toBeVisible();
  await take(page, "access-keys-list");
  await dialog.getByRole("textbox").fill("nowhere");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  await take(page, "access-keys-list-fault");
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "Revoke: deploys" }).click();
  await expect(dialog).toBeVisible();
  await take(page, "access-keys-revoke");
});

test("the API reference", async ({ page, console }) => {
  await page.goto("/api/reference");
  await expect(console.heading).toHaveText("API reference");
  await take(page, "api-reference");
});

test("a page that can't be loaded", async ({ page, console, context }) => {
  // Of the same part of the program as the page that comes, so that only its data is missing.
  await page.goto(`${project}/integrations`);
  await expect(console.heading).toHaveText("Integrations");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await take(page, "offline");
});
