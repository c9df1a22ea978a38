import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

function arn(name: string): string {
  return `arn:aws:iam::000000000000:role/${name}`;
}

test("the page says that no AWS account is contacted", async ({ page }) => {
  await page.goto(roles);
  await expect(page.getByText("This is a sandbox: no AWS account is contacted")).toBeVisible();
});

for (const name of ["ok-role", "any-other-name"]) {
  test(`${name} is authorized`, async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(arn(name));
    await expect(console.row(name).getByText("authorized", { exact: true })).toBeVisible();
  });
}

for (const [name, title, more] of [
  ["denied-role", "AWS refused to let the role be assumed", "The role does not exist"],
  ["wrong-external-id-role", "AWS refused to let the role be assumed", "another external ID"],
  ["open-role", "The role can be assumed without an external ID", "confused-deputy"],
  ["throttled-role", "AWS asked to slow down", "This says nothing about your role"],
  ["unreachable-role", "AWS could not be reached", "This says nothing about your role"],
] as const) {
  test(`${name}: ${title}`, async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(arn(name));
    await expect(console.authorize.refusal).toContainText(title);
    await expect(console.authorize.dialog.getByText(more)).toBeVisible();
    await console.authorize.cancel.click();
    await expect(console.row(name).getByText("in progress", { exact: true })).toBeVisible();
  });
}

test("a role of another account is refused", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit("arn:aws:iam::123456789012:role/ok-role");
  await expect(console.authorize.refusal).toContainText("AWS refused to let the role be assumed");
});

test.describe("with the usual propagation window", () => {
  test.use({ propagationWindow: 30 });

  test("slow-role is waited for, and authorized", async ({ page, console }) => {
    await page.goto(roles);
    await console.authorize.begin(CREATE);
    await console.authorize.submit(arn("slow-role"));
    await expect(console.authorize.checks).toContainText("AWS may not have spread this yet");
    await expect(console.authorize.dialog).toBeHidden({ timeout: 30_000 });
    await expect(console.row("slow-role").getByText("authorized", { exact: true })).toBeVisible();
  });
});
