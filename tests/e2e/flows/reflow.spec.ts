import { expect, PROJECT, test } from "../fixtures/console";
import { expectReflow } from "../fixtures/reflow";
import { CREATE, EXISTING } from "../pages/authorize";

// WCAG 1.4.10: 320 CSS pixels, which is also 1280 at a zoom of 400 percent.
test.use({ viewport: { width: 320, height: 640 } });

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test.describe("with roles", () => {
  test.use({ scenario: "role-encryption" });

  for (const path of [
    "/projects",
    `${project}/integrations`,
    roles,
    `${project}/advanced`,
    `${project}/clusters`,
    `${project}/members`,
    `${project}/access-keys`,
    `${project}/activity`,
  ]) {
    test(`${path.split("/").at(-1)} fits into 320 pixels`, async ({ page, console }) => {
      await page.goto(path);
      await expect(console.heading).toBeVisible();
      await expect(page.getByText("Loading")).toHaveCount(0);
      await expectReflow(page);
    });
  }

  test("the details of a role fit into 320 pixels", async ({ page, console }) => {
    await page.goto(roles);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "View Role Details" }).click();
    await expect(page.getByText("External ID", { exact: true })).toBeVisible();
    await expectReflow(page);
    await expect(console.heading).toBeVisible();
  });
});

test("the modal fits into 320 pixels, with a refusal too", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorizeButton.click();
  await expect(console.authorize.next).toBeVisible();
  await expectReflow(page);
  await console.authorize.next.click();
  for (const procedure of [EXISTING, CREATE]) {
    await console.authorize.open(procedure);
    await expectReflow(page);
  }
  await console.authorize.submit(`arn:aws:iam::000000000000:role/denied-${"x".repeat(57)}`);
  await expect(console.authorize.refusal).toBeVisible();
  await expectReflow(page);
});
