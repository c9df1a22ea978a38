import { expect, type Locator, type Page } from "@playwright/test";

export const TITLE = "Encryption at Rest using your Key Management";

/** The Advanced page of a project: encryption at rest. */
export class Advanced {
  constructor(private readonly page: Page) {}

  get panel(): Locator {
    return this.page.getByRole("region", { name: TITLE });
  }

  get toggle(): Locator {
    return this.page.getByRole("switch", { name: TITLE });
  }

  /** The part that is there while the project reaches its key by credentials. */
  get grant(): Locator {
    return this.page.getByRole("region", { name: "Grant Access to Keys with an AWS IAM Role" });
  }

  get authorizeNew(): Locator {
    return this.page.getByRole("link", { name: "Authorize a new IAM role" });
  }

  get role(): Locator {
    return this.page.getByRole("combobox", { name: "AWS IAM role" });
  }

  get key(): Locator {
    return this.page.getByRole("textbox", { name: "Customer Master Key ID" });
  }

  get region(): Locator {
    return this.page.getByRole("combobox", { name: "Customer Master Key Region" });
  }

  get save(): Locator {
    return this.page.getByRole("button", { name: "Save", exact: true });
  }

  get stop(): Locator {
    return this.page.getByRole("button", { name: "Stop", exact: true });
  }

  get cancel(): Locator {
    return this.page.getByRole("button", { name: "Cancel", exact: true });
  }

  get edit(): Locator {
    return this.page.getByRole("button", { name: "Edit", exact: true });
  }

  get tryAgain(): Locator {
    return this.page.getByRole("button", { name: "Try Again", exact: true });
  }

  get checks(): Locator {
    return this.page.getByRole("list", { name: "Checks" });
  }

  /** Why the last attempt was refused. */
  get refusal(): Locator {
    return this.page.locator("form").getByRole("alert");
  }

  tab(name: "JSON" | "AWS CLI" | "Terraform" | "CloudFormation"): Locator {
    return this.page.getByRole("tab", { name });
  }

  copy(what: string): Locator {
    return this.page.getByRole("button", { name: `Copy ${what}`, exact: true });
  }

  /** Types a part of an entry, and takes it. */
  async choose(field: Locator, typed: string): Promise<void> {
    await field.fill(typed);
    await this.page.getByRole("option").filter({ hasText: typed }).first().click();
    await expect(this.page.getByRole("listbox")).toHaveCount(0);
  }

  /** Fills the form in. */
  async fill(role: string, key: string, region = "us-east-1"): Promise<void> {
    await this.choose(this.role, role);
    await this.key.fill(key);
    await this.choose(this.region, region);
  }

  /** Fills the form in and sends it. */
  async turnOn(role: string, key: string, region?: string): Promise<void> {
    await this.toggle.click();
    await this.fill(role, key, region);
    await this.save.click();
  }

  /** Sends the form on a project by credentials, and confirms the switch. */
  async switchForEver(project: string): Promise<void> {
    await this.save.click();
    const question = this.page.getByRole("dialog", { name: "Switch to the role for ever?" });
    await question.getByRole("textbox").fill(project);
    await question.getByRole("button", { name: "Switch for Ever" }).click();
  }

  /** What is wrong with a field, as its description tells. */
  async expectFault(field: Locator, what: RegExp): Promise<void> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(what);
  }

  /** The value of a fact, by its name. */
  fact(name: string): Locator {
    return this.panel.locator("dl > div").filter({ has: this.page.getByText(name, { exact: true }) }).locator("dd");
  }
}
