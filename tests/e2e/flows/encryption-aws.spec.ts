import { PROJECT } from "../fixtures/console";
import { expect, test } from "../fixtures/kms";
import { CREATE } from "../pages/authorize";

test.use({ propagationWindow: 2 });

const advanced = `/projects/${PROJECT}/advanced`;
const group = `/api/atlas/v2/groups/${PROJECT}`;

test("from nothing to an encrypted cluster, with what the pages say to copy", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  await page.goto(advanced);
  await form.toggle.click();
  await form.key.fill(key);
  await form.authorizeNew.click();
  await console.authorize.next.click();
  await console.authorize.open(CREATE);
  await console.authorize.roleName.fill("encryption");
  await customer.save("role-trust-policy.json", await console.copied(console.authorize.copyTrustPolicy));
  const created = await customer.run(await console.copied(console.authorize.copyCommand));
  await console.authorize.submit(JSON.parse(created).Role.Arn);
  await expect(form.role).toHaveValue("encryption");
  await expect(form.key).toHaveValue(key);

  await form.tab("JSON").click();
  await customer.save("kms-access-policy.json", await console.copied(form.copy("access policy")));
  await form.tab("AWS CLI").click();
  await customer.run(await console.copied(form.copy("command")));
  await form.save.click();
  await expect(form.fact("Key ARN")).toContainText(key);
  await expect(form.fact("Status")).toContainText("works");
  const stored = await (await page.request.get(`${group}/encryptionAtRest`)).json();
  expect(stored.awsKms).toMatchObject({ enabled: true, customerMasterKeyID: key, region: "US_EAST_1", valid: true });

  await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
  await expect(console.row("encryption")).toContainText("Encryption at rest");
});

for (const action of ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]) {
  test(`a role whose policy lacks ${action} is refused, and what is shown mends it`, async ({
    page,
    console,
    customer,
    keys,
  }) => {
    const form = console.advanced;
    const key = await keys.create();
    await keys.role("encryption");
    const others = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"].filter((it) => it !== action);
    await keys.allow("encryption", key, others);
    await page.goto(advanced);
    await form.turnOn("encryption", key);
    await expect(form.refusal).toContainText(action);
    await expect(form.toggle).toHaveAttribute("aria-checked", "true");
    expect((await (await page.request.get(`${group}/encryptionAtRest`)).json()).awsKms.enabled).toBe(false);

    const policy = await console.copied(form.copy("missing access policy"));
    await customer.save("kms-access-policy.json", policy);
    await customer.run(await console.copied(form.copy("command that helps").first()));
    await form.save.click();
    await expect(form.fact("Status")).toContainText("works");
  });
}

test("a key whose own policy leaves the role out is refused", async ({ page, console, keys }) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption", key);
  await keys.setKeyPolicy(key, "encryption", ["kms:DescribeKey", "kms:Encrypt"]);
  await page.goto(advanced);
  await form.turnOn("encryption", key);
  await expect(form.refusal).toContainText("kms:Decrypt");
  await keys.setKeyPolicy(key, "encryption", ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"]);
  await form.save.click();
  await expect(form.fact("Status")).toContainText("works");
});

test("a disabled key is refused, and works after the command that is shown", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption", key);
  await customer.run(`aws kms disable-key --key-id ${key}`);
  await page.goto(advanced);
  await form.turnOn("encryption", key);
  await expect(form.refusal).toContainText("The key's state: it is disabled");
  await customer.run(await console.copied(form.copy("command that helps")));
  await form.save.click();
  await expect(form.fact("Status")).toContainText("works");
});

test("a key that is about to be deleted is refused, and works after the commands that are shown", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption", key);
  await customer.run(`aws kms schedule-key-deletion --key-id ${key}`);
  await page.goto(advanced);
  await form.turnOn("encryption", key);
  await expect(form.refusal).toContainText("it is about to be deleted");
  await customer.run(await console.copied(form.copy("command that helps")));
  await form.save.click();
  await expect(form.fact("Status")).toContainText("works");
});

test("an asymmetric key is refused", async ({ page, console, keys }) => {
  const form = console.advanced;
  const key = await keys.create("--key-spec RSA_2048 --key-usage ENCRYPT_DECRYPT");
  await keys.role("encryption", key);
  await page.goto(advanced);
  await form.turnOn("encryption", key);
  await expect(form.refusal).toContainText("it is not a symmetric one");
});

test("a key ID of another region is not found there, and is once its region is chosen", async ({
  page,
  console,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create("", "eu-west-1");
  await keys.role("encryption", key);
  await keys.allow("encryption", "*");
  const id = key.split("/")[1] ?? "";
  await page.goto(advanced);
  await form.turnOn("encryption", id, "us-east-1");
  await expect(form.refusal).toContainText("there is no such key in the role's AWS account");
  await form.choose(form.region, "eu-west-1");
  await form.save.click();
  await expect(form.fact("Key ARN")).toContainText(key);
});

test("an alias is followed to its key", async ({ page, console, customer, keys }) => {
  const form = console.advanced;
  const key = await keys.create();
  await customer.run(`aws kms create-alias --alias-name alias/shop --target-key-id ${key.split("/")[1]}`);
  await keys.role("encryption");
  // To AWS the policy is about the alias's key, to the emulator about the alias itself.
  await keys.allow("encryption", "*");
  await page.goto(advanced);
  await form.turnOn("encryption", "alias/shop");
  await expect(form.fact("Customer master key")).toHaveText("alias/shop");
  await expect(form.fact("Key ARN")).toContainText(key);
});

test("a key of another account takes both policies, as they are shown; nothing is saved before that", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const owner = customer.another();
  const { KeyMetadata } = JSON.parse(await owner.run("aws kms create-key"));
  await keys.role("encryption");
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", KeyMetadata.Arn);
  await customer.save("kms-access-policy.json", await console.copied(form.copy("access policy")));
  await form.tab("AWS CLI").click();
  await customer.run(await console.copied(form.copy("command")));
  const statement = JSON.parse(await console.copied(form.copy("key policy statement")));
  const command = `aws kms get-key-policy --key-id ${KeyMetadata.KeyId} --policy-name default --query Policy --output text`;
  const policy = JSON.parse(await owner.run(command));
  policy.Statement.push(statement);
  await owner.save("key-policy.json", JSON.stringify(policy));
  await owner.run(
    `aws kms put-key-policy --key-id ${KeyMetadata.KeyId} --policy-name default --policy file://key-policy.json`,
  );

  // The emulator finds no key of another account, whatever the policies say.
  await form.save.click();
  await expect(form.refusal).toContainText("The key ID: there is no such key in this region");
  await expect(form.refusal).toContainText(KeyMetadata.Arn);
  await expect(form.key).toHaveValue(KeyMetadata.Arn);
  expect((await (await page.request.get(`${group}/encryptionAtRest`)).json()).awsKms).toEqual({ enabled: false });
});
