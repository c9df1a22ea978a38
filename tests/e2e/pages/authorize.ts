import { expect, type Locator, type Page } from "@playwright/test";

/** The two ways to give a role its trust policy. */
export const CREATE = "Create New Role with the AWS CLI";
export const EXISTING = "Add Trust Relationships to an Existing Role";

/** The modal that authorizes a role. */
export class Authorize {
  constructor(private readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: "Authorize an AWS IAM Role" });
  }

  get next(): Locator {
    return this.dialog.getByRole("button", { name: "Next", exact: true });
  }

  get cancel(): Locator {
    return this.dialog.getByRole("button", { name: "Cancel", exact: true });
  }

  get close(): Locator {
    return this.dialog.getByRole("button", { name: "Close", exact: true });
  }

  get roleName(): Locator {
    return this.dialog.getByRole("textbox", { name: "Role name" });
  }

  get roleArn(): Locator {
    return this.dialog.getByRole("textbox", { name: "Enter the Role ARN" });
  }

  get copyTrustPolicy(): Locator {
    return this.dialog.getByRole("button", { name: "Copy trust policy" });
  }

  get copyCommand(): Locator {
    return this.dialog.getByRole("button", { name: "Copy command" });
  }

  get copyGetCommand(): Locator {
    return this.dialog.getByRole("button", { name: "Copy get-role command" });
  }

  get presentPolicy(): Locator {
    return this.dialog.getByRole("textbox", { name: "Present trust policy" });
  }

  get mergeButton(): Locator {
    return this.dialog.getByRole("button", { name: "Merge", exact: true });
  }

  /** What a merge says of the present trust policy. */
  get findings(): Locator {
    return this.dialog.getByRole("status").getByRole("listitem");
  }

  get difference(): Locator {
    return this.dialog.getByRole("figure", { name: "Difference to the present trust policy" });
  }

  get copyMerged(): Locator {
    return this.dialog.getByRole("button", { name: "Copy merged policy" });
  }

  get validate(): Locator {
    return this.dialog.getByRole("button", { name: "Validate and Finish" });
  }

  get stop(): Locator {
    return this.dialog.getByRole("button", { name: "Stop", exact: true });
  }

  /** What a refused validation says. */
  get refusal(): Locator {
    return this.dialog.getByRole("alert");
  }

  get checks(): Locator {
    return this.dialog.getByRole("list", { name: "Validation" });
  }

  procedure(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  /** One of the ways to make a new role. */
  way(name: "AWS CLI" | "Terraform" | "CloudFormation"): Locator {
    return this.dialog.getByRole("tab", { name, exact: true });
  }

  /** A button that saves a file. */
  download(file: string): Locator {
    return this.dialog.getByRole("link", { name: `Download ${file}` });
  }

  /** Pastes a role's present trust policy and merges. */
  async merge(present: string): Promise<void> {
    await this.presentPolicy.fill(present);
    await this.mergeButton.click();
  }

  /** What is wrong with a field, as its description tells. */
  async expectFault(field: Locator, what: RegExp): Promise<void> {
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(what);
  }

  /** From the list of roles to the procedures; the access role exists then. */
  async begin(procedure: string): Promise<void> {
    await this.page.getByRole("button", { name: "Authorize an AWS IAM Role" }).click();
    await this.next.click();
    await this.open(procedure);
  }

  /** Opens one of the two procedures. */
  async open(procedure: string): Promise<void> {
    const button = this.procedure(procedure);
    await button.click();
    await expect(button).toHaveAttribute("aria-expanded", "true");
  }

  /** Waits until the page says that all is saved, and the server has this text. */
  async saved(text: string): Promise<void> {
    const [, project, , , role] = new URL(this.page.url()).pathname.split("/").slice(1);
    const url = `/api/console/v1/projects/${project}/roles/${role}`;
    const draft = async (): Promise<string> => {
      const answer = await this.page.request.get(url);
      return JSON.stringify((await answer.json()).draft);
    };
    await expect.poll(draft).toContain(text);
    await expect(this.dialog.getByText("Saved", { exact: true })).toBeVisible();
  }

  /** Enters the ARN and validates it. */
  async submit(arn: string): Promise<void> {
    await this.roleArn.fill(arn);
    await this.validate.click();
  }
}
