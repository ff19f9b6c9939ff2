use super::*;

/// Every kind of layer on a logarithmic plane.
fn specimen() -> Figure {
    let line = |c: f64, p: f64| -> Vec<(f64, f64)> {
        (0..=20)
            .map(|i| libm::pow(10.0, -3.0 + 0.1 * f64::from(i)))
            .map(|e| (e, c * libm::pow(e, p)))
            .collect()
    };
    let band = line(3.0, -2.0).iter().map(|(x, y)| (*x, y / 2.0, y * 2.0)).collect();
    let points: Vec<(f64, f64)> = line(3.0, -2.0).into_iter().step_by(2).collect();
    let layers = vec![
        Layer::band("certified", band, Colour::Blue),
        Layer::line("paper: ε^{−2}", line(1.0, -2.0), Colour::Vermilion, Dash::Dashed),
        Layer::line("ours: 3 ε^{−2}", line(3.0, -2.0), Colour::Blue, Dash::Solid),
        Layer::points("measured", points.clone(), Colour::Blue),
        Layer::Intervals {
            name: Some("95 % interval".into()),
            at: points.iter().map(|(x, y)| (*x, y / 3.0, y * 3.0)).collect(),
            colour: Colour::Green,
        },
        Layer::note("slope −2", (0.01, 3e4), Colour::Blue),
    ];
    let x = Axis::log("gap ε", [1e-3, 0.1]);
    let y = Axis::log("κ_{eq}(JᵀJ), <units>", [30.0, 1e7]);
    let loglog = Panel::new("Condition number", "κ against ε", x, y, layers);
    let ring = |r: f64| -> Vec<(f64, f64)> {
        (0..64)
            .map(|i| 0.0981748 * f64::from(i))
            .map(|t| (r * libm::cos(t), r * libm::sin(t) + 0.3 * libm::cos(t)))
            .collect()
    };
    let level = |r: f64, name: &str| Layer::Level {
        name: Some(name.into()),
        rings: vec![ring(r)],
        colour: Colour::Blue,
        fill: 0.15,
        border: 1.0,
    };
    let marks = |colour, marker, at| Layer::marks("here & there", vec![at], colour, marker);
    let plane = Panel {
        aspect: SQUARE,
        ..Panel::new(
            "Levels",
            "contours",
            Axis::linear("A", [-1.0, 1.0]),
            Axis::linear("B", [-1.0, 1.0]),
            vec![
                level(1.2, "99 %"),
                level(0.8, "95 %"),
                level(0.4, "68 %"),
                marks(Colour::Vermilion, Marker::Cross, (0.3, 0.3)),
                marks(Colour::Ink, Marker::Diamond, (0.0, 0.0)),
            ],
        )
    };
    let names: Vec<String> = ["E", "A", "β"].map(String::from).into();
    let matrix = Panel::new(
        "",
        "correlations",
        Axis::names("", names.clone()),
        Axis::names("", names).reversed(),
        vec![Layer::Cells {
            rows: vec![
                vec![Some(1.0), Some(-0.7), Some(0.2)],
                vec![Some(-0.7), Some(1.0), Some(0.9987)],
                vec![Some(0.2), None, Some(1.0)],
            ],
        }],
    );
    Figure {
        id: "specimen".into(),
        title: "A specimen".into(),
        caption: "Every kind of layer.".into(),
        panels: vec![loglog, plane, matrix],
    }
}

#[test]
fn the_same_figure_is_the_same_bytes_and_a_picture() {
    let figure = specimen();
    let png = figure.to_png();
    assert_eq!(png, specimen().to_png());
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    if let Ok(folder) = std::env::var("OFFRAY_SPECIMEN") {
        std::fs::write(format!("{folder}/specimen.png"), &png).expect("writable");
        std::fs::write(format!("{folder}/specimen.svg"), figure.to_svg()).expect("writable");
    }
}

#[test]
fn text_of_an_svg_is_escaped_and_in_the_legend_once() {
    let svg = specimen().to_svg();
    assert_eq!(svg, specimen().to_svg());
    assert!(svg.contains("&lt;units&gt;") && !svg.contains("<units>"));
    assert!(svg.contains("here &amp; there"));
    assert_eq!(svg.matches("95 % interval").count(), 1);
    // 10 to the −2 as a raised span.
    assert!(svg.contains("ε<tspan dy=\"-4.14\" font-size=\"8.28\">−2</tspan>"), "{svg}");
    assert!(!svg.contains("NaN"));
}
