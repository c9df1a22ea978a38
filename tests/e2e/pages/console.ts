import { expect, type Locator, type Page } from "@playwright/test";

import { Advanced } from "./advanced";
import { Authorize } from "./authorize";

/** The console as a person finds their way in it: by roles and names. */
export class Console {
  /** The modal that authorizes a role. */
  readonly authorize: Authorize;
  /** The page with encryption at rest. */
  readonly advanced: Advanced;

  constructor(readonly page: Page) {
    this.authorize = new Authorize(page);
    this.advanced = new Advanced(page);
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  get optionsButton(): Locator {
    return this.page.getByRole("button", { name: "Options", exact: true });
  }

  get integrationsPanel(): Locator {
    return this.page.getByRole("region", { name: "AWS IAM Role Access" });
  }

  get authorizeButton(): Locator {
    return this.page.getByRole("button", { name: "Authorize an AWS IAM Role" });
  }

  /** The row of the list that has this text in it. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole("row").filter({ hasText: text });
  }

  /** The path of what is open, with its query. */
  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Email address" }).fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Lets the next thing fail that the browser does for the program: it makes no element. */
  async failOnce(): Promise<void> {
    await this.page.evaluate(() => {
      const { createElement } = Document.prototype;
      Document.prototype.createElement = () => {
        Document.prototype.createElement = createElement;
        throw new Error("the browser gives no element");
      };
    });
  }

  async openIntegrations(): Promise<void> {
    await this.optionsButton.click();
    await this.page.getByRole("menuitem", { name: "Integrations" }).click();
    await expect(this.heading).toHaveText("Integrations");
  }

  /** Makes a member an owner, on the page Members. */
  async makeOwner(email: string): Promise<void> {
    await this.row(email).getByRole("combobox").selectOption("Owner");
    await this.page.getByRole("dialog", { name: `Make ${email} an owner?` }).getByRole("button", { name: "Make an owner" }).click();
  }

  /** The way from the list of projects to the list of roles, as the documentation describes it. */
  async openRoles(project: string, button: "Configure" | "Edit"): Promise<void> {
    await this.page.getByRole("link", { name: project, exact: true }).click();
    await this.openIntegrations();
    await this.integrationsPanel.getByRole("button", { name: button, exact: true }).click();
    await expect(this.heading).toHaveText("AWS IAM Role Access");
  }

  /** Waits until screen readers were told this. */
  async expectAnnounced(text: RegExp): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: text })).toBeAttached();
  }

  /** What the clipboard holds. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Presses a copy button, and gives what is in the clipboard once the page says so. */
  async copied(button: Locator): Promise<string> {
    await this.page.evaluate(() => navigator.clipboard.writeText(""));
    await button.click();
    await expect.poll(() => this.clipboard()).not.toBe("");
    await this.expectAnnounced(/^Copied$/);
    return this.clipboard();
  }
}
