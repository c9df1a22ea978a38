import { expect, test } from "../fixtures/aws";
import { PROJECT } from "../fixtures/console";
import { CREATE, EXISTING } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test("a role is authorized with the merged policy, and trusts whom it trusted before", async ({
  page,
  console,
  customer,
}) => {
  const { authorize } = console;
  const before = [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    {
      Sid: "Auditors",
      Effect: "Allow",
      Principal: { AWS: customer.arn("auditor").replace("role/", "user/") },
      Action: "sts:AssumeRole",
    },
  ];
  await customer.run("aws iam create-user --user-name auditor");
  const arn = await customer.createRole(
    "shared",
    JSON.stringify({ Version: "2012-10-17", Statement: before }),
  );
  await page.goto(roles);
  await authorize.begin(EXISTING);
  const ours = JSON.parse(await console.copied(authorize.copyTrustPolicy)).Statement[0];
  await authorize.roleArn.fill(arn);

  const get = await console.copied(authorize.copyGetCommand);
  await authorize.merge(await customer.run(get));
  await customer.save("role-trust-policy.json", await console.copied(authorize.copyMerged));
  await customer.run(await console.copied(authorize.copyCommand));
  await authorize.validate.click();

  await expect(authorize.dialog).toBeHidden();
  await expect(console.row("shared").getByText("authorized", { exact: true })).toBeVisible();
  expect(JSON.parse(await customer.run(get)).Statement).toEqual([...before, ours]);
});

test("a role is authorized that a stack has made from the template", async ({
  page,
  console,
  customer,
}) => {
  const { authorize } = console;
  await page.goto(roles);
  await authorize.begin(CREATE);
  await authorize.roleName.fill("by-a-stack");
  await authorize.way("CloudFormation").click();
  const download = page.waitForEvent("download");
  await authorize.download("access-role.yaml").click();
  await (await download).saveAs(`${customer.folder}/access-role.yaml`);

  const template = "--template-body file://access-role.yaml --capabilities CAPABILITY_NAMED_IAM";
  await customer.run(`aws cloudformation create-stack --stack-name access-role ${template}`);
  await customer.run("aws cloudformation wait stack-create-complete --stack-name access-role");
  const outputs = "--query 'Stacks[0].Outputs[0].OutputValue' --output text";
  const arn = await customer.run(`aws cloudformation describe-stacks --stack-name access-role ${outputs}`);
  await authorize.submit(arn.trim());

  await expect(authorize.dialog).toBeHidden();
  await expect(console.row("by-a-stack").getByText("authorized", { exact: true })).toBeVisible();
});
