"""Numbers for the hypotheses: a pinned theorem that has hypotheses needs an `instance_X`, which says
that all of them can be met together. What it has to say Coq forms here, in the gate's own words, from
the type of X: every quantifier before the conclusion becomes "there is", every hypothesis a claim."""

import re

import kernel

SATISFIED = """Ltac satisfied t := lazymatch t with
  | ?A -> ?B => let s := satisfied B in
      lazymatch type of A with Prop => constr:(and A s) | _ => constr:(@ex A (fun _ : A => s)) end
  | forall x : ?A, @?B x => constr:(@ex A (fun x : A =>
      ltac:(let b := eval cbv beta in (B x) in let s := satisfied b in exact s)))
  | _ => constr:(True) end."""


def claim(name):
    """The statement that the hypotheses of a theorem can be met."""
    return f"ltac:(let t := type of @{name} in let t := eval cbv zeta in t in let s := satisfied t in exact s)"


def faults(world, pins):
    """Pinned theorems whose hypotheses no instance meets."""
    names = list(pins.statements.values())
    claims = kernel.ask(world.files, [SATISFIED, *(f"Check {claim(name)}." for name in names)])[1:]
    needing = [name for name, answer in zip(names, claims) if re.search(r"\band\b", answer)]
    places = {name.rsplit(".", 1)[1]: name for name in world.names}
    asked, found = [], []
    for name in needing:
        lemma = name.rsplit(".", 1)[1]
        if instance := places.get(f"instance_{lemma}"):
            asked.append((lemma, f'Goal {claim(name)}. first [exact @{instance} | idtac "not so"]. Abort.'))
        else:
            found.append(f"Hypotheses.v: `{lemma}` has hypotheses, and there is no instance_{lemma} that meets them")
    answers = kernel.ask(world.files, [SATISFIED, *(goal for _, goal in asked)])[1:]
    found += [f"Hypotheses.v: instance_{lemma} does not say that the hypotheses of `{lemma}` can be met"
              for (lemma, _), answer in zip(asked, answers) if "not so" in answer]
    if not found:
        print(f"audit: {len(needing)} statements with hypotheses, each met by numbers")
    return found
