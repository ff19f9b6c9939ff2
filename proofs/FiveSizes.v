(** X3 without conditions: five different sizes on a ray and α ≠ 0 make κ(JᵀJ) = Θ(ε⁻⁶).

    name                  ==  meaning
    different_sizes n     ==  there are n runs of different sizes N in the design
    five_sizes            ==  different_sizes 5
    five_sizes_independent ==  then 1, e, xe, x²e/2, x³e/6 are independent over the design
                              (e = N^−α, x = ln N, α ≠ 0): Jv = 0 only for v = 0 …
    five_sizes_mu         ==  … with a constant μ > 0, the hypothesis of Upper.v
    X3_lambda_min_order   ==  c ε⁶ ≤ λ_min ≤ C ε⁶ for 0 < |ε| < ε₀, with c > 0
    X3_kappa_order        ==  κ(JᵀJ) is at most C ε⁻⁶ there, and at least c ε⁻⁶ with c > 0
    X3_sd_A_above, _B_above ==  sd of least squares ≤ C σ/|ε|³: with X3_sd_A_asymptotic of
                              Estimate.v, sd(A) and sd(B) are Θ(|ε|⁻³)
    X3_sd_A_order         ==  both sides at once: least squares exists, and
                              c σ/|ε|³ ≤ sd(A) ≤ C σ/|ε|³ with c > 0                        *)

From Coq Require Import Reals List Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From Offray Require Import Sums Gram Taylor Laws Jacobian FullModel Upper TestVector Independent Rolle
  Estimate.
Import ListNotations.
Open Scope R_scope.

Lemma gap_times ε X : Rabs ε <= 1 -> 0 <= X -> Rabs ε * X <= X.
Proof. intros. rewrite <- (Rmult_1_l X) at 2. now apply Rmult_le_compat_r. Qed.

(** λ_min ≥ c ε⁶: least squares has sd ≤ σ/(√c |ε|³). *)
Lemma least_squares_sd_cubed {Run : Type} (l : list Run) cols j x c ε σ : 0 < c -> ε <> 0 ->
  rayleigh_lower l cols (c * ε ^ 6) -> 0 <= σ -> length x = length cols ->
  (forall v, length v = length cols -> dot l (comb cols x) (comb cols v) = coefficient j v) ->
  standard_deviation l σ (comb cols x) <= / sqrt c * σ / Rabs ε ^ 3.
Proof.
  intros Hc Hne L Hσ Hx E. pose proof (sixth_power_pos ε Hne) as H6.
  assert (P : 0 < c * ε ^ 6) by now apply Rmult_lt_0_compat.
  assert (S : sqrt (c * ε ^ 6) = sqrt c * Rabs ε ^ 3).
  { rewrite sqrt_mult by lra. f_equal. replace (ε ^ 6) with ((ε ^ 3)²) by (unfold Rsqr; ring).
    now rewrite sqrt_Rsqr_abs, RPow_abs. }
  pose proof (least_squares_sd l cols j x _ σ P L Hσ Hx E) as T. rewrite S in T.
  apply Rle_trans with (1 := T). apply Req_le. assert (0 < sqrt c) by now apply sqrt_lt_R0.
  pose proof (Rabs_pos_lt ε Hne). field. lra.
Qed.

Definition different_sizes (n : nat) {Run : Type} (l : list Run) (N : Run -> R) : Prop :=
  exists runs, incl runs l /\ NoDup (map N runs) /\ length runs = n.
Definition five_sizes {Run : Type} (l : list Run) (N : Run -> R) : Prop := different_sizes 5 l N.

Lemma different_logs {Run : Type} (N : Run -> R) runs : (forall i, In i runs -> 0 < N i) ->
  NoDup (map N runs) -> NoDup (map (fun i => ln (N i)) runs).
Proof.
  induction runs as [|i runs IH]; intros HN H; [constructor|]. inversion H as [|? ? Hi Hr]; subst.
  simpl. constructor.
  - intros Hin. apply in_map_iff in Hin as (j & E & Hj). apply Hi. apply in_map_iff. exists j.
    split; auto. apply ln_inv; auto; apply HN; [now right|now left].
  - apply IH; auto. intros j Hj. apply HN. now right.
Qed.

(** A function of x = ln N that is zero at runs of n different sizes has n zeros. *)
Lemma zeros_at_sizes {Run : Type} (N : Run -> R) runs f : (forall i, In i runs -> 0 < N i) ->
  NoDup (map N runs) -> runs <> [] -> (forall i, In i runs -> f (ln (N i)) = 0) ->
  has_zeros f (length runs).
Proof.
  intros HN Hd Hne Hz. rewrite <- (map_length (fun i => ln (N i)) runs).
  apply different_zeros.
  - destruct runs; [easy|discriminate].
  - now apply different_logs.
  - intros z Hin. apply in_map_iff in Hin as (i & <- & Hi). auto.
Qed.

Lemma zeros_over_design {Run : Type} n (l : list Run) N f : (forall i, In i l -> 0 < N i) ->
  different_sizes (S n) l N -> (forall i, In i l -> f (ln (N i)) = 0) -> has_zeros f (S n).
Proof.
  intros HN (runs & Hin & Hd & Hl) Hz. rewrite <- Hl. apply (zeros_at_sizes N); auto.
  intros ->. discriminate.
Qed.

Section Ray.
Context {Run : Type} (l : list Run) (N : Run -> R) (α : R).
Hypothesis Hα : α <> 0.
Hypothesis HN : forall i, In i l -> 0 < N i.
Hypothesis H5 : five_sizes l N.

Theorem five_sizes_independent : injective l (limit_columns N α).
Proof.
  intros [|b0 [|b1 [|b2 [|b3 [|b4 [|? ?]]]]]] Hv Hz; try discriminate.
  destruct H5 as (runs & Hin & Hd & Hl).
  destruct (cubic_with_exponential α b0 b1 b2 (b3 / 2) (b4 / 6) Hα) as (E0 & E1 & E2 & E3 & E4).
  - rewrite <- Hl. apply (zeros_at_sizes N); auto.
    + intros ->. discriminate.
    + intros i Hi. apply Hin in Hi. specialize (Hz i Hi). unfold limit_columns in Hz. cbn [comb] in Hz.
      assert (E : Rpower (N i) (- α) = / exp (α * ln (N i)))
        by (unfold Rpower; rewrite <- exp_Ropp; f_equal; ring).
      rewrite E in Hz. pose proof (exp_pos (α * ln (N i))) as P.
      set (s := exp (α * ln (N i))) in *. set (x := ln (N i)) in *.
      replace (b0 * s + (b1 + b2 * x + b3 / 2 * x ^ 2 + b4 / 6 * x ^ 3))
        with (s * (b0 * 1 + (b1 * / s + (b2 * (x * / s) + (b3 * (x ^ 2 / 2 * / s)
              + (b4 * (x ^ 3 / 6 * / s) + 0)))))) by (field; lra).
      rewrite Hz. ring.
  - subst. replace b3 with 0 by lra. replace b4 with 0 by lra. unfold norm2, Rsqr; simpl. ring.
Qed.

Theorem five_sizes_mu : exists μ, 0 < μ /\ independent l N α μ.
Proof.
  destruct (bounded_below l _ five_sizes_independent) as (m & Hm & H).
  exists (sqrt m). split; [now apply sqrt_lt_R0|]. intros b Hb.
  specialize (H b Hb). rewrite form_norm in H. apply Rsqr_incr_0_var; [|apply norm_nonneg].
  rewrite Rsqr_mult, !Rsqr_sqrt by (try apply norm2_nonneg; lra). exact H.
Qed.

Section Orders.
Variables A B k : R.
Hypotheses (HA : A <> 0) (HB : B <> 0) (Hk : 0 < k).
Let J (ε : R) : list (Run -> R) := jacobian A B α (α - ε) N (fun i => k * N i).

Lemma log_bound : exists X, 0 <= X /\ forall i, In i l -> Rabs (ln (N i)) <= X.
Proof.
  exists (Σ i ∈ l, Rabs (ln (N i))). split; [apply sum_nonneg; intros; apply Rabs_pos|].
  intros i Hi. apply (sum_ge_one l (fun i => Rabs (ln (N i)))); auto. intros; apply Rabs_pos.
Qed.

(** Below some gap the remainders are small against μ. *)
Lemma drift_small X μ : 0 <= X -> 0 < μ ->
  exists ε0, 0 < ε0 <= 1 /\ forall ε, Rabs ε < ε0 -> drift l N α X ε <= μ / 2.
Proof.
  intros HX0 Hμ.
  set (M := exp X * (X ^ 3 / 6 + X ^ 4 / 12) * norm l (fun i => Rpower (N i) (- α)) + 1).
  pose proof (pow_le X 3 HX0). pose proof (pow_le X 4 HX0).
  assert (HP : 0 <= exp X * (X ^ 3 / 6 + X ^ 4 / 12) * norm l (fun i => Rpower (N i) (- α))).
  { apply Rmult_le_pos; [|apply norm_nonneg]. apply Rmult_le_pos; [left; apply exp_pos|lra]. }
  assert (HM : 0 < M) by (unfold M; lra).
  assert (Hq : 0 < μ / (2 * M)) by (apply Rdiv_lt_0_compat; lra).
  exists (Rmin 1 (μ / (2 * M))). split; [split; [apply Rmin_glb_lt; lra|apply Rmin_l]|].
  intros ε He. assert (E1 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := He), Rmin_l).
  assert (E2 : Rabs ε < μ / (2 * M)) by (apply Rlt_le_trans with (1 := He), Rmin_r).
  pose proof (Rabs_pos ε) as Ha. unfold drift.
  apply Rle_trans with (Rabs ε * M).
  - rewrite Rmult_assoc. apply Rmult_le_compat_l; auto. unfold M.
    apply Rle_trans with (exp X * (X ^ 3 / 6 + X ^ 4 / 12) * norm l (fun i => Rpower (N i) (- α))); [|lra].
    apply Rmult_le_compat_r; [apply norm_nonneg|]. apply Rmult_le_compat_r; [lra|].
    assert (T : Rabs ε * X <= X) by (apply gap_times; lra). destruct T as [T|T]; [left; now apply exp_increasing|rewrite T; lra].
  - left. apply Rlt_le_trans with (μ / (2 * M) * M); [now apply Rmult_lt_compat_r|].
    apply Req_le. field. lra.
Qed.

Lemma size_not_1 : exists i, In i l /\ N i <> 1.
Proof.
  destruct H5 as ([|i [|j runs]] & Hin & Hd & Hl); try discriminate.
  destruct (Req_dec (N i) 1) as [E|E]; [|exists i; split; auto; apply Hin; now left].
  exists j. split; [apply Hin; simpl; auto|]. intros E'. simpl in Hd. inversion Hd as [|? ? H _].
  apply H. left. congruence.
Qed.

(** λ_min from both sides. *)
Theorem X3_lambda_min_order : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  rayleigh_lower l (J ε) (c * ε ^ 6)
  /\ forall m, 0 <= m -> rayleigh_lower l (J ε) m -> m <= C * ε ^ 6.
Proof.
  destruct five_sizes_mu as (μ & Hμ & Hi). destruct log_bound as (X & HX0 & HX).
  destruct (drift_small X μ HX0 Hμ) as (ε0 & [H0 H01] & Hd).
  set (S := Σ i ∈ l, ln (N i) ^ 6 * (Rpower (N i) (- α))²).
  assert (HS : 0 <= S).
  { apply sum_nonneg. intros i _. apply Rmult_le_pos; [|apply Rle_0_sqr].
    replace (ln (N i) ^ 6) with ((ln (N i) ^ 3)²) by (unfold Rsqr; ring). apply Rle_0_sqr. }
  pose proof (size_bound_pos A B α k HA HB) as Hs.
  exists ε0, (μ² / (4 * size_bound A B α k)), (exp (2 * X) * S / 144). split; auto. split.
  { apply Rdiv_lt_0_compat; [apply Rlt_0_sqr|]; lra. }
  intros ε He. assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  specialize (Hd ε (proj2 He)). split.
  - rewrite Rmult_comm. apply (X3_lambda_min_lower l N A B α k X HA HB Hk HN HX HX0 μ ε); auto; lra.
  - intros m Hm Hl.
    pose proof (X3_lambda_min_upper l N A B α k X HA HB Hk HN HX HX0 ε m Hl Hm) as H. fold S in H.
    apply Rle_trans with (1 := H).
    replace (exp (2 * X) * S / 144 * ε ^ 6) with (ε ^ 6 * (exp (2 * X) * S / 144)) by ring.
    apply Rmult_le_compat_l; [left; now apply sixth_power_pos|]. unfold Rdiv.
    apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_r; auto.
    assert (T : Rabs ε * X <= X) by (apply gap_times; lra).
    destruct T as [T|T]; [left; apply exp_increasing; lra|rewrite T; lra].
Qed.

(** The trace is bounded near zero gap. *)
Lemma trace_bounded : exists ε1 M, 0 < ε1 /\ 0 < M /\ forall ε, Rabs ε < ε1 -> trace l (J ε) <= M.
Proof.
  assert (C : continuity_pt (fun ε => trace l (J ε)) 0).
  { unfold trace, J, jacobian, dot. cbn [sum].
    unfold chinchilla_j_E, chinchilla_j_A, chinchilla_j_B, chinchilla_j_alpha, chinchilla_j_beta, Rpower.
    repeat (apply continuity_pt_plus; [apply (sum_continuous l); intros i _; cbv beta; reg|]).
    apply continuity_pt_const. now intros ? ?. }
  destruct (C 1 Rlt_0_1) as (δ & Hδ & H). exists δ, (Rabs (trace l (J 0)) + 1).
  split; [lra|]. split; [pose proof (Rabs_pos (trace l (J 0))); lra|].
  intros ε He. pose proof (Rle_abs (trace l (J 0))). destruct (Req_dec ε 0) as [->|Hne]; [lra|].
  assert (B1 : Rabs (trace l (J ε) - trace l (J 0)) < 1).
  { apply (H ε). split; [split; [exact I|auto]|]. simpl. unfold R_dist. now rewrite Rminus_0_r. }
  apply Rabs_def2 in B1. lra.
Qed.

Theorem X3_kappa_order : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε, 0 < Rabs ε < ε0 ->
  condition_bound l (J ε) (C * / ε ^ 6)
  /\ forall K, condition_bound l (J ε) K -> c * / ε ^ 6 <= K.
Proof.
  destruct X3_lambda_min_order as (ε0 & c & C0 & H0 & Hc & Hlow). destruct log_bound as (X & HX0 & HX).
  destruct trace_bounded as (ε1 & M & H1 & HM & Ht). destruct size_not_1 as (i & Hi & HNi).
  set (S := Σ i ∈ l, ln (N i) ^ 6 * (Rpower (N i) (- α))²).
  assert (HS : 0 < S) by (apply (sixth_moment_pos l N α HN i Hi HNi)).
  assert (Hm : 0 < count l) by (apply count_pos; intros E; now rewrite E in Hi).
  exists (Rmin 1 (Rmin ε0 ε1)), (144 * count l / (exp (2 * X) * S)), (M / c).
  split; [repeat apply Rmin_glb_lt; lra|].
  assert (HeS : 0 < exp (2 * X) * S) by (apply Rmult_lt_0_compat; auto; apply exp_pos).
  split; [apply Rdiv_lt_0_compat; lra|].
  intros ε [He He']. assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (E1 : Rabs ε < 1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (E2 : Rabs ε < Rmin ε0 ε1) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (E3 : Rabs ε < ε0) by (apply Rlt_le_trans with (1 := E2), Rmin_l).
  assert (E4 : Rabs ε < ε1) by (apply Rlt_le_trans with (1 := E2), Rmin_r).
  pose proof (sixth_power_pos ε Hne) as H6. split.
  - destruct (Hlow ε (conj He E3)) as [L _]. specialize (Ht ε E4). intros u v Hu Hv.
    specialize (L v Hv). pose proof (form_le_trace l (J ε) u Hu) as T.
    pose proof (norm2_nonneg u) as Nu. pose proof (norm2_nonneg v) as Nv.
    apply Rle_trans with (M * norm2 u * norm2 v).
    + apply Rmult_le_compat_r; auto. apply Rle_trans with (1 := T). now apply Rmult_le_compat_r.
    + replace (M / c * / ε ^ 6 * (form l (J ε) v * norm2 u))
        with (M * norm2 u * (form l (J ε) v * / (c * ε ^ 6))) by (field; lra).
      apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|].
      assert (P : 0 < c * ε ^ 6) by now apply Rmult_lt_0_compat.
      apply Rmult_le_reg_r with (c * ε ^ 6); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. lra.
  - intros K HK.
    pose proof (X3_kappa_lower l N A B α k X HA HB Hk HN HX HX0 ε K i Hne Hi HNi HK) as L. fold S in L.
    apply Rle_trans with (2 := L). apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
    unfold Rdiv. apply Rmult_le_compat_l; [lra|].
    assert (T : Rabs ε * X <= X) by (apply gap_times; lra).
    apply Rinv_le_contravar; [apply Rmult_lt_0_compat; auto; apply exp_pos|].
    apply Rmult_le_compat_r; [lra|].
    destruct T as [T|T]; [left; apply exp_increasing; lra|rewrite T; lra].
Qed.

(** Least squares: one estimator, of any of the five parameters. *)
Definition least_squares (ε : R) (j : nat) (x : list R) : Prop :=
  length x = 5%nat /\ forall v, length v = 5%nat ->
    dot l (comb (J ε) x) (comb (J ε) v) = coefficient j v.

Theorem X3_sd_above : exists ε0 C, 0 < ε0 /\ forall ε j σ x, 0 < Rabs ε < ε0 -> 0 <= σ ->
  least_squares ε j x -> standard_deviation l σ (comb (J ε) x) <= C * σ / Rabs ε ^ 3.
Proof.
  destruct X3_lambda_min_order as (ε0 & c & C0 & H0 & Hc & Hlow).
  exists ε0, (/ sqrt c). split; auto. intros ε j σ x He Hσ [Hx E].
  destruct (Hlow ε He) as [L _].
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  exact (least_squares_sd_cubed l (J ε) j x c ε σ Hc Hne L Hσ Hx E).
Qed.

Theorem least_squares_here : exists ε0, 0 < ε0 /\ forall ε j, 0 < Rabs ε < ε0 ->
  exists x, least_squares ε j x /\ unbiased l (J ε) j (comb (J ε) x).
Proof.
  destruct X3_lambda_min_order as (ε0 & c & C0 & H0 & Hc & Hlow). exists ε0. split; auto.
  intros ε j He. destruct (Hlow ε He) as [L _].
  assert (Hne : ε <> 0) by (intros ->; rewrite Rabs_R0 in He; lra).
  assert (P : 0 < c * ε ^ 6) by (apply Rmult_lt_0_compat; auto; now apply sixth_power_pos).
  destruct (least_squares_exists l (J ε) _ j P L) as (x & Hx & E & U). exists x. now repeat split.
Qed.

(** The residual x³e − c₃x²e − … is not zero over five sizes, so the lower bounds speak. *)
Lemma residual_pos c0 c1 c2 c3 : 0 < norm l (residual N α c0 c1 c2 c3).
Proof.
  destruct (norm_nonneg l (residual N α c0 c1 c2 c3)) as [P|P]; auto. exfalso.
  assert (Z : forall i, In i l -> residual N α c0 c1 c2 c3 i = 0).
  { intros i Hi. apply Rsqr_0_uniq.
    apply (sum_nonneg_zero l (fun i => (residual N α c0 c1 c2 c3 i)²)); auto.
    - intros; apply Rle_0_sqr.
    - change (dot l (residual N α c0 c1 c2 c3) (residual N α c0 c1 c2 c3) = 0).
      rewrite <- norm_sqr, <- P. unfold Rsqr; ring. }
  assert (Q : norm2 [- c0; - c1; - c2; - (2 * c3); 6] = 0).
  { apply five_sizes_independent; auto. intros i Hi. specialize (Z i Hi).
    unfold residual in Z. unfold limit_columns. cbn [comb]. lra. }
  unfold norm2, Rsqr in Q. simpl in Q. nra.
Qed.

Theorem X3_sd_A_order : exists ε0 c C, 0 < ε0 /\ 0 < c /\ forall ε σ, 0 < Rabs ε < ε0 -> 0 <= σ ->
  exists x, least_squares ε 1 x
    /\ c * σ / Rabs ε ^ 3 <= standard_deviation l σ (comb (J ε) x) <= C * σ / Rabs ε ^ 3.
Proof.
  destruct X3_sd_above as (e1 & C & H1 & F1). destruct least_squares_here as (e2 & H2 & F2).
  destruct log_bound as (X & HX0 & HX). pose proof (residual_pos 0 0 0 0) as Hr.
  set (r := norm l (residual N α 0 0 0 0)) in *.
  assert (Hη : 6 / r < 12 / r) by (unfold Rdiv; apply Rmult_lt_compat_r; [now apply Rinv_0_lt_compat|lra]).
  destruct (X3_sd_A_asymptotic l N A B α k X HA HB Hk HN HX HX0 0 0 0 0 Hr (6 / r) Hη) as (e3 & H3 & F3).
  exists (Rmin e1 (Rmin e2 e3)), (6 / r), C. split; [repeat apply Rmin_glb_lt; lra|].
  split; [apply Rdiv_lt_0_compat; lra|]. intros ε σ [He He'] Hσ.
  assert (E1 : Rabs ε < e1) by (apply Rlt_le_trans with (1 := He'), Rmin_l).
  assert (Et : Rabs ε < Rmin e2 e3) by (apply Rlt_le_trans with (1 := He'), Rmin_r).
  assert (E2 : Rabs ε < e2) by (apply Rlt_le_trans with (1 := Et), Rmin_l).
  assert (E3 : Rabs ε < e3) by (apply Rlt_le_trans with (1 := Et), Rmin_r).
  destruct (F2 ε 1%nat (conj He E2)) as (x & Lx & U). exists x. split; auto. split.
  - rewrite (Rmult_comm (6 / r)). now apply F3.
  - now apply (F1 ε 1%nat).
Qed.
End Orders.
End Ray.
