import { expect, test } from "../fixtures/aws";
import { PROJECT } from "../fixtures/console";
import { EXISTING } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.describe("roles are validated again every second", () => {
  test.use({ recheckInterval: "1s" });

  test("a trust that is taken away later is found, and found mended", async ({ page, console, customer }) => {
    await page.goto(roles);
    await console.authorize.begin(EXISTING);
    const policy = await console.copied(console.authorize.copyTrustPolicy);
    const arn = await customer.createRole("later", policy);
    await console.authorize.submit(arn);
    const row = console.row("later");
    await expect(row).toContainText("authorized");
    await expect(row).not.toContainText("refused");

    await customer.save("none.json", JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }));
    await customer.run("aws iam update-assume-role-policy --role-name later --policy-document file://none.json");
    await expect(async () => {
      await page.goto(`${roles}?status=refused`);
      await expect(row).toContainText("refused by AWS", { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
    await expect(row).toContainText("authorized");

    await customer.save("again.json", policy);
    await customer.run("aws iam update-assume-role-policy --role-name later --policy-document file://again.json");
    await expect(async () => {
      await page.goto(roles);
      await expect(row).not.toContainText("refused", { timeout: 1000 });
    }).toPass({ timeout: 30_000 });
    await page.goto(`/projects/${PROJECT}/activity`);
    await expect(page.getByRole("row").filter({ hasText: "Found that AWS refuses a role" })).toHaveCount(1);
    await expect(page.getByRole("row").filter({ hasText: "Found that a role passes again" })).toHaveCount(1);
  });
});

test.describe("AWS stops answering in the middle of a validation", () => {
  test.use({ propagationWindow: 60 });

  test("and the validation goes on once it answers again", async ({ page, console, customer, line }) => {
    await page.goto(roles);
    await console.authorize.begin(EXISTING);
    const policy = await console.copied(console.authorize.copyTrustPolicy);
    // It does not exist yet, so the validation is refused and tried again.
    await console.authorize.submit(customer.arn("slow-start"));
    await expect(console.authorize.checks).toContainText("trying again");
    line.cut();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await expect(console.row("slow-start")).toContainText("in progress");
    line.mend();
    await customer.createRole("slow-start", policy);
    await expect(console.row("slow-start")).toContainText("authorized", { timeout: 40_000 });
  });
});
