import { expect, PROJECT, PROJECT_NAME, test, VIEWER } from "../fixtures/console";

test.use({ signedInAs: VIEWER, scenario: "in-progress" });

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test("a viewer sees the roles, why they can't change them, and no button that would", async ({
  page,
  console,
}) => {
  await page.goto("/projects");
  await expect(console.row(PROJECT_NAME)).toContainText("read-only");

  await page.goto(roles);
  await expect(page.getByText("Only an owner of the project can authorize")).toBeVisible();
  await expect(console.row("in progress")).toHaveCount(1);
  await expect(console.authorizeButton).toHaveCount(0);
  for (const name of ["Resume", "Delete"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
});

test("a viewer opens the details of a role, without a button that changes it", async ({
  page,
  console,
}) => {
  await page.goto(roles);
  await console.row("in progress").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "View Role Details" }).click();
  await expect(page.getByText("External ID", { exact: true })).toBeVisible();
  await expect(page.getByText("Only an owner of the project can authorize")).toBeVisible();
  for (const name of ["Resume", "Delete"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
});

test("a viewer who follows a link to the modal reads it and can't begin", async ({
  page,
  console,
}) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.next).toBeDisabled();
  await expect(console.authorize.next).toHaveAccessibleDescription(/Only an owner/);
});

test("the server refuses what the page does not offer", async ({ page, backend }) => {
  const role = { providerName: "AWS" };
  const headers = { origin: backend.url };
  const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
  const answer = await page.request.post(url, { data: role, headers });
  expect(answer.status()).toBe(403);
  expect(await answer.json()).toMatchObject({ error: 403, errorCode: "USER_UNAUTHORIZED" });
});
