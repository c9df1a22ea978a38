import { expect, PROJECT } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";
import { take, test } from "./take";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test("the modal", async ({ page, console, backend }) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.next).toBeEnabled();
  await take(page, "authorize-overview");
  await console.authorize.next.click();
  await expect(console.authorize.procedure(CREATE)).toBeVisible();
  await take(page, "authorize-procedures");
  await console.authorize.open(EXISTING);
  await take(page, "authorize-existing-role");
  await console.authorize.roleArn.scrollIntoViewIfNeeded();
  await take(page, "authorize-existing-role-end");
  await console.authorize.open(CREATE);
  await console.authorize.roleName.fill("atlas-access");
  await console.authorize.saved("atlas-access");
  await console.authorize.procedure(CREATE).scrollIntoViewIfNeeded();
  await take(page, "authorize-create-role");
  await console.authorize.roleName.fill("atlas access");
  await console.authorize.submit("arn:aws:iam::1234:role/atlas-access");
  await console.authorize.expectFault(console.authorize.roleArn, /account/);
  await take(page, "authorize-faults");
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/atlas-access");
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await take(page, "session-ended");
});

for (const [beginning, name] of [
  ["denied-", "refused"],
  ["open-", "refused-open"],
  ["throttled-", "unreachable"],
] as const) {
  test(name, async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(`arn:aws:iam::000000000000:role/${beginning}role`);
    await expect(console.authorize.refusal).toBeVisible();
    await take(page, `authorize-${name}`);
  });
}

test("authorized", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/ok-role");
  await expect(console.row("ok-role")).toBeVisible();
  await take(page, "roles-authorized");
});

test.describe("while a validation waits", () => {
  test.use({ propagationWindow: 60 });

  test("validating", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
    await expect(console.authorize.checks).toContainText("trying again");
    await take(page, "authorize-validating");
  });
});

test("ways to make a role", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("atlas-access");
  for (const way of ["AWS CLI", "Terraform", "CloudFormation"] as const) {
    await console.authorize.way(way).click();
    await console.authorize.way(way).evaluate((tab) => tab.scrollIntoView());
    await take(page, `authorize-${way.toLowerCase().replace(" ", "-")}`);
  }
});

test("merging a trust policy", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  const trustPolicy = await console.copied(console.authorize.copyTrustPolicy);
  await console.authorize.merge(trustPolicy.slice(0, -10));
  await console.authorize.expectFault(console.authorize.presentPolicy, /JSON/);
  await take(page, "authorize-merge-fault");
  const stale = trustPolicy.replace(/[0-9a-f]{8}-/, "00000000-");
  await console.authorize.merge(stale);
  await expect(console.authorize.copyMerged).toBeVisible();
  await take(page, "authorize-merged");
  await console.authorize.difference.evaluate((figure) => figure.scrollIntoView());
  await take(page, "authorize-merged-difference");
  await console.authorize.merge(trustPolicy.replace("Allow", "Deny"));
  await expect(console.authorize.findings).toBeVisible();
  await take(page, "authorize-not-merged");
});
