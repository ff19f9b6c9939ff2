//! The list of laws, and one type for "a law chosen at run time".

use std::fmt;

use super::*;

/// No law has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown law '{given}': {mend}")]
pub struct UnknownLaw {
    /// What was asked for.
    pub given: String,
    /// The closest name, where one is close, and all of them.
    pub mend: String,
}

/// Writes the enum, its list and its dispatch from one line per law.
macro_rules! laws {
    ($($(#[$only:meta])? $name:ident: $p:literal),+ $(,)?) => {
        /// A law chosen at run time. Methods take parameters as a slice in the
        /// order of [`About::parameters`] and panic if there are not as many.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Law {
            $(#[doc = concat!("[`", stringify!($name), "`](super::", stringify!($name), ")")]
            $(#[$only])?
            $name($name),)+
            /// [`Typed`](super::Typed)
            Typed(Typed),
        }

        $($(#[$only])?
        impl From<$name> for Law {
            fn from(law: $name) -> Self { Law::$name(law) }
        })+

        impl From<Typed> for Law {
            fn from(law: Typed) -> Self { Law::Typed(law) }
        }

        impl Law {
            /// Every law in this folder, the reduced models last.
            pub fn all() -> Vec<Law> {
                vec![$($(#[$only])? Law::$name($name::default())),+]
            }

            /// Names, units, domain and source.
            pub fn about(&self) -> &'static About {
                match self { $($(#[$only])? Law::$name(_) => const { &<$name as Formula<$p>>::ABOUT },)+
                    Law::Typed(law) => law.about(),
                }
            }

            /// [`Formula::loss`].
            pub fn loss<S: Scalar>(&self, theta: &[S], at: &Point<S>) -> S {
                match self { $($(#[$only])? Law::$name(law) => law.loss(exactly::<S, $p>(theta), at),)+ Law::Typed(law) => law.loss(theta, at), }
            }

            /// [`Formula::switches`].
            pub fn switches<S: Scalar>(&self, theta: &[S], at: &Point<S>) -> Vec<[S; 2]> {
                match self {
                    $($(#[$only])? Law::$name(law) => law.switches(exactly::<S, $p>(theta), at),)+ Law::Typed(law) => law.switches(theta, at),
                }
            }

            /// [`Formula::gap`].
            pub fn gap<S: Scalar>(&self, theta: &[S]) -> S {
                match self { $($(#[$only])? Law::$name(law) => law.gap(exactly::<S, $p>(theta)),)+ Law::Typed(_) => theta[0].zero(), }
            }

            /// [`Formula::gaps`].
            pub fn gaps<S: Scalar>(&self, theta: &[S]) -> Vec<S> {
                match self { $($(#[$only])? Law::$name(law) => law.gaps(exactly::<S, $p>(theta)),)+ Law::Typed(_) => Vec::new(), }
            }

            /// [`Formula::ratio`].
            pub fn ratio<S: Scalar>(&self, theta: &[S], at: &Point<S>) -> S {
                match self { $($(#[$only])? Law::$name(law) => law.ratio(exactly::<S, $p>(theta), at),)+ Law::Typed(_) => &at.d / &at.n, }
            }

            /// [`Formula::ray_exponent`].
            pub fn ray_exponent<S: Scalar>(&self, theta: &[S]) -> S {
                match self { $($(#[$only])? Law::$name(law) => law.ray_exponent(exactly::<S, $p>(theta)),)+ Law::Typed(_) => theta[0].zero(), }
            }

            /// [`Formula::ray_exponents`].
            pub fn ray_exponents<S: Scalar>(&self, theta: &[S]) -> Vec<S> {
                match self { $($(#[$only])? Law::$name(law) => law.ray_exponents(exactly::<S, $p>(theta)),)+ Law::Typed(_) => Vec::new(), }
            }

            /// [`Formula::psi`].
            pub fn psi<S: Scalar>(&self, theta: &[S], k: &S) -> S {
                match self { $($(#[$only])? Law::$name(law) => law.psi(exactly::<S, $p>(theta), k),)+ Law::Typed(_) => k.one(), }
            }

            /// [`Formula::twins`].
            pub fn twins<S: Scalar>(&self, theta: &[S], k: &S) -> Vec<Vec<S>> {
                match self {
                    $($(#[$only])? Law::$name(law) => law
                        .twins(exactly::<S, $p>(theta), k)
                        .into_iter()
                        .map(Vec::from)
                        .collect(),)+
                    Law::Typed(_) => Vec::new(),
                }
            }
        }
    };
}

laws! {
    Chinchilla: 5,
    Repeated: 7,
    Kaplan: 4,
    DroppoElibol: 6,
    Interaction: 8,
    ChinchillaReduced: 3,
    RepeatedReduced: 3,
    KaplanReduced: 2,
    DroppoElibolReduced: 4,
    InteractionReduced: 3,
    #[cfg(test)] Elbow: 4,
}

impl Law {
    /// The law of that id, or of that [`Display`](fmt::Display)ed variant:
    /// `repeated:frozen` holds N_opt at the published parameters,
    /// `repeated:frozen=A,B,alpha,beta` at those, and a formula that declares its inputs,
    /// `L(N, D) = …`, is a [`Typed`] law.
    ///
    /// ```
    /// use offray::law::Law;
    /// assert_eq!(Law::named("kaplan")?.len(), 4);
    /// let frozen = Law::named("repeated:frozen")?;
    /// assert_eq!(frozen.to_string(), "repeated:frozen=521,1488,0.353,0.353");
    /// assert_eq!(Law::named(&frozen.to_string())?, frozen);
    /// let error = Law::named("chinchila").unwrap_err();
    /// assert!(error.to_string().starts_with("unknown law 'chinchila': did you mean 'chinchilla'?"));
    /// # Ok::<(), offray::law::UnknownLaw>(())
    /// ```
    pub fn named(spelling: &str) -> Result<Law, UnknownLaw> {
        let all = Law::all();
        if let Some(law) = all.iter().find(|law| law.about().id == spelling) {
            return Ok(law.clone());
        }
        if let Some(law) = Repeated::frozen_from(spelling) {
            return Ok(law.into());
        }
        if let Some(form) = forms::named(spelling) {
            return Ok(form);
        }
        if spelling.contains('=') && !spelling.starts_with("repeated:") {
            let shown: String = spelling.chars().take(60).collect();
            let refused = |error: TypedError| UnknownLaw { given: shown, mend: error.to_string() };
            return Typed::declared(spelling).map(Law::from).map_err(refused);
        }
        let spellings = all.iter().map(|law| law.about().id).chain([Repeated::FROZEN_SPELLING]);
        let spellings = spellings.chain(FORMS.iter().map(|(id, _)| *id));
        let mend = match spelling.strip_prefix("repeated:frozen=") {
            Some(_) => "A, B, alpha and beta of repeated:frozen=A,B,alpha,beta are positive".into(),
            None => super::meant(spelling, "laws", spellings),
        };
        Err(UnknownLaw { given: spelling.into(), mend })
    }

    /// The inputs but N, D and U of a typed law, by name: what
    /// [`Point::others`] holds.
    pub fn other_inputs(&self) -> Vec<&'static str> {
        match self {
            Law::Typed(law) => law.others().collect(),
            _ => Vec::new(),
        }
    }

    /// Parameter sets in print.
    pub fn published(&self) -> Vec<&'static published::Published> {
        match self {
            Law::Typed(law) => law.published().iter().collect(),
            law => published::of(law.about().id).collect(),
        }
    }

    /// How many parameters it has.
    pub fn len(&self) -> usize {
        self.about().parameters.len()
    }

    /// No law is without parameters.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The reduced model on a ray, where there is one.
    pub fn reduced(&self) -> Option<Law> {
        self.about().reduced.and_then(|id| Law::named(id).ok())
    }
}

impl Law {
    /// Its name, and what [`Law::named`] reads where that says more: a law's variant.
    pub fn title(&self) -> String {
        let (about, spelling) = (self.about(), self.to_string());
        if spelling == about.id || matches!(self, Law::Typed(_)) {
            about.name.into()
        } else {
            format!("{} ({spelling})", about.name)
        }
    }
}

impl fmt::Display for Law {
    /// What [`Law::named`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Law::Repeated(law) => law.fmt(f),
            Law::Typed(law) => law.fmt(f),
            law => f.write_str(law.about().id),
        }
    }
}

/// A slice of parameters as an array of references.
fn exactly<S, const P: usize>(theta: &[S]) -> [&S; P] {
    let theta: &[S; P] =
        theta.try_into().unwrap_or_else(|_| panic!("{P} parameters, not {}", theta.len()));
    theta.each_ref()
}
