import { expect, PROJECT, test, VIEWER } from "../fixtures/console";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.use({ scenario: "unhealthy" });

test("an owner gives a role a label, finds it by that, and takes it away", async ({ page, console }) => {
  await page.goto(`${roles}?search=ok-data-lake`);
  await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  const label = page.getByRole("textbox", { name: "Label" });
  await expect(label).toHaveValue("Data lake, nightly");
  await label.fill("x".repeat(101));
  await page.getByRole("button", { name: "Save label" }).click();
  await expect(label).toHaveAttribute("aria-invalid", "true");
  await expect(label).toHaveAccessibleDescription(/at most 100 characters, and this one has 101/);
  await expect(label).toHaveValue("x".repeat(101));

  await label.fill("  Warehouse ü ");
  await page.getByRole("button", { name: "Save label" }).click();
  await console.expectAnnounced(/The label was saved/);
  await expect(console.heading).toHaveText("Warehouse ü");
  await page.goto(roles);
  await page.getByRole("searchbox").fill("warehouse");
  await expect(console.row("ok-data-lake")).toContainText("Warehouse ü");
  await expect(page.getByRole("row").filter({ has: page.getByRole("rowheader") })).toHaveCount(1);
});

test("the details show why AWS refuses, since when, and every validation", async ({ page, console }) => {
  await page.goto(`${roles}?status=refused`);
  const row = console.row("denied-exports");
  await expect(row).toContainText("refused by AWS");
  await expect(row).toContainText("for 2 days");
  await expect(page.getByRole("row").filter({ has: page.getByRole("rowheader") })).toHaveCount(1);
  await row.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();

  const health = page.getByRole("region", { name: "Health" });
  await expect(health).toContainText("AWS refused to let the role be assumed");
  await expect(health).toContainText("is not authorized to perform: sts:AssumeRole");
  await expect(health).toContainText("Its trust policy names another principal");
  await expect(health.getByRole("button", { name: "Copy check command" })).toBeVisible();
  const validations = page.getByRole("table", { name: "Validations" });
  await expect(validations.getByRole("rowheader")).toHaveCount(1);

  await health.getByRole("button", { name: "Validate again" }).click();
  await expect(health.getByRole("list", { name: "Validation" })).toBeVisible();
  await expect(health.getByRole("alert")).toContainText("AWS refused to let the role be assumed");
  await expect(validations.getByRole("rowheader")).toHaveCount(2);
  await expect(validations.getByRole("row").nth(1)).toContainText("refused");
  await expect(validations.getByRole("row").nth(1)).toContainText("owner@example.com");
  // It is still authorized: only a person ends that.
  await expect(page.getByText("authorized", { exact: true })).toBeVisible();
});

test("a role that AWS could not be asked about is not called bad", async ({ page, console }) => {
  await page.goto(`${roles}?search=unreachable`);
  const row = console.row("unreachable-backups");
  await expect(row).toContainText("AWS not reached");
  await expect(row).not.toContainText("refused");
  await row.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  const health = page.getByRole("region", { name: "Health" });
  await expect(health.getByText("passes", { exact: true })).toBeVisible();
  await expect(health).toContainText("What is known of the role is what AWS last answered.");
});

test("the integrations page tells of refused roles and leads to them", async ({ page, console }) => {
  await page.goto(`/projects/${PROJECT}/integrations`);
  await console.integrationsPanel.getByRole("link", { name: "1 role is refused by AWS" }).click();
  await expect(page).toHaveURL(/status=refused/);
  await expect(console.row("denied-exports")).toHaveCount(1);
});

test.describe("somebody who may only read", () => {
  test.use({ signedInAs: VIEWER });

  test("sees label, health and validations, and no button", async ({ page, console }) => {
    await page.goto(`${roles}?search=ok-data-lake`);
    await console.row("ok-data-lake").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByRole("region", { name: "Label" })).toContainText("Data lake, nightly");
    await expect(page.getByRole("region", { name: "Health" })).toContainText("passes");
    await expect(page.getByRole("table", { name: "Validations" })).toBeVisible();
    for (const name of ["Save label", "Validate again", "Delete"]) {
      await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    }
  });
});
