import { PROJECT, PROJECT_NAME } from "../fixtures/console";
import { expect, test } from "../fixtures/keyboard";
import { CREATE } from "../pages/authorize";
import { TITLE } from "../pages/advanced";

const project = `/projects/${PROJECT}`;
const OWN_KEY = "Manage your own encryption keys";

test.describe("with many roles", () => {
  test.use({ scenario: "many-roles=120" });

  test("no role is chosen that does not fit what was typed, however slow the answer is", async ({ page, console, keys }) => {
    const form = console.advanced;
    await page.goto(`${project}/advanced?form=open`);
    await keys.to("combobox", "AWS IAM role");
    await keys.press("ArrowDown");
    const options = page.getByRole("option");
    await expect(options.first()).toBeVisible();
    // Enter takes what fits, as soon as that is there.
    await keys.type("ok-backup-00038");
    await keys.press("Enter");
    await expect(form.role).toHaveValue("ok-backup-00038");
    await expect(options).toHaveCount(0);

    let answer = (): void => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/\/roles\?.*search=/, async (route) => {
      await held;
      await route.continue();
    });
    await keys.press("Control+A");
    await keys.type("ok-");
    await expect(options.first()).toBeVisible();
    await keys.press("ArrowDown");
    await expect(page.locator("[role=option][aria-selected=true]")).toHaveCount(0);
    await keys.press("Control+A");
    await keys.type("nothing-like-this");
    await keys.press("Enter");
    answer();
    // Nothing fits, and what was typed can be mended.
    await console.expectAnnounced(/^No authorized role fits/);
    await expect(form.role).toHaveValue("nothing-like-this");
    await keys.press("Escape");
    await expect(form.role).toHaveValue("ok-backup-00038");
    await expect(page.getByRole("listbox")).toHaveCount(0);
  });

  test("Tab leads from an open list to what comes after its field", async ({ page, console, keys }) => {
    await page.goto(`${project}/advanced?form=open`);
    await keys.to("combobox", "AWS IAM role");
    await keys.press("ArrowDown");
    await expect(page.getByRole("option").first()).toBeVisible();
    await keys.press("Tab");
    await expect(console.advanced.authorizeNew).toBeFocused();
    await expect(page.getByRole("listbox")).toHaveCount(0);
  });

  test.describe("in a low window", () => {
    test.use({ viewport: { width: 1280, height: 400 } });

    test("what the arrow keys come to is in sight", async ({ page, keys }) => {
      await page.goto(`${project}/advanced?form=open`);
      await keys.to("combobox", "AWS IAM role");
      await keys.press("ArrowDown");
      await expect(page.getByRole("option").first()).toBeVisible();
      for (let step = 0; step < 10; step += 1) {
        await keys.press("ArrowDown");
        await expect(page.locator("[role=option][aria-selected=true]")).toBeInViewport({ ratio: 1 });
      }
    });
  });

  test("how many roles fit what was typed is told", async ({ page, console, keys }) => {
    await page.goto(`${project}/advanced?form=open`);
    await keys.to("combobox", "AWS IAM role");
    await keys.press("ArrowDown");
    const options = page.getByRole("option");
    await expect(options.first()).toBeVisible();
    await console.expectAnnounced(new RegExp(`^${await options.count()} suggestions$`));
    await keys.type("ok-backup-00038");
    await console.expectAnnounced(/^1 suggestion$/);
    await keys.type("0");
    await console.expectAnnounced(/^No authorized role fits/);
  });

  test("a list of roles that can't be loaded is told, and asked for again", async ({ page, console, keys }) => {
    await page.goto(`${project}/advanced?form=open`);
    await keys.to("combobox", "AWS IAM role");
    await keys.press("ArrowDown");
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.route(/\/roles\?.*search=/, (route) => route.abort());
    await keys.type("ok-backup-00038");
    await expect(page.getByRole("alert").filter({ has: page.getByRole("button", { name: "Try again" }) })).toBeVisible();
    // What it is asked for again by is not covered.
    await expect(page.getByRole("option")).toHaveCount(0);
    await page.unroute(/\/roles\?.*search=/);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Try again" })).toHaveCount(0);
    await keys.to("combobox", "AWS IAM role");
    await keys.type("ok-backup-00038");
    await keys.press("Enter");
    await expect(console.advanced.role).toHaveValue("ok-backup-00038");
  });
});

test.describe("with a role", () => {
  test.use({ scenario: "in-progress" });

  test("encryption at rest is turned on, refused at first", async ({ page, console, keys }) => {
    const form = console.advanced;
    await page.goto(`${project}/integrations`);
    await keys.use("link", "Advanced");
    await expect(console.heading).toHaveText("Advanced");
    await keys.use("switch", TITLE, "Space");
    await expect(form.toggle).toBeFocused();
    await keys.to("combobox", "AWS IAM role");
    await keys.press("ArrowDown");
    const option = page.getByRole("option", { name: "ok-data-lake" });
    await expect(option).toHaveAttribute("aria-selected", "true");
    // The list goes before what it stands in.
    await keys.press("Escape");
    await expect(page.getByRole("listbox")).toHaveCount(0);
    await expect(form.role).toHaveValue("");
    await keys.press("ArrowDown");
    await expect(option).toBeVisible();
    await keys.press("Enter");
    await expect(form.role).toHaveValue("ok-data-lake");
    await keys.to("textbox", "Customer Master Key ID");
    await keys.type("disabled-key");
    await keys.to("combobox", "Customer Master Key Region");
    await keys.type("Europe");
    const regions = page.getByRole("option");
    await expect(regions.filter({ hasNotText: "Europe" })).toHaveCount(0);
    await keys.press("ArrowDown", "ArrowDown", "ArrowUp");
    await expect(regions.nth(1)).toHaveAttribute("aria-selected", "true");
    const chosen = await regions.nth(1).innerText();
    await expect(form.region).toHaveAttribute("aria-activedescendant", (await regions.nth(1).getAttribute("id")) ?? "");
    await keys.press("Enter");
    await expect(form.region).toHaveValue(chosen);
    // Far down in the list, and in sight at once.
    await keys.press("ArrowDown");
    await expect(page.getByRole("option", { name: chosen })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("option", { name: chosen })).toBeInViewport({ ratio: 1 });
    await keys.press("Escape");

    await keys.to("tab", "JSON");
    await keys.press("End");
    await expect(form.tab("CloudFormation")).toBeFocused();
    await keys.press("ArrowRight");
    await expect(form.tab("JSON")).toBeFocused();
    await keys.to("tab", "AWS CLI", "ArrowRight");
    await expect(form.tab("AWS CLI")).toHaveAttribute("aria-selected", "true");
    expect(await keys.copy("Copy command")).toContain("aws iam put-role-policy --role-name ok-data-lake");

    // One Tab leads on from all of the tabs.
    await keys.press("Tab");
    await expect(page.getByRole("tab")).toHaveCount(4);
    for (const tab of await page.getByRole("tab").all()) await expect(tab).not.toBeFocused();

    await keys.use("button", "Save");
    await expect(form.refusal).toContainText("it is disabled");
    await expect(form.save).toBeFocused();
    await keys.to("textbox", "Customer Master Key ID", "Shift+Tab");
    await keys.retype("alias/ok-key");
    await keys.press("Enter");
    await console.expectAnnounced(/^Encryption at rest is on$/);
    await expect(form.fact("Customer master key")).toHaveText("alias/ok-key");
    await expect(form.fact("Region")).toHaveText(chosen);
    await expect(form.toggle).toBeFocused();
  });
});

test.describe("while AWS spreads a change", () => {
  test.use({ scenario: "role-encryption", propagationWindow: 60 });

  test("the checks of another key are stopped", async ({ page, console, keys }) => {
    const form = console.advanced;
    await page.goto(`${project}/advanced`);
    await keys.use("button", "Edit");
    await keys.to("textbox", "Customer Master Key ID");
    await keys.retype("no-decrypt-1");
    await keys.press("Enter");
    await expect(form.checks).toContainText("trying again");
    await keys.use("button", "Stop");
    await expect(page.getByText("The checks were stopped")).toBeVisible();
    await expect(form.key).toHaveValue("no-decrypt-1");
    await expect(form.stop).toHaveCount(0);
    await expect(form.save).toBeFocused();
  });
});

test.describe("on", () => {
  test.use({ scenario: "role-encryption" });

  test("the key is checked and rotated, and the form left without a change", async ({ page, console, keys }) => {
    const form = console.advanced;
    await page.goto(`${project}/advanced`);
    await keys.use("button", "Try Again");
    await console.expectAnnounced(/the key works/);
    await expect(form.tryAgain).toBeFocused();
    await keys.use("button", "Edit", "Enter", "Shift+Tab");
    // The button has gone, and the form is there.
    await expect(page.locator("form").getByRole("heading")).toBeFocused();
    await keys.use("button", "Cancel");
    await expect(form.key).toBeHidden();
    await expect(form.toggle).toBeFocused();

    await keys.use("button", "Edit");
    await keys.to("textbox", "Customer Master Key ID");
    await keys.retype("alias/ok-next");
    await keys.use("button", "Save");
    await expect(form.fact("Customer master key")).toHaveText("alias/ok-next");
    await expect(form.toggle).toBeFocused();
  });

  test("clusters are edited, reviewed and applied, and encryption at rest turned off", async ({ page, console, keys }) => {
    await page.goto(`${project}/clusters`);
    const cluster0 = console.row("Cluster0");
    await keys.in(console.row("Analytics")).use("switch", OWN_KEY, "Space");
    await keys.in(cluster0).use("switch", OWN_KEY, "Enter");
    await expect(cluster0.getByRole("switch")).toHaveAttribute("aria-checked", "false");
    await expect(cluster0.getByRole("switch")).toBeFocused();
    await keys.in(console.row("Analytics")).use("switch", OWN_KEY, "Space", "Shift+Tab");
    await expect(page.getByText("1 change is not applied yet")).toBeVisible();
    await keys.use("button", "Discard");
    await expect(cluster0.getByRole("switch")).toHaveAttribute("aria-checked", "true");
    await expect(console.heading).toBeFocused();
    await keys.in(cluster0).use("switch", OWN_KEY, "Space");
    await keys.use("button", "Review Changes");
    const dialog = page.getByRole("dialog", { name: "Review the changes" });
    await expect(dialog.getByRole("listitem")).toHaveText([/^Cluster0 /]);
    await keys.press("Escape");
    await expect(page.getByRole("button", { name: "Review Changes" })).toBeFocused();
    await keys.press("Enter");
    await keys.in(dialog).use("button", "Apply Changes");
    await expect(dialog).toBeHidden();
    await console.expectAnnounced(/^1 change was applied$/);
    await expect(page.getByRole("button", { name: "Review Changes" })).toBeFocused();
    await expect(cluster0.getByRole("switch")).toHaveAttribute("aria-checked", "false");

    await keys.use("link", "Advanced", "Enter", "Shift+Tab");
    await expect(console.heading).toBeFocused();
    await keys.use("switch", TITLE, "Space");
    const question = page.getByRole("dialog", { name: "Turn off encryption at rest with your own key?" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await keys.press("Enter");
    await expect(console.advanced.toggle).toBeFocused();
    await expect(console.advanced.toggle).toHaveAttribute("aria-checked", "true");
    await keys.press("Space");
    await keys.in(question).use("button", "Turn Off");
    await expect(console.advanced.toggle).toHaveAttribute("aria-checked", "false");
    await expect(console.advanced.toggle).toBeFocused();
  });
});

test.describe("by credentials", () => {
  test.use({ scenario: "credentials-encryption" });

  test("a project is switched to a role for ever", async ({ page, console, keys }) => {
    const form = console.advanced;
    await page.goto(`${project}/advanced`);
    await keys.in(form.grant).use("button", "Configure");
    await expect(page.locator("form").getByRole("heading")).toBeFocused();
    await keys.use("link", "Authorize a new IAM role");
    await keys.use("button", "Next");
    await keys.use("button", CREATE, "Space");
    await keys.to("textbox", "Enter the Role ARN");
    await keys.type("arn:aws:iam::000000000000:role/ok-switch");
    await keys.press("Enter");
    await expect(console.heading).toHaveText("Advanced");
    await expect(form.role).toHaveValue("ok-switch");
    await expect(console.heading).toBeFocused();

    await keys.use("button", "Save");
    const question = page.getByRole("dialog", { name: "Switch to the role for ever?" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await keys.press("Enter");
    await expect(form.save).toBeFocused();
    await keys.press("Enter");
    await keys.in(question).to("textbox", /^Type /);
    await keys.type(PROJECT_NAME);
    await keys.in(question).use("button", "Switch for Ever");
    await expect(question).toBeHidden();
    await expect(form.fact("Reached by")).toContainText("role/ok-switch");
    await expect(form.toggle).toBeFocused();
  });
});

test("a cluster is created", async ({ page, console, keys }) => {
  await page.goto(`${project}/clusters`);
  await keys.use("button", "Create a cluster");
  const dialog = page.getByRole("dialog", { name: "New cluster" });
  const name = dialog.getByRole("textbox", { name: "Cluster name" });
  await expect(name).toBeFocused();
  await keys.type("no spaces");
  await keys.press("Enter");
  await expect(name).toHaveAccessibleDescription(/letters, digits and hyphens/);
  await expect(name).toBeFocused();
  await keys.retype("Orders");
  await keys.in(dialog).to("combobox", "Tier");
  await keys.type("M30");
  await keys.in(dialog).to("combobox", "Region");
  await keys.type("ireland");
  const regions = page.getByRole("listbox", { name: "Region" });
  await expect(regions.getByRole("option")).toHaveCount(1);
  // The list goes first, the dialog stays.
  await keys.press("Escape");
  await expect(regions).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await keys.type("ireland");
  await keys.press("ArrowDown", "Enter");
  await expect(dialog.getByRole("combobox", { name: "Region" })).toHaveValue("Europe (Ireland) (eu-west-1)");
  await keys.in(dialog).use("button", "Create Cluster");
  await expect(dialog).toBeHidden();
  await expect(console.row("Orders")).toContainText("M30");
  await expect(page.getByRole("button", { name: "Create a cluster" })).toBeFocused();
});
