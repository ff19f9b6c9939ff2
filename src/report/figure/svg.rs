//! A picture as SVG: text stays text.

use std::fmt::Write as _;

use super::Anchor;
use super::label::{Level, pieces, plain};
use super::picture::{Mark, Paint, Picture};
use crate::report::text::escape::escape;

/// Preferred fonts of a file; a page has its own.
const FAMILY: &str = "Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif";

/// A file: on white, with its namespace.
pub fn file(picture: &Picture, title: &str, caption: &str) -> String {
    let (width, height) = picture.size;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\">\n<title>{}</title>\n\
         <desc>{}</desc>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
        escape(&plain(title)),
        escape(&plain(caption))
    );
    body(&mut text, picture);
    text + "</svg>\n"
}

/// An element of a page: its name and description, and what is said of points that are pointed at.
pub fn inline(
    picture: &Picture,
    id: &str,
    (name, description): (&str, &str),
    tips: &[((f64, f64), &str)],
) -> String {
    let (width, height) = picture.size;
    let mut text = format!(
        "<svg class=\"plot\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-name {id}-desc\">\n<title id=\"{id}-name\">{}</title>\n\
         <desc id=\"{id}-desc\">{}</desc>\n",
        escape(&plain(name)),
        escape(&plain(description))
    );
    body(&mut text, picture);
    if !tips.is_empty() {
        text.push_str("<g class=\"tips\" fill=\"transparent\">");
        for ((x, y), tip) in tips {
            let (x, y, tip) = (number(*x), number(*y), escape(tip));
            let _ =
                write!(text, "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\"><title>{tip}</title></circle>");
        }
        text.push_str("</g>\n");
    }
    text + "</svg>"
}

fn body(out: &mut String, picture: &Picture) {
    out.push_str("<g stroke-linejoin=\"round\">\n");
    for mark in &picture.marks {
        write(out, mark);
    }
    out.push_str("</g>\n");
}

/// At most two places.
fn number(x: f64) -> String {
    let text = format!("{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn colour(attribute: &str, paint: &Paint) -> String {
    let [r, g, b] = paint.rgb;
    let opacity = match paint.alpha < 1.0 {
        true => format!(" {attribute}-opacity=\"{}\"", number(paint.alpha)),
        false => String::new(),
    };
    format!("{attribute}=\"#{r:02x}{g:02x}{b:02x}\"{opacity}")
}

fn outline(lines: &[Vec<(f64, f64)>], closed: bool) -> String {
    let mut d = String::new();
    for line in lines {
        for (i, (x, y)) in line.iter().enumerate() {
            let letter = ["M", "L"][usize::from(i > 0)];
            let _ = write!(d, "{letter}{} {}", number(*x), number(*y));
        }
        if closed {
            d.push('Z');
        }
    }
    d
}

fn write(out: &mut String, mark: &Mark) {
    let _ = match mark {
        Mark::Stroke { lines, width, paint } => writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" {} stroke-width=\"{}\"/>",
            outline(lines, false),
            colour("stroke", paint),
            number(*width)
        ),
        Mark::Area { rings, paint } => writeln!(
            out,
            "<path d=\"{}\" {} fill-rule=\"evenodd\"/>",
            outline(rings, true),
            colour("fill", paint)
        ),
        Mark::Discs { at, radius, width, paint } => {
            let style = match width {
                Some(width) => {
                    let stroke = colour("stroke", paint);
                    format!("fill=\"none\" {stroke} stroke-width=\"{}\"", number(*width))
                }
                None => colour("fill", paint),
            };
            let r = number(*radius);
            let _ = write!(out, "<g {style}>");
            for (x, y) in at {
                let (x, y) = (number(*x), number(*y));
                let _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>");
            }
            writeln!(out, "</g>")
        }
        Mark::Text { text, at: (x, y), anchor, size, bold, upwards, paint } => {
            let (x, y) = (number(*x), number(*y));
            let turn = match upwards {
                true => format!(" transform=\"rotate(-90 {x} {y})\""),
                false => String::new(),
            };
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *bold { " font-weight=\"600\"" } else { "" };
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{anchor}{weight}{turn} {}>{}</text>",
                number(*size),
                colour("fill", paint),
                spans(text, *size)
            )
        }
    };
}

/// Subscripts and superscripts as spans that move the baseline and return.
fn spans(text: &str, size: f64) -> String {
    let mut out = String::new();
    let mut raised = 0.0;
    for (level, piece) in pieces(text) {
        let shift = raised - level.rise() * size;
        raised = level.rise() * size;
        if level == Level::Base && shift == 0.0 {
            out += &escape(piece);
            continue;
        }
        let smaller = match level {
            Level::Base => String::new(),
            _ => format!(" font-size=\"{}\"", number(size * level.scale())),
        };
        let _ = write!(out, "<tspan dy=\"{}\"{smaller}>{}</tspan>", number(shift), escape(piece));
    }
    out
}
