// What the given function finds wrong with the page, in the language in use and with its texts replaced
// by those of each other language. Runs as the body of an async function; its second argument is a
// list of languages with their pairs of wordings.
const [find, languages] = arguments;
const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
const found = find();

// A wording with its placeholders as a pattern. What stands for a placeholder is kept.
const names = /\{(\w+)\}/g;
const escaped = text => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const pattern = wording =>
  new RegExp(`^${wording.split(names).map((part, at) => (at % 2 ? "(.+?)" : escaped(part))).join("")}$`, "s");
const literal = wording => wording.replace(names, "").trim().length;

function translator(pairs) {
  const plain = new Map(), templates = [];
  for (const [from, into] of pairs) {
    if (!from.includes("{")) plain.set(from, into);
    else if (literal(from) > 1) templates.push({ from, into, pattern: pattern(from) });
  }
  // Of several that fit, the one that says most of the text.
  templates.sort((one, two) => literal(two.from) - literal(one.from));
  return text => {
    const whole = text.trim();
    if (plain.has(whole)) return text.replace(whole, () => plain.get(whole));
    for (const { from, into, pattern } of templates) {
      const match = pattern.exec(whole);
      if (!match) continue;
      const values = new Map([...from.matchAll(names)].map(([, name], at) => [name, match[at + 1]]));
      return into.replace(names, (_, name) => values.get(name) ?? "");
    }
    return text;
  };
}

// All places of texts that can be seen: how to read and how to write each.
function places() {
  const all = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && !node.parentElement.closest("script, style")) {
      all.push({ text: node.data, write: text => { node.data = text; } });
    }
  }
  for (const element of document.querySelectorAll("[title], [placeholder], option[label]")) {
    for (const name of ["title", "placeholder", "label"]) {
      const text = element.getAttribute(name);
      if (text) all.push({ text, write: value => element.setAttribute(name, value) });
    }
  }
  return all;
}

for (const [language, pairs] of languages) {
  const translate = translator(pairs);
  const changed = places().map(place => ({ ...place, other: translate(place.text) }))
    .filter(place => place.other !== place.text);
  for (const { other, write } of changed) write(other);
  await drawn();
  found.push(...find().map(fault => `${fault}, in ${language}`));
  for (const { text, write } of changed) write(text);
}
await drawn();
return found;
