import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test, VIEWER } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const advanced = `/projects/${PROJECT}/advanced`;
const clusters = `/projects/${PROJECT}/clusters`;

test("a role is authorized on the way, and what was typed is still there", async ({ page, console }) => {
  const form = console.advanced;
  await page.goto(advanced);
  await expect(form.toggle).toHaveAttribute("aria-checked", "false");
  await expectAccessible(page);
  await form.toggle.click();
  await expect(form.toggle).toBeFocused();
  await expectAccessible(page);
  await form.key.fill("arn:aws:kms:eu-west-1:000000000000:key/ok-key");
  await expect(form.region).toHaveValue("Europe (Ireland) (eu-west-1)");

  await form.authorizeNew.click();
  await console.authorize.next.click();
  await console.authorize.open(CREATE);
  await console.authorize.submit("arn:aws:iam::000000000000:role/ok-encryption");
  await expect(console.heading).toHaveText("Advanced");
  await expect(form.role).toHaveValue("ok-encryption");
  await expect(form.key).toHaveValue("arn:aws:kms:eu-west-1:000000000000:key/ok-key");
  await expect(form.region).toHaveValue("Europe (Ireland) (eu-west-1)");
  await expect(page.getByText("Resource\": \"arn:aws:kms:eu-west-1:000000000000:key/ok-key")).toBeVisible();
  await expectAccessible(page);

  await form.save.click();
  await expect(form.toggle).toHaveAttribute("aria-checked", "true");
  await expect(form.key).toBeHidden();
  await console.expectAnnounced(/^Encryption at rest is on$/);
  await expect(form.toggle).toBeFocused();
  await expect(form.fact("Customer master key")).toHaveText("arn:aws:kms:eu-west-1:000000000000:key/ok-key");
  await expect(form.fact("Reached by")).toContainText("role/ok-encryption");
  await expect(form.fact("Status")).toContainText("works");
  await expectAccessible(page);

  // The form starts from what is in use.
  await form.edit.click();
  await expect(form.role).toHaveValue("ok-encryption");
  await form.cancel.click();
  await expect(form.key).toBeHidden();
});

test("leaving the authorization leads back to the form", async ({ page, console }) => {
  await page.goto(advanced);
  await console.advanced.toggle.click();
  await console.advanced.authorizeNew.click();
  await expect(console.authorize.next).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(console.advanced.key).toBeVisible();
  await page.reload();
  await expect(console.advanced.key).toBeVisible();
});

test.describe("with a role", () => {
  test.use({ scenario: "in-progress" });

  for (const [key, title, more] of [
    ["disabled-1", "The key's state: it is disabled", "aws kms enable-key --key-id disabled-1"],
    ["alias/pending-deletion-1", "about to be deleted", "aws kms cancel-key-deletion"],
    ["asymmetric-1", "it is not a symmetric one", "aws kms create-key"],
    ["missing-1", "there is no such key in the role's AWS account", "aws kms list-aliases"],
    ["no-encrypt-1", "it does not allow kms:Encrypt", "aws iam put-role-policy"],
    ["no-decrypt-1", "The key's policy: it does not allow kms:Decrypt", "aws kms get-key-policy"],
    ["unreachable-1", "AWS could not be reached", "This says nothing about your key"],
  ] as const) {
    test(`${key}: ${title}`, async ({ page, console }) => {
      const form = console.advanced;
      await page.goto(advanced);
      await form.toggle.click();
      await form.fill("ok-data-lake", key);
      await form.save.click();
      await expect(form.refusal).toContainText(title);
      await expect(page.locator("form").getByText(more).first()).toBeVisible();
      await expect(form.checks).toBeVisible();
      await expect(form.key).toHaveValue(key);
      await expect(form.save).toBeEnabled();
      await expectAccessible(page);
      const stored = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/encryptionAtRest`);
      expect((await stored.json()).awsKms).toEqual({ enabled: false });
    });
  }

  test("each field says what is wrong with it, and the first has the focus", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await form.save.click();
    await expect(form.role).toBeFocused();
    await form.expectFault(form.role, /Choose a role/);
    await form.expectFault(form.key, /Enter the key's ID/);
    await form.expectFault(form.region, /Choose the region/);
    await expectAccessible(page);

    await form.fill("ok-data-lake", "arn:aws:kms:eu-west-1:000000000000:key/ok-key", "us-east-1");
    await form.save.click();
    await form.expectFault(form.key, /of the region eu-west-1, but us-east-1 is chosen/);
    await form.choose(form.region, "Ireland");
    await expect(form.key).not.toHaveAttribute("aria-invalid");
  });

  test("the policy is there in every form, for a key of another account with its statement", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await form.fill("ok-data-lake", "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    expect(JSON.parse(await console.copied(form.copy("access policy"))).Statement).toHaveLength(1);
    expect(JSON.parse(await console.copied(form.copy("key policy statement")))).toMatchObject({
      Principal: { AWS: "arn:aws:iam::000000000000:role/ok-data-lake" },
      Resource: "*",
    });
    await form.tab("JSON").focus();
    for (const [tab, button, text] of [
      ["AWS CLI", "command", "aws iam put-role-policy --role-name ok-data-lake"],
      ["Terraform", "Terraform configuration", 'resource "aws_iam_role_policy"'],
      ["CloudFormation", "CloudFormation template", "AWS::IAM::Policy"],
    ] as const) {
      await page.keyboard.press("ArrowRight");
      await expect(form.tab(tab)).toBeFocused();
      expect(await console.copied(form.copy(button))).toContain(text);
      await form.tab(tab).focus();
    }
    await expectAccessible(page);
    await form.key.fill("alias/ok");
    await expect(page.getByText("whoever may move the alias")).toBeVisible();
    await expect(form.copy("key policy statement")).toBeHidden();
  });

  test("the fields are filled in without a mouse", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await expect(form.role).toBeFocused();
    await page.keyboard.type("lake");
    const option = page.getByRole("option");
    await expect(option).toHaveCount(1);
    await expect(form.role).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(form.role).toHaveValue("ok-data-lake");
    await page.keyboard.press("Tab");
    await expect(form.authorizeNew).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.type("alias/ok-key");
    await page.keyboard.press("Tab");
    await page.keyboard.type("US_EAST_1");
    await page.keyboard.press("Escape");
    await expect(form.region).toHaveValue("");
    await expect(form.region).toBeFocused();
    await page.keyboard.type("US_EAST_1");
    // The one that fits is taken when the field is left.
    await page.keyboard.press("Tab");
    await expect(form.region).toHaveValue("US East (N. Virginia) (us-east-1)");
    await form.save.focus();
    await page.keyboard.press("Enter");
    await expect(form.fact("Region")).toHaveText("US East (N. Virginia) (us-east-1)");
    await expect(form.toggle).toBeFocused();
  });

  test.describe("while the checks wait", () => {
    test.use({ propagationWindow: 60 });

    test("they can be stopped, and are still there after a reload", async ({ page, console }) => {
      const form = console.advanced;
      await page.goto(advanced);
      await form.toggle.click();
      await form.fill("ok-data-lake", "no-decrypt-1");
      await form.save.click();
      await expect(form.checks).toContainText("trying again");
      await expectAccessible(page);
      await page.reload();
      await expect(form.checks).toContainText("trying again");
      await form.stop.click();
      await expect(page.getByText("The checks were stopped")).toBeVisible();
      await expect(form.key).toHaveValue("no-decrypt-1");
      await expect(form.save).toBeEnabled();
    });
  });
});

test.describe("on", () => {
  test.use({ scenario: "role-encryption" });

  test("the switch is not there until it is known how it is", async ({ page, console }) => {
    const form = console.advanced;
    let known = (): void => {};
    const loaded = new Promise<void>((resolve) => (known = resolve));
    await page.route("**/encryption", async (route) => {
      await loaded;
      await route.continue();
    });
    await page.goto(advanced);
    await expect(console.heading).toHaveText("Advanced");
    await expect(page.getByText("Loading").first()).toBeAttached();
    await expect(form.toggle).toHaveCount(0);
    known();
    await expect(form.toggle).toHaveAttribute("aria-checked", "true");
    await expect(form.fact("Protects")).toContainText("1 of 2 clusters");
  });

  test("it can't be turned off while a cluster uses it, and can after that", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await expect(form.fact("Protects")).toContainText("1 of 2 clusters");
    await expect(form.toggle).toHaveAttribute("aria-disabled", "true");
    await expect(form.panel.getByText("1 cluster is encrypted by this key.")).toBeVisible();
    await expectAccessible(page);
    await form.panel.getByRole("link", { name: "Turn it off for each cluster first." }).click();
    await expect(console.heading).toHaveText("Clusters");
    await console.row("Cluster0").getByRole("switch", { name: "Manage your own encryption keys" }).click();
    await page.getByRole("button", { name: "Review Changes" }).click();
    await page.getByRole("button", { name: "Apply Changes" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();

    await page.goto(advanced);
    await form.toggle.click();
    const question = page.getByRole("dialog", { name: "Turn off encryption at rest with your own key?" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectAccessible(page);
    await question.getByRole("button", { name: "Turn Off" }).click();
    await expect(form.toggle).toHaveAttribute("aria-checked", "false");
    await expect(form.panel.getByText("Your own key does not encrypt anything")).toBeVisible();
  });

  test("another key is used after its checks, and the old one is kept until then", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.edit.click();
    await form.key.fill("alias/disabled-next");
    await form.save.click();
    await expect(form.refusal).toContainText("it is disabled");
    await form.key.fill("alias/ok-next");
    await form.save.click();
    await expect(form.fact("Customer master key")).toHaveText("alias/ok-next");
    await expect(form.panel.getByText("Do not disable or delete the old key yet")).toBeHidden();
    await expectAccessible(page);
  });

  test.describe("for somebody who may only read", () => {
    test.use({ signedInAs: VIEWER });

    test("everything is told, and why nothing can be changed", async ({ page, console }) => {
      const form = console.advanced;
      await page.goto(advanced);
      await expect(form.fact("Status")).toContainText("works");
      await expect(form.toggle).toHaveAttribute("aria-disabled", "true");
      await expect(form.panel.getByText("Only an owner of the project can change")).toBeVisible();
      await expect(form.edit).toBeHidden();
      await expect(form.tryAgain).toBeHidden();
      await expectAccessible(page);
      await page.goto(`${advanced}?form=open`);
      await expect(form.fact("Status")).toContainText("works");
      await expect(form.key).toBeHidden();
    });
  });
});

test.describe("with a key that can't be used", () => {
  test.use({ scenario: "disabled-key" });

  test("it says why, stops the cluster, and every page has a banner for the owner", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await expect(form.panel.getByText("The key's state: it is disabled")).toBeVisible();
    await expect(form.panel.getByText("1 cluster is stopped until it can be used again.")).toBeVisible();
    await expect(form.panel.getByText("aws kms enable-key")).toBeVisible();
    await expectAccessible(page);
    await form.tryAgain.click();
    await console.expectAnnounced(/the key still can't be used/);
    await expect(form.tryAgain).toBeFocused();

    await page.goto(`/projects/${PROJECT}/integrations`);
    const banner = page.getByRole("status").filter({ hasText: "The customer master key can't be used" });
    await expect(banner).toBeVisible();
    await expectAccessible(page);
    await banner.getByRole("link", { name: "See encryption at rest" }).click();
    await expect(console.heading).toHaveText("Advanced");
    await expect(banner).toBeHidden();

    await page.goto(clusters);
    await expect(console.row("Cluster0")).toContainText("Stopped: the key can't be used.");
    await expectAccessible(page);
  });

  test.describe("for somebody who may only read", () => {
    test.use({ signedInAs: VIEWER });

    test("there is no banner", async ({ page, console }) => {
      await page.goto(clusters);
      await expect(console.row("Cluster0")).toContainText("stopped");
      await expect(page.getByText("The customer master key can't be used")).toBeHidden();
    });
  });
});

test.describe("with a key that is due", () => {
  test.use({ scenario: "rotation-due" });

  test("a banner says so", async ({ page, console }) => {
    await page.goto(advanced);
    await expect(console.advanced.panel.getByText("It is time to rotate the customer master key")).toBeVisible();
    await expect(console.advanced.fact("Next rotation")).toContainText("Due since");
    await expectAccessible(page);
  });
});

test.describe("with an old key that was disabled too early", () => {
  test.use({ scenario: "rotation-stuck" });

  test("a banner says what still needs it, and why it can't go on", async ({ page, console }) => {
    const { panel } = console.advanced;
    await page.goto(advanced);
    await expect(panel.getByText("Do not disable or delete the old key yet")).toBeVisible();
    await expect(panel.getByRole("progressbar")).toHaveJSProperty("value", 0);
    const items = panel.getByRole("listitem");
    await expect(items.filter({ hasText: /key\/disabled-4f1c9f0e$/ })).toBeVisible();
    await expect(items.filter({ hasText: /^Cluster0$/ })).toBeVisible();
    await expect(panel.getByText("The key's state: it is disabled")).toBeVisible();
    await expect(console.advanced.fact("Key ARN")).toHaveText("arn:aws:kms:us-east-1:000000000000:key/ok-4f1c9f0e");
    await expectAccessible(page);
  });
});

test.describe("by credentials", () => {
  test.use({ scenario: "credentials-encryption" });

  test("a switch is explained, confirmed by the project's name, and refused without a change", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await expect(form.fact("Reached by")).toContainText("Credentials, access key ID AKIA");
    await expect(form.grant).toContainText("It can't be undone");
    await expect(form.edit).toBeHidden();
    await expectAccessible(page);

    await form.grant.getByRole("button", { name: "Configure" }).click();
    await form.authorizeNew.click();
    await console.authorize.next.click();
    await console.authorize.open(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/ok-switch");
    await expect(form.role).toHaveValue("ok-switch");
    await expect(form.key).toBeHidden();
    await form.save.click();
    const question = page.getByRole("dialog", { name: "Switch to the role for ever?" });
    const confirm = question.getByRole("button", { name: "Switch for Ever" });
    await expect(confirm).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
    await question.getByRole("textbox").fill("Getting started");
    await confirm.click();
    await expect(question).toBeHidden();
    await expect(form.fact("Reached by")).toContainText("role/ok-switch");
    await expect(form.grant).toBeHidden();
    await expect(form.fact("Credentials refused since")).toBeVisible();
    await expectAccessible(page);
  });
});
