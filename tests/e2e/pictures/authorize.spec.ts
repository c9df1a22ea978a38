import { expect, OWNER, PROJECT, signIn, VIEWER } from "../fixtures/console";
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

test("a role that was refused before", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
  await expect(console.authorize.refusal).toBeVisible();
  await console.authorize.cancel.click();
  await expect(console.row("denied-role")).toContainText("last validation: refused");
  await take(page, "roles-last-validation");
  await console.row("denied-role").getByRole("button", { name: "Resume" }).click();
  const result = console.authorize.dialog.getByText("The last validation, of");
  await expect(result).toBeVisible();
  await take(page, "authorize-last-result", { at: result });
});

test("authorized", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/ok-role");
  await expect(console.row("ok-role")).toBeVisible();
  await dismiss(page);
  await take(page, "roles-authorized");
  const [, id] = /authorized=([0-9a-f]+)/.exec(page.url()) ?? [];
  await page.goto(`${roles}/${id}/authorize`);
  await expect(console.authorize.dialog.getByText("This role is authorized")).toBeVisible();
  await take(page, "authorize-already");
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
    await console.authorize.stop.click();
    await expect(console.authorize.dialog.getByText("The validation was stopped")).toBeVisible();
    await take(page, "authorize-stopped", { at: console.authorize.checks });
  });

  test("validating without a connection", async ({ page, console, backend }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/denied-role");
    const waiting = console.authorize.checks.getByText("trying again");
    await expect(waiting).toBeVisible();
    await backend.stop();
    await expect(console.authorize.dialog.getByText("The connection is lost")).toBeVisible();
    await take(page, "authorize-lost", { at: console.authorize.checks, varies: [waiting] });
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

test("what can't begin without a connection", async ({ page, console, context }) => {
  // By way of a page of the part of the program that the list of roles fetches ahead, so that it is not on its way then.
  await page.goto(`/projects/${PROJECT}/integrations`);
  await console.integrationsPanel.getByRole("button", { name: "Configure" }).click();
  await console.authorizeButton.click();
  await expect(console.authorize.next).toBeEnabled();
  await context.setOffline(true);
  await console.authorize.next.click();
  await expect(console.authorize.refusal).toBeVisible();
  await take(page, "authorize-next-refused");
  await context.setOffline(false);
  await console.authorize.next.click();
  await console.authorize.open(CREATE);
  await console.authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-role");
  await console.authorize.saved("ok-role");
  await context.setOffline(true);
  await console.authorize.validate.click();
  await expect(console.authorize.refusal).toBeVisible();
  await take(page, "authorize-not-begun", { at: console.authorize.refusal });
});

test.describe("seen by a viewer", () => {
  test.use({ signedInAs: VIEWER });

  test("the modal", async ({ page, console }) => {
    await page.goto(`${roles}/authorize`);
    await expect(console.authorize.next).toBeDisabled();
    const hint = async (): Promise<void> => {
      await console.authorize.next.blur();
      await console.authorize.next.focus();
    };
    await take(page, "authorize-read-only", { open: hint });
  });
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
  await console.authorize.merge(trustPolicy);
  await expect(console.authorize.findings).toHaveText(/^In order/);
  await take(page, "authorize-nothing-to-merge", { at: console.authorize.findings });
});

test.describe("where the operator keeps a template in AWS GovCloud", () => {
  test.use({
    cloud: {
      kind: "sandbox",
      env: {
        CONSOLE_CLOUDFORMATION_TEMPLATE_URL: "https://templates.s3.us-gov-west-1.amazonaws.com/access-role.yaml",
        CONSOLE_SERVICE_PRINCIPAL: "arn:aws-us-gov:iam::222222222222:root",
      },
    },
  });

  test("a link to the new stack", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.roleName.fill("atlas-access");
    await console.authorize.way("CloudFormation").click();
    const link = console.authorize.dialog.getByRole("link", { name: "Open the new stack" });
    await expect(link).toBeVisible();
    await take(page, "authorize-quick-create", { at: link });
  });
});
