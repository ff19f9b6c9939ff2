//! Reports as one page of HTML each: nothing is loaded from anywhere, it opens
//! from a file, is light or dark as the reader's screen is, and prints.
//!
//! A [`Document`] is sections of [`Part`]s; the templates `page.html` and
//! `part.html` write it. Whatever comes from outside — names of groups and files,
//! claims — passes through `text` or askama's own escaping.

pub(in crate::report) mod glossary;
pub(in crate::report) mod math;
pub(in crate::report) mod text;

use askama::Template;

use crate::report::figure::Figure;
use crate::report::text::page::Block;

pub use math::mathml;
pub use text::{Html, escape, prose};

/// A report: the page and the figures beside it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Names and contents; the page, `index.html`, is last.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A page before it is HTML.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The name of the page.
    pub title: String,
    /// What kind of page it is, above the title.
    pub kind: &'static str,
    /// What it comes to, in sentences.
    pub lede: Vec<Html>,
    /// The questions that a reader comes with, and their answers.
    pub answers: Vec<(&'static str, Html)>,
    /// Labels of what was counted, with a class each: `error`, `warning`, ….
    pub badges: Vec<Badge>,
    /// Name and value of what it was made with.
    pub facts: Vec<(&'static str, Html)>,
    /// The command that makes it again, unless a section tells it.
    pub command: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A coloured label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// A class of the style sheet.
    pub class: &'static str,
    /// What it says.
    pub text: String,
}

/// A part with a heading that can be linked to.
#[derive(Clone, Debug)]
pub struct Section {
    /// Unique in the page.
    pub id: String,
    /// Its short name, for the list of contents.
    pub name: String,
    /// Its heading.
    pub title: Html,
    /// What it consists of.
    pub parts: Vec<Part>,
}

/// What a section consists of.
#[derive(Clone, Debug)]
pub enum Part {
    /// A smaller heading, linked to by its id, with a label.
    Heading(String, Html, Option<Badge>),
    /// Words.
    Paragraph(Html),
    /// Words that matter: a correction, a counterexample.
    Note(Html),
    /// A formula that stands alone.
    Formula(Html),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Picture),
    /// What must be said, most severe first.
    Findings(Vec<Finding>),
    /// A command line.
    Command(String),
    /// Lines as they are, such as a statement in Rocq.
    Listing(String),
    /// Names and values.
    Facts(Vec<(&'static str, Html)>),
    /// Parts behind a summary.
    Details(Html, Vec<Part>),
}

/// A table: columns after the first `left` hold numbers.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Above it; may be empty.
    pub caption: Html,
    /// The head of each column.
    pub header: Vec<Html>,
    /// Columns of words.
    pub left: usize,
    /// Rows of as many cells.
    pub rows: Vec<Vec<Html>>,
}

/// A figure as it stands in the page.
#[derive(Clone, Debug)]
pub struct Picture {
    id: String,
    title: Html,
    caption: Html,
    panels: Vec<String>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// Its stable name.
    pub id: &'static str,
    /// What it says.
    pub text: Html,
}

#[derive(Template)]
#[template(path = "page.html", config = "src/report/html/askama.toml")]
struct PageTemplate<'a> {
    of: &'a Document,
    css: &'static str,
    script: &'static str,
    versions: String,
}

#[derive(Template)]
#[template(path = "part.html", config = "src/report/html/askama.toml")]
struct PartTemplate<'a> {
    parts: &'a [Part],
}

/// The parts as HTML.
fn parts(parts: &[Part]) -> String {
    PartTemplate { parts }.render().expect("a template whose fields cannot fail")
}

impl Document {
    /// The page.
    pub fn to_html(&self) -> String {
        let versions = crate::number::versions().map(|(name, version)| format!("{name} {version}"));
        let (css, script) = (include_str!("page.css"), include_str!("page.js"));
        let page = PageTemplate { of: self, css, script, versions: versions.join(" · ") };
        page.render().expect("a template whose fields cannot fail") + "\n"
    }
}

impl Table {
    /// From a table of a text page.
    pub(in crate::report) fn of(header: &[String], left: usize, rows: &[Vec<String>]) -> Self {
        let cells = |row: &Vec<String>| row.iter().map(|c| prose(c)).collect();
        Table {
            caption: Html::default(),
            header: header.iter().map(|h| prose(h)).collect(),
            left,
            rows: rows.iter().map(cells).collect(),
        }
    }

    /// The class of a column: numbers, names that stay on one line, or sentences
    /// that wrap.
    fn class(&self, column: &usize) -> &'static str {
        const NAME: usize = 18;
        let long = |row: &Vec<Html>| row.get(*column).is_some_and(|c| c.letters() > NAME);
        match column {
            j if *j >= self.left => "n",
            _ if self.rows.iter().any(long) => "words",
            _ => "name",
        }
    }

    /// With words above it.
    pub(in crate::report) fn called(self, caption: Html) -> Self {
        Table { caption, ..self }
    }
}

impl Picture {
    pub(in crate::report) fn of(figure: &Figure) -> Self {
        let panel = |(i, panel): (usize, &crate::report::figure::Panel)| {
            panel.to_inline_svg(&format!("{}-{}", figure.id, i + 1))
        };
        Picture {
            id: figure.id.clone(),
            title: text::label(&figure.title),
            caption: prose(&figure.caption),
            panels: figure.panels.iter().enumerate().map(panel).collect(),
        }
    }
}

/// Paragraphs and tables of a text page.
pub(in crate::report) fn from_blocks(blocks: &[Block]) -> Vec<Part> {
    let part = |block: &Block| match block {
        Block::Heading(words) => Some(Part::Heading(slug(words), prose(words), None)),
        Block::Line(words) | Block::Paragraph(words, ..) if words.trim().is_empty() => None,
        Block::Line(words) | Block::Paragraph(words, ..) => Some(Part::Paragraph(prose(words))),
        Block::Table { header, left, rows } => Some(Part::Table(Table::of(header, *left, rows))),
    };
    blocks.iter().filter_map(part).collect()
}

/// The parts of a text page that begin with a heading: the heading, and what stands under it.
pub(in crate::report) fn chapters(blocks: &[Block]) -> impl Iterator<Item = (&str, &[Block])> {
    let parts = blocks.chunk_by(|_, next| !matches!(next, Block::Heading(_)));
    parts.filter_map(|part| match part.split_first()? {
        (Block::Heading(heading), under) => Some((heading.as_str(), under)),
        _ => None,
    })
}

impl Section {
    /// A section whose id is its short name.
    pub(in crate::report) fn called(name: &str, title: Html, parts: Vec<Part>) -> Self {
        Section { id: slug(&name.to_lowercase()), name: name.into(), title, parts }
    }
}

/// Letters, digits and hyphens, for the id of an element.
pub(in crate::report) fn slug(words: &str) -> String {
    let letters = words.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' });
    letters.collect::<String>().trim_matches('-').to_owned()
}

/// The page with its figures as files beside it.
pub(in crate::report) fn report(document: &Document, figures: &[Figure]) -> Report {
    let mut files = Vec::new();
    for figure in figures {
        files.push((format!("{}.svg", figure.id), figure.to_svg().into_bytes()));
        files.push((format!("{}.png", figure.id), figure.to_png()));
    }
    files.push(("index.html".into(), document.to_html().into_bytes()));
    Report { files }
}
