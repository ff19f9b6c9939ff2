# shellcheck shell=bash
# The faults that break.sh plants. Sourced by it, with add, swap, plant, deep and together at hand.

loop='Fixpoint loop (n : nat) : False := loop n.\nLemma wish : 1 = 2.\nProof. destruct (loop 0). Qed.'

# What the sources say.
plant "a proof given up" 'lint: Twin.v.*Admitted' \
  'add Twin.v "Lemma wish : 1 = 2.\nProof. Admitted."'
plant "a new axiom" 'lint: Twin.v.*Axiom' 'add Twin.v "Axiom wish : 1 = 2."'
plant "a hypothesis outside any section" 'lint: Twin.v.*outside a section' \
  'add Twin.v "Hypothesis wish : 1 = 2."'
plant "a definition by Let outside any section" 'lint: Twin.v.*outside a section' \
  'add Twin.v "Let wish := 1."'
plant "a context outside any section" 'lint: Twin.v.*outside a section' \
  'add Twin.v "Context (wish : 1 = 2)."'
plant "a section that stays open" 'lint: Twin.v.*section Open' \
  'add Twin.v "Section Open.\nHypothesis wish : 1 = 2."'
plant "termination checking switched off" 'lint: Twin.v.*Unset Guard' 'add Twin.v "Unset Guard Checking."'
plant "(a) the guard switched off over three lines" 'lint: Twin.v.*Unset Guard' \
  'add Twin.v "Unset\nGuard\nChecking.\n$loop"'
plant "(b) universes switched off over three lines" 'lint: Twin.v.*Unset Universe' \
  'add Twin.v "Unset\nUniverse\nChecking.\nDefinition small : Type@{Set} := Type."'
plant "the guard switched off between comments" 'lint: Twin.v.*Unset Guard' \
  'add Twin.v "Unset (* \"*)\" (* *) *) Guard (* . *) Checking.\n$loop"'
plant "the guard bypassed by an attribute" 'lint: Twin.v.*attributes' \
  'add Twin.v "#[ bypass_check ( guard ) ]\n$loop"'
plant "positivity switched off inside a proof" 'lint: Twin.v.*not a tactic' \
  'add Twin.v "Lemma a : True.\nProof.\n{ Unset Positivity Checking. exact I. }\nQed."'
plant "universe polymorphism" 'lint: Twin.v.*not a command' 'add Twin.v "Set Universe Polymorphism."'
plant "a flag set for those who load the file" 'lint: Twin.v.*notation' \
  'add Twin.v "Local Unset Guard Checking."'
plant "a program with an obligation admitted" 'lint: Twin.v.*not a command' \
  'add Twin.v "Program Definition wish : 1 = 2 := _.\nAdmit Obligations."'
plant "a module type with a parameter" 'lint: Twin.v.*not a command' \
  'add Twin.v "Module Type T. Parameter wish : 1 = 2. End T.\nDeclare Module M : T."'
plant "a primitive" 'lint: Twin.v.*not a command' 'add Twin.v "Primitive wish := #int63_add."'
plant "a registered constant" 'lint: Twin.v.*not a command' 'add Twin.v "Register X9_kaplan_none as num.R.type."'
plant "a plugin" 'lint: Twin.v.*not a command' 'add Twin.v "Declare ML Module \"evil\"."'
plant "a file read in" 'lint: Twin.v.*not a command' 'add Twin.v "Load evil."'
plant "output sent elsewhere" 'lint: Twin.v.*not a command' 'add Twin.v "Redirect \"evil\" Print Assumptions X9_kaplan_none."'
plant "a coercion" 'lint: Twin.v.*not a command' 'add Twin.v "Definition up (n : nat) : R := 0.\nCoercion up : nat >-> R."'
plant "a canonical structure" 'lint: Twin.v.*not a command' 'add Twin.v "Canonical Structure wish := 1."'
plant "implicit arguments changed" 'lint: Twin.v.*not a command' 'add Twin.v "Arguments Rplus _ _ : simpl never."'
plant "(f) a numeral redefined" 'lint: Twin.v.*notation' 'add Twin.v "Notation \"2\" := 1 : R_scope."'
plant "an operator redefined" 'lint: Twin.v.*not a command' 'add Twin.v "Infix \"<=\" := Rge : R_scope."'
plant "another scope opened" 'lint: Twin.v.*notation' 'add Twin.v "Local Open Scope nat_scope."'
plant "an abbreviation" 'lint: Twin.v.*notation' 'add Twin.v "Notation kappa := lam_plus."'
plant "numerals read by a function" 'lint: Twin.v.*not a command' 'add Twin.v "Number Notation R f g : R_scope."'
plant "a hint" 'lint: Twin.v.*not a command' 'add Twin.v "Hint Resolve X9_kaplan_none : core."'
plant "a proof by a compiler outside the kernel" 'lint: Twin.v.*native' \
  'add Twin.v "Lemma a : 1 = 1.\nProof. native_compute. reflexivity. Qed."'
plant "a tactic that gives up" 'lint: Twin.v.*admit' 'add Twin.v "Ltac hard := admit."'
plant "a name that looks like another" 'lint: Twin.v.*CYRILLIC' 'add Twin.v "Definition k\\u0430ppa := 1."'
plant "letters that cannot be seen" 'lint: Twin.v.*RIGHT-TO-LEFT' 'add Twin.v "(* \\u202e *)"'
plant "a library of axioms" 'lint: Twin.v.*not a library' 'add Twin.v "From Coq Require Import ProofIrrelevance."'
plant "a library without its root" 'lint: Twin.v.*not a command' 'add Twin.v "Require Import Reals."'
plant "interval arithmetic on hardware floats" 'lint: Numbers.v.*hardware floats' \
  'sed -i "s/ with (i_prec 80)\././; s/interval with (i_prec 80)/interval/" Numbers.v'
plant "a proof that stays open" 'lint: Twin.v.*proof of wish' 'add Twin.v "Lemma wish : 1 = 1.\nProof. reflexivity."'

# Files and options.
plant "an unlisted file" 'lint: Extra.v: not listed' 'add Extra.v "(** name == meaning *)"'
plant "an unlisted file among what is built" 'lint: build/Extra.v: not listed' 'add build/Extra.v "(** name == meaning *)"'
plant "a compiled file without a source" 'lint: Extra.vo: compiled from no' 'cp Twin.vo Extra.vo'
plant "a listed file that is not there" 'lint: Twin.v: listed' 'rm Twin.v'
plant "a file from elsewhere" 'lint: Twin.v: not a plain file' 'mv Twin.v ../Twin.v; ln -s ../Twin.v Twin.v'
plant "(c) -type-in-type in _CoqProject" 'lint: _CoqProject: a line' 'add _CoqProject "-arg -type-in-type"'
plant "another folder in _CoqProject" 'lint: _CoqProject: a line' 'add _CoqProject "-Q ../evil Coquelicot"'
plant "an option in the Makefile" 'lint: Makefile:.*type-in-type' \
  'swap Makefile "gate build \$(JOBS)" "gate build \$(JOBS) -type-in-type"'
plant "no audit in the Makefile" 'lint: Makefile: .check. is not' \
  'swap Makefile "gate audit" "gate lint"'
stale "a compiled file exchanged" 'audit: Offset.v: not compiled as it stands' 'cp Objective.vo Offset.vo'

# What no longer compiles.
plant "a weakened statement" 'Pins.v' \
  'swap Objective.v "Theorem OBJ_kappa_lower" "Lemma lower_in_full"
   add Objective.v "Theorem OBJ_kappa_lower (a b : R) : a = b -> a = b.\nProof. auto. Qed."'
plant "a weakened statement, older than what was compiled" 'Pins.v' \
  'swap Objective.v "Theorem OBJ_kappa_lower" "Lemma lower_in_full"
   add Objective.v "Theorem OBJ_kappa_lower (a b : R) : a = b -> a = b.\nProof. auto. Qed."
   touch -d 2000-01-01 Objective.v'
plant "a hypothesis more in a section" 'Pins.v' \
  'sed -i "0,/^Hypothes/s//Hypothesis false : 1 = 2.\nHypothes/" Objective.v
   python3 - <<END
text = open("Objective.v").read()
i = text.index("Theorem OBJ_kappa_lower")
j = text.index("Proof.", i) + len("Proof.")
open("Objective.v", "w").write(text[:j] + " pose proof false as planted." + text[j:])
END'
plant "(g) a definition bent under a pinned statement" 'Pins.v' \
  'swap Triple.v "(combine u v))
        <= lambda" "(combine u v)) + norm2 (map (fun '"'(a, b)"' => s * a + t * b) (combine u v))
        <= lambda"'
plant "a bent definition" 'Program.v|Pins.v' \
  'swap Laws.v "(G * (D * G) ^ (β / α))" "(G * (D * G) ^ (α / β))"'
plant "a sign changed in a law" 'Error' \
  'swap Laws.v "(E + A * N ^ (- α) + B * D ^ (- β))." "(E + A * N ^ (- α) - B * D ^ (- β))."'
plant "a sign changed in a law of the program" 'Program.v' \
  'swap generated/Printed.v "E + A * Rpower N (- alpha) + B" "E + A * Rpower N (- alpha) - B"'
plant "a wrong derivative in the program" 'Program.v' \
  'swap generated/Printed.v "  alpha_D * Rpower (psi / N) alpha_D / psi." "  alpha_D * Rpower (psi / N) alpha_D / N."'
plant "two gaps, a ψ and a twin of the program at once" 'ProgramRay.v' \
  'python3 - <<END
import re
text = open("generated/Printed.v").read()
for name, new in (("kaplan_gap", "alpha_N - alpha_D"), ("chinchilla_gap", "beta - alpha"),
                  ("repeated_psi", "A"), ("repeated_frozen_twin_A", "A")):
    text, n = re.subn(rf"(Definition {name} [^=]*:=\n)[^\n]*", rf"\1  {new}.", text)
    assert n == 1, name
open("generated/Printed.v", "w").write(text)
END'
plant "a false number, off by one in its last digit" 'Numbers.v' 'swap Numbers.v 177.5155098 177.5155099'
plant "a number of the program, off by one in its last digit" 'generated/X1.v' \
  'python3 - <<END
import re
path, claim = "generated/X1.v", r"(Theorem chinchilla_20_on_20_kappa :\n  [0-9.]*)([0-9])( <= )"
text = open(path).read()
changed = re.sub(claim, lambda m: m[1] + str(int(m[2]) + 1) + m[3], text)
assert changed != text
open(path, "w").write(changed)
END'

# What compiles, and is not what it was.
together whole "pins, records and the table" \
  "(d) a pin in a comment, the theorem weakened" 'OBJ_kappa_lower. is not pinned' \
  'swap Objective.v "Theorem OBJ_kappa_lower" "Lemma lower_in_full"
   add Objective.v "Theorem OBJ_kappa_lower (a b : R) : a = b -> a = b.\nProof. auto. Qed."
   swap Pins.v "Definition pin_OBJ_kappa_lower" "(* Definition pin_OBJ_kappa_lower"
   swap Pins.v ":= @OBJ_kappa_lower." ":= @OBJ_kappa_lower. *)"' \
  "(e) a pin of type True" 'pin_D2_interaction_kernel_AB is not @D2_interaction_kernel_AB, but I' \
  'python3 - <<END
text = open("Pins.v").read()
i = text.index("Definition pin_D2_interaction_kernel_AB")
j = text.index(":= @D2_interaction_kernel_AB.", i)
open("Pins.v", "w").write(text[:i] + "Definition pin_D2_interaction_kernel_AB : True := I." + text[j + 29:])
END' \
  "a statement and its pin weakened alike" 'recorded.txt: Offray.Proportion.X4_kappa_lower reads now' \
  'swap Proportion.v "Theorem X4_kappa_lower" "Lemma lower_in_full"
   add Proportion.v "Theorem X4_kappa_lower (a b : R) : a = b -> a = b.\nProof. auto. Qed."
   python3 - <<END
text = open("Pins.v").read()
i = text.index("Definition pin_X4_kappa_lower")
j = text.index(":= @X4_kappa_lower.", i)
open("Pins.v", "w").write(text[:i] + "Definition pin_X4_kappa_lower : forall a b : R, a = b -> a = b " + text[j:])
END' \
  "a pin of another lemma" 'pin_P3 is not @P3, but Reduced.X5_sizes' \
  'python3 - <<END
text = open("Pins.v").read()
i = text.index("Definition pin_P3 :")
j = text.index(":= @P3.", i)
open("Pins.v", "w").write(text[:i] + "Definition pin_P3 : 0.076 / 0.095 - 1 = - 0.2 /\\\\ 0.076 - 0.095 = - 0.019 := @X5_sizes." + text[j + 7:])
END' \
  "a pin of a constant of that name in another file" 'Printed.chinchilla_d_beta is a definition' \
  'python3 - <<END
text = open("Pins.v").read()
i = text.index("Definition pin_chinchilla_d_beta :")
j = text.index(":= @chinchilla_d_beta.", i)
open("Pins.v", "w").write(text[:i] + "Definition pin_chinchilla_d_beta : R -> R -> R -> R -> R -> R -> R -> R := @Printed.chinchilla_d_beta." + text[j + 22:])
END' \
  "a definition said to be itself" 'definition_tr says tr = ' \
  'python3 - <<END
import re
text = open("Pins.v").read()
text, n = re.subn(r"Example definition_tr : @tr =\n[^\n]*", "Example definition_tr : @tr = @tr", text)
assert n == 1
open("Pins.v", "w").write(text)
END' \
  "a definition pinned at one value" 'definition_artanh speaks of a special case' \
  'python3 - <<END
import re
text = open("Pins.v").read()
text, n = re.subn(r"Example definition_artanh : @artanh =\n[^\n]*", "Example definition_artanh : artanh 0 = / 2 * ln ((1 + 0) / (1 - 0))", text)
assert n == 1
open("Pins.v", "w").write(text)
END' \
  "a definition bent that no longer has its pin" 'second_at_most occurs under a pinned statement and has no' \
  'swap Triple.v "(combine u v))
        <= lambda" "(combine u v)) + norm2 (map (fun '"'(a, b)"' => s * a + t * b) (combine u v))
        <= lambda"
   python3 - <<END
import re
text = open("Pins.v").read()
text, n = re.subn(r"Example definition_second_at_most .*?eq_refl\.\n", "", text, flags=re.S)
assert n == 1
open("Pins.v", "w").write(text)
END' \
  "the same, by the record" 'recorded.txt: Offray.Triple.second_at_most reads now' 'true' \
  "a statement of the program made trivial" 'recorded.txt: Offray.generated.D2.cerebras_gpt_alpha_optimum reads now' \
  'python3 - <<END
text = open("generated/D2.v").read()
i = text.index("Theorem cerebras_gpt_alpha_optimum")
open("generated/D2.v", "w").write(text[:i] + "Theorem cerebras_gpt_alpha_optimum : True.\nProof. exact I. Qed.\n")
END' \
  "a row of the table that cannot be read" 'docs/proofs.md:[0-9]+: not a row' \
  'swap ../docs/proofs.md "| \`X9_chinchilla_twin\` |" "| X9_chinchilla_twin |"' \
  "a row of the table that points elsewhere" 'kaplan_d_alpha_D. is in Laws.v, not in' \
  'sed -i "/kaplan_d_alpha_D/s/Laws.v/generated\/Printed.v/" ../docs/proofs.md' \
  "a pin taken out" 'docs/proofs.md: .X3_kappa_lower. is not pinned' \
  'swap Pins.v "Definition pin_X3_kappa_lower " "Definition other_X3_kappa_lower "' \
  "a line number that is not the lemma's" 'lemmas.tsv' 'swap lemmas.tsv "	1" "	2"'
deep "(f) an operator redefined, the statement word for word" 'recorded.txt: Offray.Kernels.D2_interaction_kernel_AB reads now' \
  'swap Kernels.v "Theorem D2_interaction_kernel_AB" "Lemma AB_in_full"
   swap Kernels.v "End Interaction." "Definition same (x y : R) : Prop := x = x \/ x = y.
Local Notation \"x = y\" := (same x y) : type_scope.
Theorem D2_interaction_kernel_AB α γ_N γ_D :
  comb (interaction_jacobian E A B F α α γ_N γ_D N (fun i => k * N i))
    [0; Rpower k (- α); - (1); 0; 0; 0; 0; 0] i = 0.
Proof. pose proof Hk. pose proof HN. now left. Qed.
End Interaction."
   python3 - <<END
text = open("Pins.v").read()
i = text.index("Definition pin_D2_interaction_kernel_AB")
j = text.index("D2_interaction_kernel_AB.", i + 60) + len("D2_interaction_kernel_AB.")
pin = text[i:j]
text = text[:i] + text[j:] + "\nLocal Notation \"x = y\" := (same x y) : type_scope.\n" + pin + "\n"
open("Pins.v", "w").write(text)
END'
deep "an axiom in a module" 'wish|a constant that is not understood' \
  'add Kernels.v "Module M.\nAxiom wish : 1 = 2.\nEnd M."'
together kernel "what the kernel says of what is proved" \
  "(a) the guard switched off, by the kernel" 'Proportion.loop is assumed to be guarded' \
  'add Proportion.v "Unset\nGuard\nChecking.\n$loop"' \
  "(b) universes switched off, by the kernel" 'Offset.small relies on an unsafe' \
  'add Offset.v "Unset\nUniverse\nChecking.\nDefinition small : Type@{Set} := Type."' \
  "positivity switched off, by the kernel" 'Kernels.negative is assumed to be positive' \
  'add Kernels.v "Unset Positivity Checking.\nInductive negative := Negative : (negative -> nat) -> negative.\nDefinition it := Negative."' \
  "an axiom taken from the library" 'ProgramRay.v.*rests on .*proof_irrelevance' \
  'add ProgramRay.v "From Coq Require ProofIrrelevance.\nLemma wish (P : Prop) (p q : P) : p = q.\nProof. apply ProofIrrelevance.proof_irrelevance. Qed."' \
  "an axiom left out of the table" 'docs/proofs.md: lemmas said to rest on' \
  'sed -i "/X9_kaplan_none/s/| s n f c |/| s f |/" ../docs/proofs.md'
