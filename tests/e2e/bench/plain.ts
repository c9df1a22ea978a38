import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync } from "node:zlib";

import type { Page } from "@playwright/test";

/** The page that the console is compared with: the same table, made without any framework. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>AWS IAM Role Access</title>
<link rel="icon" href="data:," />
<style>
body{margin:0;font:14px/20px system-ui,sans-serif;color:#001e2b;background:#f9fbfa}
header{padding:16px 24px;background:#fff;border-bottom:1px solid #e8edeb;font-weight:600}
main{padding:32px 24px;max-width:1000px;margin-left:240px}
table{inline-size:100%;border-collapse:collapse}
th,td{padding:12px;border-bottom:1px solid #e8edeb;text-align:start}
.badge{padding:1px 8px;border:1px solid #c0fae6;border-radius:10px;background:#e3fcf7;color:#00684a}
</style>
<script type="module">
const cell = (text, tag = "td") => Object.assign(document.createElement(tag), { textContent: text });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const days = (date) => relative.format(Math.round((Date.parse(date) - Date.now()) / 864e5), "day");
const { results } = await (await fetch("/roles.json")).json();
const rows = results.map(({ accessRole: role, createdBy }) => {
  const arn = role.iamAssumedRoleArn ?? "";
  const row = document.createElement("tr");
  const status = document.createElement("td");
  const badge = cell(role.authorizedDate ? "authorized" : "in progress", "span");
  badge.className = "badge";
  status.append(badge);
  const button = cell("Delete", "button");
  row.append(cell(arn.split("/").at(-1) + " " + arn, "th"), status, cell(days(role.createdDate) + " by " + createdBy), cell("None"), button);
  return row;
});
document.querySelector("tbody").append(...rows);
</script>
</head>
<body>
<header>Atlas</header>
<main>
<h1>AWS IAM Role Access</h1>
<table><thead><tr><th>Role</th><th>Status</th><th>Created</th><th>Used by</th><th></th></tr></thead><tbody></tbody></table>
</main>
</body>
</html>`;

/** The console sends it, and a browser begins a process for such a page: 30 ms and more, whatever the page is made of. */
const ISOLATED = { "cross-origin-opener-policy": "same-origin" };

/** A page that the console is compared with, and who serves it. */
export interface Plain {
  url: string;
  server: Server;
}

/** Serves the plain page, and these roles to it, compressed as the console's backend does. */
export function servePlain(roles: string): Promise<Plain> {
  return serve([
    ["/", "text/html; charset=utf-8", PAGE],
    ["/roles.json", "application/json", roles],
  ]);
}

/** Serves what a page shows while its dialog is open; the dialog comes without any framework, and goes with Cancel. */
export async function serveDialog(page: Page): Promise<Plain> {
  const [html, dialog] = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll("script, link")) element.remove();
    const open = copy.querySelector("dialog[open]");
    open?.removeAttribute("open");
    open?.remove();
    return [copy.outerHTML, open?.outerHTML ?? ""];
  });
  const script = `<script type="module">
const html = ${JSON.stringify(dialog).replaceAll("</", "<\\/")};
const main = document.querySelector("main");
main.querySelector(".actions [data-variant=primary]").onclick = () => {
  history.pushState(null, "", "/authorize");
  main.insertAdjacentHTML("beforeend", html);
  const dialog = main.lastElementChild;
  dialog.showModal();
  dialog.querySelector("footer button").onclick = () => {
    dialog.remove();
    history.back();
  };
};
</script>`;
  return serve([["/", "text/html; charset=utf-8", `<!doctype html>${html}${script}`]]);
}

async function serve(contents: [path: string, type: string, text: string][]): Promise<Plain> {
  const files = new Map(contents.map(([path, type, text]) => [path, { type, body: brotliCompressSync(text) }]));
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    if (!file) return void response.writeHead(404).end();
    const headers = { "content-type": file.type, "content-encoding": "br", ...ISOLATED };
    response.writeHead(200, headers).end(file.body);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, server };
}
