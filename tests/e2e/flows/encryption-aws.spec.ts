import { Customer } from "../fixtures/aws";
import { PROJECT } from "../fixtures/console";
import { newAccount, rootEnvironment } from "../fixtures/emulator";
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
  await expect(form.fact("Last check")).toContainText("works");
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
    await form.toggle.click();
    await form.fill("encryption", key);
    await form.save.click();
    await expect(form.refusal).toContainText(action);
    await expect(form.toggle).toHaveAttribute("aria-checked", "true");
    expect((await (await page.request.get(`${group}/encryptionAtRest`)).json()).awsKms.enabled).toBe(false);

    const policy = await console.copied(form.copy("missing access policy"));
    await customer.save("kms-access-policy.json", policy);
    await customer.run(await console.copied(form.copy("command that helps").first()));
    await form.save.click();
    await expect(form.fact("Last check")).toContainText("works");
  });
}

test("a key whose own policy leaves the role out is refused", async ({ page, console, keys }) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption");
  await keys.allow("encryption", key);
  await keys.setKeyPolicy(key, "encryption", ["kms:DescribeKey", "kms:Encrypt"]);
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", key);
  await form.save.click();
  await expect(form.refusal).toContainText("kms:Decrypt");
  await keys.setKeyPolicy(key, "encryption", ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"]);
  await form.save.click();
  await expect(form.fact("Last check")).toContainText("works");
});

test("a disabled key is refused, and works after the command that is shown", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption");
  await keys.allow("encryption", key);
  await customer.run(`aws kms disable-key --key-id ${key}`);
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", key);
  await form.save.click();
  await expect(form.refusal).toContainText("The key's state: it is disabled");
  await customer.run(await console.copied(form.copy("command that helps")));
  await form.save.click();
  await expect(form.fact("Last check")).toContainText("works");
});

test("a key that is about to be deleted is refused, and works after the commands that are shown", async ({
  page,
  console,
  customer,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption");
  await keys.allow("encryption", key);
  await customer.run(`aws kms schedule-key-deletion --key-id ${key}`);
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", key);
  await form.save.click();
  await expect(form.refusal).toContainText("it is about to be deleted");
  await customer.run(await console.copied(form.copy("command that helps")));
  await form.save.click();
  await expect(form.fact("Last check")).toContainText("works");
});

test("an asymmetric key is refused", async ({ page, console, keys }) => {
  const form = console.advanced;
  const key = await keys.create("--key-spec RSA_2048 --key-usage ENCRYPT_DECRYPT");
  await keys.role("encryption");
  await keys.allow("encryption", key);
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", key);
  await form.save.click();
  await expect(form.refusal).toContainText("it is not a symmetric one");
});

test("a key ID of another region is not found there, and is once its region is chosen", async ({
  page,
  console,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create("", "eu-west-1");
  await keys.role("encryption");
  await keys.allow("encryption", key);
  await keys.allow("encryption", "*");
  const id = key.split("/")[1] ?? "";
  await page.goto(advanced);
  await form.toggle.click();
  await form.fill("encryption", id, "us-east-1");
  await form.save.click();
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
  await form.toggle.click();
  await form.fill("encryption", "alias/shop");
  await form.save.click();
  await expect(form.fact("Customer master key")).toHaveText("alias/shop");
  await expect(form.fact("Key ARN")).toContainText(key);
});

test("a key of another account takes both policies, as they are shown; nothing is saved before that", async ({
  page,
  console,
  customer,
  emulator,
  keys,
}) => {
  const form = console.advanced;
  const account = newAccount();
  const owner = new Customer(account, customer.folder, rootEnvironment(emulator, account));
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

test.describe("with encryption at rest on", () => {
  test.beforeEach(async ({ page, backend, console, keys }) => {
    const key = await keys.create();
    await keys.role("encryption");
    await keys.allow("encryption", "*");
    await page.goto(advanced);
    await console.advanced.toggle.click();
    await console.advanced.fill("encryption", key);
    await console.advanced.save.click();
    await expect(console.advanced.fact("Key ARN")).toContainText(key);
    const place = { instanceSizeName: "M10", regionName: "US_EAST_1", providerName: "AWS" };
    const data = { name: "Orders", providerSettings: place, encryptionAtRestProvider: "AWS" };
    const made = await page.request.post(`${group}/clusters`, { data, headers: { origin: backend.url } });
    expect(made.status(), await made.text()).toBe(201);
    await page.reload();
  });

  test("a key that was disabled is found by Try Again, and works again after the command", async ({
    page,
    console,
    customer,
  }) => {
    const form = console.advanced;
    const key = (await form.fact("Key ARN").innerText()).trim();
    await customer.run(`aws kms disable-key --key-id ${key}`);
    await form.tryAgain.click();
    await expect(form.panel.getByText("The key's state: it is disabled")).toBeVisible();
    await expect(form.panel.getByText("1 cluster is stopped")).toBeVisible();
    await page.goto(`/projects/${PROJECT}/clusters`);
    await expect(page.getByText("The customer master key can't be used")).toBeVisible();
    await expect(console.row("Orders")).toContainText("Stopped: the key can't be used.");

    await page.goto(advanced);
    await customer.run(await console.copied(form.copy("command that helps")));
    await form.tryAgain.click();
    await expect(form.fact("Last check")).toContainText("works");
    await page.goto(`/projects/${PROJECT}/clusters`);
    await expect(console.row("Orders").getByRole("switch")).toHaveAttribute("aria-checked", "true");
    await expect(page.getByText("The customer master key can't be used")).toBeHidden();
  });

  test("another key is used; with the old one disabled too early nothing changes", async ({
    page,
    console,
    customer,
    keys,
  }) => {
    const form = console.advanced;
    const old = (await form.fact("Key ARN").innerText()).trim();
    const next = await keys.create();
    await customer.run(`aws kms disable-key --key-id ${old}`);
    await form.edit.click();
    await form.key.fill(next);
    await form.save.click();
    await expect(form.refusal).toContainText("it is disabled");
    await expect(form.checks.getByRole("listitem").filter({ hasText: "The present key still decrypts" })).toContainText("failed");
    expect((await (await page.request.get(`${group}/encryptionAtRest`)).json()).awsKms.customerMasterKeyID).toBe(old);

    await customer.run(`aws kms enable-key --key-id ${old}`);
    await form.save.click();
    await expect(form.fact("Key ARN")).toContainText(next);
    await expect(form.panel.getByText("Do not disable or delete the old key yet")).toBeHidden();
    // Nothing needs the old one any more.
    await customer.run(`aws kms disable-key --key-id ${old}`);
    await form.tryAgain.click();
    await console.expectAnnounced(/^Checked: the key works$/);
  });

  test.describe("checked again every second", () => {
    test.use({ keyRecheckInterval: "1s" });

    test("a key that was disabled is found, and found usable again", async ({ page, console, customer }) => {
      const form = console.advanced;
      const key = (await form.fact("Key ARN").innerText()).trim();
      await customer.run(`aws kms disable-key --key-id ${key}`);
      await expect(async () => {
        await page.reload();
        await expect(form.panel.getByText("The key's state: it is disabled")).toBeVisible({ timeout: 1000 });
      }).toPass({ timeout: 30_000 });
      await page.goto(`/projects/${PROJECT}/clusters`);
      await expect(page.getByText("The customer master key can't be used")).toBeVisible();
      await expect(console.row("Orders")).toContainText("Stopped: the key can't be used.");

      await customer.run(`aws kms enable-key --key-id ${key}`);
      await expect(async () => {
        await page.reload();
        await expect(console.row("Orders")).not.toContainText("Stopped", { timeout: 1000 });
      }).toPass({ timeout: 30_000 });
      await expect(page.getByText("The customer master key can't be used")).toBeHidden();
      await page.goto(`/projects/${PROJECT}/activity`);
      await expect(page.getByRole("row").filter({ hasText: key }).first()).toBeVisible();
    });
  });

  test("a check that gets no answer of AWS stops nothing", async ({ page, console, emulator }) => {
    test.slow();
    const form = console.advanced;
    emulator.program.pause();
    try {
      await form.tryAgain.click();
      await expect(form.fact("Last check")).toContainText("AWS KMS gives no answer now", { timeout: 90_000 });
    } finally {
      emulator.program.resume();
    }
    await expect(form.panel.getByText("cluster is stopped")).toHaveCount(0);
    await page.goto(`/projects/${PROJECT}/clusters`);
    await expect(console.row("Orders").getByRole("switch")).toBeEnabled();
    await page.goto(advanced);
    await form.tryAgain.click();
    await expect(form.fact("Last check")).toContainText("works");
  });

  test("without an answer of AWS nothing changes, and what was typed stays", async ({
    page,
    console,
    emulator,
  }) => {
    test.slow();
    const form = console.advanced;
    const old = (await form.fact("Key ARN").innerText()).trim();
    await form.edit.click();
    await form.key.fill("alias/next");
    emulator.program.pause();
    try {
      await form.save.click();
      await expect(form.refusal).toContainText("AWS could not be reached", { timeout: 90_000 });
    } finally {
      emulator.program.resume();
    }
    await expect(form.key).toHaveValue("alias/next");
    await form.cancel.click();
    await expect(form.fact("Key ARN")).toContainText(old);
    await expect(form.fact("Last check")).toContainText("works");
    await page.reload();
    await expect(form.fact("Key ARN")).toContainText(old);
  });
});

test("a project by credentials is switched once the role can decrypt, and refuses credentials for ever", async ({
  page,
  backend,
  console,
  keys,
}) => {
  const form = console.advanced;
  const key = await keys.create();
  const user = await keys.user("encryption-user", key);
  backend.secrets.add(user.secret);
  const credentials = {
    enabled: true,
    customerMasterKeyID: key,
    region: "US_EAST_1",
    accessKeyID: user.keyId,
    secretAccessKey: user.secret,
  };
  const headers = { origin: backend.url };
  const url = `${group}/encryptionAtRest`;
  const set = await page.request.patch(url, { data: { awsKms: credentials }, headers });
  expect(set.status(), await set.text()).toBe(200);
  await keys.role("encryption");
  await keys.allow("encryption", key, ["kms:DescribeKey", "kms:Encrypt"]);

  await page.goto(advanced);
  await form.grant.getByRole("button", { name: "Configure" }).click();
  await form.choose(form.role, "encryption");
  await form.save.click();
  const question = page.getByRole("dialog", { name: "Switch to the role for ever?" });
  await question.getByRole("textbox").fill("Getting started");
  await question.getByRole("button", { name: "Switch for Ever" }).click();
  await expect(form.refusal).toContainText("kms:Decrypt");
  const before = await (await page.request.get(url)).json();
  expect(before.awsKms).toMatchObject({ accessKeyID: user.keyId, valid: true });

  await keys.allow("encryption", key);
  await form.save.click();
  await question.getByRole("textbox").fill("Getting started");
  await question.getByRole("button", { name: "Switch for Ever" }).click();
  await expect(form.fact("Reached by")).toContainText("role/encryption");
  await expect(form.grant).toBeHidden();

  const refused = await page.request.patch(url, { data: { awsKms: credentials }, headers });
  expect(refused.status()).toBe(400);
  expect((await refused.json()).errorCode).toBe("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
  await form.toggle.click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn Off" }).click();
  await expect(form.toggle).toHaveAttribute("aria-checked", "false");
  const again = await page.request.patch(url, { data: { awsKms: credentials }, headers });
  expect((await again.json()).errorCode).toBe("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
});
