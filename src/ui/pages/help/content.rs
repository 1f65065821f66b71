//! The content of each topic's page. Captions are those of the pages themselves, so that the help
//! calls each button by its own text.

use crate::domain::catalogue::CodeList;
use crate::i18n::texts::{Help, Texts};
use crate::i18n::wording;
use crate::state::route::{Address, Route};
use crate::state::topic::Topic;

/// A link to a page of the app.
pub(super) struct PageLink {
    /// Its text.
    pub text: &'static str,
    /// Its address.
    pub address: Address,
}

/// A card of a topic's page.
pub(super) struct HelpSection {
    /// The heading, where a page has several sections.
    pub heading: Option<&'static str>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// An element of a section.
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// An unordered list.
    List(Vec<&'static str>),
    /// An ordered list, some items with a link to the page where they are done.
    Steps(Vec<(&'static str, Option<PageLink>)>),
    /// Terms with their descriptions.
    Terms(Vec<(&'static str, &'static str)>),
    /// Tasks in order, with the topics that describe them.
    Tasks(Vec<(&'static str, Topic)>),
    /// A link to a topic.
    Topic(Topic),
    /// A link to a page.
    Go(PageLink),
}

/// The sections of a topic.
pub(super) fn sections(texts: &'static Texts, help: &'static Help, topic: Topic) -> Vec<HelpSection> {
    match topic {
        // Has a component of its own.
        Topic::Overview => Vec::new(),
        Topic::MailingGroups => mailing_groups(texts, help),
        Topic::Segments => segments(help),
        Topic::NewSegment => new_segment(texts, help),
        Topic::AddContacts => add_contacts(texts, help),
        Topic::Writing => writing(texts, help),
        Topic::Contacts => contacts(texts, help),
        Topic::Companies => creating(texts.tell_me.new_company, "company", company_steps(help)),
        Topic::Persons => creating(texts.tell_me.new_person, "person", person_steps(help)),
        Topic::ImportAndBackup => import_and_backup(texts, help),
        Topic::WorkingWith => working_with(texts, help),
        Topic::SalesOpportunities => sales_opportunities(texts, help),
    }
}

fn mailing_groups(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let new_group = Address::from(Route::Codes(CodeList::MailingGroup)).with("new", "yes");
    let define = PageLink { text: texts.home.step_define, address: new_group };
    let assign = link(texts.home.step_assign, Route::Contacts);
    vec![
        unnamed(vec![text(help.mailing_groups)]),
        named(help.examples, vec![Block::List(vec![help.example_move, help.example_gift])]),
        named(
            help.two_steps,
            vec![
                Block::Steps(vec![(help.define, Some(define)), (help.assign, Some(assign))]),
                text(help.groups_into_segments),
                Block::Topic(Topic::AddContacts),
            ],
        ),
    ]
}

fn segments(help: &'static Help) -> Vec<HelpSection> {
    let tasks = vec![
        (help.task_create, Topic::NewSegment),
        (help.task_choose, Topic::AddContacts),
        (help.task_write, Topic::Writing),
    ];
    vec![unnamed(vec![text(help.segments)]), named(help.tasks, vec![Block::Tasks(tasks)])]
}

fn new_segment(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let steps = vec![
        (help.create_open, Some(link(texts.navigation.segments, Route::Segments))),
        (help.create_name, None),
        (help.create_next, None),
    ];
    vec![named(help.step_by_step, vec![Block::Steps(steps), text(help.create_from_group)])]
}

fn add_contacts(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let words = &texts.steps;
    let steps = vec![
        (words.add, help.step_add),
        (words.keep, words.keep_about),
        (words.remove, words.remove_about),
        (words.by_hand, help.step_by_hand),
        (words.go_back, help.step_back),
    ];
    vec![
        unnamed(vec![text(help.steps_about), go(texts.navigation.segments, Route::Segments)]),
        named(
            words.steps,
            vec![Block::Terms(steps), Block::Text(help.steps_excluded(texts.fields.excluded))],
        ),
    ]
}

fn writing(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    vec![
        unnamed(vec![
            text(help.writing),
            Block::List(vec![help.write_email, help.write_letter]),
            go(texts.navigation.segments, Route::Segments),
        ]),
        named(help.noting, vec![text(help.noting_text)]),
    ]
}

fn contacts(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let words = &texts.common;
    let terms = vec![
        (words.search, help.contacts_find),
        (words.edit, help.contacts_change),
        (words.select_all, help.contacts_many),
    ];
    vec![unnamed(vec![
        text(help.contacts),
        Block::Terms(terms),
        go(texts.navigation.contacts, Route::Contacts),
    ])]
}

const fn company_steps(help: &'static Help) -> [&'static str; 3] {
    [help.company_new, help.company_name, help.company_more]
}

const fn person_steps(help: &'static Help) -> [&'static str; 3] {
    [help.person_new, help.person_name, help.person_company]
}

/// A new contact of a kind: the first step leads to its card.
fn creating(caption: &'static str, kind: &str, [first, then, last]: [&'static str; 3]) -> Vec<HelpSection> {
    let address = Address::from(Route::NewContact).with("type", kind);
    let card = PageLink { text: caption, address };
    vec![unnamed(vec![Block::Steps(vec![(first, Some(card)), (then, None), (last, None)])])]
}

fn import_and_backup(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let words = &texts.backup;
    vec![
        named(words.import_title, vec![text(help.importing), go(texts.home.import_file, Route::Import)]),
        named(texts.common.export, vec![text(help.exporting)]),
        named(
            words.save_title,
            vec![text(help.backup), text(help.backup_more), go(words.title, Route::Backup)],
        ),
        named(words.place_title, vec![text(words.place_text)]),
    ]
}

fn working_with(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let words = &texts.common;
    let terms = vec![
        (texts.tell_me.title, help.tell_me),
        (words.search, help.search),
        (words.filters, help.filters),
        (words.undo, help.undo),
        (words.language, texts.settings.language_hint),
    ];
    vec![unnamed(vec![Block::Terms(terms), go(texts.navigation.settings, Route::Settings)])]
}

fn sales_opportunities(texts: &'static Texts, help: &'static Help) -> Vec<HelpSection> {
    let relations =
        go(wording::code_list(texts, CodeList::BusinessRelation), Route::Codes(CodeList::BusinessRelation));
    vec![unnamed(vec![text(help.sales_opportunities), text(help.opportunities_instead), relations])]
}

const fn named(heading: &'static str, blocks: Vec<Block>) -> HelpSection {
    HelpSection { heading: Some(heading), blocks }
}

const fn unnamed(blocks: Vec<Block>) -> HelpSection {
    HelpSection { heading: None, blocks }
}

fn text(text: &str) -> Block {
    Block::Text(text.to_owned())
}

fn link(text: &'static str, route: Route) -> PageLink {
    PageLink { text, address: route.into() }
}

fn go(text: &'static str, route: Route) -> Block {
    Block::Go(link(text, route))
}
