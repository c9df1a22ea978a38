import { PROJECT, PROJECT_NAME } from "../fixtures/console";
import { expect, test } from "../fixtures/kms";

test.use({ propagationWindow: 2 });

const advanced = `/projects/${PROJECT}/advanced`;
const group = `/api/atlas/v2/groups/${PROJECT}`;

test.describe("with encryption at rest on", () => {
  test.beforeEach(async ({ page, backend, console, keys }) => {
    const key = await keys.create();
    await keys.role("encryption", "*");
    await page.goto(advanced);
    await console.advanced.turnOn("encryption", key);
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
    await expect(form.fact("Status")).toContainText("works");
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
        await expect(console.row("Orders")).toContainText("M10", { timeout: 2000 });
        await expect(console.row("Orders")).not.toContainText("Stopped", { timeout: 100 });
        await expect(page.getByText("The customer master key can't be used")).toBeHidden({ timeout: 100 });
      }).toPass({ timeout: 30_000 });
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
      await expect(form.fact("Status")).toContainText("AWS KMS gives no answer now", { timeout: 90_000 });
    } finally {
      emulator.program.resume();
    }
    await expect(form.panel.getByText("cluster is stopped")).toHaveCount(0);
    await page.goto(`/projects/${PROJECT}/clusters`);
    await expect(console.row("Orders").getByRole("switch")).toBeEnabled();
    await page.goto(advanced);
    await form.tryAgain.click();
    await expect(form.fact("Status")).toContainText("works");
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
  const credentials = await keys.byCredentials(key);
  await keys.role("encryption", key, ["kms:DescribeKey", "kms:Encrypt"]);

  const headers = { origin: backend.url };
  const url = `${group}/encryptionAtRest`;
  await page.goto(advanced);
  await form.grant.getByRole("button", { name: "Configure" }).click();
  await form.choose(form.role, "encryption");
  await form.switchForEver(PROJECT_NAME);
  await expect(form.refusal).toContainText("kms:Decrypt");
  const before = await (await page.request.get(url)).json();
  expect(before.awsKms).toMatchObject({ accessKeyID: credentials.accessKeyID, valid: true });

  await keys.allow("encryption", key);
  await form.switchForEver(PROJECT_NAME);
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
  await backend.stop();
  await backend.start();
  const restarted = await page.request.patch(url, { data: { awsKms: credentials }, headers });
  expect((await restarted.json()).errorCode).toBe("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
});
