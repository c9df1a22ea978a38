import { expect, PROJECT, PROJECT_NAME, test } from "../fixtures/console";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test("Options leads to Integrations, and Configure to the roles", async ({ page, console }) => {
  await page.goto("/projects");
  await console.openRoles(PROJECT_NAME, "Configure");
  expect(console.path).toBe(roles);
  await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
});

test.describe("with a role", () => {
  test.use({ scenario: "in-progress" });

  test("the button of the panel reads Edit", async ({ page, console }) => {
    await page.goto("/projects");
    await console.openRoles(PROJECT_NAME, "Edit");
    await expect(console.row("in progress")).toHaveCount(1);
    await expect(console.row("authorized")).toHaveCount(1);
  });
});

test("Configure becomes Edit once a role is in progress, and Configure again without", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  await console.authorizeButton.click();
  await console.authorize.next.click();
  await console.authorize.cancel.click();
  await expect(console.row("in progress")).toHaveCount(1);
  await console.openIntegrations();
  await console.integrationsPanel.getByRole("button", { name: "Edit" }).click();

  await console.row("in progress").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(console.row("in progress")).toHaveCount(0);
  await console.openIntegrations();
  await expect(console.integrationsPanel.getByRole("button", { name: "Configure" })).toBeVisible();
});

test("a person creates a project and is in it, as its owner", async ({ page, console }) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  const name = dialog.getByRole("textbox", { name: "Project name" });
  await expect(name).toBeFocused();
  await name.fill("Shop <b>&amp;</b> Søn");
  await dialog.getByRole("button", { name: "Create project" }).click();

  await expect(console.heading).toHaveText("Integrations");
  await expect(page).toHaveTitle("Integrations · Shop <b>&amp;</b> Søn · Atlas");
  await page.goto("/projects");
  await expect(console.row("Shop <b>&amp;</b> Søn")).toContainText("owner");
});

test("a project needs a name of at most 64 characters", async ({ page, backend }) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  const name = dialog.getByRole("textbox", { name: "Project name" });
  const create = dialog.getByRole("button", { name: "Create project" });

  await name.fill("   ");
  await create.click();
  await expect(name).toHaveAccessibleDescription(/Enter a name/);
  await expect(name).toBeFocused();
  await name.fill("ü".repeat(65));
  await create.click();
  await expect(name).toHaveAccessibleDescription(/at most 64 characters/);

  const headers = { origin: backend.url };
  const answer = await page.request.post("/api/console/v1/projects", { data: { name: " " }, headers });
  expect(answer.status()).toBe(400);
  const error = await answer.json();
  expect(error).toMatchObject({ errorCode: "VALIDATION_ERROR" });
  expect(error.badRequestDetail.fields[0]).toMatchObject({ field: "name" });
});

for (const [path, title] of [
  ["/projects", "Projects"],
  [`${project}/integrations`, "Integrations"],
  [roles, "AWS IAM Role Access"],
  [`${project}/advanced`, "Advanced"],
  [`${project}/clusters`, "Clusters"],
  [`${project}/members`, "Members"],
  [`${project}/access-keys`, "Access Keys"],
  [`${project}/activity`, "Activity"],
] as const) {
  test(`${title} can be linked to and reloaded`, async ({ page, console }) => {
    await page.goto(path);
    await expect(console.heading).toHaveText(title);
    await page.reload();
    await expect(console.heading).toHaveText(title);
    expect(console.path).toBe(path);
    await expect(page).toHaveTitle(new RegExp(`^${title} · .*Atlas$`));
  });
}

test("Back and Forward go through the pages, the modal among them", async ({ page, console }) => {
  await page.goto("/projects");
  await console.openRoles(PROJECT_NAME, "Configure");
  await console.authorizeButton.click();
  await expect(console.authorize.next).toBeVisible();
  expect(console.path).toBe(`${roles}/authorize`);

  await page.goBack();
  await expect(console.authorize.dialog).toBeHidden();
  await expect(console.heading).toHaveText("AWS IAM Role Access");
  await page.goBack();
  await expect(console.heading).toHaveText("Integrations");
  await page.goForward();
  await page.goForward();
  await expect(console.authorize.next).toBeVisible();

  // Who only read the overview leaves nothing behind.
  await console.authorize.cancel.click();
  await expect(page.getByRole("heading", { name: "No AWS IAM role yet" })).toBeVisible();
});

test("an unknown address says so and leads home", async ({ page, console }) => {
  await page.goto("/nowhere/at/all");
  await expect(page.getByRole("heading", { name: "Page not found", level: 1 })).toBeAttached();
  await page.getByRole("link", { name: "Go to your projects" }).click();
  await expect(console.heading).toHaveText("Projects");
});

test("an unknown project and one with a malformed ID say so", async ({ page }) => {
  for (const id of ["64b0000000000000000000ff", "not-an-id"]) {
    await page.goto(`/projects/${id}/integrations`);
    await expect(page.getByRole("heading", { name: "No such project" }).first()).toBeAttached();
  }
});

test("a role that is not there says so, alone and in the modal", async ({ page }) => {
  const role = `${roles}/64b0000000000000000000ff`;
  for (const path of [role, `${role}/authorize`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This role is no longer here" })).toBeVisible();
    await page.getByRole("link", { name: "Back to the list of roles" }).click();
    await expect(page).toHaveURL(roles);
  }
});
