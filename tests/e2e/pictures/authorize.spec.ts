import { expect, OWNER, PROJECT, signIn } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";
import { Console } from "../pages/console";
import { dismiss, take, test } from "./take";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test("the modal", async ({ page, console, backend }) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.next).toBeEnabled();
  await take(page, "authorize-overview");
  await console.authorize.next.click();
  await expect(console.authorize.procedure(CREATE)).toBeVisible();
  await take(page, "authorize-procedures");
  const { dialog } = console.authorize;
  await console.authorize.open(EXISTING);
  await expect(dialog.getByText("Saved", { exact: true })).toBeVisible();
  await take(page, "authorize-existing-role");
  await console.authorize.open(CREATE);
  await console.authorize.roleName.fill("atlas-access");
  await console.authorize.saved("atlas-access");
  await take(page, "authorize-create-role", { at: console.authorize.roleName });
  await console.authorize.roleName.fill("atlas access");
  await console.authorize.submit("arn:aws:iam::1234:role/atlas-access");
  await console.authorize.expectFault(console.authorize.roleArn, /account/);
  await take(page, "authorize-faults", { at: console.authorize.roleArn });
  await page.request.delete("/api/console/v1/session", { headers: { origin: backend.url } });
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/atlas-access");
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await take(page, "session-ended", { at: console.authorize.roleArn });
});

for (const [beginning, name] of [
  ["denied-", "refused"],
  ["open-", "open"],
  ["throttled-", "unreachable"],
] as const) {
  test(name, async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(`arn:aws:iam::000000000000:role/${beginning}role`);
    await expect(console.authorize.refusal).toBeVisible();
    await take(page, `authorize-${name}`, { at: console.authorize.refusal });
  });
}

test("authorized", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/ok-role");
  await expect(console.row("ok-role")).toBeVisible();
  await dismiss(page);
  await take(page, "roles-authorized");
});

test.describe("while a validation waits", () => {
  test.use({ propagationWindow: 60 });

  test("validating", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
    const waiting = console.authorize.checks.getByText("trying again");
    await expect(waiting).toBeVisible();
    await take(page, "authorize-validating", { at: console.authorize.checks, varies: [waiting] });
  });
});

test("a draft that somebody else changed", async ({ page, console, backend, browser }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("atlas-access");
  await console.authorize.saved("atlas-access");
  const other = await browser.newContext({ baseURL: backend.url });
  await signIn(other, backend, OWNER);
  const there = new Console(await other.newPage());
  await there.page.goto(console.path);
  await there.authorize.roleName.fill("warehouse-access");
  await there.authorize.saved("warehouse-access");
  await other.close();
  await console.authorize.roleName.fill("lake-access");
  const conflict = console.authorize.dialog.getByRole("alert");
  await expect(conflict).toBeVisible();
  await take(page, "authorize-conflict", { at: conflict });
});

test("a draft without a connection", async ({ page, console, context }) => {
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await context.setOffline(true);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/atlas-access");
  await expect(console.authorize.dialog.getByText("Not saved yet")).toBeVisible();
  await take(page, "authorize-offline", { at: console.authorize.roleArn });
});

test("ways to make a role", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.roleName.fill("atlas-access");
  for (const way of ["Terraform", "CloudFormation"] as const) {
    await console.authorize.way(way).click();
    await take(page, `authorize-${way.toLowerCase()}`, { at: console.authorize.roleName });
  }
});

test("merging a trust policy", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  const trustPolicy = await console.copied(console.authorize.copyTrustPolicy);
  await console.authorize.merge(trustPolicy.slice(0, -10));
  await console.authorize.expectFault(console.authorize.presentPolicy, /JSON/);
  await take(page, "authorize-merge-fault", { at: console.authorize.presentPolicy });
  const stale = trustPolicy.replace(/[0-9a-f]{8}-/, "00000000-");
  await console.authorize.merge(stale);
  await expect(console.authorize.copyMerged).toBeVisible();
  await take(page, "authorize-merged", { at: console.authorize.mergeButton });
  await take(page, "authorize-merged-difference", { at: console.authorize.difference });
  await console.authorize.merge(trustPolicy.replace("Allow", "Deny"));
  await expect(console.authorize.findings).toBeVisible();
  await take(page, "authorize-not-merged", { at: console.authorize.findings });
});
