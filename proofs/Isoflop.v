(** X12: IsoFLOP parabolas (Approach 2) on a Chinchilla surface without noise: the exponents come out
    exactly, the intercepts are off by one constant factor, and by none exactly when α = β.

    On the line C = 6ND the loss is written in w = log₁₀(D/D°). A grid is the list of its w; it is
    symmetric if w and −w occur equally often (equidistant points on [−W, W] are).

    name                        ==  meaning
    optimal_data C              ==  D°(C) = (βB/(αA))^(1/(α+β)) (C/6)^(α/(α+β))
    isoflop_optimal_data        ==  it is the least point of L(C/(6D), D) over D > 0
    isoflop_surface             ==  L(w) = E + a(10^(−βw) + (β/α) 10^(αw)), a = B D°^−β
    X12_vertex                  ==  the vertex of the fit at every C is δw, whatever E, A, B, C
    X12_data_exponent           ==  fitted D(C₂)/D(C₁) = (C₂/C₁)^(α/(α+β)), exactly
    X12_size_exponent           ==  fitted N(C₂)/N(C₁) = (C₂/C₁)^(β/(α+β)), exactly
    X12_intercepts              ==  fitted D = 10^δw D°, fitted N = 10^−δw N°, at every C        *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Laws Parabola.
Import ListNotations.
Open Scope R_scope.

(** The surface. *)
Section Surface.
Variables E A B α β : R.
Hypotheses (HA : 0 < A) (HB : 0 < B) (Hα : 0 < α) (Hβ : 0 < β).

Definition optimal_data (C : R) : R :=
  Rpower (β * B / (α * A)) (/ (α + β)) * Rpower (C / 6) (α / (α + β)).
Definition isoflop_loss (C D : R) : R := chinchilla E A B α β (C / (6 * D)) D.

Lemma optimal_pos C : 0 < optimal_data C.
Proof. apply Rmult_lt_0_compat; apply Rpower_pos. Qed.

(** α A N°^−α = β B D°^−β. *)
Lemma balance C : 0 < C ->
  α * A * Rpower (C / (6 * optimal_data C)) (- α) = β * B * Rpower (optimal_data C) (- β).
Proof.
  intros HC. pose proof (optimal_pos C) as HD. set (D := optimal_data C) in *.
  assert (H6 : 0 < C / 6) by lra.
  assert (HG : 0 < β * B / (α * A)) by (apply Rdiv_lt_0_compat; apply Rmult_lt_0_compat; auto).
  replace (C / (6 * D)) with (C / 6 / D) by (field; lra).
  rewrite Rpower_div, Ropp_involutive by auto.
  assert (P : Rpower D (α + β) = β * B / (α * A) * Rpower (C / 6) α).
  { unfold D, optimal_data. rewrite Rpower_mult_base by apply Rpower_pos. rewrite !Rpower_mult.
    replace (/ (α + β) * (α + β)) with 1 by (field; lra).
    replace (α / (α + β) * (α + β)) with α by (field; lra). now rewrite Rpower_1. }
  replace (Rpower D α) with (Rpower D (α + β) * Rpower D (- β)).
  - rewrite P. replace (α * A * (Rpower (C / 6) (- α) * (β * B / (α * A) * Rpower (C / 6) α * Rpower D (- β))))
      with (β * B * Rpower D (- β) * (Rpower (C / 6) (- α) * Rpower (C / 6) α)) by (field; lra).
    rewrite <- Rpower_plus. replace (- α + α) with 0 by ring. rewrite Rpower_O by auto. ring.
  - rewrite <- Rpower_plus. f_equal. ring.
Qed.

Theorem isoflop_surface C w : 0 < C ->
  isoflop_loss C (optimal_data C * Rpower 10 w)
  = E + B * Rpower (optimal_data C) (- β) * shape α β w.
Proof.
  intros HC. pose proof (optimal_pos C) as HD. pose proof (balance C HC) as Bal.
  set (D := optimal_data C) in *. unfold isoflop_loss, chinchilla, shape.
  pose proof (Rpower_pos 10 w) as H10.
  replace (C / (6 * (D * Rpower 10 w))) with (C / (6 * D) / Rpower 10 w) by (field; lra).
  assert (HN : 0 < C / (6 * D)) by (apply Rdiv_lt_0_compat; lra).
  rewrite Rpower_div, Rpower_mult_base, !Rpower_mult by auto.
  replace (w * - - α) with (α * w) by ring. replace (w * - β) with (- (β * w)) by ring.
  assert (Bal' : A * Rpower (C / (6 * D)) (- α) = β / α * (B * Rpower D (- β))).
  { apply Rmult_eq_reg_l with α; [|lra]. replace (α * (β / α * (B * Rpower D (- β)))) with (β * B * Rpower D (- β))
      by (field; lra). rewrite <- Bal. ring. }
  replace (A * (Rpower (C / (6 * D)) (- α) * Rpower 10 (α * w)))
    with (A * Rpower (C / (6 * D)) (- α) * Rpower 10 (α * w)) by ring.
  rewrite Bal'. ring.
Qed.

Lemma shape_least w : shape α β 0 <= shape α β w.
Proof.
  unfold shape. rewrite !Rmult_0_r, Ropp_0, !Rpower_O by lra. unfold Rpower.
  pose proof (exp_ineq1_le (- (β * w) * ln 10)) as H1. pose proof (exp_ineq1_le (α * w * ln 10)) as H2.
  assert (Hq : 0 < β / α) by now apply Rdiv_lt_0_compat.
  apply (Rmult_le_compat_l (β / α)) in H2; [|lra].
  replace (β / α * (1 + α * w * ln 10)) with (β / α + β * w * ln 10) in H2 by (field; lra). lra.
Qed.

Theorem isoflop_optimal_data C D : 0 < C -> 0 < D ->
  isoflop_loss C (optimal_data C) <= isoflop_loss C D.
Proof.
  intros HC HD. pose proof (optimal_pos C) as HD'. pose proof ln10_pos as H10.
  set (w := ln (D / optimal_data C) / ln 10).
  assert (Ew : D = optimal_data C * Rpower 10 w).
  { unfold Rpower, w. replace (ln (D / optimal_data C) / ln 10 * ln 10) with (ln (D / optimal_data C)) by (field; lra).
    rewrite exp_ln by now apply Rdiv_lt_0_compat. field. lra. }
  assert (E0 : optimal_data C = optimal_data C * Rpower 10 0) by (rewrite Rpower_O; lra).
  rewrite Ew, E0 at 1. rewrite !isoflop_surface by auto. apply Rplus_le_compat_l.
  apply Rmult_le_compat_l; [|apply shape_least]. apply Rmult_le_pos; [lra|left; apply Rpower_pos].
Qed.

Section Fitted.
Variable grid : list R.
Hypothesis Hsym : symmetric grid.
Hypothesis Hne : exists w w', In w grid /\ In w' grid /\ w² <> w'².

(** What Approach 2 reports at the budget C: the vertex of the parabola in w, as D and as N. *)
Definition fitted_shift (C : R) : R :=
  parabola_vertex grid (fun w => isoflop_loss C (optimal_data C * Rpower 10 w)).
Definition fitted_data (C : R) : R := optimal_data C * Rpower 10 (fitted_shift C).
Definition fitted_size (C : R) : R := C / (6 * fitted_data C).
Definition optimal_size_at (C : R) : R := C / (6 * optimal_data C).

Theorem X12_vertex C : 0 < C -> fitted_shift C = vertex_shift grid α β.
Proof.
  intros HC. unfold fitted_shift, vertex_shift. unfold parabola_vertex, parabola_c1, parabola_c2.
  rewrite (sum_ext grid _ (fun w => w * (E + B * Rpower (optimal_data C) (- β) * shape α β w)))
    by (intros; now rewrite isoflop_surface).
  rewrite (sum_ext grid (fun w => centred grid w * isoflop_loss C (optimal_data C * Rpower 10 w))
    (fun w => centred grid w * (E + B * Rpower (optimal_data C) (- β) * shape α β w)))
    by (intros; now rewrite isoflop_surface).
  apply (vertex_affine grid Hsym Hne E (B * Rpower (optimal_data C) (- β)) (shape α β)).
  apply Rgt_not_eq, Rmult_lt_0_compat; auto. apply Rpower_pos.
Qed.

Theorem X12_intercepts C : 0 < C ->
  fitted_data C = Rpower 10 (vertex_shift grid α β) * optimal_data C
  /\ fitted_size C = Rpower 10 (- vertex_shift grid α β) * optimal_size_at C.
Proof.
  intros HC. unfold fitted_size, optimal_size_at, fitted_data. rewrite X12_vertex by auto.
  pose proof (optimal_pos C). pose proof (Rpower_pos 10 (vertex_shift grid α β)).
  rewrite Rpower_Ropp. split; [ring|field; lra].
Qed.

Lemma optimal_ratio C C' : 0 < C -> 0 < C' ->
  optimal_data C' / optimal_data C = Rpower (C' / C) (α / (α + β)).
Proof.
  intros H H'. unfold optimal_data.
  assert (Ec : Rpower (C' / 6) (α / (α + β)) = Rpower (C' / C) (α / (α + β)) * Rpower (C / 6) (α / (α + β))).
  { rewrite <- Rpower_mult_base; [f_equal; field; lra|now apply Rdiv_lt_0_compat|lra]. }
  rewrite Ec. pose proof (Rpower_pos (β * B / (α * A)) (/ (α + β))). pose proof (Rpower_pos (C / 6) (α / (α + β))).
  field. lra.
Qed.

Theorem X12_data_exponent C C' : 0 < C -> 0 < C' ->
  fitted_data C' / fitted_data C = Rpower (C' / C) (α / (α + β)).
Proof.
  intros H H'. rewrite (proj1 (X12_intercepts C H)), (proj1 (X12_intercepts C' H')), <- optimal_ratio by auto.
  pose proof (optimal_pos C). pose proof (Rpower_pos 10 (vertex_shift grid α β)). field. lra.
Qed.

Theorem X12_size_exponent C C' : 0 < C -> 0 < C' ->
  fitted_size C' / fitted_size C = Rpower (C' / C) (β / (α + β)).
Proof.
  intros H H'. unfold fitted_size.
  assert (P : forall c, 0 < fitted_data c)
    by (intros c; unfold fitted_data; apply Rmult_lt_0_compat; [apply optimal_pos|apply Rpower_pos]).
  pose proof (P C). pose proof (P C').
  replace (C' / (6 * fitted_data C') / (C / (6 * fitted_data C)))
    with (C' / C * / (fitted_data C' / fitted_data C)) by (field; lra).
  assert (Q : 0 < C' / C) by now apply Rdiv_lt_0_compat.
  rewrite X12_data_exponent, <- Rpower_Ropp by auto. rewrite <- (Rpower_1 (C' / C)) at 1 by auto.
  rewrite <- Rpower_plus. f_equal. field. lra.
Qed.
End Fitted.
End Surface.
