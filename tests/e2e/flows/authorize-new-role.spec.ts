import { expect, test } from "../fixtures/aws";
import { OWNER, PASSWORD, PROJECT, PROJECT_NAME } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

test.use({ signedInAs: null, propagationWindow: 30 });

test("a role is created with what was copied, and authorized", async ({
  page,
  console,
  customer,
  service,
}) => {
  await page.goto("/");
  await console.signIn(OWNER, PASSWORD);
  await console.openRoles(PROJECT_NAME, "Configure");
  await console.authorizeButton.click();
  await console.authorize.next.click();
  await console.authorize.open(CREATE);

  const trustPolicy = await console.copied(console.authorize.copyTrustPolicy);
  expect(JSON.parse(trustPolicy)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${service.account}:root` },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": expect.stringMatching(/^[0-9a-f-]{36}$/) } },
      },
    ],
  });
  await customer.save("role-trust-policy.json", trustPolicy);

  await console.authorize.roleName.fill("atlas-access");
  const answer = JSON.parse(await customer.run(await console.copied(console.authorize.copyCommand)));
  expect(answer.Role.RoleName).toBe("atlas-access");

  await console.authorize.submit(answer.Role.Arn);
  await expect(console.authorize.dialog).toBeHidden();

  await console.expectAnnounced(/atlas-access is authorized/);
  const row = console.row("atlas-access");
  await expect(row.getByText("authorized", { exact: true })).toBeVisible();
  await expect(row).toContainText(customer.arn("atlas-access"));
  await expect(row).toHaveClass(/fresh/);
  await expect(row.getByRole("button", { name: "Resume" })).toHaveCount(0);

  const list = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`);
  const { awsIamRoles } = await list.json();
  expect(awsIamRoles).toEqual([
    {
      atlasAWSAccountArn: `arn:aws:iam::${service.account}:root`,
      atlasAssumedRoleExternalId: JSON.parse(trustPolicy).Statement[0].Condition.StringEquals["sts:ExternalId"],
      authorizedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      featureUsages: [],
      iamAssumedRoleArn: customer.arn("atlas-access"),
      providerName: "AWS",
      roleId: expect.stringMatching(/^[0-9a-f]{24}$/),
    },
  ]);

  await console.openIntegrations();
  await expect(console.integrationsPanel.getByRole("button", { name: "Edit" })).toBeVisible();
});

test.describe("with the owner signed in", () => {
  test.use({ signedInAs: OWNER });

  test("every name that IAM takes can be pasted into a shell", async ({ page, console, customer }) => {
    await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
    await console.authorize.begin(CREATE);
    await customer.save("role-trust-policy.json", await console.copied(console.authorize.copyTrustPolicy));
    for (const name of ["=a+b,c.d@e_f-g", "-begins-with-a-hyphen", "x".repeat(64)]) {
      await console.authorize.roleName.fill(name);
      const answer = JSON.parse(await customer.run(await console.copied(console.authorize.copyCommand)));
      expect(answer.Role.RoleName).toBe(name);
    }
  });

  test("a role that is created while the validation waits is authorized", async ({
    page,
    console,
    customer,
  }) => {
    await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
    await console.authorize.begin(CREATE);
    await customer.save("role-trust-policy.json", await console.copied(console.authorize.copyTrustPolicy));
    await console.authorize.roleName.fill("late");
    const command = await console.copied(console.authorize.copyCommand);

    await console.authorize.submit(customer.arn("late"));
    await expect(console.authorize.validate).toHaveAttribute("aria-busy", "true");
    await expect(console.authorize.checks).toContainText("AWS may not have spread this yet");
    await customer.run(command);

    await expect(console.authorize.dialog).toBeHidden({ timeout: 30_000 });
    await expect(console.row("late").getByText("authorized", { exact: true })).toBeVisible();
  });

  test("the trust policy can be downloaded under the name that the command has", async ({
    page,
    console,
    customer,
  }) => {
    await page.goto(`/projects/${PROJECT}/integrations/aws-iam-roles`);
    await console.authorize.begin(CREATE);
    const download = page.waitForEvent("download");
    await console.authorize.dialog.getByRole("link", { name: "Download" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("role-trust-policy.json");
    await file.saveAs(`${customer.folder}/${file.suggestedFilename()}`);
    const copied = await console.copied(console.authorize.copyTrustPolicy);
    expect(await customer.run("cat role-trust-policy.json")).toBe(copied);
  });
});
