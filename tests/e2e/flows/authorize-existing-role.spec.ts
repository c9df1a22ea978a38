import { expect, test } from "../fixtures/aws";
import { PROJECT } from "../fixtures/console";
import { EXISTING } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** A trust policy as a role may have had it before. */
const EC2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

test("an existing role gets the copied trust policy and is authorized", async ({
  page,
  console,
  customer,
}) => {
  const arn = await customer.createRole("existing", EC2);
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await customer.save("relationship.json", await console.copied(console.authorize.copyTrustPolicy));
  await customer.run(
    "aws iam update-assume-role-policy --role-name existing --policy-document file://relationship.json",
  );

  await console.authorize.submit(arn);

  await expect(console.authorize.dialog).toBeHidden();
  await expect(console.row("existing").getByText("authorized", { exact: true })).toBeVisible();
  await console.expectAnnounced(/existing is authorized/);
});

test("the command for an existing role does the same", async ({ page, console, customer }) => {
  const arn = await customer.createRole("by-command", EC2);
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await expect(console.authorize.copyCommand).toBeDisabled();
  await customer.save("role-trust-policy.json", await console.copied(console.authorize.copyTrustPolicy));
  await console.authorize.roleArn.fill(arn);
  await customer.run(await console.copied(console.authorize.copyCommand));

  await console.authorize.validate.click();

  await expect(console.row("by-command").getByText("authorized", { exact: true })).toBeVisible();
});

test("a role that still has its old trust policy is refused", async ({ page, console, customer }) => {
  const arn = await customer.createRole("unchanged", EC2);
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await console.authorize.submit(arn);
  await expect(console.authorize.refusal).toContainText("AWS refused to let the role be assumed");
});
