(** Columns that move with ε, near ε = 0: what holds of the eigenvalues at 0 holds nearly.

    name                  ==  meaning
    at_gap fs ε           ==  the columns f ε, f in fs
    tends l f g           ==  f ε → g as ε → 0, at every run
    injective_near        ==  columns that tend to independent ones: λ_min ≥ m > 0 near 0, ε ≠ 0
    kernel_near           ==  derivable columns whose combinations at 0 vanish on a subspace of
                              dimension j: λ_j ≤ C ε² near 0                                  *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Jacobian Upper Independent Eigenvalues.
Import ListNotations.
Open Scope R_scope.

Definition at_gap {Run : Type} (fs : list (R -> Run -> R)) (ε : R) : list (Run -> R) :=
  map (fun f => f ε) fs.
Definition differences {Run : Type} (fs gs : list (Run -> R)) : list (Run -> R) :=
  map (fun p i => fst p i - snd p i) (combine fs gs).

Section Design.
Context {Run : Type}.
Implicit Types (l : list Run) (fs : list (R -> Run -> R)).

Lemma comb_differences (fs gs : list (Run -> R)) v i : length fs = length gs ->
  comb (differences fs gs) v i = comb fs v i - comb gs v i.
Proof.
  revert gs v. induction fs as [|f fs IH]; intros [|g gs] [|a v] H; try discriminate; simpl; try ring.
  change (a * (f i - g i) + comb (differences fs gs) v i
          = a * f i + comb fs v i - (a * g i + comb gs v i)).
  rewrite IH by (simpl in H; congruence). ring.
Qed.

Lemma length_differences (fs gs : list (Run -> R)) : length fs = length gs ->
  length (differences fs gs) = length fs.
Proof. intros H. unfold differences. rewrite map_length, List.combine_length. lia. Qed.

Lemma lower_nearby l (fs gs : list (Run -> R)) m : length fs = length gs -> 0 < m ->
  rayleigh_lower l gs m -> trace l (differences fs gs) <= m / 4 -> rayleigh_lower l fs (m / 4).
Proof.
  intros Hl Hm Hg Ht v Hv. pose proof (Hg v (eq_trans Hv Hl)) as H1.
  pose proof (form_le_trace l (differences fs gs) v (eq_trans Hv (eq_sym (length_differences fs gs Hl)))) as H2.
  pose proof (norm2_nonneg v) as Hn.
  assert (H3 : form l (differences fs gs) v <= m / 4 * norm2 v).
  { apply Rle_trans with (1 := H2). now apply Rmult_le_compat_r. }
  rewrite form_norm in H1, H3 |- *. set (n := norm2 v) in *.
  assert (T : norm l (comb gs v) <= norm l (comb fs v) + norm l (comb (differences fs gs) v)).
  { rewrite (norm_ext l (comb gs v) (fun i => comb fs v i + (-1) * comb (differences fs gs) v i)).
    - apply Rle_trans with (1 := norm_triangle l _ _). rewrite norm_scal, Rabs_left by lra. lra.
    - intros i _. rewrite comb_differences by auto. ring. }
  pose proof (norm_nonneg l (comb gs v)) as P1. pose proof (norm_nonneg l (comb fs v)) as P2.
  pose proof (norm_nonneg l (comb (differences fs gs) v)) as P3.
  set (G := norm l (comb gs v)) in *. set (F := norm l (comb fs v)) in *.
  set (D := norm l (comb (differences fs gs) v)) in *.
  assert (D2 : (2 * D)² <= G²) by (unfold Rsqr in *; lra).
  apply Rsqr_incr_0_var in D2; auto.
  assert (F2 : (G / 2)² <= F²) by (apply Rsqr_incr_1; lra).
  unfold Rsqr in *. lra.
Qed.

Definition tends l (f : R -> Run -> R) (g : Run -> R) : Prop := forall i, In i l ->
  forall η, 0 < η -> exists δ, 0 < δ /\ forall ε, 0 < Rabs ε < δ -> Rabs (f ε i - g i) < η.

Lemma tends_dot l f g : tends l f g -> forall η, 0 < η -> exists δ, 0 < δ /\ forall ε, 0 < Rabs ε < δ ->
  dot l (fun i => f ε i - g i) (fun i => f ε i - g i) <= η.
Proof.
  induction l as [|i l IH]; intros H η Hη.
  - exists 1. split; [lra|]. intros. unfold dot. simpl. lra.
  - destruct (IH (fun j Hj => H j (or_intror Hj)) (η / 2)) as (d1 & H1 & F1); [lra|].
    destruct (H i (or_introl eq_refl) (Rmin 1 (η / 2))) as (d2 & H2 & F2); [apply Rmin_glb_lt; lra|].
    exists (Rmin d1 d2). split; [now apply Rmin_glb_lt|]. intros ε [He He'].
    assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
    assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
    specialize (F1 ε (conj He E1)). specialize (F2 ε (conj He E2)).
    pose proof (Rmin_l 1 (η / 2)) as M1. pose proof (Rmin_r 1 (η / 2)) as M2.
    unfold dot in *. cbn [sum]. set (z := f ε i - g i) in *. pose proof (Rabs_pos z) as Hz.
    assert (Z : z * z <= 1 * (η / 2)).
    { change (z * z) with (z²). rewrite Rsqr_abs. unfold Rsqr. apply Rmult_le_compat; lra. }
    lra.
Qed.

Lemma tends_trace l fs gs : Forall2 (tends l) fs gs -> forall η, 0 < η -> exists δ, 0 < δ /\
  forall ε, 0 < Rabs ε < δ -> trace l (differences (at_gap fs ε) gs) <= η.
Proof.
  induction 1 as [|f g fs gs Hf _ IH]; intros η Hη.
  - exists 1. split; [lra|]. intros. unfold trace. simpl. lra.
  - destruct (IH (η / 2)) as (d1 & H1 & F1); [lra|].
    destruct (tends_dot l f g Hf (η / 2)) as (d2 & H2 & F2); [lra|].
    exists (Rmin d1 d2). split; [now apply Rmin_glb_lt|]. intros ε [He He'].
    assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
    assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
    specialize (F1 ε (conj He E1)). specialize (F2 ε (conj He E2)).
    unfold trace in *. unfold at_gap, differences in *. cbn [map combine sum fst snd]. lra.
Qed.

Theorem injective_near l fs gs : Forall2 (tends l) fs gs -> injective l gs ->
  exists ε0 m, 0 < ε0 /\ 0 < m /\ forall ε, 0 < Rabs ε < ε0 -> rayleigh_lower l (at_gap fs ε) m.
Proof.
  intros H Hi. destruct (bounded_below l gs Hi) as (m & Hm & Hl).
  destruct (tends_trace l fs gs H (m / 4)) as (δ & Hδ & F); [lra|].
  exists δ, (m / 4). split; auto. split; [lra|]. intros ε He.
  apply lower_nearby with gs; auto. unfold at_gap. rewrite map_length. clear -H. induction H; simpl; congruence.
Qed.

(** Derivable columns. *)
Lemma lipschitz_near (f : R -> R) : ex_derive f 0 ->
  exists δ M, 0 < δ /\ 0 <= M /\ forall ε, Rabs ε < δ -> Rabs (f ε - f 0) <= M * Rabs ε.
Proof.
  intros [y Hy]. apply is_derive_Reals in Hy. destruct (Hy 1 Rlt_0_1) as [δ H].
  exists δ, (Rabs y + 1). split; [apply cond_pos|]. split; [pose proof (Rabs_pos y); lra|].
  intros ε He. destruct (Req_dec ε 0) as [->|Hne].
  - rewrite Rminus_eq_0, Rabs_R0. lra.
  - specialize (H ε Hne He). rewrite Rplus_0_l in H.
    replace (f ε - f 0) with (((f ε - f 0) / ε - y + y) * ε) by (field; auto).
    rewrite Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|].
    apply Rle_trans with (1 := Rabs_triang _ _). lra.
Qed.

Lemma lipschitz_dot l (f : R -> Run -> R) : (forall i, In i l -> ex_derive (fun ε => f ε i) 0) ->
  exists δ M, 0 < δ /\ 0 <= M /\ forall ε, Rabs ε < δ ->
    dot l (fun i => f ε i - f 0 i) (fun i => f ε i - f 0 i) <= M * ε ^ 2.
Proof.
  induction l as [|i l IH]; intros H.
  - exists 1, 0. repeat split; try lra. intros. unfold dot. simpl. lra.
  - destruct (IH (fun j Hj => H j (or_intror Hj))) as (d1 & M1 & H1 & P1 & F1).
    destruct (lipschitz_near _ (H i (or_introl eq_refl))) as (d2 & M2 & H2 & P2 & F2).
    exists (Rmin d1 d2), (M1 + M2²). split; [now apply Rmin_glb_lt|].
    split; [pose proof (Rle_0_sqr M2); lra|]. intros ε He.
    assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He), Rmin_l).
    assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := He), Rmin_r).
    specialize (F1 ε E1). specialize (F2 ε E2). cbv beta in F2.
    unfold dot in *. cbn [sum]. set (z := f ε i - f 0 i) in *.
    assert (Z : z * z <= M2² * ε ^ 2).
    { change (z * z) with (z²). rewrite Rsqr_abs. replace (M2² * ε ^ 2) with ((M2 * Rabs ε)²).
      - apply Rsqr_incr_1; auto; [apply Rabs_pos|]. apply Rmult_le_pos; auto. apply Rabs_pos.
      - rewrite Rsqr_mult, <- Rsqr_abs. unfold Rsqr. ring. }
    lra.
Qed.

Lemma lipschitz_trace l fs : (forall f i, In f fs -> In i l -> ex_derive (fun ε => f ε i) 0) ->
  exists δ M, 0 < δ /\ 0 <= M /\ forall ε, Rabs ε < δ ->
    trace l (differences (at_gap fs ε) (at_gap fs 0)) <= M * ε ^ 2.
Proof.
  induction fs as [|f fs IH]; intros H.
  - exists 1, 0. repeat split; try lra. intros. unfold trace. simpl. lra.
  - destruct IH as (d1 & M1 & H1 & P1 & F1); [intros g i Hg; apply H; now right|].
    destruct (lipschitz_dot l f) as (d2 & M2 & H2 & P2 & F2); [intros i Hi; apply H; auto; now left|].
    exists (Rmin d1 d2), (M1 + M2). split; [now apply Rmin_glb_lt|]. split; [lra|]. intros ε He.
    assert (E1 : Rabs ε < d1) by (apply Rlt_le_trans with (1 := He), Rmin_l).
    assert (E2 : Rabs ε < d2) by (apply Rlt_le_trans with (1 := He), Rmin_r).
    specialize (F1 ε E1). specialize (F2 ε E2).
    unfold trace in *. unfold at_gap, differences in *. cbn [map combine sum fst snd]. lra.
Qed.

Theorem kernel_near l fs j us : (forall f i, In f fs -> In i l -> ex_derive (fun ε => f ε i) 0) ->
  subspace (length fs) j us ->
  (forall c i, length c = j -> In i l -> comb (at_gap fs 0) (member (length fs) us c) i = 0) ->
  exists ε0 C, 0 < ε0 /\ 0 <= C /\ forall ε, Rabs ε < ε0 -> eigenvalue_at_most l (at_gap fs ε) j (C * ε ^ 2).
Proof.
  intros H S K. destruct (lipschitz_trace l fs H) as (δ & M & Hδ & HM & F).
  exists δ, M. split; auto. split; auto. intros ε He. exists us.
  assert (L : length (at_gap fs ε) = length fs) by apply map_length.
  assert (L0 : length (at_gap fs 0) = length fs) by apply map_length.
  rewrite L. split; auto. intros c Hc. cbv zeta. set (u := member (length fs) us c).
  assert (Hu : length u = length fs) by (apply member_length, S).
  assert (E : form l (at_gap fs ε) u = form l (differences (at_gap fs ε) (at_gap fs 0)) u).
  { apply sum_ext. intros i Hi. rewrite comb_differences by congruence.
    unfold u. rewrite (K c i Hc Hi). now rewrite Rminus_0_r. }
  rewrite E. apply Rle_trans with (trace l (differences (at_gap fs ε) (at_gap fs 0)) * norm2 u).
  - apply form_le_trace. rewrite length_differences; congruence.
  - apply Rmult_le_compat_r; [apply norm2_nonneg|now apply F].
Qed.
End Design.
