import { expect, PROJECT } from "../fixtures/console";
import { take, test } from "./take";

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

test("a project without roles", async ({ page, console }) => {
  await page.goto("/projects");
  await expect(console.row("Getting started")).toBeVisible();
  await take(page, "projects");
  await page.getByRole("button", { name: "New project" }).click();
  await take(page, "projects-new");
  await page.goto(`${project}/integrations`);
  await expect(console.integrationsPanel.getByRole("button")).toBeVisible();
  await take(page, "integrations-none");
  await console.optionsButton.click();
  await take(page, "integrations-options");
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
    await console.row("authorized").getByRole("button", { name: "More actions" }).click();
    await take(page, "roles-row-menu");
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
  test.use({ scenario: "many-roles" });

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

    test("advanced, clusters and roles", async ({ page, console }) => {
      await page.goto(`${project}/advanced`);
      await expect(page.getByText("Customer master key", { exact: true })).toBeVisible();
      await take(page, `advanced-${scenario}`);
      await page.goto(`${project}/clusters`);
      await expect(page.getByRole("row").nth(1)).toBeVisible();
      await take(page, `clusters-${scenario}`);
      await page.goto(roles);
      await expect(console.heading).toHaveText("AWS IAM Role Access");
      await expect(page.getByText("Loading")).toHaveCount(0);
      await take(page, `roles-${scenario}`);
    });
  });
}

test("access keys", async ({ page, console, backend }) => {
  await page.goto(`${project}/access-keys`);
  await expect(page.getByText("No access key yet")).toBeVisible();
  await take(page, "access-keys-none");
  await backend.admin(["key", "add", "--project", PROJECT, "--role", "read-only", "--label", "Terraform"]);
  await backend.admin([
    ...["service-account", "add", "--project", PROJECT, "--role", "owner"],
    ...["--label", "nightly report", "--access-list", "203.0.113.7,198.51.100.0/24", "--expires-in-days", "90"],
  ]);
  await page.reload();
  await expect(console.row("nightly report")).toBeVisible();
  await take(page, "access-keys");
  await page.getByRole("button", { name: "Create an access key" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await take(page, "access-keys-create");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("figure").first()).toBeVisible();
  await take(page, "access-keys-secret");
});

test("members, sessions and the API reference", async ({ page, console }) => {
  for (const [path, name, title] of [
    [`${project}/members`, "members", "Members"],
    ["/sessions", "sessions", "Sessions"],
    ["/api/reference", "api-reference", "API reference"],
  ] as const) {
    await page.goto(path);
    await expect(console.heading).toHaveText(title);
    await expect(page.getByText("Loading")).toHaveCount(0);
    await take(page, name);
  }
});

test("a page that can't be loaded", async ({ page, console, context }) => {
  await page.goto(`${project}/clusters`);
  await expect(console.heading).toHaveText("Clusters");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await take(page, "offline");
});
