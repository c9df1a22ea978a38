import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test } from "../fixtures/console";
import type { Console } from "../pages/console";
import { CREATE, EXISTING } from "../pages/authorize";

const roles = `/projects/${PROJECT}/integrations/aws-iam-roles`;
const OTHER_ID = "f1ebf1a4-5e55-4c6e-8203-d48ee82131e3";

/** A statement for somebody else than the service. */
const EC2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

interface Statement {
  Effect: string;
  Principal: object;
  Action: string;
  Condition?: { StringEquals: { "sts:ExternalId": string } };
}

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Opens the procedure for an existing role, and gives the statement that the service wants in it. */
async function begin(console: Console): Promise<Statement> {
  await console.page.goto(roles);
  await console.authorize.begin(EXISTING);
  return JSON.parse(await console.copied(console.authorize.copyTrustPolicy)).Statement[0];
}

test("a merge keeps who is trusted already, and shows what is added", async ({ page, console }) => {
  const ours = await begin(console);
  const { authorize } = console;
  await authorize.merge(policy(EC2));

  const lines = authorize.difference.getByRole("listitem");
  await expect(lines.filter({ hasText: "Added:" }).filter({ hasText: "sts:ExternalId" })).toBeVisible();
  await expect(lines.filter({ hasText: "Removed:" })).toHaveCount(0);
  await expect(lines.filter({ hasText: "ec2.amazonaws.com" })).not.toContainText("Added:");
  await expect(lines.filter({ hasText: "+" })).toHaveCount(await lines.filter({ hasText: "Added:" }).count());
  await console.expectAnnounced(/Merged.*Lines added: \d+, removed: 0/);
  await expectAccessible(page);

  const merged = await console.copied(authorize.copyMerged);
  expect(JSON.parse(merged)).toEqual({ Version: "2012-10-17", Statement: [EC2, ours] });
  const download = page.waitForEvent("download");
  await authorize.download("merged policy").click();
  expect((await download).suggestedFilename()).toBe("role-trust-policy.json");
});

for (const [what, present, fault] of [
  ["that is empty", "", /Paste the role's present trust policy/],
  ["that is no JSON", "{ Statement: 1", /This is no JSON/],
  ["that is no object", "[]", /JSON object/],
  ["without a statement", policy(), /list of statements is empty/],
  ["that is all that the AWS CLI says", `{"Role":{"RoleName":"a"}}`, /AssumeRolePolicyDocument/],
  ["that IAM would not take", policy({ ...EC2, Effect: "Perhaps" }), /IAM would not take.*statement 1/],
  ["that is far too long", "x".repeat(30_001), /longer than any trust policy/],
] as const) {
  test(`a present policy ${what} is refused at the field`, async ({ page, console }) => {
    await begin(console);
    const { authorize } = console;
    await authorize.merge(present);
    await authorize.expectFault(authorize.presentPolicy, fault);
    await expect(authorize.presentPolicy).toBeFocused();
    await expect(authorize.presentPolicy).toHaveValue(present);
    await expect(authorize.copyMerged).toHaveCount(0);
    await expectAccessible(page);
  });
}

test("a policy that denies the service, or lets anybody in, is not merged", async ({ page, console }) => {
  const { Condition: _, ...ours } = await begin(console);
  const { authorize } = console;
  for (const [statement, finding] of [
    [{ ...ours, Effect: "Deny" }, /^Problem, statement 2: .*denies the role/],
    [{ ...EC2, Principal: "*" }, /^Problem, statement 2: .*anybody/],
  ] as const) {
    await authorize.merge(policy(EC2, statement));
    await expect(authorize.findings.filter({ hasText: finding })).toBeVisible();
    await console.expectAnnounced(/No merged policy would work/);
    await expect(authorize.copyMerged).toHaveCount(0);
    await expectAccessible(page);
  }
});

test("a policy that lets the service in as it should needs no change", async ({ page, console }) => {
  const ours = await begin(console);
  const { authorize } = console;
  await authorize.merge(policy(ours, EC2));
  await expect(authorize.findings).toHaveText([/^In order, statement 1: /]);
  await console.expectAnnounced(/There is nothing to change/);
  await expect(authorize.copyMerged).toHaveCount(0);
  await expectAccessible(page);
});

test("another external ID is replaced, and both are shown", async ({ page, console }) => {
  const ours = await begin(console);
  const { authorize } = console;
  const condition = { StringEquals: { "sts:ExternalId": OTHER_ID } };
  await authorize.merge(policy({ ...ours, Condition: condition }, EC2));
  await expect(authorize.findings).toHaveText([new RegExp(`^Warning, statement 1: .*${OTHER_ID}`)]);
  const lines = authorize.difference.getByRole("listitem");
  await expect(lines.filter({ hasText: "Removed:" })).toHaveText([new RegExp(OTHER_ID)]);
  await expect(lines.filter({ hasText: "Added:" })).toHaveCount(1);
  await expectAccessible(page);
  expect(JSON.parse(await console.copied(authorize.copyMerged)).Statement).toEqual([ours, EC2]);
});

test("a statement without an external ID gets one", async ({ console }) => {
  const ours = await begin(console);
  const { authorize } = console;
  const { Condition: _, ...open } = ours;
  await authorize.merge(policy(open));
  await expect(authorize.findings).toHaveText([/^Warning, statement 1: .*without its external ID/]);
  expect(JSON.parse(await console.copied(authorize.copyMerged)).Statement).toEqual([ours]);
});

test("what was pasted stays, and what was said of another text goes", async ({ console }) => {
  await begin(console);
  const { authorize } = console;
  await authorize.merge(policy(EC2));
  await expect(authorize.copyMerged).toBeVisible();
  await authorize.open(CREATE);
  await expect(authorize.presentPolicy).toBeHidden();
  await authorize.open(EXISTING);
  await expect(authorize.presentPolicy).toHaveValue(policy(EC2));
  await expect(authorize.copyMerged).toBeVisible();
  await authorize.presentPolicy.press("End");
  await authorize.presentPolicy.press("Space");
  await expect(authorize.copyMerged).toHaveCount(0);
  await expect(authorize.difference).toHaveCount(0);
});

test("a merge that did not reach the server loses nothing", async ({ console, backend }) => {
  await begin(console);
  const { authorize } = console;
  await backend.stop();
  await authorize.merge(policy(EC2));
  await authorize.expectFault(authorize.presentPolicy, /server can't be reached/);
  await expect(authorize.presentPolicy).toHaveValue(policy(EC2));
  await backend.start();
  await authorize.mergeButton.click();
  await expect(authorize.copyMerged).toBeVisible();
});

test("the command that shows the present policy takes its name from the ARN", async ({ console }) => {
  await begin(console);
  const { authorize } = console;
  await expect(authorize.copyGetCommand).toBeDisabled();
  await expect(authorize.copyGetCommand).toHaveAccessibleDescription(/ARN of the role first/);
  await authorize.roleArn.fill("arn:aws:iam::000000000000:role/team/a-role");
  expect(await console.copied(authorize.copyGetCommand)).toBe(
    "aws iam get-role --role-name a-role --query Role.AssumeRolePolicyDocument --output json",
  );
});

test("a merge by keyboard alone", async ({ page, console }) => {
  await begin(console);
  const { authorize } = console;
  await authorize.presentPolicy.focus();
  await page.keyboard.insertText(policy(EC2));
  await page.keyboard.press("Tab");
  await expect(authorize.mergeButton).toBeFocused();
  await page.keyboard.press("Enter");
  await console.expectAnnounced(/Merged/);
  await expect(authorize.mergeButton).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(authorize.copyMerged).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => console.clipboard()).toContain("ec2.amazonaws.com");
});

test("reload, Back and Forward keep the pasted policy and what came of it, until the role is deleted", async ({
  page,
  console,
}) => {
  await begin(console);
  const { authorize } = console;
  const present = policy(EC2);
  await authorize.merge(present);
  await expect(authorize.copyMerged).toBeVisible();
  for (const away of [
    () => page.reload(),
    async () => {
      await page.goBack();
      await expect(authorize.presentPolicy).toHaveCount(0);
      await page.goForward();
    },
  ]) {
    await away();
    await expect(authorize.presentPolicy).toHaveValue(present);
    await expect(authorize.copyMerged).toBeVisible();
  }
  // What was not merged is not merged by itself.
  await authorize.presentPolicy.fill("{");
  await page.reload();
  await expect(authorize.presentPolicy).toHaveValue("{");
  await expect(authorize.copyMerged).toHaveCount(0);

  const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith("trust-policy:")));
  expect(await kept()).toHaveLength(1);
  await page.goto(roles);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toHaveCount(0);
  expect(await kept()).toHaveLength(0);
});
