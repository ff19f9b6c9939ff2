use super::*;
use crate::law::{Law, Point};
use crate::number::Dual;

#[test]
fn scratch() {
    for law in Law::all() {
        let p: Vec<Symbol> = law
            .about()
            .parameters
            .iter()
            .map(|p| Symbol::variable(p.name, p.symbol, p.latex))
            .collect();
        let c = |s: &str| Symbol::named(s);
        let at = Point { n: c("N"), d: c("D"), unique: c("U") };
        println!("{} {}", law.about().id, law.loss(&p, &at));
        let at = at.map(|x| Dual::constant(x.clone()));
        let l = law.loss(&Dual::variables(&p), &at);
        for (i, d) in l.entries() {
            println!("   d{} = {}", p[*i], d.simplified());
        }
        let g: Vec<_> = l.gradient(p.len()).iter().map(Symbol::simplified).collect();
        let sh = Shared::new(&g);
        for (a, b) in &sh.definitions {
            println!("      {a} = {b}");
        }
        for (a, b) in p.iter().zip(&sh.formulas) {
            println!("      d{a} = {b}");
        }
        for b in &sh.formulas {
            println!("      {}", b.print(Notation::Latex));
        }
        for b in &sh.formulas {
            println!("      {}", b.print(Notation::Rocq));
        }
        for b in &sh.formulas {
            println!("      {}", b.print(Notation::Python));
        }
    }
}
