import { expect, OWNER, PASSWORD, PROJECT, PROJECT_NAME, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const ON_EVERY_ANSWER = {
  "strict-transport-security": /max-age=\d{8,}/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^(no-referrer|strict-origin-when-cross-origin|same-origin)$/,
};

test("the security headers are on the page, its files, the API and its errors", async ({ page }) => {
  const index = await (await page.request.get("/")).text();
  const script = index.match(/\/[\w-]+\.js/)?.[0];
  for (const path of ["/", script ?? "", "/api/console/v1/session", "/api/nowhere", "/healthz"]) {
    const headers = (await page.request.get(path)).headers();
    for (const [name, value] of Object.entries(ON_EVERY_ANSWER)) {
      expect(headers[name], `${name} of ${path}`).toMatch(value);
    }
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  }
});

test("the API tells its limits", async ({ page }) => {
  const answer = await page.request.get(`/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`);
  const headers = answer.headers();
  expect(Number(headers["ratelimit-limit"])).toBeGreaterThan(0);
  expect(Number(headers["ratelimit-remaining"])).toBeLessThan(Number(headers["ratelimit-limit"]));
});

test("the page's policy lets nothing inline through but what the build made", async ({ page }) => {
  const policy = (await page.request.get("/projects")).headers()["content-security-policy"] ?? "";
  const directives = new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  const scripts = directives.get("script-src") ?? [];
  expect(scripts).toContain("'self'");
  expect(scripts).toContain("'wasm-unsafe-eval'");
  expect(scripts.filter((it) => !/^'(self|wasm-unsafe-eval|sha256-[\w+/]{43}=)'$/.test(it))).toEqual([]);
  const styles = directives.get("style-src") ?? [];
  expect(styles.filter((it) => !/^'(self|sha256-[\w+/]{43}=)'$/.test(it))).toEqual([]);
  expect(directives.get("connect-src")).toEqual(["'self'"]);
  expect(directives.get("base-uri")).toEqual(["'none'"]);
});

test("a page's policy names its own inline scripts and styles, and nobody else's", async ({ page }) => {
  for (const path of ["/projects", "/gallery"]) {
    const answer = await page.request.get(path);
    const inline = (await answer.text()).match(/<(style|script)(?![^>]* src=)[^>]*>/g) ?? [];
    const named = (answer.headers()["content-security-policy"] ?? "").match(/'sha256-/g) ?? [];
    expect(inline.length, path).toBeGreaterThan(3);
    expect(named.length, path).toBe(inline.length);
  }
});

test("a script that somebody smuggled in does not run", async ({
  page,
  console,
  complaints,
}) => {
  await page.goto("/projects");
  await expect(console.heading).toHaveText("Projects");
  const ran = await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", `<img src="x" onerror="window.smuggled = 1">`);
    const script = document.createElement("script");
    script.textContent = "window.smuggled = 1";
    document.body.append(script);
    return "smuggled" in window;
  });
  expect(ran).toBe(false);
  // The browser says which rule refused them.
  const refused = complaints.splice(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const complaint of refused) expect(complaint).toContain("Content Security Policy");
});

test.describe("signed out", () => {
  test.use({ signedInAs: null });

  test("a whole authorization, without an error in the browser's console", async ({
    page,
    console,
    backend,
  }) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    const foreign: string[] = [];
    page.on("request", (request) => {
      const own = ["data:", backend.url].some((start) => request.url().startsWith(start));
      if (!own) foreign.push(request.url());
    });
    await page.goto("/sign-in");
    await console.signIn(OWNER, PASSWORD);
    await console.openRoles(PROJECT_NAME, "Configure");
    await console.authorize.begin(CREATE);
    await console.authorize.copyTrustPolicy.click();
    await console.authorize.roleName.fill("ok-quiet");
    await console.authorize.submit("arn:aws:iam::000000000000:role/ok-quiet");
    await expect(console.row("ok-quiet").getByText("authorized", { exact: true })).toBeVisible();
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });
});

test("a write from another site is refused", async ({ page }) => {
  const url = `/api/atlas/v2/groups/${PROJECT}/cloudProviderAccess`;
  const data = { providerName: "AWS" };
  const answer = await page.request.post(url, { data, headers: { origin: "https://evil.example" } });
  expect(answer.status()).toBe(403);
  const list = await (await page.request.get(url)).json();
  expect(list.awsIamRoles).toEqual([]);
});

test("files with a hash in their name are compressed and kept for ever; the page is asked for anew", async ({
  page,
}) => {
  const headers = { "accept-encoding": "br, gzip" };
  const index = await page.request.get("/projects/whatever", { headers });
  expect(index.headers()).toMatchObject({
    "cache-control": "no-cache",
    "content-encoding": "br",
    "content-type": "text/html; charset=utf-8",
  });
  const files = (await index.text()).match(/(?:\/[\w-]+)+\.(?:json|js|wasm)/g) ?? [];
  expect(new Set(files.map((file) => file.split(".").at(-1)))).toEqual(new Set(["js", "json", "wasm"]));
  for (const file of files) {
    for (const coding of ["br", "gzip"]) {
      const answer = await page.request.get(file, { headers: { "accept-encoding": coding } });
      expect(answer.headers()).toMatchObject({
        "cache-control": "public, max-age=31536000, immutable",
        "content-encoding": coding,
      });
    }
  }
});

test("a file that is not there is no page", async ({ page }) => {
  for (const path of ["/console-0123456789abcdef.js", "/favicon.ico", "/.env"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});

test("an unknown route of the API is answered in JSON", async ({ page }) => {
  for (const path of ["/api", "/api/", "/api/nowhere", "/api/atlas/v2/nowhere", "/api/console/v1/x"]) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()["content-type"], path).toContain("application/json");
    expect(await answer.json()).toMatchObject({ error: 404, reason: "Not Found" });
  }
});
