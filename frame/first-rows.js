// The list of roles as the program will show it, before the program is there: on a slow connection that is a second
// later. It looks the same and does nothing yet, so nothing in it has the focus, is read aloud or takes a click; a click is
// done once the program stands in its place. Where the program can't come, that is said over it. src/pages/project/roles.rs and what it is made of have the same page, and
// tests/e2e/flows/first-rows.spec.ts holds one to the other.

// Without the blanks between elements, which would be seen.
const template = (html) =>
  Object.assign(document.createElement("template"), { innerHTML: html.replace(/>\s+</g, "><").trim() });
const icon = (path) => `<svg class="icon" viewBox="0 0 16 16"><path d="${path}"/></svg>`;
const DOWN = icon("m4 6 4 4 4-4");
const RIGHT = icon("m6 4 4 4-4 4").replace("icon", "icon directional");
const USER = icon("M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 14c.5-2.6 2.6-4 5.5-4s5 1.4 5.5 4");

const button = (content, kind = "plain", more = "") =>
  `<span class="tip-anchor"><button class="button ${more}" data-variant="${kind}">${content}</button></span>`;
const iconButton = (path, more = "") => button(icon(path), "plain", `icon-button ${more}`);
const menu = (content) => `<span class="menu">${content}</span>`;
const section = (name, path, current = "") => `<li><a href="" ${current}>${icon(path)}${name}</a></li>`;
const crumb = (content) => `<li><a href="" ${content}</a>${RIGHT}</li>`;
const heading = (name, sorted = "") => `<th ${sorted}><button class="sort">${name}${DOWN}</button></th>`;

// What has `data-is` gets a value as its text, what has `data-if` is there only if there is such a value.
const PAGE = template(`
<header>
  <div class="topbar">
    <a class="brand" href="">${icon("M8 1.5 13.5 4v4c0 3.2-2.3 5.5-5.5 6.5C4.8 13.5 2.5 11.2 2.5 8V4zM5.5 8l2 2 3-3.5")}<span data-is="service"></span></a>
    <div class="project">
      <span class="project-name" data-is="project"></span>
      ${iconButton("m4 6 4 4 4-4")}
      ${menu(button(`<span>Options</span>${DOWN}`))}
    </div>
    <div class="end">${menu(button(`${USER}<span data-is="email"></span>${DOWN}`))}</div>
  </div>
  <p class="strip" data-if="sandbox">${icon("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.5V11M8 5h.01")}This is a sandbox: no AWS account is contacted, and the name of a role decides what happens.</p>
</header>
<div class="frame">
  <nav class="sidenav">
    <ul>
      ${section("Integrations", "M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2.5", 'aria-current="page"')}
      ${section("Advanced", "M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.7 2.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM5.2 9.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z")}
      ${section("Clusters", "M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2")}
      ${section("Members", "M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 14c.5-2.6 2.6-4 5.5-4s5 1.4 5.5 4")}
      ${section("Access Keys", "M10.5 2.5a3 3 0 1 1-2.1 5.1L3 13H2v-2l1-1h1.5V8.5L6.4 6.6a3 3 0 0 1 4.1-4.1zM11 5h.01")}
      ${section("Activity", "M1.5 8h3l2-5 3 10 2-5h3")}
    </ul>
  </nav>
  <main class="page">
    <nav class="breadcrumbs">
      <ol>
        ${crumb(">Projects")}${crumb('data-is="project">')}${crumb(">Integrations")}
        <li><span aria-current="page">AWS IAM Role Access</span></li>
      </ol>
    </nav>
    <div class="page-head">
      <div>
        <h1>AWS IAM Role Access</h1>
        <p class="muted" data-is="intro"></p>
      </div>
      <div class="actions">
        <span class="menu" data-if="writes">${button(`<span>Clean up</span>${DOWN}`)}</span>
        <span class="tip-anchor" data-if="writes"><button class="button" data-variant="primary">Authorize an AWS IAM Role</button></span>
        <p class="reason" data-if="reads">${icon("M4 7h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5 7V5a3 3 0 0 1 6 0v2")}Only an owner of the project can authorize, resume or delete roles.</p>
      </div>
    </div>
    <search class="filter">
      <div class="field">
        <div class="input-icon">
          ${icon("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2")}
          <input type="search" class="input" placeholder="Search by label, ARN, account or ID">
        </div>
      </div>
      <div class="status-filter">
        <div class="field">
          <select class="input">
            <option>All statuses</option>
            <option>in progress</option>
            <option>authorized</option>
            <option>refused by AWS</option>
          </select>
        </div>
      </div>
    </search>
    <div>
      <table class="table">
        <thead>
          <tr>
            ${heading("Role")}${heading("Status")}${heading("Created", 'aria-sort="descending"')}
            <th><span>Used by</span></th>
            <th><span class="visually-hidden">Actions</span></th>
          </tr>
        </thead>
        <tbody></tbody>
      </table>
    </div>
  </main>
</div>`);

// What is said of the program stands over the page. Nobody hears a page twice, or types into a field that goes.
const LAYERS = template(`
<div class="boot-messages"><p class="visually-hidden" role="status">Loading</p></div>
<div inert aria-hidden="true"></div>`);

const ROW = template(`
<tr>
  <th>
    <div class="identity">
      <strong data-is="name"></strong>
      <span class="muted" data-if="unnamed">No name yet</span>
      <p class="label" data-is="label"></p>
      <p class="hint" data-is="account"></p>
      <p class="arn" data-if="arn">
        <span class="mono" data-is="arn"></span>
        <span class="copy"><span class="copy-note"></span>${iconButton("M6.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2", "small")}</span>
      </p>
      <p class="hint mono" data-is="typed"></p>
    </div>
  </th>
  <td data-label="Status">
    <div>
      <div>
        <span class="badge" data-tone="good" data-if="authorized">authorized</span>
        <span class="badge" data-tone="waiting" data-if="open">in progress</span>
        <p class="hint" data-is="since"></p>
        <div data-if="refused"><span class="badge" data-tone="bad">refused by AWS</span><p class="hint" data-is="refused"></p></div>
        <div data-if="unreachable"><span class="badge" data-tone="waiting">AWS not reached</span><p class="hint" data-is="unreachable"></p></div>
      </div>
      <p class="hint" data-is="validation"></p>
    </div>
  </td>
  <td data-label="Created"><div><time data-is="created"></time><p class="hint" data-is="by"></p></div></td>
  <td data-label="Used by"><ul class="plain" data-if="used"></ul><span data-if="unused">None</span></td>
  <td class="row-actions">
    <span class="tip-anchor" data-if="resumable"><button class="button small" data-variant="default">Resume</button></span>
    <span class="tip-anchor" data-if="writes"><button class="button icon-button" data-variant="plain" data-delete>${icon("M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4")}</button></span>
    ${menu(iconButton("M3 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM8 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM13 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1z"))}
  </td>
</tr>`);

const ROLE_ARN = /^arn:aws(-us-gov|-cn)?:iam::[0-9]{12}:role\/([!-~]{0,510}\/)?[A-Za-z0-9_+=,.@-]{1,64}$/;
const VERDICTS = {
  running: "a validation is going on",
  passed: "passed",
  refused: "refused",
  unreachable: "AWS could not be asked",
  stopped: "stopped",
};
const FEATURES = {
  ENCRYPTION_AT_REST: "Encryption at rest",
  ATLAS_DATA_LAKE: "Data lake",
  EXPORT_SNAPSHOT: "Snapshot export",
  PUSH_BASED_LOG_EXPORT: "Log export",
  ATLAS_LOG_INTEGRATION: "Log export",
};
const UNITS = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30.4],
  ["month", 12],
  ["year", Infinity],
];

// Where every answer is there, and shows roles that somebody signed in may see; done once that is painted. What the
// program alone can show is left to it.
export async function show(answers, catalog) {
  const [session, project, roles] = await Promise.all(answers);
  // Without its catalog the page is in English: the program says so.
  const texts = catalog ? await catalog.then(({ page }) => page).catch(() => null) : {};
  const frame = document.getElementById("boot");
  if (!texts || !session?.user || !project || project.keyBadSince || !roles?.results.length) return;
  if (!frame || frame.querySelector(".banner:not([hidden])")) return;
  const say = (text, value) => (texts[text] ?? text).replace("{0}", () => value);
  const writes = project.role === "owner";
  const page = filled(PAGE, say, {
    service: session.service.name,
    sandbox: session.service.cloud === "sandbox",
    project: project.name,
    email: session.user.email,
    intro: say("IAM roles in your AWS accounts that {0} may assume for this project.", session.service.name),
    writes,
    reads: !writes,
  });
  const room = Math.max(1, Math.floor(innerHeight / 64));
  page.querySelector("tbody").append(...roles.results.slice(0, room).map((role) => row(role, writes, say)));
  for (const control of page.querySelectorAll("button, input, select")) control.disabled = true;
  const layers = filled(LAYERS, say, {});
  const [messages, rows] = layers.children;
  messages.append(...frame.querySelectorAll(".banner"));
  rows.append(page);
  frame.replaceChildren(layers);
  keepClick(frame);
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
}

function row(role, writes, say) {
  const { accessRole, createdBy, draft, health, label, lastAttempt } = role;
  const authorized = Boolean(accessRole.authorizedDate);
  const typed = draft?.roleArn.trim() ?? "";
  const arn = accessRole.iamAssumedRoleArn ?? (ROLE_ARN.test(typed) ? typed : "");
  const name = arn ? arn.split("/").at(-1) : draft?.roleName;
  const now = Date.now();
  const ago = (date) => relative(Date.parse(date) - now);
  const lasting = (date) => say("for {0}", length(now - Date.parse(date)));
  const verdict = authorized ? undefined : lastAttempt?.verdict;
  const services = accessRole.featureUsages.map(({ featureType }) => say(FEATURES[featureType] ?? featureType));
  const shown = filled(ROW, say, {
    name,
    unnamed: !name,
    label,
    arn,
    account: arn && say("Account {0}", arn.split(":")[4]),
    typed: arn ? "" : typed || say("ID {0}", accessRole.roleId),
    authorized,
    open: !authorized,
    since: authorized ? ago(accessRole.authorizedDate) : lasting(accessRole.createdDate),
    refused: authorized && health?.state === "bad" && lasting(health.since),
    unreachable: authorized && health?.state === "good" && health.unreachableSince && lasting(health.unreachableSince),
    validation:
      verdict && (verdict === "running" ? say(VERDICTS.running) : say("last validation: {0}", say(VERDICTS[verdict]))),
    created: ago(accessRole.createdDate),
    by: say("by {0}", createdBy),
    used: services.length,
    unused: !services.length,
    resumable: writes && !authorized,
    writes,
  });
  for (const [index, service] of services.entries()) {
    const item = document.createElement("li");
    const isLink = accessRole.featureUsages[index].featureType === "ENCRYPTION_AT_REST";
    item.append(isLink ? Object.assign(document.createElement("a"), { href: "", textContent: service }) : service);
    shown.querySelector("ul").append(item);
  }
  if (services.length) shown.querySelector("[data-delete]")?.setAttribute("aria-disabled", "true");
  return shown;
}

// A copy of a template with the values in their places, and its own texts in the language of the page.
function filled(template, say, values) {
  const content = template.content.cloneNode(true);
  for (const element of content.querySelectorAll("[data-if], [data-is]")) {
    const { if: condition, is } = element.dataset;
    if (!values[condition ?? is]) element.remove();
    else if (is) element.textContent = values[is];
  }
  for (const cell of content.querySelectorAll("[data-label]")) cell.dataset.label = say(cell.dataset.label);
  for (const input of content.querySelectorAll("input")) input.placeholder = say(input.placeholder);
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (!text.parentElement.closest("[data-is]")) text.data = say(text.data);
  }
  return content;
}

// A span in the largest unit that fills it.
function inUnits(millis) {
  let amount = millis / 1000;
  for (const [unit, next] of UNITS) {
    // A half goes away from zero, as in the program.
    const rounded = Math.sign(amount) * Math.round(Math.abs(amount));
    if (Math.abs(rounded) < next) return [rounded, unit];
    amount /= next;
  }
}

const formats = new Map();

// The formatter of that name, in the language of the page as the person has it, made once.
function formatter(name, make) {
  if (!formats.has(name)) {
    const { lang } = document.documentElement;
    formats.set(name, make(navigator.languages.find((tag) => tag.split("-")[0] === lang) ?? lang));
  }
  return formats.get(name);
}

function relative(millis) {
  const format = formatter("relative", (locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  return format.format(...inUnits(Math.min(millis, 0)));
}

function length(millis) {
  const [amount, unit] = inUnits(Math.max(millis, 0));
  const options = { style: "unit", unit, unitDisplay: "long" };
  return formatter(unit, (locale) => new Intl.NumberFormat(locale, options)).format(amount);
}

// The last click on one of these controls is done on the program's own, if that stands in the same place then.
function keepClick(frame) {
  const CONTROLS = "a, button, input, select";
  // What it says, what it shows, and whose it is.
  const what = (control) =>
    control && [control, control.querySelector("path"), control.closest("tr")?.querySelector("th")].map(told).join();
  const told = (element) => element?.getAttribute("d") ?? element?.textContent;
  let clicked;
  const keep = ({ clientX: x, clientY: y, pageX, pageY, ctrlKey, metaKey, shiftKey }) => {
    const hit = [...frame.querySelectorAll(CONTROLS)].find((control) => {
      const { left, right, top, bottom } = control.getBoundingClientRect();
      return left <= x && x <= right && top <= y && y <= bottom;
    });
    // A key says that it is meant for another tab.
    clicked = hit && !ctrlKey && !metaKey && !shiftKey && { pageX, pageY, on: what(hit) };
  };
  // Who goes on by keyboard has given it up: the first letters of a search are gone.
  const forget = () => (clicked = undefined);
  addEventListener("click", keep);
  addEventListener("keydown", forget);
  new MutationObserver((_, observer) => {
    if (frame.isConnected) return;
    observer.disconnect();
    removeEventListener("click", keep);
    removeEventListener("keydown", forget);
    if (!clicked) return;
    // By the next frame the program has made its page.
    requestAnimationFrame(() => {
      const { pageX, pageY, on } = clicked;
      const control = document.elementFromPoint(pageX - scrollX, pageY - scrollY)?.closest(CONTROLS);
      if (what(control) !== on) return;
      control.focus();
      control.click();
    });
  }).observe(frame.parentNode, { childList: true });
}
