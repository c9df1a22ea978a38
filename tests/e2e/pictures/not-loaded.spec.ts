import { expect, PROJECT, VIEWER } from "../fixtures/console";
import type { Console } from "../pages/console";
import { take, test } from "./take";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

/** Where the API has a project, and all that belongs to it. */
const api = `**/api/console/v1/projects/${PROJECT}`;

/** Where the details of the authorized role are; the part of the program that shows them has been loaded then. */
async function pathOfDetails(console: Console): Promise<string> {
  const { page } = console;
  await page.goto(roles);
  await console.row("authorized").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
  return console.path;
}

test.describe("with roles", () => {
  test.use({ scenario: "role-encryption" });

  test("what is on its way", async ({ page, console }) => {
    const details = await pathOfDetails(console);
    for (const [path, calls, name] of [
      [details, `${api}/roles/*`, "role-details-loading"],
      [`${project}/activity`, `${api}/activity?*`, "activity-loading"],
      [`${project}/advanced`, `${api}/encryption`, "advanced-loading"],
      [`${project}/clusters`, `${api}/clusters?*`, "clusters-loading"],
      [`${project}/integrations`, api, "integrations-loading"],
    ] as const) {
      await page.route(calls, () => undefined);
      await page.goto(path);
      await expect(console.heading).toBeVisible();
      await expect(page.locator(".skeleton").first()).toBeVisible();
      await take(page, name, { waits: true });
      await page.unroute(calls);
    }
  });

  test("what can't be loaded", async ({ page, console }) => {
    const details = await pathOfDetails(console);
    for (const [path, calls, name] of [
      ["/projects", "**/api/console/v1/projects", "projects-not-loaded"],
      [roles, `${api}/roles?*`, "roles-not-loaded"],
      [details, `${api}/roles/*`, "role-details-not-loaded"],
      [`${project}/advanced`, `${api}/encryption`, "advanced-not-loaded"],
      [`${project}/clusters`, `${api}/{clusters?*,encryption}`, "clusters-not-loaded"],
      [`${project}/access-keys`, `${api}/programs`, "access-keys-not-loaded"],
      [`${project}/integrations`, api, "project-not-loaded"],
    ] as const) {
      await page.route(calls, (route) => route.abort());
      await page.goto(path);
      await expect(page.getByRole("alert")).toBeVisible();
      await take(page, name);
      await page.unroute(calls);
    }
  });

  test("what was loaded before stays", async ({ page, console }) => {
    await page.goto(roles);
    await expect(console.row("authorized")).toBeVisible();
    await page.route(`${api}/roles?*`, (route) => route.abort());
    await page.getByRole("button", { name: "Created" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(console.row("authorized")).toBeVisible();
    await take(page, "roles-not-loaded-again");
  });
});

test("a page that was never opened, without a connection", async ({ page, console, context, complaints }) => {
  await page.goto(`${project}/clusters`);
  await expect(console.heading).toHaveText("Clusters");
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Project" }).getByRole("link", { name: "Members" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await take(page, "part-offline");
  complaints.splice(0);
});

test("what is sent without a connection", async ({ page, console, context }) => {
  const dialog = page.getByRole("dialog");
  const refused = async (name: string): Promise<void> => {
    const refusal = dialog.getByRole("alert");
    await expect(refusal).toBeVisible();
    await take(page, name, { at: refusal });
    await context.setOffline(false);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  };

  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).click();
  await dialog.getByRole("textbox", { name: "Project name" }).fill("Shop");
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Create project" }).click();
  await refused("projects-new-offline");

  await page.goto(`${project}/members`);
  await page.getByRole("button", { name: "Add a member" }).click();
  await dialog.getByRole("textbox", { name: "Email address" }).fill("ada@example.com");
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await refused("members-add-offline");

  await console.row(VIEWER).getByRole("button", { name: /^Remove/ }).click();
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await refused("members-remove-offline");

  await page.goto("/sessions");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
  await refused("sessions-end-all-offline");
});
