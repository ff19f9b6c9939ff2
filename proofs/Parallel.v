(** P1: two nearly parallel columns.

    name                  ==  meaning
    G l f g               ==  the Gram matrix of the columns f, g over the design l
    perp l f g            ==  δ_⊥, the part of δ = g − c f orthogonal to f (the same for every c)
    P1_perp_free_of_c     ==  δ_⊥ is the part of g itself orthogonal to f
    P1_det                ==  det G = ‖f‖² ‖δ_⊥‖²
    P1_lam_minus_upper    ==  λ₋ ≤ ‖δ_⊥‖²
    P1_lam_minus_lower    ==  ‖f‖² ‖δ_⊥‖² / (‖f‖² + ‖g‖²) ≤ λ₋
    P1_theta              ==  corrected hypothesis m|ε| ≤ ‖δ_⊥‖, ‖δ‖ ≤ M|ε|:
                              λ₊ = Θ(1), λ₋ = Θ(ε²), κ = Θ(ε⁻²), with constants
    P1_as_printed_false   ==  as printed (‖δ‖ = O(ε) alone) it is false: δ = ε f has
                              ‖δ‖ = |ε| ‖f‖ and λ₋ = 0 at every ε                        *)

From Coq Require Import Reals List Lra Psatz.
From Offray Require Import Sums Gram.
Open Scope R_scope.

(** λ₋, λ₊, det, κ of the pair of columns f, g. *)
Definition pair_det {A} (l : list A) f g := det (dot l f f) (dot l f g) (dot l g g).
Definition pair_lam_minus {A} (l : list A) f g := lam_minus (dot l f f) (dot l f g) (dot l g g).
Definition pair_lam_plus {A} (l : list A) f g := lam_plus (dot l f f) (dot l f g) (dot l g g).
Definition pair_kappa {A} (l : list A) f g := kappa (dot l f f) (dot l f g) (dot l g g).

(** δ_⊥ of δ with respect to f. *)
Definition perp {A} (l : list A) (f δ : A -> R) (i : A) : R := δ i - dot l f δ / dot l f f * f i.

Section Pair.
Context {A : Type} (l : list A).
Implicit Types f g δ : A -> R.

Lemma dot_comb f g a b : 
  dot l (fun i => a * f i + b * g i) (fun i => a * f i + b * g i)
  = quad (dot l f f) (dot l f g) (dot l g g) a b.
Proof.
  unfold quad, dot.
  rewrite (sum_ext l (fun i => (a * f i + b * g i) * (a * f i + b * g i))
    (fun i => a² * (f i * f i) + 2 * (a * b) * (f i * g i) + b² * (g i * g i)))
    by (intros; unfold Rsqr; ring).
  rewrite !sum_plus, !sum_scal. ring.
Qed.

Lemma pair_quad_nonneg f g x y : 0 <= quad (dot l f f) (dot l f g) (dot l g g) x y.
Proof. rewrite <- dot_comb. apply dot_nonneg. Qed.

Lemma pair_lam_minus_nonneg f g : 0 <= pair_lam_minus l f g.
Proof.
  destruct (rayleigh_attained (dot l f f) (dot l f g) (dot l g g) (pair_lam_minus l f g))
    as (x & y & Hn & H); [now right|].
  pose proof (pair_quad_nonneg f g x y). nra.
Qed.

Theorem P1_perp_free_of_c f g c i : dot l f f <> 0 ->
  perp l f (fun i => g i - c * f i) i = perp l f g i.
Proof.
  intros H. unfold perp.
  replace (dot l f (fun i => g i - c * f i)) with (dot l f g - c * dot l f f).
  - field; auto.
  - unfold dot. rewrite <- sum_scal, <- sum_minus. apply sum_ext; intros; ring.
Qed.

Lemma perp_norm f g : dot l f f <> 0 ->
  dot l (perp l f g) (perp l f g) = dot l g g - (dot l f g)² / dot l f f.
Proof.
  intros H.
  transitivity (quad (dot l f f) (dot l f g) (dot l g g) (- (dot l f g / dot l f f)) 1).
  - rewrite <- dot_comb. apply sum_ext; intros; unfold perp; ring.
  - unfold quad, Rsqr. field; auto.
Qed.

Theorem P1_det f g : dot l f f <> 0 ->
  pair_det l f g = dot l f f * dot l (perp l f g) (perp l f g).
Proof. intros H. rewrite perp_norm by auto. unfold pair_det, det, Rsqr. field; auto. Qed.

Theorem P1_lam_minus_upper f g : dot l f f <> 0 ->
  pair_lam_minus l f g <= dot l (perp l f g) (perp l f g).
Proof.
  intros H. pose proof (pair_lam_minus_nonneg f g) as H0.
  pose proof (proj1 (EIG_rayleigh (dot l f f) (dot l f g) (dot l g g)
                (- (dot l f g / dot l f f)) 1)) as H1.
  assert (E : quad (dot l f f) (dot l f g) (dot l g g) (- (dot l f g / dot l f f)) 1
              = dot l (perp l f g) (perp l f g)).
  { rewrite perp_norm by auto. unfold quad, Rsqr. field; auto. }
  rewrite E in H1. fold (pair_lam_minus l f g) in H1.
  apply Rle_trans with (2 := H1).
  pose proof (Rle_0_sqr (- (dot l f g / dot l f f))).
  replace (1²) with 1 by (unfold Rsqr; ring). nra.
Qed.

Lemma pair_lam_plus_le f g : pair_lam_plus l f g <= dot l f f + dot l g g.
Proof.
  pose proof (EIG_sum (dot l f f) (dot l f g) (dot l g g)). unfold tr in *.
  pose proof (pair_lam_minus_nonneg f g). unfold pair_lam_minus, pair_lam_plus in *. lra.
Qed.

Lemma pair_lam_plus_ge f g : dot l f f <= pair_lam_plus l f g.
Proof.
  pose proof (proj2 (EIG_rayleigh (dot l f f) (dot l f g) (dot l g g) 1 0)) as H.
  unfold quad, Rsqr in H. unfold pair_lam_plus. lra.
Qed.

Theorem P1_lam_minus_lower f g : 0 < dot l f f ->
  dot l f f * dot l (perp l f g) (perp l f g) / (dot l f f + dot l g g) <= pair_lam_minus l f g.
Proof.
  intros H. rewrite <- P1_det by lra. pose proof (dot_nonneg l g).
  apply Rmult_le_reg_r with (dot l f f + dot l g g); [lra|].
  replace (pair_det l f g / (dot l f f + dot l g g) * (dot l f f + dot l g g))
    with (pair_det l f g) by (field; lra).
  unfold pair_det. rewrite <- EIG_product.
  pose proof (pair_lam_plus_le f g). pose proof (pair_lam_minus_nonneg f g).
  unfold pair_lam_minus, pair_lam_plus in *. nra.
Qed.

(** The family j_b = c j_a + δ(ε), with j_a = f. *)
Theorem P1_theta f (δ : R -> A -> R) c m M ε0 :
  0 < dot l f f -> 0 < m -> 0 < ε0 ->
  (forall ε, 0 < Rabs ε <= ε0 ->
     m² * ε² <= dot l (perp l f (δ ε)) (perp l f (δ ε)) /\ dot l (δ ε) (δ ε) <= M² * ε²) ->
  let S := dot l f f + 2 * c² * dot l f f + 2 * M² * ε0² in
  forall ε, 0 < Rabs ε <= ε0 ->
  let g := fun i => c * f i + δ ε i in
  (dot l f f <= pair_lam_plus l f g <= S)
  /\ (dot l f f * m² / S * ε² <= pair_lam_minus l f g <= M² * ε²)
  /\ (dot l f f / M² * / ε² <= pair_kappa l f g <= S² / (dot l f f * m²) * / ε²).
Proof.
  intros Hf Hm H0 H S ε He g. destruct (H ε He) as [H1 H2].
  assert (Hε : 0 < ε²) by (rewrite (Rsqr_abs ε); apply Rlt_0_sqr; lra).
  assert (Hε0 : ε² <= ε0²) by (rewrite (Rsqr_abs ε); apply Rsqr_incr_1; lra).
  assert (Hp : dot l (perp l f g) (perp l f g) = dot l (perp l f (δ ε)) (perp l f (δ ε))).
  { apply sum_ext; intros i _.
    assert (E : perp l f g i = perp l f (δ ε) i); [|now rewrite E].
    rewrite <- (P1_perp_free_of_c f g c i) by lra. unfold perp.
    replace (dot l f (fun i => g i - c * f i)) with (dot l f (δ ε))
      by (apply sum_ext; intros; unfold g; ring).
    unfold g; ring. }
  assert (Hle : dot l (perp l f (δ ε)) (perp l f (δ ε)) <= dot l (δ ε) (δ ε)).
  { rewrite perp_norm by lra.
    assert (0 <= (dot l f (δ ε))² / dot l f f); [|lra].
    apply Rmult_le_pos; [apply Rle_0_sqr|]. left; now apply Rinv_0_lt_compat. }
  assert (Hg : dot l g g <= 2 * c² * dot l f f + 2 * M² * ε0²).
  { apply Rle_trans with (2 * c² * dot l f f + 2 * dot l (δ ε) (δ ε)).
    - unfold dot. rewrite <- !sum_scal, <- sum_plus. apply sum_le; intros i _. unfold g.
      pose proof (Rle_0_sqr (c * f i - δ ε i)). unfold Rsqr in *. nra.
    - pose proof (Rle_0_sqr M). nra. }
  assert (Hm2 : 0 < m²) by (apply Rlt_0_sqr; lra).
  assert (HM2 : 0 < M²) by nra.
  assert (HS : 0 < S) by (unfold S; pose proof (Rle_0_sqr c); nra).
  assert (L1 : dot l f f <= pair_lam_plus l f g <= S).
  { split; [apply pair_lam_plus_ge|]. pose proof (pair_lam_plus_le f g). unfold S. lra. }
  assert (L2 : dot l f f * m² / S * ε² <= pair_lam_minus l f g <= M² * ε²).
  { split.
    - apply Rle_trans with (2 := P1_lam_minus_lower f g Hf). rewrite Hp.
      replace (dot l f f * m² / S * ε²) with (dot l f f * (m² * ε²) * / S) by (field; lra).
      pose proof (dot_nonneg l g).
      apply Rmult_le_compat.
      + apply Rmult_le_pos; nra.
      + left; now apply Rinv_0_lt_compat.
      + apply Rmult_le_compat_l; lra.
      + apply Rinv_le_contravar; unfold S; lra.
    - pose proof (P1_lam_minus_upper f g). rewrite Hp in *. lra. }
  assert (Hlm : 0 < pair_lam_minus l f g).
  { apply Rlt_le_trans with (2 := proj1 L2).
    apply Rmult_lt_0_compat; auto. apply Rmult_lt_0_compat; [nra|]. now apply Rinv_0_lt_compat. }
  split; [exact L1|split; [exact L2|]].
  unfold pair_kappa, kappa. fold (pair_lam_plus l f g). fold (pair_lam_minus l f g).
  split.
  - replace (dot l f f / M² * / ε²) with (dot l f f * / (M² * ε²)) by (field; lra).
    apply Rmult_le_compat; try lra.
    + left; apply Rinv_0_lt_compat. nra.
    + apply Rinv_le_contravar; lra.
  - replace (S² / (dot l f f * m²) * / ε²) with (S * / (dot l f f * m² / S * ε²))
      by (unfold Rsqr; field; repeat split; try lra; unfold Rsqr in *; nra).
    apply Rmult_le_compat; try lra.
    + left; now apply Rinv_0_lt_compat.
    + apply Rinv_le_contravar; [|lra].
      apply Rmult_lt_0_compat; auto. apply Rmult_lt_0_compat; [nra|]. now apply Rinv_0_lt_compat.
Qed.

(** δ = ε f satisfies the printed hypothesis, yet G is exactly singular. *)
Theorem P1_as_printed_false f c : 0 < dot l f f -> forall ε,
  let δ := fun i => ε * f i in
  let g := fun i => c * f i + δ i in
  dot l δ δ = ε² * dot l f f /\ pair_det l f g = 0 /\ pair_lam_minus l f g = 0.
Proof.
  intros Hf ε δ g.
  assert (Hd : pair_det l f g = 0).
  { unfold pair_det, det.
    replace (dot l f g) with ((c + ε) * dot l f f).
    - replace (dot l g g) with ((c + ε)² * dot l f f); [unfold Rsqr; ring|].
      unfold dot. rewrite <- sum_scal. apply sum_ext; intros. unfold g, δ, Rsqr; ring.
    - unfold dot. rewrite <- sum_scal. apply sum_ext; intros. unfold g, δ; ring. }
  split; [|split; [exact Hd|]].
  - unfold dot. rewrite <- sum_scal. apply sum_ext; intros. unfold δ, Rsqr; ring.
  - pose proof (EIG_product (dot l f f) (dot l f g) (dot l g g)) as H.
    fold (pair_det l f g) in H. fold (pair_lam_plus l f g) in H. fold (pair_lam_minus l f g) in H.
    rewrite Hd in H. pose proof (pair_lam_plus_ge f g). nra.
Qed.

End Pair.
