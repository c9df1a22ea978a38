import { expectAccessible } from "../fixtures/axe";
import { expect, PASSWORD, OWNER, PROJECT, test } from "../fixtures/console";
import { CATALOGS } from "../fixtures/languages";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

for (const [locale, date] of [
  ["en-GB", /^\d{1,2} [A-Z][a-z]+ \d{4}/],
  ["en-US", /^[A-Z][a-z]+ \d{1,2}, \d{4}/],
] as const) {
  test.describe(`a browser of ${locale}`, () => {
    test.use({ locale, scenario: "in-progress" });

    test("gets the dates of its country", async ({ page, console }) => {
      await page.goto(roles);
      await expect(console.row("in progress").getByRole("time").first()).toHaveAttribute("title", date);
    });
  });
}

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test.describe("signed out", () => {
    test.use({ signedInAs: null });

    test("a person signs in, authorizes a role, has one refused, and turns encryption on", async ({ page, console }) => {
      await page.goto("/projects");
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      await expect(console.heading).toHaveText("Anmelden");
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page.getByRole("textbox", { name: "E-Mail-Adresse" })).toHaveAccessibleDescription(/Geben Sie die Adresse ein/);
      await expectAccessible(page);
      await page.getByRole("textbox", { name: "E-Mail-Adresse" }).fill(OWNER);
      await page.getByLabel("Passwort").fill("falsch");
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page.getByRole("alert")).toContainText("Die Adresse oder das Passwort ist falsch");
      await page.getByLabel("Passwort").fill(PASSWORD);
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(console.heading).toHaveText("Projekte");
      await expect(page).toHaveTitle("Projekte · Atlas");
      await expectAccessible(page);

      await page.goto(roles);
      await page.getByRole("button", { name: "AWS-IAM-Rolle autorisieren" }).click();
      const dialog = page.getByRole("dialog", { name: "AWS-IAM-Rolle autorisieren" });
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Weiter" }).click();
      await dialog.getByRole("button", { name: "Neue Rolle mit der AWS CLI erstellen" }).click();
      const arn = dialog.getByRole("textbox", { name: "Rollen-ARN eingeben" });
      const validate = dialog.getByRole("button", { name: "Validieren und abschließen" });
      // What a parser says, with the value in it.
      await arn.fill("arn:aws:s3:::bucket/a-long-enough-name");
      await validate.click();
      await expect(arn).toHaveAccessibleDescription(/Das ist eine ARN des Service „s3“; bei einer Rollen-ARN steht dort „iam“\./);
      await arn.fill("arn:aws:iam::000000000000:role/denied-billing");
      await validate.click();
      const refusal = dialog.getByRole("alert");
      await expect(refusal).toContainText("AWS lässt nicht zu, dass die Rolle angenommen wird");
      await expect(refusal).toContainText("AWS meldet:");
      // AWS's own words stay as they are, and say so.
      await expect(refusal.locator('[lang="en"]')).toContainText("is not authorized to perform: sts:AssumeRole");
      await expectAccessible(page);
      await arn.fill("arn:aws:iam::000000000000:role/ok-billing");
      await validate.click();
      await expect(dialog).toBeHidden();
      await console.expectAnnounced(/ok-billing ist autorisiert/);
      await expect(console.row("ok-billing")).toContainText("autorisiert");
      await expect(console.row("ok-billing").locator("time").first()).toContainText(/gestern|gerade|jetzt|vor \d+ (Sekunden?|Minuten?)/);

      await page.goto(`${project}/advanced`);
      await page.getByRole("switch", { name: "Verschlüsselung im Ruhezustand mit Ihrer Schlüsselverwaltung" }).click();
      await console.advanced.choose(page.getByRole("combobox", { name: "AWS-IAM-Rolle" }), "ok-billing");
      await page.getByRole("textbox", { name: "ID des Kundenhauptschlüssels" }).fill("ok-key");
      await console.advanced.choose(page.getByRole("combobox", { name: "Region des Kundenhauptschlüssels" }), "eu-central-1");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Speichern" }).click();
      await console.expectAnnounced(/^Die Verschlüsselung im Ruhezustand ist eingeschaltet$/);
      await expect(page.getByText("Status", { exact: true }).locator("xpath=following::dd[1]")).toContainText("funktioniert");
      await expectAccessible(page);
    });
  });

  test.describe("with many roles", () => {
    test.use({ scenario: "many-roles" });

    test("numbers are written as in German", async ({ page }) => {
      await page.goto(roles);
      await expect(page.getByText("1 bis 50 von 10.000")).toBeVisible();
    });
  });

  test("without its catalog the page is in English, and says so", async ({ page, console }) => {
    await page.route(CATALOGS, (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.goto(roles);
    await expect(console.heading).toHaveText("AWS IAM Role Access");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    const notice = page.getByRole("region", { name: "Notifications" });
    await expect(notice).toContainText("The texts in this language (Deutsch) could not be loaded");
    await expectAccessible(page);
    await page.unroute(CATALOGS);
    await page.reload();
    await expect(console.heading).toHaveText("AWS-IAM-Rollenzugriff");
  });
});

test("English asks for no catalog; German is chosen in the person's menu, kept, and given up there", async ({ page, console }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/locales/")) asked.push(request.url());
  });
  await page.goto(`${project}/clusters`);
  await expect(console.heading).toHaveText("Clusters");
  expect(asked).toEqual([]);
  const choose = async (language: string): Promise<void> => {
    await page.getByRole("button", { name: OWNER }).click();
    await page.getByRole("menuitem", { name: language }).click();
  };
  await choose("Deutsch");
  await expect(console.heading).toHaveText("Cluster");
  await page.reload();
  await expect(console.heading).toHaveText("Cluster");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  expect(asked).toHaveLength(2);
  await page.getByRole("button", { name: OWNER }).click();
  await expect(page.getByRole("menuitem", { name: "Deutsch" })).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Escape");
  await choose("English");
  await expect(console.heading).toHaveText("Clusters");
  expect(asked).toHaveLength(2);
});

for (const [languages, shown] of [
  [["fr-FR", "de-AT", "en"], "de"],
  [["en-GB", "de"], "en"],
  [["fr", "ja"], "en"],
] as const) {
  test(`a browser that asks for ${languages.join(", ")} gets ${shown}`, async ({ page, console }) => {
    await page.addInitScript((list) => {
      Object.defineProperty(navigator, "languages", { get: () => list });
    }, languages);
    await page.goto("/projects");
    await expect(console.heading).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", shown);
  });
}
