import type { Locator, Page } from "@playwright/test";

import { expect, PROJECT, VIEWER } from "../fixtures/console";
import type { Console } from "../pages/console";
import { take, test } from "./take";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** From the list of roles to the details of one. */
async function open(console: Console, row: string): Promise<void> {
  await console.page.goto(roles);
  await console.row(row).getByRole("button", { name: "More actions" }).click();
  await console.page.getByRole("menuitem", { name: "View Role Details" }).click();
  await expect(validations(console.page)).toBeVisible();
  await expect(console.page.getByText("Loading")).toHaveCount(0);
}

function validations(page: Page): Locator {
  return page.getByRole("region", { name: "Validations" });
}

test("a role that is not there", async ({ page }) => {
  for (const [path, name] of [
    ["", "role-missing"],
    ["/authorize", "authorize-missing"],
  ] as const) {
    await page.goto(`${roles}/64b0000000000000000000ff${path}`);
    await expect(page.getByRole("heading", { name: "This role is no longer here" })).toBeVisible();
    await take(page, name);
  }
});

test.describe("in-progress", () => {
  test.use({ scenario: "in-progress" });

  test("a role in progress", async ({ page, console }) => {
    await open(console, "in progress");
    await take(page, "role-details-in-progress");
    await take(page, "role-details-not-validated", { at: validations(page) });
    const label = page.getByRole("textbox", { name: "Label" });
    await label.fill("What the nightly reports of the warehouse in Frankfurt read, and nothing else but that; ask Dana first");
    await page.getByRole("button", { name: "Save label" }).click();
    await expect(label).toHaveAttribute("aria-invalid", "true");
    await take(page, "role-details-label-fault", { at: label });
  });

  test("more validations than a page has", async ({ page, console, backend }) => {
    await open(console, "authorized");
    const role = `/api/console/v1${new URL(page.url()).pathname.replace("/integrations/aws-iam-roles", "/roles")}`;
    const data = { roleArn: "arn:aws:iam::000000000000:role/ok-data-lake" };
    for (let done = 1; done <= 12; done += 1) {
      const answer = await page.request.post(`${role}/attempts`, { data, headers: { origin: backend.url } });
      expect(answer.ok(), await answer.text()).toBe(true);
      const { id } = await answer.json();
      await expect
        .poll(async () => (await (await page.request.get(`${role}/attempts/${id}`)).json()).verdict)
        .toBe("passed");
    }
    await page.reload();
    const pages = validations(page).getByRole("navigation", { name: "Pagination" });
    await expect(pages).toContainText("1 to 10 of");
    await take(page, "role-details-many-validations", { at: pages });
  });
});

test.describe("unhealthy", () => {
  test.use({ scenario: "unhealthy" });

  test("roles that AWS did not answer for, and that it refuses again", async ({ page, console }) => {
    const health = page.getByRole("region", { name: "Health" });
    await open(console, "unreachable-backups");
    await expect(health.getByText("AWS not reached")).toBeVisible();
    await take(page, "role-details-unreachable", { at: health });
    await open(console, "denied-exports");
    await health.getByRole("button", { name: "Validate again" }).click();
    await expect(health.getByRole("alert")).toBeVisible();
    await expect(validations(page).getByRole("rowheader")).toHaveCount(2);
    await take(page, "role-details-refused-again", { at: health.getByRole("alert") });
    await take(page, "role-details-validations", { at: validations(page) });
  });

  test.describe("while a validation waits", () => {
    test.use({ propagationWindow: 60 });

    test("validating again", async ({ page, console }) => {
      const health = page.getByRole("region", { name: "Health" });
      await open(console, "denied-exports");
      await health.getByRole("button", { name: "Validate again" }).click();
      const checks = health.getByRole("list", { name: "Validation" });
      const waiting = checks.getByText("trying again");
      await expect(waiting).toBeVisible();
      await take(page, "role-details-validating", { at: checks, varies: [waiting] });
      await health.getByRole("button", { name: "Stop", exact: true }).click();
      await expect(health.getByText("The validation was stopped")).toBeVisible();
      await take(page, "role-details-stopped", { at: checks });
    });
  });

  test.describe("seen by a viewer", () => {
    test.use({ signedInAs: VIEWER });

    test("a role in bad health", async ({ page, console }) => {
      await open(console, "denied-exports");
      await take(page, "role-details-read-only");
      await take(page, "role-details-health-read-only", { at: page.getByRole("region", { name: "Health" }) });
    });
  });
});
