import { expectAccessible } from "../fixtures/axe";
import { expect, PROJECT, test, VIEWER } from "../fixtures/console";
import { Shell } from "../fixtures/shell";

const keys = `/projects/${PROJECT}/access-keys`;

test("a service account is made, signs in with what is shown once, and is revoked", async ({
  page,
  console,
  backend,
}) => {
  await page.goto(`/projects/${PROJECT}/integrations`);
  await page.getByRole("link", { name: "Access Keys" }).click();
  await expect(console.heading).toHaveText("Access Keys");
  await expect(page.getByText("No access key yet")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Create an access key" }).click();
  const form = page.getByRole("dialog", { name: "Create an access key" });
  const name = form.getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await expectAccessible(page);
  await name.fill("nightly report");
  await form.getByRole("combobox", { name: "Expires after" }).selectOption("30 days");
  const addresses = form.getByRole("textbox", { name: "IP access list" });
  await addresses.fill("127.0.0.1, 10.0.0.0/40");
  await form.getByRole("button", { name: "Create", exact: true }).click();
  await expect(addresses).toHaveAccessibleDescription(/10\.0\.0\.0\/40/);
  await expect(addresses).toBeFocused();
  await addresses.fill("127.0.0.1, 10.0.0.0/24");
  await form.getByRole("button", { name: "Create", exact: true }).click();

  const shown = page.getByRole("dialog", { name: "Copy the secret now" });
  await expect(shown).toBeVisible();
  await expectAccessible(page);
  const id = await console.copied(shown.getByRole("button", { name: "Copy client ID" }));
  const secret = await console.copied(shown.getByRole("button", { name: "Copy client secret" }));
  backend.secrets.add(secret);
  const command = await console.copied(shown.getByRole("button", { name: "Copy command" }));
  const shell = new Shell(backend.folder, {});
  // What the command asks for is typed in.
  const answer = await shell.run(`${command.replace(`'${id}'`, `'${id}:${secret}'`)} --silent`);
  const token = JSON.parse(answer).access_token;
  backend.secrets.add(token);
  const read = (): Promise<string> => {
    const url = `${backend.url}/api/atlas/v2/groups/${PROJECT}`;
    return shell.run(`curl --silent --output /dev/null --write-out '%{http_code}' --header 'Authorization: Bearer ${token}' '${url}'`);
  };
  expect(await read()).toBe("200");

  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  const row = console.row("nightly report");
  await expect(row).toContainText("Service account");
  await expect(row).toContainText("in 30 days");
  await expect(row).toContainText("10.0.0.0/24");
  await page.reload();
  await expect(row.getByRole("cell").nth(2)).not.toContainText("Never");
  await expectAccessible(page);

  await row.getByRole("button", { name: "Access list: nightly report" }).click();
  const list = page.getByRole("dialog", { name: "Access list of nightly report" });
  await expect(list.getByRole("textbox")).toHaveValue("127.0.0.1, 10.0.0.0/24");
  await list.getByRole("textbox").fill("10.0.0.0/24");
  await list.getByRole("button", { name: "Save" }).click();
  await console.expectAnnounced(/The access list was saved/);
  await expect(row).not.toContainText("127.0.0.1");
  expect(await read(), "from an address that is not on the list").toBe("403");

  await row.getByRole("button", { name: "Revoke: nightly report" }).click();
  const question = page.getByRole("dialog", { name: "Revoke nightly report?" });
  await expectAccessible(page);
  await question.getByRole("button", { name: "Revoke" }).click();
  await console.expectAnnounced(/nightly report was revoked/);
  await expect(row).toHaveCount(0);
  expect(await read()).toBe("401");
  await page.getByRole("link", { name: "Activity" }).click();
  for (const what of ["Revoked an API key", "Changed from where a key may be used", "Made an API key"]) {
    await expect(console.row(what).first()).toContainText(id);
  }
});

test("an API key signs in by HTTP Digest with the command that is shown", async ({ page, console, backend }) => {
  await page.goto(keys);
  await page.getByRole("button", { name: "Create an access key" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "Kind" }).selectOption("API key");
  await form.getByRole("combobox", { name: "Expires after" }).selectOption("Never");
  await form.getByRole("button", { name: "Create", exact: true }).click();
  const id = await console.copied(form.getByRole("button", { name: "Copy public key" }));
  const secret = await console.copied(form.getByRole("button", { name: "Copy private key" }));
  backend.secrets.add(secret);
  const command = await console.copied(form.getByRole("button", { name: "Copy command" }));
  const answer = await new Shell(backend.folder, {}).run(`${command.replace(`'${id}'`, `'${id}:${secret}'`)} --silent`);
  expect(JSON.parse(answer)).toHaveProperty("awsIamRoles");
  // Escape closes it like Done, and the secret is gone.
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  await expect(console.row(id)).toContainText("No name");
  await expect(console.row(id)).toContainText("All addresses");
});

test.describe("somebody who may only read", () => {
  test.use({ signedInAs: VIEWER });

  test("sees the keys, and why there is no button", async ({ page, console, backend }) => {
    const made = ["key", "add", "--project", PROJECT, "--role", "read-only", "--label", "deploys"];
    const { privateKey } = (await backend.admin(made)) as { privateKey: string };
    backend.secrets.add(privateKey);
    await page.goto(keys);
    await expect(console.row("deploys")).toContainText("API key");
    await expect(console.row("deploys").getByRole("button", { name: "Revoke" })).toHaveCount(0);
    await expect(page.getByText("Only an owner of the project can make, restrict or revoke access keys.")).toBeVisible();
    await expectAccessible(page);
  });
});
