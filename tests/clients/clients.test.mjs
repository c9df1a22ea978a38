// Programs that were written for the original service, against the console as it ships: `cargo xtask test` starts it and
// names it in CONSOLE_URL, its project in PROJECT, and an API key and a service account of an owner in the other variables.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import atlas from "mongodb-atlas-api-client";

const { CONSOLE_URL, PROJECT, PUBLIC_KEY, PRIVATE_KEY, CLIENT_ID, CLIENT_SECRET } = process.env;
const ARN = "arn:aws:iam::000000000000:role/ok-reader";

for (const version of ["v2", "v1.0"]) {
  test(`mongodb-atlas-api-client makes, lists, authorizes and deletes a role under ${version}`, async () => {
    const client = atlas({
      publicKey: PUBLIC_KEY,
      privateKey: PRIVATE_KEY,
      baseUrl: `${CONSOLE_URL}/api/atlas/${version}`,
      projectId: PROJECT,
    });
    const roles = client.cloudProviderAccess;
    const ids = async () => (await roles.getAll()).awsIamRoles.map((role) => role.roleId);

    const made = await roles.create({ providerName: "AWS" });
    assert.equal(made.authorizedDate, null);
    assert.ok((await ids()).includes(made.roleId));
    const authorized = await roles.update(made.roleId, { providerName: "AWS", iamAssumedRoleArn: ARN });
    assert.equal(authorized.iamAssumedRoleArn, ARN);
    assert.notEqual(authorized.authorizedDate, null);
    assert.equal(await roles.delete("AWS", made.roleId), true);
    assert.ok(!(await ids()).includes(made.roleId));

    const wrapped = await client.project.getAll({ envelope: true, pretty: true, itemsPerPage: 1 });
    assert.equal(wrapped.status, 200);
    assert.equal(wrapped.content.results[0].id, PROJECT);
    const name = `client-${version.replace(".", "-")}`;
    const settings = { instanceSizeName: "M10", regionName: "US_EAST_1", providerName: "AWS" };
    const cluster = await client.cluster.create({ name, providerSettings: settings });
    assert.deepEqual(await client.cluster.get(name), cluster);
    assert.equal(await client.cluster.delete(name), true);
    assert.equal((await client.cluster.get(name)).errorCode, "CLUSTER_NOT_FOUND");
    const uncounted = await client.cluster.getAll({ includeCount: false });
    assert.ok(!("totalCount" in uncounted));
    const [first] = (await client.project.getAll()).results;
    assert.ok(first.links[0].href.startsWith(`${CONSOLE_URL}/api/atlas/${version}/groups/`), first.links[0].href);
    const unknown = await roles.update("64b0000000000000000000ff", { providerName: "AWS", iamAssumedRoleArn: ARN });
    assert.equal(unknown.errorCode, "RESOURCE_NOT_FOUND");
  });
}

/** What `curl` prints for a call of the API by HTTP Digest. */
async function curl(method, path, body) {
  const args = ["--silent", "--show-error", "--digest", "--user", `${PUBLIC_KEY}:${PRIVATE_KEY}`];
  args.push("--header", "Accept: application/vnd.atlas.2023-01-01+json");
  if (body) args.push("--header", "Content-Type: application/vnd.atlas.2023-01-01+json", "--data", JSON.stringify(body));
  args.push("--request", method, `${CONSOLE_URL}/api/atlas/v2/groups/${PROJECT}${path}`);
  const { stdout } = await promisify(execFile)("curl", args);
  return stdout && JSON.parse(stdout);
}

test("curl --digest takes the steps of the documentation: a role, a key reached by it, and back", async () => {
  const made = await curl("POST", "/cloudProviderAccess", { providerName: "AWS" });
  const role = await curl("PATCH", `/cloudProviderAccess/${made.roleId}`, { providerName: "AWS", iamAssumedRoleArn: ARN });
  assert.equal(role.roleId, made.roleId);
  const awsKms = { enabled: true, customerMasterKeyID: "ok-key", region: "US_EAST_1", roleId: role.roleId };
  const on = await curl("PATCH", "/encryptionAtRest", { awsKms });
  assert.deepEqual({ ...on.awsKms, valid: undefined }, { ...awsKms, valid: undefined });
  const used = await curl("GET", "/cloudProviderAccess");
  assert.equal(used.awsIamRoles.at(-1).featureUsages[0].featureType, "ENCRYPTION_AT_REST");
  const refused = await curl("DELETE", `/cloudProviderAccess/AWS/${role.roleId}`);
  assert.equal(refused.errorCode, "AWS_IAM_ROLE_IN_USE");
  const off = await curl("PATCH", "/encryptionAtRest", { awsKms: { enabled: false } });
  assert.equal(off.awsKms.enabled, false);
  assert.equal(await curl("DELETE", `/cloudProviderAccess/AWS/${role.roleId}`), "");
});

test("a service account asks for a token and uses it", async () => {
  const reply = await fetch(`${CONSOLE_URL}/api/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const { access_token, token_type } = await reply.json();
  assert.equal(token_type, "Bearer");
  const groups = await fetch(`${CONSOLE_URL}/api/atlas/v2/groups`, {
    headers: { authorization: `Bearer ${access_token}`, accept: "application/vnd.atlas.2024-08-05+json" },
  });
  assert.equal(groups.headers.get("content-type"), "application/vnd.atlas.2023-01-01+json");
  assert.equal((await groups.json()).results[0].id, PROJECT);
});
