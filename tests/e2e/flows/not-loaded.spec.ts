import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";

const project = `/projects/${PROJECT}`;

/** Lets no call to this part of the API through, until it is let through again. */
async function cutOff(page: Page, calls: string): Promise<() => Promise<void>> {
  await page.route(calls, (route) => route.abort());
  return () => page.unroute(calls);
}

test.use({ scenario: "role-encryption" });

for (const [name, path, calls, there] of [
  ["projects", "/projects", "**/api/console/v1/projects", "Getting started"],
  ["sessions", "/sessions", "**/api/console/v1/sessions", "Chrome on Linux"],
  ["a project", `${project}/integrations`, `**/api/console/v1/projects/${PROJECT}`, "Edit"],
  ["roles", `${project}/integrations/aws-iam-roles`, "**/roles?*", "Encryption at rest"],
  ["advanced", `${project}/advanced`, "**/encryption", "Reached by"],
  ["clusters", `${project}/clusters`, `**/api/console/v1/projects/${PROJECT}/{clusters?*,encryption}`, "Cluster0"],
  ["members", `${project}/members`, `**/api/console/v1/projects/${PROJECT}/members`, "viewer@example.com"],
  ["access keys", `${project}/access-keys`, `**/api/console/v1/projects/${PROJECT}/programs`, "No access key yet"],
  ["activity", `${project}/activity`, `**/api/console/v1/projects/${PROJECT}/activity?*`, "from 127.0.0.1"],
] as const) {
  test(`${name} that can't be loaded: it is said once, and Try again brings them`, async ({ page }) => {
    const letThrough = await cutOff(page, calls);
    await page.goto(path);
    const alert = page.getByRole("alert");
    await expect(alert).toHaveCount(1);
    await expect(alert).toContainText("This could not be loaded");
    await expect(page.getByText("Loading")).toHaveCount(0);
    await expectAccessible(page);
    await letThrough();
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText(there).first()).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

test("a page that was never opened and can't be loaded: it has a title of its own, and comes with the connection", async ({
  page,
  console,
  context,
  complaints,
}) => {
  await page.goto(`${project}/integrations/aws-iam-roles`);
  await expect(console.row("authorized").first()).toBeVisible();
  await context.setOffline(true);
  const sections = page.getByRole("navigation", { name: "Project" });
  await sections.getByRole("link", { name: "Activity" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("There is no connection now");
  await expect(console.heading).toHaveText("This could not be loaded");
  await expect(console.heading).toBeFocused();
  await expect(page).toHaveTitle("This could not be loaded · Getting started · Atlas");
  await expectAccessible(page);
  // The page that is there is not thrown away for one that can't come.
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toContainText("There is no connection now");
  await expect(console.heading).toBeFocused();
  // What one is at elsewhere goes on.
  const clusters = sections.getByRole("link", { name: "Clusters" });
  await clusters.focus();
  await context.setOffline(false);
  await expect(console.heading).toHaveText("Activity");
  await expect(console.row("Authorized").first()).toBeVisible();
  await expect(clusters).toBeFocused();
  await expect(alert).toHaveCount(0);

  await context.setOffline(true);
  await page.getByRole("button", { name: "owner@example.com" }).click();
  await page.getByRole("menuitem", { name: "Sessions" }).click();
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveText("This could not be loaded");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(console.heading).toHaveText("Sessions");
  for (const complaint of complaints.splice(0)) expect(complaint).toContain("Failed to fetch");
});

test("a role that can't be loaded: it is said once, and comes with the connection", async ({ page, console, context }) => {
  await page.goto(`${project}/integrations/aws-iam-roles`);
  // The part of the program with its details.
  await console.row("authorized").first().getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  await expect(page.getByText("External ID", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "AWS IAM Role Access" }).click();
  await expect(console.row("authorized").first()).toBeVisible();
  await context.setOffline(true);
  await console.row("authorized").first().getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(1);
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText("External ID", { exact: true })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
