import type { Locator, Page } from "@playwright/test";

import { expect, PASSWORD, PROJECT, test, VIEWER } from "../fixtures/console";
import { expectAnyLanguage, speakPseudo } from "../fixtures/languages";

// Whatever the language: each text comes from the catalog, and longer ones fit into the narrowest window, from left to
// right and from right to left.
test.use({ locale: "de-DE", viewport: { width: 320, height: 640 } });

test.beforeEach(({ page }) => speakPseudo(page));

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;
const TEXT = /^⟦/;

/** Opens a page and waits until all of it is there. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 }).last()).toHaveText(/\S/);
  await expect(page.locator(".skeleton")).toHaveCount(0);
}

/** A button whose English name is this. */
function button(within: Page | Locator, name: string): Locator {
  return within.getByRole("button", { name: `⟦${name}` }).first();
}

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("signing in, with its errors", async ({ page }) => {
    await open(page, "/sign-in");
    await expectAnyLanguage(page);
    await page.locator("[type=submit]").click();
    await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    await expectAnyLanguage(page);
    await page.locator("input").first().fill("owner@example.com");
    await page.locator("input[type=password]").fill("wrong");
    await page.locator("[type=submit]").click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expectAnyLanguage(page);
    await page.locator("input[type=password]").fill(PASSWORD);
    await page.locator("[type=submit]").click();
    await expect(page.getByRole("table")).toBeVisible();
    await expectAnyLanguage(page);
  });
});

for (const path of ["/projects", "/sessions", "/nowhere", "/projects/64b0000000000000000000ff/integrations", `${roles}/64b0000000000000000000ff`]) {
  test(`${path}`, async ({ page }) => {
    await open(page, path);
    await expectAnyLanguage(page);
  });
}

for (const scenario of ["getting-started", "unhealthy", "role-encryption", "credentials-encryption", "disabled-key", "rotation-due", "rotation-stuck"] as const) {
  test.describe(scenario, () => {
    test.use({ scenario });

    test("each page of the project", async ({ page }) => {
      for (const path of ["integrations", "integrations/aws-iam-roles", "advanced", "clusters", "members", "activity"]) {
        await open(page, `${project}/${path}`);
        await expectAnyLanguage(page);
      }
    });
  });
}

test.describe("a viewer", () => {
  test.use({ signedInAs: VIEWER, scenario: "role-encryption" });

  test("each page of the project", async ({ page }) => {
    for (const path of ["integrations", "integrations/aws-iam-roles", "advanced", "clusters", "members", "activity"]) {
      await open(page, `${project}/${path}`);
      await expectAnyLanguage(page);
    }
  });
});

test("the menus", async ({ page }) => {
  await open(page, `${project}/integrations`);
  for (const menu of await page.locator("[aria-haspopup=menu]").all()) {
    await menu.click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAnyLanguage(page);
    await page.keyboard.press("Escape");
  }
});

test("a new project, and its dialog's errors", async ({ page }) => {
  await open(page, "/projects");
  await button(page, "New project").click();
  const dialog = page.getByRole("dialog");
  for (const name of ["", "x".repeat(65)]) {
    await dialog.getByRole("textbox").fill(name);
    await dialog.locator("[type=submit]").or(page.locator("[form][type=submit]")).first().click();
    await expect(dialog.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
    await expectAnyLanguage(page);
  }
});

test("the modal: overview, both procedures, what parsers say, refusals and a merge", async ({ page }) => {
  test.slow();
  await open(page, roles);
  await button(page, "Authorize an AWS IAM Role").click();
  const dialog = page.getByRole("dialog");
  await expect(button(dialog, "Next")).toBeVisible();
  await expectAnyLanguage(page);
  await button(dialog, "Next").click();
  await button(dialog, "Add Trust Relationships").click();
  await expectAnyLanguage(page);
  const present = dialog.locator("textarea");
  for (const policy of [
    "",
    "none",
    "{}",
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}',
    '{"Version":"2008-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}',
    '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"other-one"}}}]}',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","principal":"x","Action":"sts:AssumeRole"}]}',
  ]) {
    await present.fill(policy);
    await button(dialog, "Merge").click();
    await expect(button(dialog, "Merge")).toBeEnabled();
    await expect(dialog.locator("[aria-invalid=true], .bulleted").first()).toBeVisible();
    await expectAnyLanguage(page);
  }
  await button(dialog, "Create New Role").click();
  await expectAnyLanguage(page);
  for (const tab of await dialog.getByRole("tab").all()) {
    await tab.click();
    await expectAnyLanguage(page);
  }
  const arn = dialog.locator("input:visible").last();
  for (const typed of [
    "",
    "none",
    `arn:${"x".repeat(20)}`,
    "arn:aws:s3:::bucket/a-long-enough-name",
    "arn:aws-cn:iam::000000000000:role/ok",
    "arn:moon:iam::000000000000:role/ok-name",
    "arn:aws:iam:eu-west-1:000000000000:role/ok",
    "arn:aws:iam::12:role/ok-name-of-a-role",
    "arn:aws:iam::000000000000:user/somebody",
    "arn:aws:iam::000000000000:role/with space",
  ]) {
    await arn.fill(typed);
    await button(dialog, "Validate").click();
    await expect(arn).toHaveAttribute("aria-invalid", "true");
    await expectAnyLanguage(page);
  }
  for (const name of ["denied", "open", "wrong-external-id", "throttled", "unreachable"]) {
    await arn.fill(`arn:aws:iam::000000000000:role/${name}-1`);
    await button(dialog, "Validate").click();
    await expect(dialog.getByRole("alert").getByText(TEXT).first()).toBeVisible({ timeout: 20_000 });
    await expect(button(dialog, "Validate")).toBeEnabled();
    await expectAnyLanguage(page);
  }
});

test.describe("with roles", () => {
  test.use({ scenario: "unhealthy" });

  test("a role's menu, its details, and the dialogs that delete", async ({ page }) => {
    test.slow();
    await open(page, roles);
    await page.locator("tr [aria-haspopup=menu]").first().click();
    await expectAnyLanguage(page);
    await page.getByRole("menuitem").first().click();
    await expect(page.getByRole("figure")).toBeVisible();
    await expectAnyLanguage(page);
    await open(page, roles);
    for (const row of [page.getByRole("row").nth(1), page.getByRole("row").last()]) {
      await row.getByRole("button", { name: "⟦Delete" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAnyLanguage(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    for (const item of [0, 1]) {
      await button(page, "Clean up").click();
      await page.getByRole("menuitem").nth(item).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expect(page.getByRole("dialog").locator(".skeleton")).toHaveCount(0);
      await expectAnyLanguage(page);
      await page.keyboard.press("Escape");
    }
  });
});

test.describe("with a role", () => {
  test.use({ scenario: "in-progress" });

  test("the form of a key, what it says of fields, and refusals", async ({ page, console }) => {
    test.slow();
    await open(page, `${project}/advanced`);
    await page.getByRole("switch").click();
    const key = page.locator("form input:not([role])").first();
    await expect(key).toBeVisible();
    await expectAnyLanguage(page);
    const save = button(page, "Save");
    for (const typed of ["", "with space", "alias/aws/s3", "arn:aws:kms:eu-west-1:000000000000:thing/1"]) {
      await key.fill(typed);
      await save.click();
      await expect(key).toHaveAttribute("aria-invalid", "true");
      await expectAnyLanguage(page);
    }
    const [role, region] = [page.getByRole("combobox").nth(0), page.getByRole("combobox").nth(1)];
    await console.advanced.choose(role, "ok-data-lake");
    await console.advanced.choose(region, "us-east-1");
    for (const name of ["disabled-1", "alias/pending-deletion-1", "asymmetric-1", "missing-1", "no-encrypt-1", "no-decrypt-1", "unreachable-1"]) {
      await key.fill(name);
      await save.click();
      await expect(page.locator("form").getByRole("alert").getByText(TEXT).first()).toBeVisible();
      await expect(save).toBeEnabled();
      await expectAnyLanguage(page);
    }
    await key.fill("ok-key");
    await save.click();
    await expect(key).toBeHidden();
    await expectAnyLanguage(page);
    await button(page, "Edit").click();
    await expectAnyLanguage(page);
    await button(page, "Cancel").click();
    await page.getByRole("switch").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAnyLanguage(page);
  });
});

test.describe("with a key", () => {
  test.use({ scenario: "role-encryption" });

  test("a new cluster, with errors; and changes under review", async ({ page }) => {
    await open(page, `${project}/clusters`);
    await button(page, "Create a cluster").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").first().fill("no spaces");
    await button(dialog, "Create Cluster").click();
    await expect(dialog.locator("[aria-invalid=true]").first()).toBeVisible();
    await expectAnyLanguage(page);
    await page.keyboard.press("Escape");
    await page.getByRole("switch").first().click();
    await button(page, "Review Changes").click();
    await expect(dialog).toBeVisible();
    await expectAnyLanguage(page);
  });
});

test.describe("by credentials", () => {
  test.use({ scenario: "credentials-encryption" });

  test("the switch to a role", async ({ page, console, baseURL }) => {
    const access = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
    const headers = { origin: baseURL ?? "" };
    const data = { providerName: "AWS" };
    const { roleId } = await (await page.request.post(access, { data, headers })).json();
    const role = { ...data, iamAssumedRoleArn: "arn:aws:iam::000000000000:role/ok-switch" };
    expect((await page.request.patch(`${access}/${roleId}`, { data: role, headers })).status()).toBe(200);
    await open(page, `${project}/advanced`);
    await button(page, "Configure").click();
    await expect(button(page, "Save")).toBeVisible();
    await expectAnyLanguage(page);
    await console.advanced.choose(page.getByRole("combobox").first(), "ok-switch");
    await button(page, "Save").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAnyLanguage(page);
  });
});

test("members are added, invited and removed", async ({ page, backend, console, browser }) => {
  await open(page, `${project}/members`);
  await button(page, "Add a member").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("ada");
  await button(dialog, "Add").click();
  await expect(dialog.locator("[aria-invalid=true]")).toBeVisible();
  await expectAnyLanguage(page);
  await dialog.getByRole("textbox").fill("ada@example.com");
  await button(dialog, "Add").click();
  const copy = button(dialog, "Copy invitation link");
  await expect(copy).toBeVisible();
  await expectAnyLanguage(page);
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await copy.click();
  await expect.poll(() => console.clipboard()).not.toBe("");
  const link = await console.clipboard();
  backend.secrets.add(link.split("#")[1] ?? "");
  await button(dialog, "Done").click();
  await expect(dialog).toBeHidden();
  await expectAnyLanguage(page);
  await page.getByRole("row", { name: VIEWER }).getByRole("button").last().click();
  await expect(dialog).toBeVisible();
  await expectAnyLanguage(page);

  const other = await browser.newContext({ locale: "de-DE", viewport: { width: 320, height: 640 } });
  const ada = await other.newPage();
  await speakPseudo(ada);
  await open(ada, link);
  await ada.locator("[type=password]").fill("short");
  await ada.locator("[type=submit]").click();
  await expect(ada.locator("[type=password]")).toHaveAttribute("aria-invalid", "true");
  await expectAnyLanguage(ada);
  await open(ada, link.replace(/.$/, "0").replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  await expectAnyLanguage(ada);
  await other.close();
});
