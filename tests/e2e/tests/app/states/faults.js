// What a careful eye would find wrong with the page as it is shown now, as sentences. Runs as a
// function body; its arguments are the least height and width of what can be pressed, and whether
// the window has just become smaller, which leaves open menus where they were.
const [target, isSmaller] = arguments;
const faults = new Set();
const words = text => text.replace(/\s+/g, " ").trim().slice(0, 60);
const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const style = element => getComputedStyle(element);
// For assistive technology only, or behind the page.
const unseen = element => element.closest("option, script, style, .vh, svg") || !shown(element) || isTiny(element);
function isTiny(element) {
  for (let at = element; at; at = at.parentElement) if (style(at).clipPath === "inset(50%)") return true;
  return false;
}
const name = element =>
  `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} “${words(
    element.getAttribute("aria-label") ?? element.innerText ?? element.value ?? "")}”`;
// What lies above the page has nothing to do with what lies beneath it.
const layer = element => element.closest("dialog, [popover], .toasts, .shown, .list-head, .grid thead") ?? document.body;
const edges = element => {
  const box = element.getBoundingClientRect();
  const left = box.left + element.clientLeft, top = box.top + element.clientTop;
  return { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
};

const pieces = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const node = texts.currentNode, parent = node.parentElement;
  if (!node.data.trim() || unseen(parent)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const lines = [...range.getClientRects()].filter(line => line.width > 0.5);
  if (lines.length === 0) continue;
  const box = {
    left: Math.min(...lines.map(line => line.left)), right: Math.max(...lines.map(line => line.right)),
    top: Math.min(...lines.map(line => line.top)), bottom: Math.max(...lines.map(line => line.bottom)),
  };
  const cut = isCut(parent, box, node.data);
  if (cut) faults.add(`“${words(node.data)}” ${cut} in ${name(parent)}`);
  for (const whole of lines) {
    const line = seen(parent, whole);
    if (line.right > line.left && isOnTop(parent, line)) pieces.push({ parent, line, text: node.data });
  }
}

// The part of a line that is not hidden by what it stands in.
function seen(parent, line) {
  let { left, right, top, bottom } = line;
  for (let at = parent; at && at !== document.body; at = at.parentElement) {
    const look = style(at);
    if (look.overflowX === "visible" || look.display === "inline") continue;
    const box = edges(at);
    [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
    [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
  }
  return { left, right, top, bottom };
}

function isCut(parent, text, data) {
  let sideways = true, upright = true, canScroll = false;
  const button = parent.closest("button, .btn, .chip, .badge, .fchip, .tab, .opt, .nav, .delta, th, td");
  for (let at = parent; at && at !== document.documentElement; at = at.parentElement) {
    const look = style(at);
    if (look.display === "inline" || look.display === "contents") continue;
    const box = edges(at);
    const over = text.right > box.right + 1.5 || text.left < box.left - 1.5;
    const below = text.bottom > box.bottom + 2.5 || text.top < box.top - 2.5;
    if (sideways && look.overflowX !== "visible") {
      if (over && ["hidden", "clip"].includes(look.overflowX)) {
        // A telephone shows no tooltips; there the row leads to all of it.
        if (innerWidth < 640 && at.closest(".list-row")) return null;
        const whole = at.closest("[title]")?.title ?? at.querySelector("[title]")?.title ?? "";
        if (look.textOverflow !== "ellipsis") return "is cut off sideways";
        return whole.replace(/\s+/g, " ").includes(words(data).slice(0, 20)) ? null : "ends in … and has no tooltip";
      }
      sideways = false;
      canScroll ||= over;
    }
    if (upright && look.overflowY !== "visible") {
      if (below && ["hidden", "clip"].includes(look.overflowY)) return "is cut off below";
      upright = false;
    }
    if (sideways && at === button && over) return "is wider than its button";
    if (upright && at === button && below) return "is higher than its button";
    if (look.position === "fixed") break;
  }
  const out = text.right > innerWidth + 1 || text.left < -1;
  return sideways && out ? "lies beyond the window" : null;
}

// A sentence may be covered by a bar under which it was scrolled.
function isOnTop(parent, line) {
  const middle = (line.top + line.bottom) / 2;
  return [line.left + 1, (line.left + line.right) / 2, line.right - 1].some(x => {
    const hit = document.elementFromPoint(x, middle);
    return hit && (hit === parent || parent.contains(hit));
  });
}

for (let one = 0; one < pieces.length; one += 1) {
  for (let two = one + 1; two < pieces.length; two += 1) {
    const [a, b] = [pieces[one], pieces[two]];
    const across = Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left);
    const along = Math.min(a.line.bottom, b.line.bottom) - Math.max(a.line.top, b.line.top);
    if (across > 3 && along > 5 && a.parent !== b.parent && layer(a.parent) === layer(b.parent)) {
      faults.add(`“${words(a.text)}” and “${words(b.text)}” overlap`);
    }
  }
}

// Once, a rule for something else moved the words of one button up.
for (const button of document.querySelectorAll(".btn")) {
  if (unseen(button) || !button.innerText.trim()) continue;
  const range = document.createRange();
  range.selectNodeContents(button);
  const words = range.getBoundingClientRect(), box = button.getBoundingClientRect();
  const off = (words.top + words.bottom) / 2 - (box.top + box.bottom) / 2;
  if (Math.abs(off) > 3) faults.add(`${name(button)} does not stand in the middle, by ${Math.round(off)}`);
}

// What stands in a field is no text of the page: it is measured.
const pen = document.createElement("canvas").getContext("2d");
for (const field of document.querySelectorAll("select, input[placeholder]")) {
  if (unseen(field) || field.value === undefined) continue;
  const text = field.tagName === "SELECT" ? field.selectedOptions[0]?.label : !field.value && field.placeholder;
  if (!text) continue;
  const look = style(field);
  pen.font = look.font;
  const room = field.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
  if (pen.measureText(text).width > room + 1.5 && !field.title) faults.add(`“${words(text)}” does not fit into ${name(field)}`);
}

// Targets as WCAG 2.2 has them: large enough, or with so much room around that a circle of that
// size meets no other. On a telephone there is no such excuse.
const pressable = "a[href], button, input:not([type=file]), select, textarea, summary, [role=option]";
const modal = [...document.querySelectorAll(":modal")].at(-1);
const targets = [...document.querySelectorAll(pressable)]
  .filter(element => !unseen(element) && !element.disabled && (!modal || modal.contains(element)))
  .map(element => {
    const row = element.closest("label, .in") ?? element;
    const box = row.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const own = hit => hit && (row.contains(hit) || hit.closest("label")?.contains(element));
    return { element, row, box, x, y, own, small: box.height < target - 0.5 || box.width < target - 0.5 };
  })
  // Out of view, or scrolled half out of it: nothing can be pressed there now.
  .filter(({ element, x, y, own }) => {
    const line = (element.closest(".list-row") ?? element).getBoundingClientRect();
    const left = seen(element, line);
    return own(document.elementFromPoint(x, y)) && left.bottom - left.top >= line.height - 1;
  });
const distance = ({ x, y }, box) =>
  Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
// How far one may miss the middle and still press it.
function reach({ x, y, own }, across, along) {
  let far = 0;
  while (far < target && own(document.elementFromPoint(x + across * (far + 1), y + along * (far + 1)))) far += 1;
  return far;
}
for (const it of targets.filter(it => it.small)) {
  const { element, box, x, y } = it;
  // In a sentence the lines are as high as they are.
  const around = element.parentElement;
  const isInText = style(element).display.startsWith("inline") && !/flex|grid/.test(style(around).display);
  if (isInText && words(around.textContent) !== words(element.textContent)) continue;
  const width = Math.max(box.width, reach(it, 1, 0) + reach(it, -1, 0) + 1);
  const height = Math.max(box.height, reach(it, 0, 1) + reach(it, 0, -1) + 1);
  if (width >= target - 1 && height >= target - 1) continue;
  const isCrowded = targets.some(other => other.row !== it.row && !it.row.contains(other.row) && !other.row.contains(it.row) &&
    (other.small ? Math.hypot(other.x - x, other.y - y) < target : distance(it, other.box) < target / 2));
  if (isCrowded || target > 24) {
    faults.add(`${name(element)} is ${Math.round(width)} × ${Math.round(height)}, less than ${target}`);
  }
}
for (const box of document.querySelectorAll(isSmaller ? "dialog[open]" : "dialog[open], .pop, .toast, .shown")) {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  if (shown(box) && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)) {
    faults.add(`${name(box)} reaches beyond the window`);
  }
}

if (document.documentElement.scrollWidth > innerWidth) {
  faults.add(`the page is ${document.documentElement.scrollWidth} wide, the window ${innerWidth}`);
}
for (const element of document.querySelectorAll("body *")) {
  const look = style(element);
  if (look.overflowX === "visible" || !shown(element) || element.matches("input, textarea, .vh")) continue;
  const extra = element.scrollWidth - element.clientWidth;
  const isBar = innerWidth < 640 && element.matches(".fbar, .tabs, .bulk");
  if (extra > 1 && ["auto", "scroll"].includes(look.overflowX) && !isBar && !isTiny(element)) {
    faults.add(`${name(element)} scrolls sideways by ${extra}`);
  }
}
// The walk asks for no movement.
for (const movement of document.getAnimations()) {
  faults.add(`${name(movement.effect.target)} moves: ${movement.animationName ?? movement.transitionProperty}`);
}
if (document.querySelector(":modal") && document.activeElement === document.body) faults.add("an open dialog has no focus");
return [...faults];
