//! The app's icons, drawn as lines in a square of 16 units.

use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A house.
    Home,
    /// Two people: contacts.
    Contacts,
    /// A person.
    Person,
    /// An office building: a company.
    Company,
    /// A label: mailing groups.
    Tag,
    /// A circle with a slice: segments.
    Segment,
    /// A workshop: industry groups.
    Industry,
    /// Joined rings: business relations.
    Relation,
    /// An arrow into a tray.
    Import,
    /// An arrow out of a tray.
    Export,
    /// An arrow down into a tray.
    Download,
    /// A cog wheel.
    Settings,
    /// A magnifying glass.
    Search,
    /// A plus sign.
    Plus,
    /// A minus sign.
    Minus,
    /// A cross: close, remove.
    Cross,
    /// A tick.
    Check,
    /// A tick in a circle.
    Done,
    /// An angle pointing down.
    ChevronDown,
    /// An angle pointing up.
    ChevronUp,
    /// An angle pointing right.
    ChevronRight,
    /// An angle pointing left.
    ChevronLeft,
    /// An arrow up.
    ArrowUp,
    /// An arrow down.
    ArrowDown,
    /// An arrow turning back.
    Undo,
    /// An arrow turning forward.
    Redo,
    /// A waste bin.
    Trash,
    /// A pencil.
    Edit,
    /// A funnel.
    Filter,
    /// Two sheets.
    Copy,
    /// A padlock.
    Lock,
    /// The moon: dark.
    Moon,
    /// The sun: light.
    Sun,
    /// Three dots.
    More,
    /// Three lines.
    Menu,
    /// Dots to drag by.
    Handle,
    /// A triangle with a mark.
    Warning,
    /// An i in a circle.
    Info,
    /// A mark in a circle: error.
    Alert,
    /// A question mark in a circle.
    Help,
    /// An envelope.
    Mail,
    /// A telephone.
    Phone,
    /// The globe: home page.
    Globe,
    /// A pin of a map.
    Pin,
    /// Lines of a list.
    List,
    /// Columns of a table.
    Columns,
    /// A hand: chosen by hand.
    Hand,
    /// A sheet of paper.
    File,
    /// Links of a chain.
    Link,
    /// A bookmark: save.
    Save,
    /// A disk: storage.
    Storage,
    /// A clock.
    Clock,
    /// Two arrows: swap.
    Swap,
    /// A printer.
    Print,
    /// An eye: show.
    Eye,
}

impl Icon {
    /// The lines, in the notation of an SVG path.
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M2.5 7.2 8 2.5l5.5 4.7v6.3h-4v-4h-3v4h-4z",
            Self::Contacts => {
                "M3.5 5.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0zM1.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4M10.8 3.3a2.3 2.3 0 0 1 0 4.4M12.3 9.8c1.3.6 2.1 1.9 2.2 3.7"
            }
            Self::Person => {
                "M5.3 5a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0zM2.8 13.7c.4-3 2.3-4.5 5.2-4.5s4.8 1.5 5.2 4.5"
            }
            Self::Company => "M3 13.5v-11h6.5v11M9.5 6h3.5v7.5M1.5 13.5h13M5.3 5.3h2M5.3 8h2M5.3 10.7h2",
            Self::Tag => {
                "M2.5 2.5h5l6 6a1 1 0 0 1 0 1.4l-3.6 3.6a1 1 0 0 1-1.4 0l-6-6zM4.5 5.3a0.8 0.8 0 1 0 1.6 0a0.8 0.8 0 1 0 -1.6 0z"
            }
            Self::Segment => "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM8 2.2V8l4.9 3.1",
            Self::Industry => "M2.5 13.5v-7l3.7 2.3V6.5L9.9 8.8V2.5h3.6v11zM5.3 11h1M9 11h1",
            Self::Relation => {
                "M1.8 8a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0zM7.4 8a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z"
            }
            Self::Import => "M8 2.5v7M5.2 7 8 9.7 10.8 7M2.5 10.5v3h11v-3",
            Self::Export => "M8 10V2.7M5.2 5.4 8 2.7l2.8 2.7M2.5 10.5v3h11v-3",
            Self::Download => "M8 2.5v7M5.2 7 8 9.7 10.8 7M2.5 10.5v3h11v-3",
            Self::Settings => {
                "M5.8 8a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"
            }
            Self::Search => "M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0zM10.4 10.4l3.3 3.3",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Check => "M3 8.5l3.3 3.3L13 4.8",
            Self::Done => "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM5.5 8.2l1.8 1.8 3.2-3.5",
            Self::ChevronDown => "M4 6l4 4 4-4",
            Self::ChevronUp => "M4 10l4-4 4 4",
            Self::ChevronRight => "M6 4l4 4-4 4",
            Self::ChevronLeft => "M10 4l-4 4 4 4",
            Self::ArrowUp => "M8 13V3.2M4 7l4-4 4 4",
            Self::ArrowDown => "M8 3v9.8M4 9l4 4 4-4",
            Self::Undo => "M5.5 3 2.5 6l3 3M2.8 6H10a3.5 3.5 0 0 1 0 7H6.5",
            Self::Redo => "M10.5 3l3 3-3 3M13.2 6H6a3.5 3.5 0 0 0 0 7h3.5",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4",
            Self::Edit => "M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.5 4.3l2.2 2.2",
            Self::Filter => "M2 3h12L9.6 8.3v4.2l-3.2 1.3V8.3z",
            Self::Copy => "M6.5 5.5h7v8h-7zM10 5.5V2.5H2.5v8h4",
            Self::Lock => {
                "M5 7h6a1.5 1.5 0 0 1 1.5 1.5v3.5a1.5 1.5 0 0 1 -1.5 1.5h-6a1.5 1.5 0 0 1 -1.5 -1.5v-3.5a1.5 1.5 0 0 1 1.5 -1.5zM5.5 7V5a2.5 2.5 0 0 1 5 0v2"
            }
            Self::Moon => "M13.3 9.5A5.7 5.7 0 0 1 6.5 2.7a5.7 5.7 0 1 0 6.8 6.8z",
            Self::Sun => {
                "M5.2 8a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0zM8 1.5v1.7M8 12.8v1.7M1.5 8h1.7M12.8 8h1.7M3.4 3.4l1.2 1.2M11.4 11.4l1.2 1.2M12.6 3.4l-1.2 1.2M4.6 11.4l-1.2 1.2"
            }
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::Handle => "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
            Self::Warning => "M8 2.5 14 13H2zM8 6.5v3M8 11.3h.01",
            Self::Info => "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM8 7.5v3.3M8 5.2h.01",
            Self::Alert => "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM8 4.8v3.7M8 10.9h.01",
            Self::Help => {
                "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM6.2 6.3c.2-2.3 3.7-2.2 3.7.1 0 1.5-1.9 1.5-1.9 3M8 11.3h.01"
            }
            Self::Mail => {
                "M3.5 3.5h9a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-6a1.5 1.5 0 0 1 1.5 -1.5zM2.5 4.8l5.5 4 5.5-4"
            }
            Self::Phone => {
                "M3 2.8 5.5 2.5 6.8 5.6 5.3 7a8 8 0 0 0 3.7 3.7l1.4-1.5 3.1 1.3-.3 2.5c-5.4.9-11.1-4.8-10.2-10.2z"
            }
            Self::Globe => {
                "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM2.2 8h11.6M8 2.2c4 3.8 4 7.8 0 11.6M8 2.2c-4 3.8-4 7.8 0 11.6"
            }
            Self::Pin => {
                "M8 14c3-3.3 4.5-5.5 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 8.5 5 10.7 8 14zM6.5 6.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0z"
            }
            Self::List => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Columns => {
                "M3.5 3h9a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-7a1.5 1.5 0 0 1 1.5 -1.5zM6 3v10M10 3v10"
            }
            Self::Hand => {
                "M5 8.5V4a1 1 0 0 1 2 0V3a1 1 0 0 1 2 0v1a1 1 0 0 1 2 0v2a1 1 0 0 1 2 0v3.5c0 2.4-1.7 4-4 4-2 0-3-.8-4-2.3L2.7 8.8a1 1 0 0 1 1.6-1.2zM7 4v3.5M9 3.5v4M11 5v3"
            }
            Self::File => "M4 1.8h5L12.5 5v9.2H4zM9 1.8V5h3.5",
            Self::Link => {
                "M6.5 9.5 9.5 6.5M7 4.8 8.5 3.3a2.7 2.7 0 0 1 4 4L11 8.8M9 11.2l-1.5 1.5a2.7 2.7 0 0 1-4-4L5 7.2"
            }
            Self::Save => "M3.5 2.5h9v11L8 10.3l-4.5 3.2z",
            Self::Storage => {
                "M2.5 4.5C2.5 2 13.5 2 13.5 4.5v7c0 2.5-11 2.5-11 0zM2.5 4.5c0 2.5 11 2.5 11 0M2.5 8c0 2.5 11 2.5 11 0"
            }
            Self::Clock => "M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0zM8 4.8V8l2.2 1.5",
            Self::Swap => "M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13",
            Self::Print => "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
            Self::Eye => {
                "M1.5 8s2.4-4.5 6.5-4.5S14.5 8 14.5 8s-2.4 4.5-6.5 4.5S1.5 8 1.5 8zM6.2 8a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z"
            }
        }
    }

    /// The width of the lines, where it differs from the style sheet's.
    const fn thickness(self) -> Option<&'static str> {
        match self {
            Self::More | Self::Handle => Some("2.2"),
            _ => None,
        }
    }
}

/// Draws an icon, hidden from assistive technology: a word is beside it, or the button has a
/// name.
#[component]
pub fn Symbol(
    /// Which icon.
    icon: Icon,
    /// More classes: `small`, `large`, `pos-icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "i".to_owned() } else { format!("i {class}") };
    view! {
        <svg class=class viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path() stroke-width=icon.thickness()></path>
        </svg>
    }
}
