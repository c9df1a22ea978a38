import { expect, PROJECT } from "../fixtures/console";
import { PROVIDER, test as provided } from "../fixtures/identity";
import { menu, take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("sign-in", async ({ page, console }) => {
    await page.goto("/sign-in");
    await expect(console.heading).toHaveText("Sign in");
    await take(page, "sign-in");
    await console.signIn("owner@example.com", "wrong");
    await expect(page.getByRole("alert")).toBeVisible();
    await take(page, "sign-in-refused");
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

test("a project without roles", async ({ page, console }) => {
  await page.goto("/projects");
  await expect(console.row("Getting started")).toBeVisible();
  await take(page, "projects");
  await page.getByRole("button", { name: "New project" }).click();
  await take(page, "projects-new");
  await page.goto(`${project}/integrations`);
  await expect(console.integrationsPanel.getByRole("button")).toBeVisible();
  await take(page, "integrations-none");
  await take(page, "integrations-options", { open: menu(page, console.optionsButton) });
  for (const [path, name] of [
    [roles, "roles-none"],
    [`${project}/clusters`, "clusters-none"],
    [`${project}/activity`, "activity-none"],
    [`${project}/advanced`, "advanced-off"],
    ["/nowhere", "not-found"],
    ["/projects/64b0000000000000000000ff/integrations", "project-not-found"],
  ] as const) {
    await page.goto(path);
    await expect(console.heading.last()).toBeAttached();
    await expect(page.getByText("Loading")).toHaveCount(0);
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
