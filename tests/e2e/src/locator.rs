//! A thing on the page, looked for anew each time it is used.

use std::time::Instant;

use serde_json::{Value, json};

use crate::driver::Refused;
use crate::page::{PATIENCE, Page};

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One step of a lookup, in the form that `look.js` reads.
#[derive(Clone)]
pub(crate) struct Query(pub(crate) Value);

impl Query {
    pub(crate) fn role(role: &str, name: &str) -> Query {
        Query(json!({ "role": role, "name": name }))
    }

    pub(crate) fn role_with(role: &str, text: &str) -> Query {
        Query(json!({ "role": role, "with": text }))
    }

    pub(crate) fn all(role: &str) -> Query {
        Query(json!({ "role": role }))
    }

    pub(crate) fn field(name: &str) -> Query {
        Query(json!({ "field": true, "name": name }))
    }

    pub(crate) fn css(selector: &str) -> Query {
        Query(json!({ "css": selector }))
    }
}

/// A thing on the page. Using it waits until exactly one such thing is there and the browser
/// lets it be used; several are a mistake in the test, unless [`Locator::nth`] says which.
#[derive(Clone)]
pub struct Locator<'p> {
    pub(crate) page: &'p Page,
    queries: Vec<Query>,
    nth: Option<usize>,
}

impl<'p> Locator<'p> {
    pub(crate) fn new(page: &'p Page, query: Query) -> Locator<'p> {
        Locator { page, queries: vec![query], nth: None }
    }

    fn inside(&self, query: Query) -> Locator<'p> {
        assert!(self.nth.is_none(), "nth comes last");
        let queries = self.queries.iter().cloned().chain([query]).collect();
        Locator { page: self.page, queries, nth: None }
    }

    /// The thing inside this one with that role and exactly that name.
    pub fn role(&self, role: &str, name: &str) -> Locator<'p> {
        self.inside(Query::role(role, name))
    }

    /// The thing inside this one with that role whose name holds the text.
    pub fn role_with(&self, role: &str, text: &str) -> Locator<'p> {
        self.inside(Query::role_with(role, text))
    }

    /// Everything inside this one with that role.
    pub fn all(&self, role: &str) -> Locator<'p> {
        self.inside(Query::all(role))
    }

    /// The field of any kind inside this one with that label.
    pub fn field(&self, name: &str) -> Locator<'p> {
        self.inside(Query::field(name))
    }

    /// What a style sheet would select inside this one.
    pub fn css(&self, selector: &str) -> Locator<'p> {
        self.inside(Query::css(selector))
    }

    /// The one at that place among several, from 0.
    pub fn nth(&self, number: usize) -> Locator<'p> {
        Locator { nth: Some(number), ..self.clone() }
    }

    /// The page that it is looked for on.
    pub fn page(&self) -> &'p Page {
        self.page
    }

    /// Clicks in the middle of it.
    #[track_caller]
    pub fn click(&self) {
        self.act("click", |id| self.post(id, "/click", json!({})));
    }

    /// Clicks with keys held down, such as `Shift` or `Control`.
    #[track_caller]
    pub fn click_with(&self, key: &str) {
        let held = crate::keys::actions(key)["actions"][0]["actions"].clone();
        let pause = json!({ "type": "pause" });
        self.act("click", |id| {
            let keyboard = json!({
                "type": "key", "id": "keyboard", "actions": [held[0], pause, pause, pause, held[1]],
            });
            let place = json!({
                "type": "pointerMove", "origin": { ELEMENT: id }, "x": 0, "y": 0,
            });
            let pointer = json!({
                "type": "pointer", "id": "mouse", "actions": [
                    pause, place,
                    { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 }, pause,
                ],
            });
            self.page.driver().post("/actions", json!({ "actions": [keyboard, pointer] }))
        });
    }

    /// Replaces the text of a field; it is typed key by key.
    #[track_caller]
    pub fn type_in(&self, text: &str) {
        self.click();
        self.page.press("Control+a");
        if text.is_empty() {
            return self.page.press("Delete");
        }
        if text.chars().any(|character| character > '\u{ffff}') {
            // Not every driver has keys for these; they are put in as a picker would.
            let insert = format!("return document.execCommand('insertText', false, {})", json!(text));
            assert!(self.script(&insert) == true, "{} takes no text", self.describe());
            return;
        }
        self.act("type", |id| self.post(id, "/value", json!({ "text": text })));
    }

    /// Gives it the focus without clicking, and presses a key or combination there.
    #[track_caller]
    pub fn press(&self, combination: &str) {
        self.script("element.focus()");
        self.page.press(combination);
    }

    /// Chooses the option with that caption in a plain drop-down list.
    #[track_caller]
    pub fn choose(&self, caption: &str) {
        self.inside(Query::css(&format!("option[label={0:?}], option", caption))).wait_some();
        let chosen = self.script(&format!(
            "const option = [...element.options].find(option => option.label.trim() === {});
             if (!option) return false;
             element.value = option.value;
             element.dispatchEvent(new Event('input', {{ bubbles: true }}));
             element.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return true;",
            json!(caption)
        ));
        assert!(chosen == true, "{} has no option {caption:?}", self.describe());
    }

    /// Waits until there is exactly one.
    #[track_caller]
    pub fn wait(&self) -> &Self {
        self.act("wait for", |_| Ok(Value::Null));
        self
    }

    /// Waits until there is at least one.
    #[track_caller]
    fn wait_some(&self) {
        self.page.wait_until(&format!("{} is there", self.describe()), || self.count() > 0);
    }

    /// Waits until there is none.
    #[track_caller]
    pub fn gone(&self) {
        self.page.wait_until(&format!("{} is gone", self.describe()), || self.count() == 0);
    }

    /// Waits until there are that many.
    #[track_caller]
    pub fn wait_count(&self, count: usize) {
        self.page
            .wait_until(&format!("{} is there {count} times", self.describe()), || self.count() == count);
    }

    /// Waits until the field holds that value.
    #[track_caller]
    pub fn wait_value(&self, value: &str) {
        let what = format!("{} holds {value:?} (it holds {:?})", self.describe(), self.value());
        self.page.wait_until(&what, || self.value() == value);
    }

    /// Waits until the text in it holds the given one.
    #[track_caller]
    pub fn wait_text(&self, text: &str) {
        let what = format!("{} shows {text:?} (it shows {:?})", self.describe(), self.text());
        self.page.wait_until(&what, || self.text().contains(text));
    }

    /// How many there are at this moment.
    pub fn count(&self) -> usize {
        self.find().len()
    }

    /// Whether there is one at this moment.
    pub fn is_there(&self) -> bool {
        self.count() > 0
    }

    /// The text that is shown in it, with single blanks between words.
    #[track_caller]
    pub fn text(&self) -> String {
        let text = self.script("return element.innerText ?? ''");
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of a field.
    #[track_caller]
    pub fn value(&self) -> String {
        self.script("return element.value ?? ''").as_str().unwrap_or_default().to_owned()
    }

    /// The value of an attribute.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.script(&format!("return element.getAttribute({})", json!(name)));
        value.as_str().map(str::to_owned)
    }

    /// Whether a box, switch or choice is on, or a thing is selected or pressed.
    #[track_caller]
    pub fn is_on(&self) -> bool {
        self.script(
            "return !!element.checked || ['aria-checked', 'aria-selected', 'aria-pressed', 'aria-current']
                .some(name => !['false', null].includes(element.getAttribute(name)))",
        ) == true
    }

    /// Whether it can't be used now.
    #[track_caller]
    pub fn is_disabled(&self) -> bool {
        self.script("return !!element.disabled || element.getAttribute('aria-disabled') === 'true'") == true
    }

    /// Whether it has the keyboard's focus.
    #[track_caller]
    pub fn has_focus(&self) -> bool {
        self.script("return element === document.activeElement") == true
    }

    /// Waits until it has the keyboard's focus.
    #[track_caller]
    pub fn wait_focus(&self) {
        let what = format!("{} has the focus ({} had it)", self.describe(), self.page.focused());
        self.page.wait_until(&what, || self.has_focus());
    }

    /// Runs a script with the thing as `element`, and hands back what it returns.
    #[track_caller]
    pub fn script(&self, script: &str) -> Value {
        let script = format!("const element = arguments[0]; {script}");
        self.act("look at", |id| {
            let call = json!({ "script": script, "args": [{ ELEMENT: id }] });
            self.page.driver().post("/execute/sync", call)
        })
    }

    /// Sends a command of WebDriver about one element.
    pub(crate) fn post(&self, id: &str, command: &str, body: Value) -> Result<Value, Refused> {
        self.page.driver().post(&format!("/element/{id}{command}"), body)
    }

    /// Does something with the one thing that is meant, again and again until the browser
    /// lets it be done: the page may just be drawing itself anew.
    #[track_caller]
    pub(crate) fn act(&self, verb: &str, work: impl Fn(&str) -> Result<Value, Refused>) -> Value {
        let started = Instant::now();
        loop {
            let found = self.find();
            let problem = match (self.nth, &found[..]) {
                (None, [only]) => work(only).map_err(|refused| refused.to_string()),
                (Some(nth), found) if nth < found.len() => {
                    work(&found[nth]).map_err(|refused| refused.to_string())
                }
                _ => Err(format!("there are {}", found.len())),
            };
            match problem {
                Ok(value) => return value,
                Err(problem) if started.elapsed() > PATIENCE => {
                    panic!("can't {verb} {}: {problem}\n{}", self.describe(), self.page.outline())
                }
                Err(_) => Page::rest(),
            }
        }
    }

    fn find(&self) -> Vec<String> {
        let found = self.page.look(&self.queries, "elements");
        let elements = found.as_array().into_iter().flatten();
        elements.filter_map(|element| element.get(ELEMENT)?.as_str().map(str::to_owned)).collect()
    }

    fn describe(&self) -> String {
        let step = |query: &Query| {
            let part = |name| query.0.get(name).and_then(Value::as_str);
            let kind = part("role").or(part("css")).unwrap_or("field");
            match part("name").or(part("with")) {
                Some(name) => format!("{kind} {name:?}"),
                None => kind.to_owned(),
            }
        };
        self.queries.iter().map(step).collect::<Vec<_>>().join(" > ")
    }
}
