import { expect, PROJECT, PROJECT_NAME, VIEWER } from "../fixtures/console";
import { CREATE } from "../pages/authorize";
import { dismiss, take, test } from "./take";
import { START } from "./time";

const project = `/projects/${PROJECT}`;
const advanced = `${project}/advanced`;
const clusters = `${project}/clusters`;

test("the form without a role to choose", async ({ page, console }) => {
  const form = console.advanced;
  await page.goto(advanced);
  await form.toggle.click();
  const choose = async (): Promise<void> => {
    await form.key.focus();
    await form.role.click();
    await expect(page.getByText("No role is authorized yet").first()).toBeVisible();
  };
  await take(page, "advanced-form-no-roles", { open: choose });
});

for (const [scenario, name] of [
  ["getting-started", "off"],
  ["role-encryption", "on"],
  ["credentials-encryption", "credentials"],
] as const) {
  test.describe(`${name}, seen by a viewer`, () => {
    test.use({ scenario, signedInAs: VIEWER });

    test("the page", async ({ page, console }) => {
      await page.goto(advanced);
      await expect(console.advanced.panel.getByText("Only an owner")).toBeVisible();
      await take(page, `advanced-${name}-read-only`);
    });
  });
}

test.describe("with a role", () => {
  test.use({ scenario: "in-progress" });

  test("the form", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await expect(form.key).toBeVisible();
    await take(page, "advanced-form");
    await form.save.click();
    await form.expectFault(form.region, /Choose the region/);
    await take(page, "advanced-faults", { at: form.key });
    await form.fill("ok-data-lake", "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    await take(page, "advanced-policies", { at: form.copy("key policy statement") });
    await form.key.fill("disabled-1");
    await form.save.click();
    await expect(form.refusal).toBeVisible();
    await take(page, "advanced-refused", { at: form.refusal });
  });

  test("the policy in other forms, and for an alias", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await form.fill("ok-data-lake", "1234abcd-12ab-34cd-56ef-1234567890ab");
    for (const [tab, name] of [
      ["AWS CLI", "advanced-policy-cli"],
      ["Terraform", "advanced-policy-terraform"],
      ["CloudFormation", "advanced-policy-cloudformation"],
    ] as const) {
      await form.tab(tab).click();
      await take(page, name, { at: form.save });
    }
    await form.key.fill("alias/ok-key");
    await form.tab("JSON").click();
    const note = form.panel.getByText("whoever may move the alias");
    await expect(note).toBeVisible();
    await take(page, "advanced-policy-alias", { at: note });
  });

  test("keys that are refused", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await form.fill("ok-data-lake", "");
    for (const [key, title] of [
      ["no-encrypt", "it does not allow kms:Encrypt"],
      ["pending-deletion", "about to be deleted"],
      ["missing", "there is no such key"],
      ["unreachable", "AWS could not be reached"],
    ] as const) {
      await form.key.fill(`${key}-1`);
      await form.save.click();
      await expect(form.refusal).toContainText(title);
      await take(page, `advanced-refused-${key}`, { at: form.refusal });
    }
  });

  test.describe("while the checks wait", () => {
    test.use({ propagationWindow: 60 });

    test("the form", async ({ page, console }) => {
      const form = console.advanced;
      await page.goto(advanced);
      await form.toggle.click();
      await form.fill("ok-data-lake", "no-decrypt-1");
      await form.save.click();
      const waiting = form.checks.getByText("trying again");
      await expect(waiting).toBeVisible();
      await take(page, "advanced-checking", { at: form.checks, varies: [waiting] });
      await page.goto(advanced);
      await expect(waiting).toBeVisible();
      await take(page, "advanced-checking-elsewhere", { varies: [waiting] });
      await page.goBack();
      await form.stop.click();
      await expect(form.panel.getByText("The checks were stopped")).toBeVisible();
      await take(page, "advanced-stopped", { at: form.checks });
    });
  });
});

test.describe("with a role that is refused", () => {
  test.use({ scenario: "unhealthy" });

  test("the form", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.toggle.click();
    await form.choose(form.role, "denied-exports");
    await expect(form.role).toHaveAccessibleDescription(/AWS refused this role/);
    await take(page, "advanced-role-refused");
  });
});

test.describe("on", () => {
  test.use({ scenario: "role-encryption" });

  test("questions", async ({ page, console, backend }) => {
    await page.goto(clusters);
    await page.getByRole("button", { name: "Create a cluster" }).click();
    const dialog = page.getByRole("dialog", { name: "New cluster" });
    await dialog.getByRole("textbox", { name: "Cluster name" }).fill("no spaces");
    await dialog.getByRole("button", { name: "Create Cluster" }).click();
    await expect(dialog.getByRole("textbox", { name: "Cluster name" })).toHaveAttribute("aria-invalid", "true");
    await take(page, "clusters-new");
    await page.keyboard.press("Escape");
    await console.row("Analytics").getByRole("switch").click();
    await page.getByRole("button", { name: "Review Changes" }).click();
    await expect(page.getByRole("dialog", { name: "Review the changes" })).toBeVisible();
    await take(page, "clusters-review");
    const answer = await page.request.patch(`/api/atlas/v2/groups/${PROJECT}/clusters/Cluster0`, {
      data: { encryptionAtRestProvider: "NONE" },
      headers: { origin: backend.url },
    });
    expect(answer.status()).toBe(200);
    await page.goto(advanced);
    await expect(console.advanced.fact("Protects")).toContainText("of 2 clusters");
    await console.advanced.toggle.click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await take(page, "advanced-turn-off");
  });

  test("a check without an answer", async ({ page, console, context }) => {
    // The keys of the sandbox always answer once they are in use.
    await page.route("**/encryption", async (route) => {
      const answer = await route.fetch();
      const json = await answer.json();
      json.settings.health.checkedDate = START;
      await route.fulfill({ response: answer, json });
    });
    await page.goto(advanced);
    await expect(console.advanced.fact("Status")).toContainText("gives no answer");
    await take(page, "advanced-no-answer");
    await context.setOffline(true);
    await console.advanced.tryAgain.click();
    await expect(console.advanced.panel.getByRole("alert")).toBeVisible();
    await take(page, "advanced-try-again-refused", { at: console.advanced.tryAgain });
  });
});

test.describe("disabled-key", () => {
  test.use({ scenario: "disabled-key" });

  test("a key that can't be used", async ({ page, console }) => {
    await page.goto(advanced);
    await expect(console.advanced.tryAgain).toBeVisible();
    await take(page, "advanced-key-disabled");
    await page.goto(clusters);
    await expect(console.row("Cluster0")).toContainText("Stopped");
    await take(page, "clusters-stopped");
  });
});

for (const scenario of ["rotation-due", "rotation-stuck"] as const) {
  test.describe(scenario, () => {
    test.use({ scenario });

    test("a banner", async ({ page, console }) => {
      await page.goto(advanced);
      await expect(console.advanced.fact("Status")).toBeVisible();
      await take(page, `advanced-${scenario}`);
    });
  });
}

test.describe("by credentials", () => {
  test.use({ scenario: "credentials-encryption" });

  test("the switch to a role", async ({ page, console }) => {
    const form = console.advanced;
    await page.goto(advanced);
    await form.grant.getByRole("button", { name: "Configure" }).click();
    await expect(form.role).toBeVisible();
    await take(page, "advanced-switch-form", { at: form.save });
    await form.authorizeNew.click();
    await console.authorize.next.click();
    await console.authorize.open(CREATE);
    await console.authorize.submit("arn:aws:iam::000000000000:role/ok-switch");
    await expect(form.role).toHaveValue("ok-switch");
    await dismiss(page);
    await take(page, "advanced-switch", { at: form.save });
    await form.save.click();
    const question = page.getByRole("dialog", { name: "Switch to the role for ever?" });
    await question.getByRole("textbox").fill(PROJECT_NAME.slice(0, 4));
    await take(page, "advanced-switch-question");
    await question.getByRole("textbox").fill(PROJECT_NAME);
    await question.getByRole("button", { name: "Switch for Ever" }).click();
    await expect(form.fact("Credentials refused since")).toBeVisible();
    // Until the keys of the clusters are wrapped anew, the page says so.
    await page.reload();
    await expect(form.fact("Credentials refused since")).toBeVisible();
    await expect(page.getByText("Do not disable or delete the old key")).toHaveCount(0);
    await take(page, "advanced-switched");
  });
});
