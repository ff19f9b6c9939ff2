//! `--report`: pages that are valid HTML, load nothing, and show what was found;
//! figures beside them; and folders that cannot be written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use scraper::{ElementRef, Html, Node, Selector};

fn offray(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("offray").expect("built");
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs a command with `--report` in a fresh folder, and hands over its page.
fn page(args: &[&str], status: i32, look: impl FnOnce(&Html, &Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report");
    let report_text = report.display().to_string();
    offray(args).args(["--report", &report_text]).assert().code(status);
    let text = fs::read_to_string(report.join("index.html")).expect("a page");
    look(&Html::parse_document(&text), &report);
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).collect()
}

fn text(element: ElementRef<'_>) -> String {
    let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// What holds for every page.
fn is_well_made(page: &Html, folder: &Path) {
    let errors: Vec<_> = page.errors.iter().collect();
    assert!(errors.is_empty(), "the parser complains: {errors:?}");
    assert_eq!(all(page, "html[lang=en]").len(), 1);
    assert_eq!(all(page, "title, head > title").len(), 1 + all(page, "svg title").len());
    assert_eq!((all(page, "h1").len(), all(page, "main").len()), (1, 1));
    let mut ids = BTreeSet::new();
    for element in all(page, "[id]") {
        let id = element.value().attr("id").expect("selected by it");
        assert!(!id.is_empty() && !id.contains(char::is_whitespace), "id '{id}'");
        assert!(ids.insert(id), "id '{id}' occurs twice");
    }
    for link in all(page, "[href]") {
        let href = link.value().attr("href").expect("selected by it");
        match href.strip_prefix('#') {
            Some(id) => assert!(ids.contains(id), "no element has the id of '{href}'"),
            None => assert!(folder.join(href).is_file(), "'{href}' is not beside the page"),
        }
    }
    for attribute in ["aria-labelledby", "aria-describedby"] {
        for element in all(page, &format!("[{attribute}]")) {
            for id in element.value().attr(attribute).expect("selected by it").split(' ') {
                assert!(ids.contains(id), "{attribute} names '{id}'");
            }
        }
    }
    // Nothing is fetched, and nothing runs but what says what is pointed at.
    assert!(all(page, "link, iframe, img, object, embed, base, form, [src]").is_empty());
    let own = include_str!("../src/report/html/page.js");
    let scripts: Vec<String> = all(page, "script").iter().map(|s| s.text().collect()).collect();
    assert_eq!(scripts.iter().map(|s| s.trim()).collect::<Vec<_>>(), [own.trim()]);
    for element in page.tree.nodes().filter_map(|n| n.value().as_element()) {
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on"), "{name}");
            let namespace = name.starts_with("xmlns");
            assert!(namespace || !value.contains("://"), "{name}={value}");
        }
    }
    for style in all(page, "style") {
        let css = style.text().collect::<String>();
        assert!(!css.contains("url(") && !css.contains("@import"), "a style sheet that loads");
    }
    // Every figure has a name and a description, every table heads.
    for svg in all(page, "svg") {
        let named =
            |tag| svg.select(&Selector::parse(tag).expect("a tag")).any(|e| !text(e).is_empty());
        assert!(named("title") && named("desc"));
        assert!(!svg.html().contains("NaN") && !svg.html().contains("inf"));
    }
    for table in all(page, "table") {
        let heads = Selector::parse("th[scope]").expect("a selector");
        assert!(table.select(&heads).next().is_some());
    }
    for figure in all(page, "figure") {
        let id = figure.value().attr("id").expect("figures have ids");
        let png = fs::read(folder.join(format!("{id}.png"))).expect("a PNG beside the page");
        assert_eq!(&png[1..4], b"PNG");
    }
}

/// Headings, captions, heads of tables, badges: the page without its numbers.
fn structure(page: &Html) -> String {
    let mut out = String::new();
    let body = all(page, "h1, h2, h3, figcaption strong, thead tr, nav a, summary, .badge, dt");
    for element in body {
        let tag = element.value().name();
        let words: Vec<String> = match tag {
            "tr" => element.child_elements().map(text).collect(),
            _ => vec![text(element)],
        };
        out += &format!("{tag}: {}\n", words.join(" | "));
    }
    out
}

const CHINCHILLA: [&str; 4] =
    ["audit", "fixtures/runs/chinchilla_epoch240.csv", "--fit", "fixtures/claims/besiroglu.json"];

#[test]
fn an_allocation_is_a_page() {
    let args = ["allocate", CHINCHILLA[1], "--compute", "1e22,5.76e23", "--inference-tokens", "2T"];
    page(&args, 0, |page, folder| {
        is_well_made(page, folder);
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!("allocate_page", structure(page));
        });
    });
}

#[test]
fn the_audit_of_chinchilla_is_a_page() {
    page(&CHINCHILLA, 1, |page, folder| {
        is_well_made(page, folder);
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!("audit_page", structure(page));
        });
        let words = text(page.root_element());
        // What the text page says is here too.
        for figure in ["477.825868233905833139724193369", "0.046 %", "5.19 × 10 4"] {
            let spaced = words.replace('\u{202f}', " ");
            assert!(spaced.contains(figure), "{figure}");
        }
        for id in ["design-plane", "residuals", "valley", "trade-offs", "compute-optimal"] {
            assert_eq!(all(page, &format!("figure#{id}")).len(), 1, "{id}");
        }
    });
}

#[test]
fn the_verdicts_are_a_page() {
    page(&["verify", "P1", "--law", "kaplan"], 0, |page, folder| {
        is_well_made(page, folder);
        assert_eq!(text(all(page, "h2#P1")[0]), "P1 · Nearly parallel columns");
        assert_eq!(all(page, "h3#P1-kaplan").len(), 1);
        assert!(!all(page, "math").is_empty());
        assert!(!all(page, "figure#P1-gap svg").is_empty());
        assert_eq!(all(page, "figure#valley svg").len(), 2);
        let command = text(all(page, "section pre.command")[0]);
        assert_eq!(command, "offray verify P1 --law kaplan");
    });
}

/// Figures that the documentation shows, from the command that it states.
#[test]
fn the_figures_of_the_documentation_are_those_of_today() {
    page(&["verify", "P1", "--law", "chinchilla"], 0, |_, folder| {
        let fresh = fs::read_to_string(folder.join("valley.svg")).expect("a figure");
        let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/figures/valley.svg");
        if std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
            fs::write(&shown, &fresh).expect("a writable folder");
        }
        let old = fs::read_to_string(&shown).expect("a figure of the documentation");
        assert!(
            old == fresh,
            "docs/figures/valley.svg is out of date: INSTA_UPDATE=always cargo test --test report"
        );
    });
}

#[test]
fn one_ray_has_a_page_without_what_is_not_known() {
    let args = ["audit", "fixtures/runs/gadre_c4val.csv", "--group", "c4", "--where", "k=20"];
    page(&args, 1, |page, folder| {
        is_well_made(page, folder);
        assert!(all(page, "figure#trade-offs").is_empty());
        assert!(text(page.root_element()).contains("one ray"));
    });
}

#[test]
fn names_from_a_table_are_text() {
    let mut table = String::from("n_params,n_tokens,loss,group\n");
    let groups = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>"];
    for (i, group) in groups.iter().enumerate() {
        for j in 0..12 {
            let (n, d) = (1e7 * 1.7_f64.powi(j % 4), 4e8 * 2.1_f64.powi(j / 4));
            let loss = 1.7 + 400.0 * n.powf(-0.34) + 410.0 * d.powf(-0.28) + 0.001 * i as f64;
            let group = group.replace('"', "\"\"");
            table += &format!("{n:.0},{d:.0},{loss:.6},\"{group}\"\n");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("<b>runs<b> & more.csv");
    fs::write(&file, table).expect("writable");
    let name = file.display().to_string();
    let report = folder.path().join("out").display().to_string();
    let out = offray(&["audit", &name, "--report", &report]).output().expect("runs");
    assert!(matches!(out.status.code(), Some(0 | 1)), "{out:?}");
    let html = fs::read_to_string(folder.path().join("out/index.html")).expect("a page");
    let page = Html::parse_document(&html);
    assert!(all(&page, "img, b").is_empty() && all(&page, "script").len() == 1);
    assert!(text(page.root_element()).contains("<script>alert(1)</script>"));
    assert!(text(all(&page, "h1")[0]).contains("<b>runs<b> & more.csv"));
    let comments = page.tree.nodes().filter(|n| matches!(n.value(), Node::Comment(_))).count();
    assert_eq!(comments, 0);
    let svg = folder.path().join("out/design-plane.svg");
    let svg = fs::read_to_string(svg).expect("a figure");
    assert!(!svg.contains("<script") && !svg.contains("<img"));
}

#[test]
fn the_same_command_writes_the_same_bytes() {
    let read = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = (fs::read_dir(folder).expect("a folder"))
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e != "html"))
            .map(|path| (path.display().to_string(), fs::read(&path).expect("a file")))
            .map(|(name, bytes)| (name.rsplit('/').next().unwrap_or_default().into(), bytes))
            .collect();
        files.sort();
        files
    };
    let args = ["verify", "P1", "--law", "chinchilla"];
    let mut first = Vec::new();
    page(&args, 0, |_, folder| first = read(folder));
    page(&args, 0, |_, folder| assert!(read(folder) == first));
    assert!(first.len() >= 4);
}

#[test]
fn a_folder_that_cannot_be_written_is_bad_input_before_any_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("writable");
    for path in [file.clone(), folder.path().join("nowhere/deeper")] {
        let path = path.display().to_string();
        for args in [&CHINCHILLA[..2], &["verify", "P1"]] {
            let out = offray(args).args(["--report", &path]).assert().code(2).get_output().clone();
            let error = String::from_utf8(out.stderr).expect("UTF-8");
            assert_eq!(error.lines().count(), 1, "{error}");
            assert!(error.contains("--report") && error.contains(&path), "{error}");
            assert!(out.stdout.is_empty());
        }
    }
    assert_eq!(fs::read_to_string(&file).expect("still there"), "mine");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
