import { expect, test } from "../fixtures/aws";
import { PROJECT } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";

test.use({ propagationWindow: 2 });

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

/** A trust policy for the service's account, with this condition. */
function trust(account: string, condition?: object): string {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "sts:AssumeRole",
    ...(condition ? { Condition: condition } : {}),
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

test("a role that trusts another external ID is refused, and stays in progress", async ({
  page,
  console,
  customer,
  service,
}) => {
  const other = { StringEquals: { "sts:ExternalId": "0b3e0f6d-0000-4000-8000-000000000000" } };
  const arn = await customer.createRole("another-id", trust(service.account, other));
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await console.authorize.submit(arn);

  const refusal = console.authorize.refusal;
  await expect(refusal).toContainText("AWS refused to let the role be assumed");
  await expect(console.authorize.dialog.getByText("another external ID than the one shown here")).toBeVisible();
  // In the words of AWS.
  await expect(refusal).toContainText("is not authorized to perform: sts:AssumeRole");
  await expect(refusal).toContainText(arn);
  await expect(console.authorize.validate).toBeEnabled();

  await console.authorize.cancel.click();
  await expect(console.row("another-id").getByText("in progress", { exact: true })).toBeVisible();
});

test("a refused role is authorized once its trust policy is mended", async ({
  page,
  console,
  customer,
  service,
}) => {
  const arn = await customer.createRole("mended", trust(service.account));
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await console.authorize.submit(arn);
  await expect(console.authorize.refusal).toContainText("can be assumed without an external ID");

  const mended = console.authorize.dialog.getByRole("button", { name: "Copy mended trust policy" });
  await customer.save("mended.json", await console.copied(mended));
  await customer.run(
    "aws iam update-assume-role-policy --role-name mended --policy-document file://mended.json",
  );
  await console.authorize.validate.click();

  await expect(console.row("mended").getByText("authorized", { exact: true })).toBeVisible();
});

test("a role that does not exist is refused, with the command that looks", async ({
  page,
  console,
  customer,
}) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  await console.authorize.submit(customer.arn("missing"));
  await expect(console.authorize.dialog.getByText("The role does not exist")).toBeVisible();

  const check = console.authorize.dialog.getByRole("button", { name: "Copy check command" });
  await expect(customer.run(await console.copied(check))).rejects.toThrow(/NoSuchEntity/);

  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(console.row("missing")).toContainText("last validation: refused");
});

test("an open role is refused, and why: the confused deputy", async ({
  page,
  console,
  customer,
  service,
}) => {
  const arn = await customer.createRole("open-to-all", trust(service.account));
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await console.authorize.submit(arn);
  await expect(console.authorize.refusal).toContainText("can be assumed without an external ID");
  await expect(console.authorize.dialog.getByText("confused-deputy attack")).toBeVisible();
  // Before its policy is replaced, a person is told to look at what it has.
  await expect(console.authorize.dialog.getByText("Replacing cuts off everybody else").last()).toBeVisible();
  const check = console.authorize.dialog.getByRole("button", { name: "Copy check command" });
  expect(await customer.run(await console.copied(check))).toContain("open-to-all");

  const list = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`);
  const { awsIamRoles } = await list.json();
  expect(awsIamRoles).toHaveLength(1);
  expect(awsIamRoles[0]).toMatchObject({ authorizedDate: null, iamAssumedRoleArn: null });
});

test("a role that takes any external ID is refused too", async ({
  page,
  console,
  customer,
  service,
}) => {
  const any = { StringLike: { "sts:ExternalId": "*" } };
  const arn = await customer.createRole("any-id", trust(service.account, any));
  await page.goto(roles);
  await console.authorize.begin(EXISTING);
  await console.authorize.submit(arn);
  await expect(console.authorize.refusal).toContainText("can be assumed with any external ID");
});

test("an ARN that is none is told at the field, and nothing is sent", async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
  const attempts: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/attempts")) attempts.push(request.url());
  });
  await console.authorize.submit("not an ARN");
  await console.authorize.expectFault(console.authorize.roleArn, /ARN/);
  await expect(console.authorize.roleArn).toBeFocused();
  expect(attempts).toEqual([]);
});

test("the API refuses with the same reason", async ({ page, backend, customer }) => {
  const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
  const headers = { origin: backend.url };
  const created = await page.request.post(url, { data: { providerName: "AWS" }, headers });
  const { roleId } = await created.json();
  const arn = customer.arn("missing");
  const data = { providerName: "AWS", iamAssumedRoleArn: arn };
  const answer = await page.request.patch(`${url}/${roleId}`, { data, headers });
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: 400,
    errorCode: "CANNOT_ASSUME_ROLE",
    parameters: [arn],
    reason: "Bad Request",
  });
});
