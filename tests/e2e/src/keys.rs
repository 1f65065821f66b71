//! Keys by the names that shortcuts are written with: `Control+z`, `Shift+Tab`, `Enter`.

use serde_json::{Value, json};

/// The presses and releases of a combination, as one WebDriver action sequence.
pub fn actions(combination: &str) -> Value {
    let keys: Vec<char> = match combination {
        "+" => vec!['+'],
        _ => combination.split('+').map(key).collect(),
    };
    let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
    let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
    let steps: Vec<Value> = down.chain(up).collect();
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] })
}

fn key(name: &str) -> char {
    match name {
        "Backspace" => '\u{e003}',
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Insert" => '\u{e016}',
        "Delete" => '\u{e017}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        "F5" => '\u{e035}',
        "F8" => '\u{e038}',
        "Meta" => '\u{e03d}',
        _ => match name.chars().collect::<Vec<_>>()[..] {
            [single] => single,
            _ => panic!("no key is called {name:?}"),
        },
    }
}
