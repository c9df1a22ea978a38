import type { Page } from "@playwright/test";

import { PROJECT, PROJECT_NAME } from "../fixtures/console";
import { expect, test, type Keys } from "../fixtures/kms";
import type { Advanced } from "../pages/advanced";

test.use({ propagationWindow: 2 });

const advanced = `/projects/${PROJECT}/advanced`;
const settings = `/api/atlas/v2/groups/${PROJECT}/encryptionAtRest`;

/** Turns encryption on by one of two keys that the role may use, and gives both. */
async function turnedOn(page: Page, form: Advanced, keys: Keys): Promise<[string, string]> {
  const [first, second] = [await keys.create(), await keys.create()];
  await keys.role("encryption", "*");
  await page.goto(advanced);
  await form.turnOn("encryption", first);
  await expect(form.fact("Key ARN")).toContainText(first);
  return [first, second];
}

// Each call that a change of the key takes, in their order: the role, the new key's state and use, the present key.
const CALLS = [
  { name: "AssumeRole", call: "Action=AssumeRole" },
  { name: "DescribeKey", call: "TrentService.DescribeKey" },
  { name: "Encrypt", call: "TrentService.Encrypt" },
  { name: "Decrypt", call: "TrentService.Decrypt" },
];

for (const { name, call } of CALLS) {
  test(`nothing is turned on when AWS is not reached at ${name}, and what was typed stays`, async ({
    page,
    console,
    keys,
    line,
  }) => {
    const form = console.advanced;
    const key = await keys.create();
    await keys.role("encryption", key);
    await page.goto(advanced);
    line.cut(call);
    await form.turnOn("encryption", key);
    await expect(form.refusal).toContainText("AWS could not be reached", { timeout: 30_000 });
    expect((await (await page.request.get(settings)).json()).awsKms.enabled).toBe(false);
    await expect(form.role).toHaveValue("encryption");
    await expect(form.key).toHaveValue(key);

    line.mend();
    await form.save.click();
    await expect(form.fact("Key ARN")).toContainText(key);
  });
}

for (const { name, call, letThrough } of [
  { name: "the present key", call: "TrentService.Decrypt", letThrough: 0 },
  { name: "the new key", call: "TrentService.Encrypt", letThrough: 0 },
  { name: "the last of the checks", call: "TrentService.Decrypt", letThrough: 1 },
]) {
  test(`the key is not changed when AWS is not reached at ${name}`, async ({ page, console, keys, line }) => {
    const form = console.advanced;
    const [old, next] = await turnedOn(page, form, keys);
    await form.edit.click();
    await form.key.fill(next);
    line.cut(call, letThrough);
    await form.save.click();
    await expect(form.refusal).toContainText("AWS could not be reached", { timeout: 30_000 });
    await expect(form.key).toHaveValue(next);
    await page.reload();
    await expect(form.fact("Key ARN")).toContainText(old);
    await expect(form.fact("Status")).toContainText("works");
  });
}

test("a switch that does not reach AWS changes nothing, and can be made afterwards", async ({ page, console, keys, line }) => {
  const form = console.advanced;
  const key = await keys.create();
  const { accessKeyID } = await keys.byCredentials(key);
  await keys.role("encryption", key);
  await page.goto(advanced);
  await form.grant.getByRole("button", { name: "Configure" }).click();
  await form.choose(form.role, "encryption");
  line.cut("TrentService.Decrypt");
  await form.switchForEver(PROJECT_NAME);
  await expect(form.refusal).toContainText("AWS could not be reached", { timeout: 30_000 });
  const kept = await (await page.request.get(settings)).json();
  expect(kept.awsKms).toMatchObject({ accessKeyID, valid: true });

  line.mend();
  await form.switchForEver(PROJECT_NAME);
  await expect(form.fact("Reached by")).toContainText("role/encryption");
});

test("a rotation that does not reach AWS waits, with both keys still needed, and goes on afterwards", async ({
  page,
  backend,
  console,
  keys,
  line,
}) => {
  const form = console.advanced;
  const [, next] = await turnedOn(page, form, keys);
  const place = { instanceSizeName: "M10", regionName: "US_EAST_1", providerName: "AWS" };
  const data = { name: "Orders", providerSettings: place, encryptionAtRestProvider: "AWS" };
  const made = await page.request.post(`/api/atlas/v2/groups/${PROJECT}/clusters`, {
    data,
    headers: { origin: backend.url },
  });
  expect(made.status(), await made.text()).toBe(201);

  await page.reload();
  await form.edit.click();
  await form.key.fill(next);
  // The checks decrypt with both keys; what comes then is the rotation.
  line.cut("TrentService.Decrypt", 2);
  await form.save.click();
  await expect(form.fact("Key ARN")).toContainText(next);
  await expect(form.panel.getByText("Do not disable or delete the old key yet")).toBeVisible();
  await expect(form.panel.getByText("Orders")).toBeVisible();

  line.mend();
  await form.tryAgain.click();
  await expect(form.panel.getByText("Do not disable or delete the old key yet")).toBeHidden();
});

test("a check that does not reach AWS stops nothing", async ({ page, console, keys, line }) => {
  const form = console.advanced;
  const key = await keys.create();
  await keys.role("encryption", key);
  await page.goto(advanced);
  await form.turnOn("encryption", key);
  await expect(form.fact("Status")).toContainText("works");
  line.cut();
  await form.tryAgain.click();
  await expect(form.fact("Status")).toContainText("AWS KMS gives no answer now", { timeout: 30_000 });
  expect((await (await page.request.get(settings)).json()).awsKms.valid).toBe(true);
  line.mend();
  await form.tryAgain.click();
  await expect(form.fact("Status")).not.toContainText("no answer");
});
