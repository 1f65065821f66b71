// What a person finds on the page: visible things by role and name, after the rules of
// ARIA in HTML and of accessible names, as far as the app uses them. Runs as a function
// body; arguments: steps of a lookup, and "elements", "text" or "outline".
const [steps, want] = arguments;

const squeeze = text => (text ?? "").replace(/\s+/g, " ").trim();
const inputRoles = {
  button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox",
  radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", file: "file",
  email: "textbox", tel: "textbox", text: "textbox", url: "textbox",
  date: "date", month: "date", time: "date", color: "color", password: "textbox",
};
const tagRoles = {
  ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DIALOG: "dialog", DL: "list",
  FIELDSET: "group", DETAILS: "group", FIGURE: "figure", FORM: "form", H1: "heading", H2: "heading",
  H3: "heading", H4: "heading", H5: "heading", H6: "heading", HR: "separator", IMG: "img",
  LI: "listitem", MAIN: "main", MENU: "list", METER: "meter", NAV: "navigation", OL: "list",
  OPTION: "option", OUTPUT: "status", PROGRESS: "progressbar", SEARCH: "search",
  SUMMARY: "button", TABLE: "table", TBODY: "rowgroup", TEXTAREA: "textbox", TFOOT: "rowgroup",
  THEAD: "rowgroup", TR: "row", UL: "list",
};
const fieldRoles = new Set([
  "textbox", "searchbox", "combobox", "listbox", "spinbutton", "checkbox", "switch", "slider",
  "radiogroup", "date", "color", "file",
]);
const namedByContent = new Set([
  "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem",
  "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab",
  "tooltip", "treeitem", "listitem", "status", "alert", "log",
]);

function role(element) {
  const given = element.getAttribute("role");
  if (given) return given.split(" ")[0];
  switch (element.tagName) {
    case "A": case "AREA": return element.hasAttribute("href") ? "link" : null;
    case "INPUT":
      if (element.list && inputRoles[element.type] === "textbox") return "combobox";
      return inputRoles[element.type] ?? null;
    case "SELECT": return element.multiple || element.size > 1 ? "listbox" : "combobox";
    case "TD": return element.closest("[role=grid],[role=treegrid]") ? "gridcell" : "cell";
    case "TH": return element.scope === "row" ? "rowheader" : "columnheader";
    case "HEADER": return element.closest("article,aside,main,nav,section") ? null : "banner";
    case "FOOTER": return element.closest("article,aside,main,nav,section") ? null : "contentinfo";
    case "SECTION": return name(element, "region") ? "region" : null;
  }
  if (element.isContentEditable && element.getAttribute("contenteditable") != null) return "textbox";
  return tagRoles[element.tagName] ?? null;
}

function name(element, itsRole) {
  const references = element.getAttribute("aria-labelledby");
  if (references) {
    const parts = references.split(/\s+/).map(id => document.getElementById(id));
    const joined = squeeze(parts.filter(Boolean).map(part => content(part)).join(" "));
    if (joined) return joined;
  }
  const label = squeeze(element.getAttribute("aria-label"));
  if (label) return label;
  if (element.labels?.length) {
    const joined = squeeze([...element.labels].map(part => content(part, element)).join(" "));
    if (joined) return joined;
  }
  if (element.tagName === "INPUT" && inputRoles[element.type] === "button") return squeeze(element.value);
  if (element.tagName === "IMG") return squeeze(element.alt);
  const part = { FIELDSET: "legend", TABLE: "caption", FIGURE: "figcaption" }[element.tagName];
  const caption = part && element.querySelector(`:scope > ${part}`);
  if (caption) return content(caption);
  if (namedByContent.has(itsRole)) {
    const inside = content(element);
    if (inside) return inside;
  }
  return squeeze(element.getAttribute("title")) || squeeze(element.getAttribute("placeholder"));
}

// The words in an element as they are read out: hidden parts left out, replaced ones by
// their own name. `except` is the field whose label is being read.
function content(element, except, withValues = false) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node === except) continue;
    if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"].includes(node.tagName)) continue;
    if (!shown(node) || (!withValues && node.getAttribute("aria-hidden") === "true")) continue;
    text += inner(node, except, withValues);
  }
  return squeeze(text);
}

function inner(node, except, withValues) {
  const label = node.getAttribute("aria-label");
  if (label && !withValues) return ` ${label} `;
  if (node.tagName === "IMG") return ` ${node.alt} `;
  if (node.tagName === "SELECT") return withValues ? ` ${node.selectedOptions[0]?.label ?? ""} ` : " ";
  if (node.tagName === "INPUT" || node.tagName === "TEXTAREA") return withValues ? ` ${node.value} ` : " ";
  const inside = content(node, except, withValues);
  return getComputedStyle(node).display.startsWith("inline") ? inlineText(node, inside) : ` ${inside} `;
}

// Blanks at the edges of inline elements are part of the sentence around them.
function inlineText(node, inside) {
  const all = node.textContent;
  return (/^\s/.test(all) ? " " : "") + inside + (/\s$/.test(all) ? " " : "");
}

function shown(element) {
  if (element.tagName === "OPTION") return shown(element.closest("select,datalist") ?? document.body);
  return element.checkVisibility({ visibilityProperty: true });
}

const modal = [...document.querySelectorAll(":modal")].at(-1);
// What lies behind an open dialog can be read and not used; messages are read out all the same.
function reachable(element, itsRole) {
  if (!shown(element) || element.closest("[aria-hidden=true], [inert]")) return false;
  return !modal || modal.contains(element) || ["status", "alert", "log"].includes(itsRole);
}

function matches(element, step) {
  if (step.css) return element.matches(step.css) && shown(element);
  const itsRole = role(element);
  if (!itsRole || (step.field ? !fieldRoles.has(itsRole) : itsRole !== step.role)) return false;
  if (!reachable(element, itsRole)) return false;
  if (step.name != null) return name(element, itsRole) === squeeze(step.name);
  return step.with == null || name(element, itsRole).includes(squeeze(step.with));
}

// Tags that have a role by more than their name; see `role`.
const moreRoles = {
  link: "a, area", gridcell: "td", cell: "td", rowheader: "th", columnheader: "th", banner: "header",
  contentinfo: "footer", region: "section", listbox: "select", combobox: "select, input",
  textbox: "input, [contenteditable]",
};
const fields = "input, select, textarea, [contenteditable], [role]";

// A style sheet's words for all that can match a step, and more: asking each element on the page for
// its role would take most of the time of a test.
function candidates(step) {
  if (step.css) return step.css;
  if (step.field) return fields;
  const tags = Object.keys(tagRoles).filter(tag => tagRoles[tag] === step.role);
  const isInput = Object.values(inputRoles).includes(step.role);
  return [`[role~="${step.role}"]`, ...tags, moreRoles[step.role], isInput && "input"].filter(Boolean).join();
}

function elements() {
  let found = [document.documentElement];
  for (const step of steps) {
    const inside = new Set(found.flatMap(root => [...root.querySelectorAll(candidates(step))]));
    found = [...inside].filter(element => matches(element, step));
  }
  return found;
}

function stored() {
  try {
    return Object.entries(localStorage).map(([key, text]) => `${key} (${text.length})`).sort().join(", ");
  } catch (denied) {
    return denied.name;
  }
}

function outline() {
  const lines = [`At ${location.hash}; stored: ${stored() || "nothing"}`];
  for (const element of document.querySelectorAll("body *")) {
    const itsRole = role(element);
    if (!itsRole || !reachable(element, itsRole)) continue;
    if (["rowgroup", "cell", "gridcell", "list", "listitem"].includes(itsRole)) continue;
    const state = fieldRoles.has(itsRole) && element.value ? ` = ${JSON.stringify(element.value)}` : "";
    lines.push(`  ${itsRole} ${JSON.stringify(name(element, itsRole).slice(0, 120))}${state}`);
  }
  const more = lines.length - 150;
  return lines.slice(0, 150).join("\n") + (more > 0 ? `\n  … and ${more} more` : "");
}

if (want === "text") return content(document.body, null, true);
if (want === "outline") return outline();
return elements();
