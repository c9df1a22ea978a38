import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;

test.beforeEach(async ({ page, console }) => {
  await page.goto(roles);
  await console.authorize.begin(CREATE);
});

/** Saves a file by its link, and gives its name and text. */
async function downloaded(page: Page, link: Locator): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await link.click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("the ways to make a role are tabs for the keyboard", async ({ page, console }) => {
  const { authorize } = console;
  const { keyboard } = page;
  await expect(authorize.way("AWS CLI")).toHaveAttribute("aria-selected", "true");
  await authorize.roleName.focus();
  await keyboard.press("Tab");
  await expect(authorize.way("AWS CLI")).toBeFocused();
  for (const [key, way] of [
    ["ArrowRight", "Terraform"],
    ["ArrowRight", "CloudFormation"],
    ["ArrowRight", "AWS CLI"],
    ["End", "CloudFormation"],
    ["ArrowLeft", "Terraform"],
    ["Home", "AWS CLI"],
    ["ArrowLeft", "CloudFormation"],
  ] as const) {
    await keyboard.press(key);
    await expect(authorize.way(way)).toBeFocused();
    await expect(authorize.dialog.getByRole("tabpanel", { name: way })).toBeVisible();
    await expect(authorize.dialog.getByRole("tabpanel")).toHaveCount(1);
  }
  await keyboard.press("Tab");
  await expect(authorize.dialog.getByRole("tabpanel")).toBeFocused();
});

test("Terraform: the configuration has the role's name, principal and external ID", async ({
  page,
  console,
}) => {
  const { authorize } = console;
  const [{ Principal, Condition }] = JSON.parse(
    await console.copied(authorize.copyTrustPolicy),
  ).Statement;
  await authorize.way("Terraform").click();
  const copy = authorize.dialog.getByRole("button", { name: "Copy Terraform" });
  await expect(copy).toBeDisabled();
  await expect(authorize.download("access-role.tf")).toBeDisabled();
  await expect(authorize.dialog.getByRole("figure", { name: "Terraform" })).toContainText(
    'name = "<role-name>"',
  );
  await expectAccessible(page);

  await authorize.roleName.fill("made-by-terraform");
  const copied = await console.copied(copy);
  for (const value of ["made-by-terraform", Principal.AWS, Condition.StringEquals["sts:ExternalId"]]) {
    expect(copied).toContain(`"${value}"`);
  }
  await expectAccessible(page);
  expect(await downloaded(page, authorize.download("access-role.tf"))).toEqual({
    name: "access-role.tf",
    text: copied,
  });
});

test("CloudFormation: the template has the values that are shown", async ({ page, console }) => {
  const { authorize } = console;
  const [{ Principal, Condition }] = JSON.parse(
    await console.copied(authorize.copyTrustPolicy),
  ).Statement;
  await authorize.way("CloudFormation").click();
  await expect(authorize.download("access-role.yaml")).toBeDisabled();
  await expectAccessible(page);

  await authorize.roleName.fill("made-by-a-stack");
  const values = {
    ServicePrincipalArn: Principal.AWS,
    ExternalId: Condition.StringEquals["sts:ExternalId"],
    RoleName: "made-by-a-stack",
  };
  const template = await downloaded(page, authorize.download("access-role.yaml"));
  expect(template.name).toBe("access-role.yaml");
  for (const [name, value] of Object.entries(values)) {
    const copy = authorize.dialog.getByRole("button", { name: `Copy ${name}` });
    expect(await console.copied(copy)).toBe(value);
    expect(template.text).toContain(`Default: '${value}'`);
  }
  await expect(authorize.dialog).toContainText("Upload a template file");
  await expect(authorize.dialog.getByRole("link", { name: "Create a stack" })).toHaveAttribute(
    "href",
    "https://console.aws.amazon.com/cloudformation/home#/stacks/create",
  );
  await expect(authorize.dialog.getByRole("link", { name: "Open the new stack" })).toHaveCount(0);
  await expectAccessible(page);
});

test("the name, the ARN and what comes next are one for all ways", async ({ console }) => {
  const { authorize } = console;
  await authorize.roleName.fill("ok-by-terraform");
  await authorize.roleArn.fill("arn:aws:iam::000000000000:role/ok-by-terraform");
  for (const [way, next] of [
    ["CloudFormation", /Outputs/],
    ["Terraform", /role_arn/],
  ] as const) {
    await authorize.way(way).click();
    await expect(authorize.roleName).toHaveValue("ok-by-terraform");
    await expect(authorize.roleArn).toHaveCount(1);
    await expect(authorize.dialog.getByText(next).first()).toBeVisible();
  }
  await authorize.validate.click();
  await expect(console.row("ok-by-terraform").getByText("authorized", { exact: true })).toBeVisible();
});

test.describe("where the operator keeps a template in AWS GovCloud", () => {
  const template = "https://templates.s3.us-gov-west-1.amazonaws.com/access-role.yaml";
  test.use({
    cloud: {
      kind: "sandbox",
      env: {
        CONSOLE_CLOUDFORMATION_TEMPLATE_URL: template,
        CONSOLE_SERVICE_PRINCIPAL: "arn:aws-us-gov:iam::222222222222:root",
      },
    },
  });

  test("a link opens the AWS console of that partition with everything filled in", async ({
    page,
    console,
  }) => {
    const { authorize } = console;
    await authorize.roleName.fill("a+b");
    await authorize.way("CloudFormation").click();
    const link = authorize.dialog.getByRole("link", { name: "Open the new stack" });
    const url = new URL((await link.getAttribute("href")) ?? "");
    expect(url.host).toBe("us-gov-west-1.console.amazonaws-us-gov.com");
    const parameters = new URLSearchParams(url.hash.split("?")[1]);
    expect(parameters.get("templateURL")).toBe(template);
    expect(parameters.get("param_ServicePrincipalArn")).toBe("arn:aws-us-gov:iam::222222222222:root");
    expect(parameters.get("param_RoleName")).toBe("a+b");
    await expect(authorize.dialog.getByRole("link", { name: "Create a stack" })).toHaveAttribute(
      "href",
      /^https:\/\/console\.amazonaws-us-gov\.com\//,
    );
    await expectAccessible(page);
  });
});
