//! Checks the contrast of both themes against WCAG 2.2 (1.4.3 and 1.4.11), computed from the colour
//! tokens.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics to say what is wrong"
)]

use std::collections::BTreeMap;

/// The contrast of text of normal size.
const TEXT: f64 = 4.5;
/// The contrast of outlines, icons and bars that carry a meaning.
const SHAPE: f64 = 3.0;

const GROUNDS: [&str; 6] = ["surface", "surface-2", "surface-3", "canvas", "select-row", "accent-soft"];
const TEXTS: [&str; 9] = [
    "text",
    "text-2",
    "text-3",
    "accent-text",
    "pos-text",
    "neg-text",
    "warn-text",
    "info-text",
    "hand-text",
];
const MEANINGS: [&str; 5] = ["pos", "neg", "warn", "info", "hand"];

/// The colours of a theme by token, as red, green and blue.
type Theme = BTreeMap<String, [u8; 3]>;

#[test]
fn text_can_be_read_on_every_ground() {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut pair = |text: &str, ground: &str| pairs.push((text.into(), ground.into()));
    for ground in GROUNDS {
        TEXTS.iter().for_each(|text| pair(text, ground));
    }
    for meaning in MEANINGS {
        pair(&format!("{meaning}-text"), &format!("{meaning}-soft"));
    }
    pair("on-accent", "accent");
    pair("on-accent", "accent-hover");
    pair("text-inv", "surface-inv");
    pair("text-inv-2", "surface-inv");
    check(&pairs, TEXT);
}

#[test]
fn shapes_can_be_told_from_their_ground() {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut pair = |shape: &str, ground: &str| pairs.push((shape.into(), ground.into()));
    for (shape, ground) in [
        ("line-ctl", "surface"),
        ("line-ctl", "surface-2"),
        ("focus", "surface"),
        ("focus", "canvas"),
        ("accent", "surface"),
    ] {
        pair(shape, ground);
    }
    MEANINGS.iter().for_each(|meaning| pair(meaning, "surface"));
    for category in 1..=8 {
        pair(&format!("c{category}"), "surface");
        pair(&format!("c{category}"), "surface-3");
    }
    check(&pairs, SHAPE);
}

#[test]
fn the_measure_is_that_of_the_standard() {
    assert_eq!(contrast([0; 3], [255; 3]), 21.0);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01);
}

fn check(pairs: &[(String, String)], least: f64) {
    let mut faults = Vec::new();
    for (name, theme) in themes() {
        for (front, ground) in pairs {
            let figure = contrast(theme[front], theme[ground]);
            if figure < least {
                faults.push(format!("{name}: {front} on {ground} is {figure:.2}, needs {least}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The light theme, and the dark theme, which overrides it.
fn themes() -> [(&'static str, Theme); 2] {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/style/tokens.css");
    let css = without_comments(&std::fs::read_to_string(file).unwrap());
    let block = |selector: &str| {
        let start = css.find(&format!("{selector} {{")).unwrap_or_else(|| panic!("{selector} is missing"));
        colours(css[start..].split('}').next().unwrap())
    };
    let light = block(":root");
    let mut dark = light.clone();
    dark.extend(block(":root[data-theme=\"dark\"]"));
    [("light", light), ("dark", dark)]
}

fn without_comments(css: &str) -> String {
    let code = |part: &str| part.split_once("*/").map_or("", |(_, code)| code).to_owned();
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.map(code).fold(first, |css, part| css + &part)
}

fn colours(block: &str) -> Theme {
    let declarations = block.split([';', '{']).filter_map(|text| text.split_once(':'));
    declarations
        .filter_map(|(name, value)| {
            let name = name.rsplit("--").next()?.trim();
            let hex = value.trim().strip_prefix('#')?;
            let channel = |place: usize| u8::from_str_radix(hex.get(place..place + 2)?, 16).ok();
            Some((name.to_owned(), [channel(0)?, channel(2)?, channel(4)?]))
        })
        .collect()
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}
