(** What a test vector with a tiny image proves: bounds on λ_min, κ and standard deviations,
    and their limits. Every X3 is an instance.

    name                  ==  meaning
    image_small           ==  ‖J(ε) v(ε)‖ ≤ |ε|³ b(ε), for the gaps ε that are good
    vector_lambda_min     ==  λ_min |v|² ≤ ε⁶ b²
    vector_kappa          ==  κ ε⁶ b² |u|² ≥ ‖Ju‖² |v|², for any u: κ ≥ λ_max |v|²/b² ε⁻⁶
    vector_sd             ==  sd of any linear unbiased estimator of parameter j ≥ σ |v_j|/(|ε|³ b)
    vector_lambda_near, vector_kappa_near, vector_sd_near
                          ==  with v and b continuous: near zero gap, with any
                              constant below |v(0)|²/b(0)², below |v_j(0)|/b(0)
    norm_continuous       ==  a norm over the design is continuous where its entries are       *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Jacobian Estimate.
Import ListNotations.
Open Scope R_scope.

Lemma derivable_continuous_at (f : R -> R) y : ex_derive f y -> continuity_pt f y.
Proof. intros H. now apply continuity_pt_filterlim, (ex_derive_continuous f). Qed.

Lemma sum_continuous {A : Type} (l : list A) (f : R -> A -> R) y :
  (forall i, In i l -> continuity_pt (fun ε => f ε i) y) ->
  continuity_pt (fun ε => Σ i ∈ l, f ε i) y.
Proof.
  intros H. induction l as [|i l' IH]; simpl.
  - apply continuity_pt_const. now intros ? ?.
  - apply (continuity_pt_plus (fun ε => f ε i) (fun ε => Σ j ∈ l', f ε j)).
    + apply H. now left.
    + apply IH. intros j Hj. apply H. now right.
Qed.

Lemma norm_continuous {A : Type} (l : list A) (f : R -> A -> R) y :
  (forall i, In i l -> continuity_pt (fun ε => f ε i) y) ->
  continuity_pt (fun ε => norm l (f ε)) y.
Proof.
  intros H. unfold norm, dot.
  apply (continuity_pt_comp (fun ε => Σ i ∈ l, f ε i * f ε i) sqrt).
  - apply sum_continuous. intros i Hi.
    apply (continuity_pt_mult (fun ε => f ε i) (fun ε => f ε i)); now apply H.
  - apply continuity_pt_sqrt, dot_nonneg.
Qed.

Lemma abs_cube_squared ε b : (Rabs ε ^ 3 * b)² = ε ^ 6 * b².
Proof. rewrite Rsqr_mult. f_equal. rewrite RPow_abs, <- Rsqr_abs. unfold Rsqr; ring. Qed.

Lemma sixth_power_pos ε : ε <> 0 -> 0 < ε ^ 6.
Proof.
  intros H. replace (ε ^ 6) with ((ε ^ 3)²) by (unfold Rsqr; ring).
  now apply Rlt_0_sqr, pow_nonzero.
Qed.

Lemma no_length {Run : Type} (l : list Run) cols u : norm2 u = 0 -> form l cols u = 0.
Proof.
  intros H. apply sum_zero. intros i _.
  assert (Z : comb cols u i = 0); [|rewrite Z; unfold Rsqr; ring].
  assert (Hu : forall b, In b u -> b = 0).
  { intros b Hb. apply Rsqr_0_uniq, Rle_antisym; [|apply Rle_0_sqr]. rewrite <- H.
    apply (sum_ge_one u (fun b => b²)); auto. intros; apply Rle_0_sqr. }
  clear H. revert u Hu. induction cols as [|f cols IH]; intros u Hu; [reflexivity|].
  destruct u as [|b u]; [reflexivity|]. simpl. rewrite (Hu b) by now left.
  rewrite IH; [ring|]. intros; apply Hu. now right.
Qed.

Section Vector.
Context {Run : Type} (l : list Run) (J : R -> list (Run -> R)) (v : R -> list R) (b : R -> R).
Variable good : R -> Prop.
Hypothesis Hlen : forall ε, length (v ε) = length (J ε).
Hypothesis Hb : forall ε, 0 <= b ε.
Hypothesis image_small : forall ε, good ε -> norm l (comb (J ε) (v ε)) <= Rabs ε ^ 3 * b ε.

Lemma vector_form ε : good ε -> form l (J ε) (v ε) <= ε ^ 6 * (b ε)².
Proof.
  intros H. rewrite form_norm, <- abs_cube_squared.
  apply Rsqr_incr_1; [now apply image_small|apply norm_nonneg|].
  apply Rmult_le_pos; [apply pow_le, Rabs_pos|apply Hb].
Qed.

Theorem vector_lambda_min ε m : good ε -> rayleigh_lower l (J ε) m ->
  m * norm2 (v ε) <= ε ^ 6 * (b ε)².
Proof.
  intros Hg H. apply Rle_trans with (2 := vector_form ε Hg). apply H, Hlen.
Qed.

Theorem vector_kappa ε K u : good ε -> 0 < norm2 (v ε) -> length u = length (J ε) ->
  0 < form l (J ε) u -> condition_bound l (J ε) K ->
  form l (J ε) u * norm2 (v ε) <= K * (ε ^ 6 * (b ε)²) * norm2 u.
Proof.
  intros Hg Hv Hu Hf H. specialize (H u (v ε) Hu (Hlen ε)).
  pose proof (vector_form ε Hg) as H2. pose proof (norm2_nonneg u) as H3.
  set (n := norm2 (v ε)) in *. set (f := form l (J ε) (v ε)) in *.
  assert (H5 : 0 <= f) by apply form_nonneg_cols.
  assert (HK : 0 <= K).
  { apply Rnot_lt_le; intros HK. pose proof (Rmult_lt_0_compat _ _ Hf Hv).
    pose proof (Rmult_le_pos _ _ H5 H3). nra. }
  apply Rle_trans with (1 := H). rewrite Rmult_assoc. apply Rmult_le_compat_l; auto.
  now apply Rmult_le_compat_r.
Qed.

Theorem vector_sd ε σ j c : good ε -> 0 <= σ -> unbiased l (J ε) j c ->
  σ * Rabs (coefficient j (v ε)) <= standard_deviation l σ c * (Rabs ε ^ 3 * b ε).
Proof.
  intros Hg Hs H. pose proof (gauss_markov l _ j c (v ε) H (Hlen ε)) as G.
  unfold standard_deviation. rewrite Rmult_assoc. apply Rmult_le_compat_l; auto.
  apply Rle_trans with (1 := G). apply Rmult_le_compat_l; [apply norm_nonneg|].
  now apply image_small.
Qed.

(** Near zero gap. *)
Hypothesis near : exists ε1, 0 < ε1 /\ forall ε, Rabs ε < ε1 -> good ε.
Hypothesis Cb : continuity_pt b 0.
Hypothesis Hb0 : 0 < b 0.

Lemma bound_near : exists ε0, 0 < ε0 /\ forall ε, Rabs ε < ε0 -> 0 < b ε.
Proof.
  destruct (Cb (b 0) Hb0) as (δ & Hδ & H). exists δ. split; [lra|].
  intros ε He. destruct (Req_dec ε 0) as [->|H0]; [exact Hb0|].
  assert (B : Rabs (b ε - b 0) < b 0).
  { apply (H ε). split; [split; [exact I|auto]|]. simpl. unfold R_dist. now rewrite Rminus_0_r. }
  apply Rabs_def2 in B. lra.
Qed.

Lemma all_near (f : R -> R) (η : R) : continuity_pt f 0 -> η < f 0 ->
  exists ε0, 0 < ε0 /\ forall ε, 0 < Rabs ε < ε0 -> good ε /\ 0 < b ε /\ η < f ε.
Proof.
  intros C Hη. destruct (near_limit f (f 0) η (limit_at_0 f (f 0) C eq_refl) Hη) as (e1 & H1 & F1).
  destruct bound_near as (e2 & H2 & F2). destruct near as (e3 & H3 & F3).
  exists (Rmin e3 (Rmin e1 e2)). split; [repeat apply Rmin_glb_lt; lra|].
  intros ε [He0 He].
  assert (Rabs ε < e3) by (apply Rlt_le_trans with (1 := He), Rmin_l).
  assert (He' : Rabs ε < Rmin e1 e2) by (apply Rlt_le_trans with (1 := He), Rmin_r).
  assert (Rabs ε < e1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (Rabs ε < e2) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  split; [now apply F3|]. split; [now apply F2|]. apply F1. lra.
Qed.

Theorem vector_sd_near j η : continuity_pt (fun ε => coefficient j (v ε)) 0 ->
  η < Rabs (coefficient j (v 0)) / b 0 ->
  exists ε0, 0 < ε0 /\ forall ε σ c, 0 < Rabs ε < ε0 -> 0 <= σ -> unbiased l (J ε) j c ->
    σ * η / Rabs ε ^ 3 <= standard_deviation l σ c.
Proof.
  intros C Hη. destruct (all_near (fun ε => Rabs (coefficient j (v ε)) / b ε) η) as (ε0 & H0 & H); auto.
  { apply (continuity_pt_div (fun ε => Rabs (coefficient j (v ε))) b); auto; [|lra].
    apply (continuity_pt_comp (fun ε => coefficient j (v ε)) Rabs); auto. apply Rcontinuity_abs. }
  exists ε0. split; auto. intros ε σ c He Hσ Hc. destruct (H ε He) as (H1 & H2 & H3).
  apply (from_product σ (b ε) (Rabs (coefficient j (v ε)))); auto; [now apply pow_lt|].
  now apply vector_sd.
Qed.

Theorem vector_lambda_near η : continuity_pt (fun ε => norm2 (v ε)) 0 -> η < norm2 (v 0) / (b 0)² ->
  exists ε0, 0 < ε0 /\ forall ε m, 0 < Rabs ε < ε0 -> 0 <= m -> rayleigh_lower l (J ε) m ->
    η * m <= ε ^ 6.
Proof.
  intros C Hη.
  destruct (all_near (fun ε => norm2 (v ε) / (b ε)²) η) as (ε0 & H0 & H); auto.
  { apply (continuity_pt_div (fun ε => norm2 (v ε)) (fun ε => (b ε)²)); auto.
    - apply (continuity_pt_comp b Rsqr); auto. unfold Rsqr; reg.
    - apply Rgt_not_eq, Rlt_0_sqr. lra. }
  exists ε0. split; auto. intros ε m He Hm L. destruct (H ε He) as (H1 & H2 & H3).
  assert (Hbb : 0 < (b ε)²) by (apply Rlt_0_sqr; lra).
  pose proof (vector_lambda_min ε m H1 L) as B.
  apply Rle_trans with (norm2 (v ε) / (b ε)² * m); [apply Rmult_le_compat_r; lra|].
  apply Rmult_le_reg_r with ((b ε)²); auto.
  replace (norm2 (v ε) / (b ε)² * m * (b ε)²) with (m * norm2 (v ε)) by (field; lra). exact B.
Qed.

Theorem vector_kappa_near η : continuity_pt (fun ε => norm2 (v ε)) 0 ->
  0 <= η < norm2 (v 0) / (b 0)² ->
  exists ε0, 0 < ε0 /\ forall ε u K, 0 < Rabs ε < ε0 -> length u = length (J ε) ->
    0 < form l (J ε) u -> condition_bound l (J ε) K ->
    η * (form l (J ε) u / norm2 u) * / ε ^ 6 <= K.
Proof.
  intros C [Hη0 Hη].
  destruct (all_near (fun ε => norm2 (v ε) / (b ε)²) η) as (ε0 & H0 & H); auto.
  { apply (continuity_pt_div (fun ε => norm2 (v ε)) (fun ε => (b ε)²)); auto.
    - apply (continuity_pt_comp b Rsqr); auto. unfold Rsqr; reg.
    - apply Rgt_not_eq, Rlt_0_sqr. lra. }
  exists ε0. split; auto. intros ε u K He Hu Hf Hc. destruct (H ε He) as (H1 & H2 & H3).
  assert (Hbb : 0 < (b ε)²) by (apply Rlt_0_sqr; lra).
  assert (He6 : 0 < ε ^ 6)
    by (apply sixth_power_pos; intros E; rewrite E, Rabs_R0 in He; lra).
  assert (Hn : 0 < norm2 u).
  { destruct (norm2_nonneg u) as [Hn|Hn]; auto. rewrite (no_length l (J ε) u) in Hf; auto. lra. }
  apply (Rmult_lt_compat_r ((b ε)²)) in H3; auto.
  replace (norm2 (v ε) / (b ε)² * (b ε)²) with (norm2 (v ε)) in H3 by (field; lra).
  assert (Hv : 0 < norm2 (v ε)) by (pose proof (Rmult_le_pos _ _ Hη0 (Rlt_le _ _ Hbb)); lra).
  pose proof (vector_kappa ε K u H1 Hv Hu Hf Hc) as L.
  set (f := form l (J ε) u) in *. set (e6 := ε ^ 6) in *. clearbody e6.
  apply Rmult_le_reg_r with (e6 * (b ε)² * norm2 u);
    [apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; auto|].
  replace (η * (f / norm2 u) * / e6 * (e6 * (b ε)² * norm2 u))
    with (f * (η * (b ε)²)) by (field; split; lra).
  apply Rle_trans with (f * norm2 (v ε)); [apply Rmult_le_compat_l; lra|].
  apply Rle_trans with (1 := L). apply Req_le. ring.
Qed.
End Vector.
